"""Red flags of sedation, serotonin, heart rhythm and lithium (R16-R19, R21, R38)."""

from __future__ import annotations

from itertools import pairwise

from app.domain.patient import Fill
from app.rules.alcohol import drinks
from app.rules.classes import classes_of
from app.rules.endings import ended
from app.rules.facts import (
    Fact,
    Facts,
    Trigger,
    both,
    either,
    is_new,
    lines_of,
    takes,
    together,
    two_of,
)
from app.rules.picture import Line, Picture
from app.rules.red_flag import Condition, Fires, RedFlag
from models.vocabulary import Level

EARLY_DAYS = 3
PATTERN_DAYS = 180
PRESCRIBER_DAYS = 90


def several_prescribers(picture: Picture) -> Facts:
    """Opioids from more than one prescriber, on the list or filled in the last three months."""
    names = {line.medicine.prescriber for line in lines_of(picture, "opioid")}
    names |= {fill.prescriber for fill in _opioid_fills(picture, PRESCRIBER_DAYS)}
    told = sorted({" ".join(name.split()).casefold() for name in names if name})
    if len(told) < 2:
        return ()
    evidence = tuple(sorted(line.evidence for line in lines_of(picture, "opioid")))
    return (Fact(f"Opioids come from {len(told)} prescribers.", evidence),)


def early_refills(picture: Picture) -> Facts:
    """An opioid filled more than three days early, at least twice in half a year."""
    fills = _opioid_fills(picture, PATTERN_DAYS)
    early = [
        later
        for earlier, later in pairwise(fills)
        if earlier.ingredients == later.ingredients
        and earlier.days_supply is not None
        and (later.filled_on - earlier.filled_on).days < earlier.days_supply - EARLY_DAYS
    ]
    if len(early) < 2:
        return ()
    words = f"{early[-1].name} was filled early {len(early)} times in the last half year."
    return (Fact(words, tuple(str(fill.id) for fill in early)),)


def fentanyl_patch(picture: Picture) -> Facts:
    """Fentanyl as a patch is taken."""
    return takes("fentanyl", when=_is_patch)(picture)


def switched(first: str, second: str, days: int) -> Trigger:
    """One class is taken, and one of the other ended at most so many days ago."""
    return both(takes(first), ended(second, within=days))


def _is_patch(_picture: Picture, line: Line) -> bool:
    return any(word in line.words for word in ("patch", "transdermal"))


def _opioid_fills(picture: Picture, days: int) -> list[Fill]:
    fills = [
        fill
        for fill in picture.session.patient.fills
        if "opioid" in classes_of(fill.ingredients)
        and 0 <= (picture.on - fill.filled_on).days <= days
    ]
    return sorted(fills, key=lambda fill: (sorted(fill.ingredients), fill.filled_on, str(fill.id)))


FLAGS = (
    RedFlag(
        id="R16",
        title="Opioid with another sedating substance, several prescribers or early refills",
        level=Level.NOW,
        milder=Level.SAME_DAY,
        conditions=(
            Condition(
                "combined", "They are taken on the same day.", Level.NOW, known_from_facts=True
            ),
        ),
        fires=(
            Fires(Level.NOW, together("opioid", "central_depressant")),
            Fires(Level.NOW, both(takes("opioid"), drinks)),
            Fires(Level.SAME_DAY, several_prescribers),
            Fires(Level.SAME_DAY, early_refills),
        ),
        source="FDA label, opioids: boxed warning; CDC guideline for prescribing opioids for pain",
    ),
    RedFlag(
        id="R17",
        title="Serotonergic medicines together, with agitation, fever or tremor",
        level=Level.NOW,
        offered_when=either(
            together("serotonin_reuptake", "mao_inhibiting"),
            together("serotonin_reuptake", "serotonergic"),
            two_of("serotonin_reuptake"),
        ),
        source="FDA label, SSRIs and SNRIs: serotonin syndrome",
    ),
    RedFlag(
        id="R18",
        title="MAO inhibitor with a contraindicated medicine, or a recent switch",
        level=Level.NOW,
        fires=(
            Fires(Level.NOW, together("mao_inhibiting", "maoi_contraindicated")),
            Fires(Level.NOW, two_of("mao_inhibiting")),
            Fires(Level.NOW, switched("serotonin_reuptake", "maoi", 14)),
            Fires(Level.NOW, switched("maoi", "maoi_contraindicated", 14)),
            Fires(Level.NOW, switched("maoi", "fluoxetine", 35)),
        ),
        source="FDA label, MAO inhibitors and fluoxetine: contraindications and switching",
    ),
    RedFlag(
        id="R19",
        title="Two medicines that lengthen the QT interval, or one with fainting or palpitations",
        level=Level.NOW,
        fires=(Fires(Level.NOW, two_of("qt_risk")),),
        offered_when=takes("qt_risk"),
        source="FDA label: warnings on QT prolongation",
    ),
    RedFlag(
        id="R21",
        title="Lithium with vomiting, diarrhea or tremor, or a medicine that raises it",
        level=Level.NOW,
        fires=(
            Fires(
                Level.NOW,
                either(
                    *(
                        together("lithium", key, when=is_new)
                        for key in ("nsaid", "ace_inhibitor", "thiazide")
                    )
                ),
            ),
        ),
        offered_when=takes("lithium"),
        source="FDA label, lithium: boxed warning; drug interactions",
    ),
    RedFlag(
        id="R38",
        title="Fentanyl patch with heat, more than one on, cut, or a child in the home",
        level=Level.NOW,
        asked_when=fentanyl_patch,
        source="FDA label, fentanyl transdermal system: boxed warning",
    ),
)

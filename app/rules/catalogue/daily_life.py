"""Red flags of daily life with medicines (R29, R32, R33, R35-R37, R39, R40)."""

from __future__ import annotations

from app.rules.acetaminophen import more_than
from app.rules.alcohol import drinks
from app.rules.classes import classes_of
from app.rules.facts import Fact, Facts, answered, both, either, takes
from app.rules.picture import Line, Picture
from app.rules.red_flag import Condition, Fires, RedFlag
from models.vocabulary import Level, Reply, Source

DISCHARGE_DAYS = 7
CANISTER_DAYS = 30
LONG_ACTING = (
    "extended",
    "sustained",
    "controlled",
    " er ",
    " xr ",
    " sr ",
    " cr ",
    "24 hr",
    "12 hr",
)

CANNOT_SWALLOW = either(
    answered("intake.hard", "swallowing", words="Swallowing is hard."),
    answered(
        "redflags.R35", Reply.YES, words="A medicine is crushed, chewed, opened or not swallowed."
    ),
)


def not_on_the_list(picture: Picture) -> Facts:
    """A discharge list of the last week names a medicine that is not on our list."""
    listed = [line.ingredients for line in (*picture.taken, *picture.left_off)]
    return tuple(
        Fact(f"{said.name} is on a discharge list and not on ours.", (str(said.id),))
        for said in sorted(picture.session.patient.statements, key=lambda said: said.name)
        if said.source is Source.DISCHARGE
        and said.ingredients
        and said.ingredients not in listed
        and said.said_on is not None
        and 0 <= (picture.on - said.said_on).days <= DISCHARGE_DAYS
    )


def several_canisters(picture: Picture) -> Facts:
    """More than one reliever inhaler was filled within a month."""
    fills = [
        fill
        for fill in picture.session.patient.fills
        if "reliever" in classes_of(fill.ingredients)
        and 0 <= (picture.on - fill.filled_on).days < CANISTER_DAYS
    ]
    if len(fills) < 2:
        return ()
    evidence = tuple(sorted(str(fill.id) for fill in fills))
    return (Fact(f"{len(fills)} reliever inhalers were filled in the last month.", evidence),)


def _is_long_acting(_picture: Picture, line: Line) -> bool:
    return any(word in f" {line.words} " for word in LONG_ACTING)


FLAGS = (
    RedFlag(
        id="R29",
        title="New prescription from a hospital or urgent care on no list",
        level=Level.SAME_DAY,
        fires=(Fires(Level.SAME_DAY, not_on_the_list),),
        source="Joint Commission NPSG.03.06.01",
    ),
    RedFlag(
        id="R32",
        title="Reliever inhaler used more and more",
        level=Level.SAME_DAY,
        conditions=(Condition("rest", "There is wheezing or short breath at rest.", Level.NOW),),
        fires=(Fires(Level.SAME_DAY, several_canisters),),
        offered_when=takes("reliever", local=True),
        source="GINA report: asthma control and reliever use",
    ),
    RedFlag(
        id="R33",
        title="Falls",
        level=Level.SAME_DAY,
        source="CDC STEADI: screening for fall risk",
        about_medicine=False,
    ),
    RedFlag(
        id="R35",
        title="Cannot swallow, or crushes, chews or opens a medicine",
        level=Level.SAME_DAY,
        conditions=(
            Condition(
                "opioid",
                "One of them is a long-acting pain medicine.",
                Level.NOW,
                known_from_facts=True,
            ),
        ),
        fires=(
            Fires(Level.SAME_DAY, CANNOT_SWALLOW),
            Fires(
                Level.NOW,
                both(CANNOT_SWALLOW, takes("opioid_long_acting", when=_is_long_acting)),
            ),
        ),
        source="ISMP: oral dosage forms that are not crushed; FDA label, extended-release opioids",
    ),
    RedFlag(
        id="R36",
        title="Someone else's, expired, foreign, internet or veterinary medicine",
        level=Level.SAME_DAY,
        source="FDA: buying and using medicine safely",
    ),
    RedFlag(
        id="R37",
        title="Alcohol above limits, or with a medicine it does not go with",
        level=Level.SAME_DAY,
        fires=(Fires(Level.SAME_DAY, both(takes("alcohol_caution"), drinks)),),
        source="NIAAA: mixing alcohol with medicines; FDA label: alcohol warnings",
    ),
    RedFlag(
        id="R39",
        title="Child, teenager or pet exposed, or controlled doses missing",
        level=Level.NOW,
        source="America's Poison Centers; DEA: theft and loss of controlled substances",
    ),
    RedFlag(
        id="R40",
        title="Acetaminophen from several products",
        level=Level.SAME_DAY,
        conditions=(
            Condition(
                "over_4g", "It was more than 4,000 mg in one day.", Level.NOW, known_from_facts=True
            ),
            Condition("single", "A large amount was taken at one time.", Level.EMERGENCY),
            Condition("symptoms", "The patient feels unwell since then.", Level.EMERGENCY),
        ),
        fires=(
            Fires(Level.SAME_DAY, more_than(3000, products=2)),
            Fires(Level.NOW, more_than(4000)),
        ),
        source="FDA drug facts label: acetaminophen, liver warning and daily maximum",
    ),
)

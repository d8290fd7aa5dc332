"""Red flags around blood thinners (R08-R10, R55)."""

from __future__ import annotations

from app.domain.days import written
from app.rules.classes import classes_of
from app.rules.endings import left_off
from app.rules.facts import (
    Fact,
    Facts,
    both,
    either,
    is_new,
    latest_day,
    lines_of,
    takes,
    together,
)
from app.rules.habits import missed, ran_out, stretched
from app.rules.picture import Picture, supplied
from app.rules.red_flag import Condition, Fires, RedFlag
from models.vocabulary import Level

RAISES_INR = ("antibiotic", "azole", "amiodarone")
STENT_DAYS = 366


def filled_beside_warfarin(picture: Picture) -> Facts:
    """Warfarin is taken, and one of those medicines was filled within a month, on no list yet."""
    return tuple(
        Fact(
            f"{line.name} is taken, and {fill.name} was filled on {written(fill.filled_on)}.",
            tuple(sorted((line.evidence, str(fill.id)))),
        )
        for line in lines_of(picture, "warfarin")
        for fill in supplied(picture)
        if not classes_of(fill.ingredients).isdisjoint(RAISES_INR)
    )


def recent_stent(picture: Picture) -> Facts:
    """A stent of the last twelve months, or of a day that is not known, is recorded."""
    return tuple(
        Fact(f"{condition.name} is recorded.", (str(condition.id),))
        for condition in sorted(picture.session.patient.conditions, key=lambda c: c.name)
        if "stent" in condition.name.casefold()
        and (
            condition.since is None or (picture.on - latest_day(condition.since)).days <= STENT_DAYS
        )
    )


FLAGS = (
    RedFlag(
        id="R08",
        title="Signs of bleeding, or a blow to the head, on a blood thinner",
        level=Level.NOW,
        conditions=(
            Condition("active", "It is bleeding now, or the patient feels faint.", Level.EMERGENCY),
            Condition("head_injury", "The head was hit.", Level.EMERGENCY),
        ),
        source="FDA label, anticoagulants and antiplatelets: bleeding risk",
    ),
    RedFlag(
        id="R09",
        title="Blood thinner together with an NSAID, aspirin or an interacting medicine",
        level=Level.NOW,
        fires=(
            Fires(Level.NOW, together("anticoagulant", "nsaid")),
            Fires(Level.NOW, together("anticoagulant", "aspirin")),
            Fires(
                Level.NOW,
                either(*(together("warfarin", key, when=is_new) for key in RAISES_INR)),
            ),
            Fires(Level.NOW, filled_beside_warfarin),
        ),
        source="FDA label, warfarin and oral anticoagulants: drug interactions",
    ),
    RedFlag(
        id="R10",
        title="Blood thinner stopped, run out, stretched or missed",
        level=Level.NOW,
        fires=(
            Fires(
                Level.NOW,
                either(
                    missed("anticoagulant", days=2),
                    ran_out("anticoagulant"),
                    stretched("anticoagulant"),
                    left_off("anticoagulant"),
                ),
            ),
            Fires(Level.NOW, both(recent_stent, left_off("p2y12"))),
            Fires(Level.NOW, both(recent_stent, missed("p2y12", days=7))),
        ),
        source="FDA label, oral anticoagulants: boxed warning on stopping early; P2Y12 inhibitors",
    ),
    RedFlag(
        id="R55",
        title="Procedure planned on an anticoagulant, SGLT2 inhibitor or GLP-1 medicine",
        level=Level.SAME_DAY,
        offered_when=either(takes("anticoagulant"), takes("sglt2"), takes("glp1")),
        source="FDA label: warnings on surgery and procedures",
    ),
)

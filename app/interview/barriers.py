"""What makes it hard to take medicines, as answers; grouped as WHO groups it, and never scored.

After WHO's report "Adherence to long-term therapies" (2003): five dimensions, and doses left out
on purpose apart from those that are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from resources.language import N_


class Dimension(StrEnum):
    """Where a barrier comes from, as WHO groups them."""

    PATIENT = N_("the patient")
    CONDITION = N_("the condition")
    THERAPY = N_("the treatment")
    SYSTEM = N_("the health system")
    SOCIAL = N_("means and surroundings")


class Intent(StrEnum):
    """Whether doses are mostly left out on purpose for such a reason; many do not say."""

    INTENDED = N_("mostly on purpose")
    NOT_INTENDED = N_("mostly not on purpose")
    NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class Barrier:
    """What makes it hard to take medicines; None where the words alone do not place it."""

    words: str
    dimension: Dimension | None
    intent: Intent = Intent.NOT_SAID


BARRIERS: Mapping[str, Barrier] = MappingProxyType(
    {
        "forgets": Barrier(N_("Forgets"), Dimension.PATIENT, Intent.NOT_INTENDED),
        "busy": Barrier(N_("Busy or away"), Dimension.PATIENT, Intent.NOT_INTENDED),
        "side_effect": Barrier(N_("Side effect, or fear of one"), Dimension.THERAPY),
        "no_need": Barrier(N_("Feels no need"), Dimension.CONDITION, Intent.INTENDED),
        "unclear_purpose": Barrier(N_("Does not know what it is for"), Dimension.PATIENT),
        "too_many": Barrier(N_("Too many, or too complicated"), Dimension.THERAPY),
        "cost": Barrier(N_("Cost"), Dimension.SOCIAL),
        "refills": Barrier(
            N_("Getting refills, or the way there"), Dimension.SYSTEM, Intent.NOT_INTENDED
        ),
        "hard_to_use": Barrier(N_("Hard to swallow, open or use"), Dimension.THERAPY),
        "ran_out": Barrier(N_("Running out"), Dimension.SYSTEM, Intent.NOT_INTENDED),
        "belief": Barrier(N_("Belief or culture"), Dimension.SOCIAL, Intent.INTENDED),
        "mood_memory": Barrier(N_("Mood or memory"), Dimension.CONDITION),
        "sight_hands": Barrier(N_("Sight or hands"), Dimension.PATIENT, Intent.NOT_INTENDED),
        "told_to_stop": Barrier(N_("Told to stop by someone"), Dimension.SYSTEM, Intent.INTENDED),
        "other": Barrier(N_("Something else"), None),
    }
)

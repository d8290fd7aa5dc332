"""How far an instrument is: for the person who asks it, and as FHIR says it of a response."""

from __future__ import annotations

from dataclasses import dataclass

from app.interview.instruments.problems import is_asked, problems, seen_spots
from app.interview.instruments.spots import Spot

IN_PROGRESS, COMPLETED, STOPPED = "in-progress", "completed", "stopped"


@dataclass(frozen=True, slots=True)
class HowFar:
    """`answered` of `of` questions that are open and seen."""

    answered: int
    of: int

    @property
    def is_whole(self) -> bool:
        return self.answered == self.of


def how_far(spots: tuple[Spot, ...]) -> HowFar:
    """What was answered among the questions that somebody can answer now."""
    asked = [spot for spot in seen_spots(spots) if is_asked(spot)]
    return HowFar(sum(spot.value is not None for spot in asked), len(asked))


def status(spots: tuple[Spot, ...], *, is_over: bool) -> str:
    """The status of the response. `is_over`: nobody asks any more.

    Completed is what lacks nothing that is required, once every question was answered or the asking
    is over; what ended with something required missing was stopped.
    """
    lacks = bool(problems(spots))
    far = how_far(spots)
    if is_over:
        return STOPPED if lacks or not far.answered else COMPLETED
    return COMPLETED if far.is_whole and not lacks and far.of else IN_PROGRESS

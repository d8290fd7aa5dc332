"""Labels that were read a moment ago: rules, reconciliation and screens ask for the same few."""

from __future__ import annotations

from app.directions import parse as parsing
from app.directions.values import Directions
from app.remembered import until_locked

LONGEST = 500
"""Longer words are no label, and are read each time."""


def parse(text: str) -> Directions:
    """What `app.directions.parse.parse` says of a text."""
    return _read(text) if len(text) <= LONGEST else parsing.parse(text)


@until_locked()
def _read(text: str) -> Directions:
    return parsing.parse(text)

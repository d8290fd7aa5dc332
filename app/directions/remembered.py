"""Labels that were read a moment ago: rules, reconciliation and screens ask for the same few.

They are a patient's words, so nothing of them stays: locking calls `forget`.
"""

from __future__ import annotations

from functools import lru_cache

from app.directions import parse as parsing
from app.directions.values import Directions

MOST = 1024
LONGEST = 500
"""Longer words are no label, and are read each time."""


def parse(text: str) -> Directions:
    """What `app.directions.parse.parse` says of a text."""
    return _read(text) if len(text) <= LONGEST else parsing.parse(text)


def forget() -> None:
    """Let every label go."""
    _read.cache_clear()


@lru_cache(maxsize=MOST)
def _read(text: str) -> Directions:
    return parsing.parse(text)

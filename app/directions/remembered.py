"""Labels that were read a moment ago: rules, reconciliation and screens ask for the same few.

They are a patient's words, so nothing of them stays: locking calls `forget`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

from app.directions import parse as parsing
from app.directions.values import Directions

MOST = 1024
LONGEST = 500
"""Longer words are no label, and are read each time."""

P = ParamSpec("P")
R = TypeVar("R")
_LET_GO: list[Callable[[], None]] = []


def until_locked(function: Callable[P, R]) -> Callable[P, R]:
    """What a pure function answered stays known for the same values, until somebody locks."""
    kept = lru_cache(maxsize=MOST)(function)
    _LET_GO.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # lru_cache forgets the names of the parameters


def parse(text: str) -> Directions:
    """What `app.directions.parse.parse` says of a text."""
    return _read(text) if len(text) <= LONGEST else parsing.parse(text)


def forget() -> None:
    """Let every label, and what was made of it, go."""
    for let_go in _LET_GO:
        let_go()


@until_locked
def _read(text: str) -> Directions:
    return parsing.parse(text)

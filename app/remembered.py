"""What pure functions made of words that may be a patient's: known for a while, gone at a lock.

No other cache of the program may hold such words; a test looks that none does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_LET_GO: list[Callable[[], None]] = []


def until_locked(most: int = 1024) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """What a pure function answered for its latest `most` arguments, until somebody locks."""

    def remember(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=most)(function)
        _LET_GO.append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # lru_cache forgets the names of the parameters

    return remember


def at_lock(let_go: Callable[[], None]) -> None:
    """Called when somebody locks, for what is kept in another way."""
    _LET_GO.append(let_go)


def forget() -> None:
    """Let everything go, in whichever function it is kept."""
    for let_go in _LET_GO:
        let_go()

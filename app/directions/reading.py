"""From lexemes to items: at each place the longest row of the grammar that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from app.directions.grammar import Maker, Said
from app.directions.lexemes import Lexeme
from app.directions.patterns import PATTERNS

UNKNOWN = "unknown"
MOST = ("MAX", "MAXD")


class Item(NamedTuple):
    """What a few lexemes say. `size` is how many they are; `doubt` what is wrong with a number."""

    kind: str
    value: Any
    start: int
    end: int
    size: int = 1
    doubt: str = ""


@dataclass(slots=True)
class _State:
    maker: Maker | None = None
    following: dict[str, _State] = field(default_factory=dict)


@cache
def _patterns() -> _State:
    root = _State()
    for pattern, maker in PATTERNS.items():
        state = root
        for kind in pattern.split():
            state = state.following.setdefault(kind, _State())
        state.maker = maker
    return root


def read(found: Sequence[Lexeme]) -> list[Item]:
    """Every lexeme is in exactly one item, known or not."""
    root, items, place = _patterns(), [], 0
    while place < len(found):
        best = _best_row(root, found, place)
        if best is None:
            lexeme = found[place]
            items.append(Item(UNKNOWN, None, lexeme.start, lexeme.end, 1, lexeme.doubt))
            place += 1
            continue
        size, said = best
        first, last = found[place], found[place + size - 1]
        doubt = first.doubt if size == 1 else _doubt(found[place : place + size])
        items.append(Item(said.kind, said.value, first.start, last.end, size, doubt))
        place += size
    return items


def _best_row(root: _State, found: Sequence[Lexeme], place: int) -> tuple[int, Said] | None:
    """As in "1 tab max 3 a day": where a most begins in a row and goes on behind it, it wins."""
    best = _best(root, found, place, [])
    if best is None:
        return None
    for inside in range(place + 1, place + best[0]):
        if any(kind in MOST for kind, _value in found[inside].meanings):
            most = _best(root, found, inside, [])
            if most is not None and inside + most[0] > place + best[0]:
                return _best(root, found[:inside], place, [])
    return best


def _best(
    state: _State, found: Sequence[Lexeme], place: int, values: list[Any]
) -> tuple[int, Said] | None:
    """The longest row from here: how many lexemes it takes, and what they say."""
    best: tuple[int, Said] | None = None
    if place < len(found) and state.following:
        for kind, value in found[place].meanings:
            following = state.following.get(kind)
            if following is None:
                continue
            longer = _best(following, found, place + 1, [*values, value])
            if longer is not None and (best is None or longer[0] > best[0]):
                best = longer
    if best is None and state.maker is not None:
        said = state.maker(values)
        return None if said is None else (len(values), said)
    return best


def _doubt(pieces: Sequence[Lexeme]) -> str:
    for piece in pieces:
        if piece.doubt:
            return piece.doubt
    return ""

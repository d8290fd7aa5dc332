"""From lexemes to items: at each place the longest row of the grammar that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from app.directions.grammar import Maker, Said
from app.directions.lexemes import Lexeme
from app.directions.patterns import PATTERNS

UNKNOWN = "unknown"


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
        best = max(_fits(root, found, place, []), key=_size, default=None)
        if best is None:
            lexeme = found[place]
            items.append(Item(UNKNOWN, None, lexeme.start, lexeme.end, 1, lexeme.doubt))
            place += 1
            continue
        size, said = best
        pieces = found[place : place + size]
        doubt = next((piece.doubt for piece in pieces if piece.doubt), "")
        items.append(Item(said.kind, said.value, pieces[0].start, pieces[-1].end, size, doubt))
        place += size
    return items


def _fits(
    state: _State, found: Sequence[Lexeme], place: int, values: list[Any]
) -> Iterator[tuple[int, Said]]:
    if state.maker is not None:
        said = state.maker(values)
        if said is not None:
            yield len(values), said
    if place >= len(found):
        return
    for meaning in found[place].meanings:
        following = state.following.get(meaning.kind)
        if following is not None:
            yield from _fits(following, found, place + 1, [*values, meaning.value])


def _size(fit: tuple[int, Said]) -> int:
    return fit[0]

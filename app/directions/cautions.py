"""Error-prone ways of writing, each with its place, what to write instead, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from app.directions.lexicon import lexicon, table
from app.directions.tokens import Token, tokens
from app.directions.values import Caution

DROPS = frozenset(("drop", "drops", "gtt", "gtts", "gota", "gotas"))
NAMES_A_DRUG = 4


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    entry: Mapping[str, Any]
    in_capitals: bool


def cautions(
    text: str, found: Sequence[Token], doubts: Sequence[tuple[str, int, int]]
) -> tuple[Caution, ...]:
    """What is error-prone in the text; `doubts` are numbers by kind and place."""
    numbers = table_of_numbers()
    said = [*_abbreviations(text, found), *_together(text, found)]
    said += [_caution(key, numbers[key], text, start, end) for key, start, end in set(doubts)]
    return tuple(sorted(said, key=lambda caution: (caution.start, caution.end, caution.kind)))


def _abbreviations(text: str, found: Sequence[Token]) -> Iterator[Caution]:
    kinds, done = _kinds(), 0
    for place, token in enumerate(found):
        if place < done or token.text not in kinds:
            continue
        for words, kind in kinds[token.text]:
            pieces = found[place : place + len(words)]
            fits = len(pieces) == len(words) and all(map(_is_word, pieces, words))
            if fits and _counts(kind, text, found, place):
                yield _caution(kind.key, kind.entry, text, pieces[0].start, pieces[-1].end)
                done = place + len(words)
                break


def _is_word(token: Token, word: str) -> bool:
    return token.text == word


def _counts(kind: _Kind, text: str, found: Sequence[Token], place: int) -> bool:
    written = text[found[place].start : found[place].end]
    following = found[place + 1].text if place + 1 < len(found) else ""
    if kind.key == "roman numeral":
        return following in _unit_words() or following in ("-", "to")
    if kind.key == "ear":
        return written.isupper() or any(token.text in DROPS for token in found)
    if kind.key == "daily" and written.lower() == "od":
        return True
    return not kind.in_capitals or written[:2].isupper() or written[:2] == "Mg"


@cache
def _unit_words() -> frozenset[str]:
    return frozenset(form for entry in table("units").values() for form in entry["forms"])


def _together(text: str, found: Sequence[Token]) -> Iterator[Caution]:
    """A long word run together with a number: a drug's name or a unit with its dose."""
    known = lexicon().words
    for before, after in pairwise(found):
        if before.end != after.start:
            continue
        touches = before.end == after.start and {before.kind, after.kind} == {"word", "number"}
        word = before if before.kind == "word" else after
        if touches and before is word and len(word.text) >= NAMES_A_DRUG and word.text not in known:
            entry = table_of_numbers()["together"]
            yield _caution("together", entry, text, before.start, after.end)


def _caution(key: str, entry: Mapping[str, Any], text: str, start: int, end: int) -> Caution:
    instead, why = entry["instead"]["en"], entry["why"]["en"]
    return Caution(key, start, end, text[start:end], instead, why, entry["source"])


@cache
def table_of_numbers() -> dict[str, Any]:
    """The kinds of doubtful numbers."""
    numbers: dict[str, Any] = table("cautions")["number"]
    return numbers


@cache
def _kinds() -> dict[str, list[tuple[tuple[str, ...], _Kind]]]:
    """By the first word: all its words and the kind, the longer ones first."""
    kinds: dict[str, list[tuple[tuple[str, ...], _Kind]]] = {}
    for entry in table("cautions")["caution"]:
        for form in entry["forms"]:
            words = tuple(piece.text for piece in tokens(form))
            kind = _Kind(entry["key"], entry, entry.get("case", False))
            kinds.setdefault(words[0], []).append((words, kind))
    for known in kinds.values():
        known.sort(key=lambda pair: len(pair[0]), reverse=True)
    return kinds

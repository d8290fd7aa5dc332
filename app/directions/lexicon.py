"""The words of labels in English and Spanish, read once from `resources/directions`.

A phrase is a path of tokens to what it may mean. Each Spanish form is also known with its accented
letters lost, as broken encodings leave it ("vía" written "va").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from app.directions.tokens import folded, tokens
from app.directions.values import Around, Frequency, Period, Range, Relation, one
from resources import library

FOLDER = "directions"


class Meaning(NamedTuple):
    """What a phrase may stand for. `value` has the type that its `kind` has in the grammar."""

    kind: str
    value: Any


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases: what ends here, and where the next word leads."""

    meanings: tuple[Meaning, ...] = ()
    following: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted or measured, with its plain words."""

    key: str
    family: str
    en: tuple[str, str]
    es: tuple[str, str]
    is_feminine: bool
    verb: str
    code: str | None
    ml: int | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases, and the plain words of what they mean, by language."""

    root: Node
    words: frozenset[str]
    units: Mapping[str, Unit]
    seams: frozenset[str]
    negations: frozenset[str]
    spanish: frozenset[str]
    english: frozenset[str]
    illnesses: frozenset[str]
    plain: Mapping[str, Mapping[str, Mapping[str, Any]]]
    """By group (`route`, `site`, `moment` ...), then key: the entry as data has it."""


def table(name: str) -> dict[str, Any]:
    """A file of the lexicon."""
    return tomllib.loads(library.read_text(f"{FOLDER}/{name}.toml"))


@cache
def lexicon() -> Lexicon:
    """The words, read at the first use."""
    builder = _Builder()
    builder.numbers()
    builder.units()
    builder.places()
    builder.times()
    builder.small_words()
    builder.reasons()
    builder.notes()
    lists = {name: frozenset(words) for name, words in table("words")["lists"].items()}
    words = frozenset(builder.words)
    return Lexicon(builder.root, words, builder.all_units, plain=builder.plain, **lists)


class _Builder:
    def __init__(self) -> None:
        self.root = Node()
        self.words: set[str] = set()
        self.all_units: dict[str, Unit] = {}
        self.plain: dict[str, dict[str, Mapping[str, Any]]] = {}

    def numbers(self) -> None:
        for value, forms in table("numbers")["words"].items():
            self._add(forms, "NUM", Fraction(value))

    def units(self) -> None:
        for key, entry in table("units").items():
            unit = Unit(
                key=key,
                family=entry["family"],
                en=tuple(entry["en"]),
                es=tuple(entry["es"]),
                is_feminine=entry["gender"] == "f",
                verb=entry["verb"],
                code=entry.get("code"),
                ml=entry.get("ml"),
            )
            self.all_units[key] = unit
            self._add(entry["forms"], "DOSES" if key == "dose" else "UNIT", unit)

    def places(self) -> None:
        self._group("route", table("routes"), "ROUTE")
        self._group("site", table("sites"), "SITE")

    def times(self) -> None:
        times = table("times")
        self._group("moment", times["moment"], "MOMENT")
        self._group("weekday", times["weekday"], "WEEKDAY", lambda key: (key,))
        self._group("meal", times["meal"], "MEAL")
        self._group("month", times["month"], "MONTH", int)
        for days, forms in times["days"].items():
            self._add(forms, "WEEKDAY", tuple(days.split()))
        for entry in times["often"].values():
            unit = Period(entry.get("unit", "day"))
            often = Frequency(one(entry["times"]), one(entry.get("period", 1)), unit)
            self._add(entry["forms"], "OFTEN", often)

    def small_words(self) -> None:
        small = table("words")
        for name, forms in small["words"].items():
            kind, _, value = name.partition("_")
            self._add(forms, kind, _small_value(kind, value))
        for words, forms in small["around"].items():
            relation, what = words.split()
            self._add(forms, "AROUND", Around(Relation(relation), what))
        for key, forms in small["until"].items():
            self._add(forms, "UNTILDONE", key)
        self._group("verb", small["verbs"], "VERB")
        self._group("event", small["event"], "EVENT")
        for key, entry in small["event"].items():
            self._add([entry["es"].partition(" ")[2]], "EVENT", key)

    def reasons(self) -> None:
        for group, kind in (("kinds", "RKIND"), ("bodies", "BODY"), ("reasons", "REASON")):
            for key, (en, es, *forms) in table("reasons")[group].items():
                self.plain.setdefault(group, {})[key] = {"en": en, "es": es}
                self._add((en, es, *forms), kind, key)

    def notes(self) -> None:
        for key, (en, es, *forms) in table("notes").items():
            self.plain.setdefault("note", {})[key] = {"en": en, "es": es}
            self._add((en, es, *forms), "NOTE", key)

    def _group(self, name: str, entries: Mapping[str, Any], kind: str, value: Any = str) -> None:
        for key, entry in entries.items():
            self.plain.setdefault(name, {})[key] = entry
            self._add(entry["forms"], kind, value(key))

    def _add(self, forms: Sequence[str], kind: str, value: object) -> None:
        meaning = Meaning(kind, value)
        for form in forms:
            for written in _spellings(form):
                self._plant(written, meaning)

    def _plant(self, form: str, meaning: Meaning) -> None:
        pieces = [token.text for token in tokens(form)]
        if not pieces:
            return
        self.words.update(pieces)
        node = self.root
        for piece in pieces:
            node = node.following.setdefault(piece, Node())
        if meaning not in node.meanings:
            node.meanings = (*node.meanings, meaning)


def _small_value(kind: str, value: str) -> object:
    if kind in ("PERIOD", "LY"):
        return Period(value)
    return int(value) if value.isdigit() else value or None


def _spellings(form: str) -> Iterator[str]:
    yield form
    if not form.isascii():
        bare = folded(form)
        lost = "".join(a for a, b in zip(form, bare, strict=True) if a == b or not a.isalpha())
        if all(len(word) > 1 or word in form.split() for word in lost.split()):
            yield lost


def count(low: int, high: int) -> Range:
    """A range of whole numbers."""
    return Range(Fraction(low), Fraction(high))

"""The fixed words for an urgent red flag, from `resources/rules/fixed_words.toml`.

A technician reads them as they stand: they say what to do now, and never what is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from app.rules.red_flags import RED_FLAGS
from models.vocabulary import Channel, Level
from resources import library

TEXT = "rules/fixed_words.toml"
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class EmergencyStep:
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class EmergencyWords:
    """What to say and do now. `medicine` is said too where a medicine is concerned."""

    say: str
    medicine: str | None
    steps: tuple[EmergencyStep, ...]
    call: str | None


@dataclass(frozen=True, slots=True)
class _Group:
    level: Level
    flags: frozenset[str]
    call: str | None
    say: Mapping[str, str]
    counter: tuple[EmergencyStep, ...]
    remote: tuple[EmergencyStep, ...]


def fixed_words(
    red_flag: str, level: Level, *, language: str, channel: Channel
) -> EmergencyWords | None:
    """What to say and do for a red flag; None for a level that does not interrupt.

    A language without words of its own gets the English ones. Raises KeyError for no such flag.
    """
    about_medicine = RED_FLAGS[red_flag].about_medicine
    if not level.stops:
        return None
    group = _group(red_flag, level)
    return EmergencyWords(
        say=_in(language, group.say),
        medicine=_in(language, _medicine()) if about_medicine else None,
        steps=group.counter if channel is Channel.COUNTER else group.remote,
        call=group.call,
    )


def languages() -> frozenset[str]:
    """The languages every text is written in."""
    return frozenset(_medicine())


def _group(red_flag: str, level: Level) -> _Group:
    of_level = [group for group in _groups() if group.level is level]
    named = [group for group in of_level if red_flag in group.flags]
    return (named or [group for group in of_level if not group.flags])[0]


def _in(language: str, texts: Mapping[str, str]) -> str:
    return texts.get(language) or texts[DEFAULT_LANGUAGE]


@cache
def _groups() -> tuple[_Group, ...]:
    rows = tomllib.loads(library.read_text(TEXT))["group"]
    return tuple(
        _Group(
            level=Level(row["level"]),
            flags=frozenset(row["flags"]),
            call=row.get("call"),
            say=row["say"],
            counter=_steps(row["counter"]),
            remote=_steps(row["remote"]),
        )
        for row in rows
    )


@cache
def _medicine() -> Mapping[str, str]:
    texts: Mapping[str, str] = tomllib.loads(library.read_text(TEXT))["medicine"]
    return texts


def _steps(rows: Iterable[Mapping[str, str]]) -> tuple[EmergencyStep, ...]:
    return tuple(EmergencyStep(row["title"], row["detail"]) for row in rows)

"""The questions behind the red flags, built from `resources/rules/red_flag_questions.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from app.domain.therapy_session import TherapySession
from app.interview.question import AnyQuestion, Ask, Shown, Text
from models.vocabulary import Reply
from resources import library
from resources.language import N_

TABLE = "rules/red_flag_questions.toml"
WORDS = N_("In the patient's words")


def screening() -> tuple[Ask, ...]:
    """The ten questions for everyone and the last one, each opening its flags on a yes."""
    rows = _table()["screening"]
    return tuple(_screen(name, row) for name, row in rows.items())


def flag(red_flag: str) -> Ask:
    """The question of one flag with its words and conditions. Raises KeyError for no such flag."""
    row = _table()[red_flag]
    key = f"redflags.{red_flag}"
    return Ask(
        key=key,
        prompt=row["short"],
        say=_say(row),
        per_talk=True,
        follow_ups=(*_conditions(key, row), _words(key)),
    )


def red_flags() -> tuple[str, ...]:
    """The ids of all red flags, in their order."""
    return tuple(key for key in _table() if key != "screening")


def opens() -> Mapping[str, tuple[str, ...]]:
    """The flags that each screening question opens, by its name ("q01")."""
    rows = _table()["screening"]
    return MappingProxyType({name: tuple(row["opens"]) for name, row in rows.items()})


def opened_by_screening() -> frozenset[str]:
    """The flags that some screening question opens."""
    return frozenset(red_flag for opened in opens().values() for red_flag in opened)


def asked_because_found(red_flag: str) -> Ask:
    """The same question, standing by itself once facts raised the flag or it was answered."""
    question = flag(red_flag)
    return Ask(
        key=question.key,
        prompt=question.prompt,
        say=question.say,
        per_talk=True,
        required=False,
        follow_ups=question.follow_ups,
        shown=_came_up(red_flag),
    )


def _came_up(red_flag: str) -> Shown:
    key = f"redflags.{red_flag}"
    inner = f"{key}."

    def shown(session: TherapySession) -> bool:
        if key in session.asks or key in session.answers:
            return True
        stands = any(flag.red_flag == red_flag for flag in session.flags)
        return stands or any(ask.startswith(inner) for ask in session.asks)

    return shown


def _screen(name: str, row: Mapping[str, Any]) -> Ask:
    key = f"screening.{name}"
    opened: tuple[AnyQuestion, ...] = tuple(flag(red_flag) for red_flag in row["opens"])
    if name == "anything_else":
        opened = (_words(key), *opened)
    return Ask(
        key=key,
        prompt=row["short"],
        say=_say(row),
        per_talk=True,
        in_private=row.get("private", False),
        follow_ups=opened,
    )


def _conditions(key: str, row: Mapping[str, Any]) -> tuple[Ask, ...]:
    return tuple(
        Ask(
            key=f"{key}.{name}",
            prompt=condition["en"],
            say=_say(condition),
            per_talk=True,
            opens_on=Reply(condition.get("after", "yes")),
        )
        for name, condition in row.get("conditions", {}).items()
    )


def _words(key: str) -> Text:
    return Text(key=f"{key}.words", prompt=WORDS, per_talk=True, required=False, most=500)


def _say(row: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({language: row[language] for language in ("en", "es")})


@cache
def _table() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(library.read_text(TABLE)))

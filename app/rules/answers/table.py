"""The plain answers of `resources/answers/*.toml`, one file for each topic, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from app.domain.plain_answer import LANGUAGES, PlainAnswer, Topic
from resources import library


@cache
def answers() -> Mapping[str, PlainAnswer]:
    """Every answer by its id, topic after topic. An id that stands twice is a mistake of ours."""
    found: dict[str, PlainAnswer] = {}
    for topic in Topic:
        rows = tomllib.loads(library.read_text(f"answers/{topic.value}.toml"))
        twice = found.keys() & rows.keys()
        if twice:
            raise ValueError(f"an answer stands twice: {', '.join(sorted(twice))}")
        found |= {name: _answer(name, topic, row) for name, row in rows.items()}
    return MappingProxyType(found)


def _answer(name: str, topic: Topic, row: Mapping[str, Any]) -> PlainAnswer:
    """`Any`: TOML has no narrower type."""
    return PlainAnswer(
        id=name,
        topic=topic,
        asks=_both(row["asks"]),
        words=_both(row["words"]),
        source=row["source"],
        known_by=frozenset(row.get("known_by", ())),
        unless=frozenset(row.get("unless", ())),
        forms=tuple(row.get("forms", ())),
        also=tuple(row.get("also", ())),
    )


def _both(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({language: texts[language] for language in LANGUAGES})

"""The words a technician reads aloud, by question and language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from resources import library

LANGUAGES = ("en", "es")


def say(key: str) -> Mapping[str, str]:
    """What to say for a question, by language. Raises KeyError for a key without words."""
    return MappingProxyType(_words()[key])


@cache
def _words() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for name in library.names("wording", ".questions.toml"):
        table |= tomllib.loads(library.read_text(name))
    return table

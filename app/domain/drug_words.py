"""The words around a drug's name, from `resources/drugs/words.toml`: units, forms, salts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from resources.library import read_text

_DATA: dict[str, Any] = tomllib.loads(read_text("drugs/words.toml"))  # TOML has no narrower type


def _longest_first(table: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    pairs = ((written, ours) for ours, ways in table.items() for written in ways)
    return tuple(sorted(pairs, key=lambda pair: (-pair[0].count(" "), -len(pair[0]))))


UNITS: Mapping[str, str] = dict(_longest_first(_DATA["units"]))
"""Each way of writing a unit, and how we write it."""

RELEASES = _longest_first(_DATA["releases"])
"""Each way of writing a release ("xr"), and our words for it; "" is the plain one."""

FORMS = _longest_first(_DATA["forms"])
"""Each way of writing a form, and our words for it; more words come first."""

SALTS: frozenset[str] = frozenset(_DATA["salts"].split())

NEUTRAL: frozenset[str] = frozenset(_DATA["said_of_any"].split()) | frozenset(
    word for written, _ in (*RELEASES, *FORMS) for word in written.split() if word.isalpha()
)
"""Words that do not tell which medicine it is."""

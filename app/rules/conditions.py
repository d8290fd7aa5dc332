"""Which recorded conditions are meant by a key of `resources/rules/conditions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.domain.patient import Condition, Patient
from app.rules.facts import NOT_THEIRS
from resources import library

TABLE = "rules/conditions.toml"
SNOMED = "snomed.info"
ICD10 = "icd-10"

_DENIED = re.compile(
    r"\bno (?:history|evidence|known)|\bdenies|rule[d]? out|negative for|suspected"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What counts as one condition: words, or a code."""

    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    snomed: frozenset[str]
    icd10: tuple[str, ...]

    def means(self, condition: Condition) -> bool:
        name = condition.name.casefold()
        if NOT_THEIRS.search(name) or _DENIED.search(name):
            return False
        if self.unless is not None and self.unless.search(name):
            return False
        return bool(self.words.search(name)) or self._is_coded(condition)

    def _is_coded(self, condition: Condition) -> bool:
        code, system = condition.code or "", (condition.system or "").casefold()
        if SNOMED in system:
            return code in self.snomed
        return ICD10 in system and bool(code) and code.upper().startswith(self.icd10)


def recorded(patient: Patient, keys: Iterable[str]) -> tuple[Condition, ...]:
    """The patient's own conditions that mean one of the keys and are not known to be over.

    Raises KeyError for a key that does not exist.
    """
    meanings = [meanings_by_key()[key] for key in keys]
    found = (
        condition
        for condition in patient.conditions
        if condition.is_active is not False and any(one.means(condition) for one in meanings)
    )
    return tuple(sorted(found, key=lambda condition: (condition.name, str(condition.id))))


@cache
def meanings_by_key() -> Mapping[str, Meaning]:
    """Every condition the rules know."""
    rows = tomllib.loads(library.read_text(TABLE))
    return MappingProxyType(
        {
            key: Meaning(
                words=re.compile(row["words"]),
                unless=re.compile(row["unless"]) if "unless" in row else None,
                snomed=frozenset(row.get("snomed", ())),
                icd10=tuple(row.get("icd10", ())) or ("\x00",),
            )
            for key, row in rows.items()
        }
    )

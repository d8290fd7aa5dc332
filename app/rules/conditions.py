"""Which recorded conditions are meant by a key of `resources/rules/conditions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.domain.patient import Condition
from app.rules.evaluation import Evaluation
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


def recorded(evaluation: Evaluation, keys: Iterable[str]) -> tuple[Condition, ...]:
    """The patient's own conditions that mean one of the keys and are not known to be over.

    Each once, in a fixed order. Raises KeyError for a key that does not exist.
    """
    known = evaluation.once(_by_key)
    found = {str(one.id): one for key in keys for one in known[key]}
    return tuple(sorted(found.values(), key=lambda one: (one.name, str(one.id))))


def _by_key(evaluation: Evaluation) -> Mapping[str, list[Condition]]:
    conditions = [
        one for one in evaluation.picture.session.patient.conditions if one.is_active is not False
    ]
    return {
        key: [one for one in conditions if meaning.means(one)]
        for key, meaning in meanings_by_key().items()
    }


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

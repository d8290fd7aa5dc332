"""A medicine and a recorded condition: `resources/rules/drug_conditions.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.findings import Finding
from app.domain.patient import Condition
from app.rules.about_patient import finding, lines_for
from app.rules.conditions import recorded
from app.rules.evaluation import Evaluation
from app.rules.facts import Fact
from app.rules.picture import Line
from app.rules.table import Entry, entries

TABLE = "drug_conditions.toml"
TITLE = "A medicine and a condition on record"


def drug_conditions(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding an entry, with all its medicines and conditions."""
    by_entry: dict[Entry, list[tuple[Line, tuple[Condition, ...]]]] = {}
    for entry, line, conditions in evaluation.once(_matches).values():
        by_entry.setdefault(entry, []).append((line, conditions))
    for entry, found in by_entry.items():
        facts = {
            Fact(f"{condition.name} is recorded.", (str(condition.id),))
            for _line, conditions in found
            for condition in conditions
        }
        yield finding("condition", TITLE, entry, (line for line, _c in found), sorted(facts))


def told_topics(evaluation: Evaluation) -> frozenset[tuple[str, str]]:
    """The topics that are told here, each with the medicine (its evidence) it is told of."""
    return frozenset(evaluation.once(_matches))


def _matches(
    evaluation: Evaluation,
) -> Mapping[tuple[str, str], tuple[Entry, Line, tuple[Condition, ...]]]:
    """The most urgent entry for each topic and medicine, the first of equals."""
    patient = evaluation.picture.session.patient
    found: dict[tuple[str, str], tuple[Entry, Line, tuple[Condition, ...]]] = {}
    if not patient.conditions:
        return found
    for entry in sorted(entries(TABLE), key=lambda entry: entry.level.rank):
        lines = lines_for(evaluation.picture, entry)
        if not lines or recorded(evaluation, entry.unless_conditions):
            continue
        conditions = recorded(evaluation, entry.conditions)
        for line in lines:
            own = tuple(
                c for c in conditions if not evaluation.flag_tells(line.evidence, str(c.id))
            )
            if own:
                found.setdefault((entry.topic, line.evidence), (entry, line, own))
    return found

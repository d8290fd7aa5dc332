"""Medicines that are worth a look because of age: `resources/rules/older_adults.toml`."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.rules.about_patient import finding, lines_for, over_limit
from app.rules.conditions import recorded
from app.rules.drug_conditions import told_topics
from app.rules.evaluation import Evaluation
from app.rules.facts import Fact
from app.rules.picture import Line
from app.rules.table import Entry, entries
from models.vocabulary import Level

TABLE = "older_adults.toml"
BIRTH_DATE = "patient.birth_date"


def older_adults(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding an entry. An age that is not known says nothing here."""
    age = evaluation.picture.session.patient.age(evaluation.picture.on)
    if age is None:
        return
    told = set(told_topics(evaluation))
    for entry in entries(TABLE):
        if entry.from_age is not None and age >= entry.from_age:
            yield from _of(evaluation, entry, age, told)


def _of(
    evaluation: Evaluation, entry: Entry, age: int, told: set[tuple[str, str]]
) -> Iterator[Finding]:
    """`told` grows by what is found, so that one issue of one medicine is told once."""
    lines, unknown = _lines(evaluation, entry, told)
    if len(lines) < entry.count or recorded(evaluation, entry.unless_conditions):
        return
    conditions = recorded(evaluation, entry.conditions)
    if entry.conditions and not conditions:
        return
    told.update((entry.topic, line.evidence) for line in lines)
    level = max(entry.level, Level.QUEUE, key=lambda one: one.rank) if unknown else entry.level
    facts = [Fact(f"The patient is {age} years old.", (BIRTH_DATE,))]
    facts += [Fact(f"{one.name} is recorded.", (str(one.id),)) for one in conditions]
    title = "Worth a look at this age"
    yield finding("age", title, entry, lines, facts, level=level, unknown=unknown)


def _lines(
    evaluation: Evaluation, entry: Entry, told: set[tuple[str, str]]
) -> tuple[list[Line], list[str]]:
    lines, unknown = [], []
    for line in lines_for(evaluation.picture, entry):
        counts, not_known = over_limit(evaluation.picture, line, entry)
        is_told = evaluation.flag_tells(line.evidence, BIRTH_DATE)
        if counts and not is_told and (entry.topic, line.evidence) not in told:
            lines.append(line)
            unknown += [not_known] if not_known else []
    return lines, unknown

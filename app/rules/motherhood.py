"""Medicines in pregnancy and while breastfeeding: two tables, and a state that may be unknown."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.interview.intake import may_be_pregnant
from app.rules.about_patient import finding, lines_for
from app.rules.catalogue.pregnancy import BREASTFEEDING, KEY, PREGNANCY, state
from app.rules.evaluation import Evaluation
from app.rules.facts import Fact, lines_of
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.table import entries
from models.vocabulary import Level
from resources.language import _

STOP = "pregnancy_stop"


def pregnancy(evaluation: Evaluation) -> Iterator[Finding]:
    """What is taken in a pregnancy that is known, possible or wished for, one finding an entry."""
    known = state(evaluation.picture, PREGNANCY)
    if known is not None:
        yield from _in_state(evaluation, "pregnancy", "Medicine in pregnancy", known)


def breastfeeding(evaluation: Evaluation) -> Iterator[Finding]:
    """What is taken while breastfeeding, one finding an entry."""
    known = state(evaluation.picture, BREASTFEEDING)
    if known is not None:
        yield from _in_state(evaluation, "breastfeeding", "Medicine while breastfeeding", known)


def pregnancy_unknown(evaluation: Evaluation) -> Iterator[Finding]:
    """Nobody has asked, it can apply, and something is taken that it would matter for."""
    session = evaluation.picture.session
    if session.value(KEY) is not None or not may_be_pregnant(session):
        return
    lines = lines_of(evaluation.picture, STOP, local=True)
    if not lines or state(evaluation.picture, PREGNANCY) is not None:
        return
    yield Finding(
        rule="pregnancy_unknown",
        level=Level.QUEUE,
        title="Whether there is a pregnancy is not known",
        because=(
            "Whether the patient is, or may become, pregnant is not known.",
            *(f"{line.name} is taken." for line in lines),
        ),
        evidence=(KEY, *(line.evidence for line in lines)),
        source="FDA label: boxed warnings and section 8.1 (pregnancy)",
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _in_state(evaluation: Evaluation, table: str, title: str, known: Fact) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for entry in sorted(entries(f"{table}.toml"), key=lambda entry: entry.level.rank):
        lines = [
            line
            for line in lines_for(evaluation.picture, entry)
            if not evaluation.flag_tells(line.evidence, *known.evidence)
            and (entry.topic, line.evidence) not in told
        ]
        told.update((entry.topic, line.evidence) for line in lines)
        if lines:
            yield finding(table, title, entry, lines, (known,))

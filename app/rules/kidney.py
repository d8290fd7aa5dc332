"""Medicines whose use hangs on the kidneys: `resources/rules/kidney.toml`."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.days import written
from app.domain.findings import Finding
from app.rules.about_patient import finding, lines_for
from app.rules.conditions import recorded
from app.rules.evaluation import Evaluation
from app.rules.kidney_function import Function, clearance, egfr, last_known
from app.rules.picture import Line, Picture
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.table import Entry, entries
from models.vocabulary import Level
from resources.language import _

TABLE = "kidney.toml"


def kidney(evaluation: Evaluation) -> Iterator[Finding]:
    """One finding an entry under whose limit the kidneys are; what R34 tells is left out."""
    picture = evaluation.picture
    by_egfr, by_clearance = egfr(picture), clearance(picture)
    told: set[tuple[str, str]] = set()
    for entry in sorted(entries(TABLE), key=lambda entry: entry.level.rank):
        function = _below(entry, by_egfr, by_clearance)
        if function is None:
            continue
        evidence = {one for fact in function.facts for one in fact.evidence}
        lines = [
            line
            for line in lines_for(picture, entry)
            if (entry.topic, line.evidence) not in told
            and not any(evaluation.flag_tells(line.evidence, one) for one in evidence)
        ]
        told.update((entry.topic, line.evidence) for line in lines)
        if lines:
            yield finding("kidney", "A medicine and the kidneys", entry, lines, function.facts)


def kidney_unknown(evaluation: Evaluation) -> Iterator[Finding]:
    """Nobody knows how the kidneys work, and something is taken that hangs on them."""
    picture = evaluation.picture
    if egfr(picture) is not None or clearance(picture) is not None:
        return
    lines = _in_the_table(picture)
    if not lines:
        return
    disease = recorded(evaluation, ("kidney_disease",))
    names = ", ".join(line.name for line in lines)
    yield Finding(
        rule="kidney_unknown",
        level=Level.QUEUE if disease else Level.NOTE,
        title="How the kidneys work is not known",
        because=(
            *_what_is_known(picture),
            *(f"{condition.name} is recorded." for condition in disease),
            f"It matters for: {names}.",
        ),
        evidence=(*(line.evidence for line in lines), *(str(one.id) for one in disease)),
        source="FDA label: section 8.6 (renal impairment)",
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _below(
    entry: Entry, by_egfr: Function | None, by_clearance: Function | None
) -> Function | None:
    """The measure that lies below the limit: the entry's own, or the other where it is missing."""
    if entry.below_crcl is not None:
        function, limit = by_clearance or by_egfr, entry.below_crcl
    else:
        function, limit = by_egfr or by_clearance, entry.below_egfr or 0
    return function if function is not None and function.is_below(limit) else None


def _in_the_table(picture: Picture) -> tuple[Line, ...]:
    wanted = {
        line.evidence
        for entry in entries(TABLE)
        if entry.level is not Level.NOTE
        for line in lines_for(picture, entry)
    }
    return tuple(line for line in picture.taken if line.evidence in wanted)


def _what_is_known(picture: Picture) -> tuple[str, ...]:
    last = last_known(picture)
    if last is None or last.on is None:
        return ("No eGFR is known, and no creatinine with a weight.",)
    return (
        "No eGFR of the last year is known, and no creatinine of the last year with a weight.",
        f"The last value is of {written(last.on)}.",
    )

"""The lines of a session: every statement about the patient, and what was typed at the counter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.domain.medicine import Drug, Medicine
from app.domain.patient import Statement
from app.domain.reconciled import SourceLine
from app.domain.therapy_session import TherapySession, subject_key
from app.rules.picture import is_taken
from app.rules.reconciliation.sides import PEOPLE
from models.vocabulary import Source, Speaker, StatementStatus

TAKES_AS = "adherence.takes_as"
PATIENT_SPEAKS = (None, Speaker.PATIENT)


def line_of(statement: Statement) -> SourceLine:
    """What a source says, with the drug it was known as when it was learned."""
    return SourceLine(
        id=str(statement.id),
        source=statement.source,
        drug=Drug(
            name=statement.known_as or statement.name,
            rxcui=statement.rxcui,
            ingredients=statement.ingredients,
        ),
        directions=statement.directions,
        status=statement.status,
        reason=statement.reason,
        prescriber=statement.prescriber,
        ndc=statement.ndc,
        since=statement.since,
        until=statement.until,
        said_on=statement.said_on,
    )


def gathered(session: TherapySession) -> tuple[tuple[SourceLine, ...], dict[str, str]]:
    """The lines of a session, and the medicine each of them stands in (line id -> medicine id).

    Statements no medicine of the session holds are left out: the first list already told that
    they have ended, or somebody struck the medicine through.
    """
    lines: list[SourceLine] = []
    together: dict[str, str] = {}
    for medicine in session.medicines:
        for line in _of_medicine(session, medicine):
            lines.append(line)
            together[line.id] = str(medicine.id)
    return tuple(lines), together


def _of_medicine(session: TherapySession, medicine: Medicine) -> Iterator[SourceLine]:
    said = {statement.directions for statement in medicine.statements}
    typed = _typed(session, medicine)
    for statement in medicine.statements:
        if typed is None or statement.source is not typed.source:
            yield _explained(line_of(statement), medicine)
    if typed is not None:
        yield typed
    is_new = medicine.label is not None and medicine.label not in said
    if is_new or (typed is None and not medicine.statements):
        yield _counter(medicine, Source.BOTTLE, medicine.label)


def _typed(session: TherapySession, medicine: Medicine) -> SourceLine | None:
    """How it is really taken, where it was told in this session and not by a statement alone."""
    told = session.value(subject_key(TAKES_AS, medicine.id)) or medicine.takes_as
    own = [line for line in medicine.statements if line.source in PEOPLE]
    if not told or any(statement.directions == told for statement in own):
        return None
    speaker = session.talk.speaker if session.talk is not None else None
    source = Source.PATIENT if speaker in PATIENT_SPEAKS else Source.CAREGIVER
    taken = is_taken(session, medicine)
    status = StatementStatus.ACTIVE if taken else StatementStatus.NOT_TAKEN
    return replace(_counter(medicine, source, str(told)), status=status)


def _counter(medicine: Medicine, source: Source, directions: str | None) -> SourceLine:
    return SourceLine(
        id=f"{medicine.id}:{source.value}",
        source=source,
        drug=medicine.drug,
        directions=directions,
        status=StatementStatus.ACTIVE,
        reason=medicine.reason,
        prescriber=medicine.prescriber,
        said_on=medicine.added_at.date() if medicine.added_at else None,
        is_over_the_counter=medicine.is_over_the_counter,
    )


def _explained(line: SourceLine, medicine: Medicine) -> SourceLine:
    """What was learned at the counter about the medicine stands for what a record left open."""
    return replace(
        line,
        reason=line.reason or medicine.reason,
        prescriber=line.prescriber or medicine.prescriber,
        is_over_the_counter=medicine.is_over_the_counter,
    )

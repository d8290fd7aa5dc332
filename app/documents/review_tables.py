"""The medicines and the findings on the pharmacist's page."""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.documents import blocks, page
from app.documents.blocks import TIGHT, Cell, Row
from app.documents.picture import Picture, full_name
from app.documents.staff_parts import badge, part, quoted, room, widths_of
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong, Words, tidy_numbers
from app.domain.findings import Finding
from app.domain.medicine import Medicine
from app.domain.therapy_session import subject_key


def medicines(picture: Picture, styles: Styles) -> list[Flowable]:
    """Label beside what the patient says, and what was decided."""
    words = picture.words
    if not picture.session.medicines:
        nothing = P(words("list.none"), styles.body)
        return part(picture, styles, "medicines", [nothing])
    names = ("medicine", "says_label", "says_patient", "decision")
    heading: Row = tuple([P(words(f"review.{name}"), styles.cell_strong)] for name in names)
    rows = [_medicine(picture, styles, medicine) for medicine in picture.session.medicines]
    widths = widths_of(page.COLUMNS_OF_REVIEW)
    tall = room(picture, styles)
    table = blocks.table(rows, widths, room=tall, heading=heading, look=TIGHT)
    return part(picture, styles, "medicines", [table])


def findings(picture: Picture, styles: Styles) -> list[Flowable]:
    """What the rules noticed, most urgent first, with what became of it."""
    words = picture.words
    found = sorted(picture.findings, key=lambda finding: finding.level.rank)
    if not found:
        return part(picture, styles, "findings", [P(words("review.no_findings"), styles.body)])
    rows: list[Row] = [
        (
            [P(words(f"level.{finding.level}"), badge(styles, is_urgent=finding.level.stops))],
            _finding(picture, styles, finding),
            [P(_acknowledged(picture, finding), styles.cell)],
        )
        for finding in found
    ]
    table = blocks.table(
        rows, widths_of(page.COLUMNS_OF_FLAGS), room=room(picture, styles), look=TIGHT
    )
    return part(picture, styles, "findings", [table])


def _medicine(picture: Picture, styles: Styles, medicine: Medicine) -> Row:
    words = picture.words
    label = tidy_numbers(medicine.label) if medicine.label else words("review.no_label")
    takes = quoted(medicine.takes_as) if medicine.takes_as else words("review.no_words")
    return (
        _named(picture, styles, medicine),
        [P(label, styles.cell)],
        [P(takes, styles.cell), *(P(note, styles.note) for note in _taking(picture, medicine))],
        _decided(picture, styles, medicine),
    )


def _named(picture: Picture, styles: Styles, medicine: Medicine) -> Cell:
    words = picture.words
    name = medicine.unidentified or full_name(medicine.drug)
    if medicine.unidentified:
        name = words("list.unidentified", words=medicine.unidentified)
    notes = []
    if medicine.reason:
        notes.append(words("review.for_reason", reason=medicine.reason))
    if medicine.prescriber:
        notes.append(words("review.by_prescriber", name=medicine.prescriber))
    cell: Cell = [P(Strong(tidy_numbers(name)), styles.cell)]
    return [*cell, P(", ".join(notes), styles.note)] if notes else cell


def _taking(picture: Picture, medicine: Medicine) -> list[str]:
    words, session = picture.words, picture.session
    notes = []
    missed = session.value(subject_key("adherence.missed_days", medicine.id))
    if isinstance(missed, int):
        notes.append(words("review.missed", days=str(missed)))
    else:
        notes.append(words("review.missed_not_asked"))
    if medicine.last_taken:
        notes.append(words("review.last_taken", words=medicine.last_taken))
    barriers = session.value(subject_key("adherence.barrier", medicine.id))
    if isinstance(barriers, tuple) and barriers:
        named = ", ".join(words.get(f"barrier.{barrier}", barrier) for barrier in barriers)
        notes.append(words("review.barriers", words=named))
    return notes


def _decided(picture: Picture, styles: Styles, medicine: Medicine) -> Cell:
    words, review = picture.words, medicine.review
    if review.decision is None:
        return [P(words("decision.open"), styles.cell)]
    cell: Cell = [P(Strong(words(f"decision.{review.decision}")), styles.cell)]
    if directions := review.directions.get(picture.language):
        cell.append(P(tidy_numbers(directions), styles.cell))
    if review.reason_unknown:
        cell.append(P(words("review.reason_unknown"), styles.note))
    if review.note:
        cell.append(P(review.note, styles.note))
    return cell


def _finding(picture: Picture, styles: Styles, finding: Finding) -> Cell:
    return [
        P(Strong(finding.title), styles.cell),
        *(P(reason, styles.cell) for reason in finding.because),
        P(picture.words("review.source", source=finding.source), styles.note),
    ]


def _acknowledged(picture: Picture, finding: Finding) -> Words:
    words = picture.words
    for ack in reversed(picture.session.acknowledgements):
        if ack.fingerprint == finding.fingerprint:
            if ack.accepted:
                return words("review.accepted", name=ack.by_name)
            return words("review.set_aside", name=ack.by_name, reason=ack.reason or "")
    return Strong(words("review.finding_open"))

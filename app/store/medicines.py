"""The medicines of a session as rows: added, filled in, struck through, decided about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.domain.medicine import Drug, Review
from app.domain.patient import Statement
from app.errors import Refused
from app.store.columns import apply
from models.base import new_id
from models.tables.medicines import MedicineRow, MedicineStatementRow
from models.tables.sessions import SessionRow
from models.vocabulary import Actor, MedicineId
from resources.language import _

FIELDS: Mapping[str, str] = {
    "medicine.label": "label",
    "medicine.takes_as": "takes_as",
    "medicine.reason": "reason",
    "medicine.prescriber": "prescriber",
    "medicine.since": "since",
    "medicine.last_taken": "last_taken",
    "medicine.over_the_counter": "is_over_the_counter",
}
"""The answer keys that are columns of a medicine."""


def add_medicine(
    db: Session,
    session: SessionRow,
    drug: Drug,
    *,
    by: Actor,
    at: dt.datetime,
    unidentified: str | None = None,
    label: str | None = None,
    reason: str | None = None,
    prescriber: str | None = None,
    since: str | None = None,
    statements: Sequence[Statement] = (),
) -> MedicineId:
    """A new row of the brown bag, with the statements that stand behind it."""
    row = MedicineRow(
        pharmacy_id=session.pharmacy_id,
        id=new_id(),
        session_id=session.id,
        name=drug.name,
        rxcui=drug.rxcui,
        strength=drug.strength,
        form=drug.form,
        brand=drug.brand,
        ingredients=sorted(drug.ingredients),
        classes=sorted(drug.classes),
        is_high_alert=drug.is_high_alert,
        unidentified=unidentified,
        label=label,
        reason=reason,
        prescriber=prescriber,
        since=since,
        directions={},
        reasons={},
        reason_unknown=False,
        translated_by={},
        recorded_at=at,
        recorded_by=by.person,
    )
    db.add(row)
    db.flush()
    for statement in statements:
        _link(db, row, statement)
    return MedicineId(row.id)


def medicine_row(db: Session, session: SessionRow, medicine: MedicineId) -> MedicineRow:
    """The row of a medicine of this session. Refused where there is none, or none any more."""
    row = db.get(MedicineRow, (session.pharmacy_id, medicine))
    if row is None or row.session_id != session.id or row.voided_at is not None:
        raise Refused(_("This medicine is no longer in the list of this session."))
    return row


def fill_in(row: MedicineRow, key: str, value: str | None) -> bool:
    """Set the field that an answer key names; answers whether it differed."""
    column = FIELDS[key]
    stored = {"yes": True, "no": False}.get(str(value)) if key.endswith("counter") else value
    return bool(apply(row, {column: stored}))


def void(row: MedicineRow, reason: str, *, at: dt.datetime) -> None:
    """Strike it through, with a reason."""
    row.voided_at, row.voided_because = at, reason


def decide(row: MedicineRow, review: Review) -> None:
    """The pharmacist's word on this line, in the place of an earlier one."""
    apply(
        row,
        {
            "decision": None if review.decision is None else review.decision.value,
            "directions": dict(review.directions),
            "reasons": dict(review.reason),
            "reason_unknown": review.reason_unknown,
            "translated_by": dict(review.translated_by),
            "review_note": review.note,
        },
    )


def _link(db: Session, medicine: MedicineRow, statement: Statement) -> None:
    db.add(
        MedicineStatementRow(
            pharmacy_id=medicine.pharmacy_id,
            id=new_id(),
            medicine_id=medicine.id,
            statement_id=statement.id,
        )
    )

"""The administration record in its tables: to pictures and back. Rows of doses are only added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.administration import Away, Chart, Entry, Head, Order
from app.errors import Refused
from app.store.order_words import said, understood
from models.base import new_id
from models.tables.administrations import AdministrationRow, AwayRow, ChartRow, DoseOrderRow
from models.vocabulary import (
    Actor,
    AwayKind,
    DoseCode,
    OrderId,
    PatientId,
    PharmacyId,
    RecordId,
)
from resources.language import _

REACH = dt.timedelta(days=2)
"""So much more than a month is loaded: a dose is given on the day of its cell or on one beside it
(`writing` refuses others), and 24 hours roll back from there.
"""

_ENTRY = (
    "id",
    "order_id",
    "due",
    "code",
    "at",
    "recorded_at",
    "by_name",
    "initials",
    "amount",
    "site",
    "reason",
    "reading",
    "result",
    "result_at",
    "corrects",
    "because",
)
_COLUMNS = [getattr(AdministrationRow, name) for name in _ENTRY]


def load(
    db: Session, pharmacy: PharmacyId, patient: PatientId, first: dt.date, last: dt.date
) -> Chart | None:
    """The record with what was written of these days; None where nobody keeps one."""
    row = _chart(db, pharmacy, patient)
    if row is None:
        return None
    return Chart(
        patient,
        row.version,
        Head(row.zone, row.place, row.room, row.diet, row.needs),
        tuple(_order(one) for one in _of_patient(db, DoseOrderRow, pharmacy, patient)),
        _entries(db, pharmacy, patient, first - REACH, last + REACH),
        tuple(
            _away(one)
            for one in _of_patient(db, AwayRow, pharmacy, patient)
            if one.voided_at is None
        ),
    )


def version(db: Session, pharmacy: PharmacyId, patient: PatientId) -> int | None:
    """The version of a record; None where there is none."""
    row = _chart(db, pharmacy, patient)
    return None if row is None else row.version


def keep_head(db: Session, patient: PatientId, head: Head, *, by: Actor, at: dt.datetime) -> None:
    """What stands over the record; the first time, that there is one."""
    row = _chart(db, by.pharmacy, patient)
    if row is None:
        row = ChartRow(
            pharmacy_id=by.pharmacy,
            id=new_id(),
            patient_id=patient,
            version=0,
            recorded_at=at,
            recorded_by=by.person,
        )
        db.add(row)
    for field in fields(Head):
        setattr(row, field.name, getattr(head, field.name))
    touch(row)
    db.flush()


def touch_chart(db: Session, patient: PatientId, *, by: Actor) -> None:
    """Move the version, so that a screen which read the old one is told."""
    row = _chart(db, by.pharmacy, patient)
    if row is None:
        raise Refused(_("Nobody keeps an administration record for this patient yet."))
    touch(row)
    db.flush()


def touch(row: ChartRow) -> None:
    row.version += 1


def add_order(db: Session, patient: PatientId, order: Order, *, by: Actor, at: dt.datetime) -> None:
    """A new row of the record."""
    db.add(
        DoseOrderRow(
            pharmacy_id=by.pharmacy,
            id=order.id,
            patient_id=patient,
            drug=order.drug,
            directions=order.directions,
            first=order.first.isoformat(),
            until=None if order.until is None else order.until.isoformat(),
            says=said(order),
            replaces=order.replaces,
            written_by=order.written_by,
            ended=None,
            ended_because=None,
            ended_by=None,
            recorded_at=at,
            recorded_by=by.person,
        )
    )
    db.flush()


def end_order(
    db: Session, patient: PatientId, order: OrderId, ended: dt.datetime, because: str, *, by: Actor
) -> None:
    """The order ends. Refused where it is of somebody else, or has ended before."""
    row = db.get(DoseOrderRow, (by.pharmacy, order))
    if row is None or row.patient_id != patient:
        raise Refused(_("This order is not in the record of this patient."), "order")
    if row.ended is not None:
        raise Refused(_("This order has ended already."), "order")
    row.ended, row.ended_because, row.ended_by = ended.isoformat(), because, by.name
    db.flush()


def entries_of(db: Session, patient: PatientId, order: OrderId, *, by: Actor) -> tuple[Entry, ...]:
    """Everything that was ever written of an order."""
    query = select(*_COLUMNS).where(
        AdministrationRow.pharmacy_id == by.pharmacy,
        AdministrationRow.patient_id == patient,
        AdministrationRow.order_id == order,
    )
    return tuple(_entry(*row) for row in db.execute(query.order_by(AdministrationRow.id)))


def add_entry(
    db: Session,
    patient: PatientId,
    entry: Entry,
    day: dt.date,
    *,
    by: Actor,
) -> None:
    """One more row. `day` is that of its cell."""
    db.add(
        AdministrationRow(
            pharmacy_id=by.pharmacy,
            id=entry.id,
            patient_id=patient,
            order_id=entry.order,
            day=day,
            due=None if entry.due is None else entry.due.isoformat(),
            code=entry.code.value,
            at=entry.at,
            by_name=entry.by_name,
            initials=entry.initials,
            amount=entry.amount,
            site=entry.site,
            reason=entry.reason,
            reading=entry.reading,
            result=entry.result,
            result_at=entry.result_at,
            corrects=entry.corrects,
            because=entry.because,
            recorded_at=entry.saved_at,
            recorded_by=by.person,
        )
    )
    db.flush()


def day_of(db: Session, pharmacy: PharmacyId, entry: RecordId) -> dt.date | None:
    """The day of the cell of a row that stands there already."""
    row = db.get(AdministrationRow, (pharmacy, entry))
    return None if row is None else row.day


def add_away(db: Session, patient: PatientId, away: Away, *, by: Actor, at: dt.datetime) -> None:
    """Days away, from when."""
    db.add(
        AwayRow(
            pharmacy_id=by.pharmacy,
            id=away.id,
            patient_id=patient,
            kind=away.kind.value,
            began=away.began.isoformat(),
            ended=None if away.ended is None else away.ended.isoformat(),
            place=away.place,
            recorded_at=at,
            recorded_by=by.person,
            voided_at=None,
            voided_because=None,
        )
    )
    db.flush()


def come_back(
    db: Session, patient: PatientId, away: RecordId, ended: dt.datetime, *, by: Actor
) -> None:
    """The days away are over."""
    _own_away(db, patient, away, by).ended = ended.isoformat()
    db.flush()


def void_away(
    db: Session, patient: PatientId, away: RecordId, because: str, *, by: Actor, at: dt.datetime
) -> None:
    """Days away that were none: struck through, with a reason."""
    row = _own_away(db, patient, away, by)
    row.voided_at, row.voided_because = at, because
    db.flush()


def _own_away(db: Session, patient: PatientId, away: RecordId, by: Actor) -> AwayRow:
    row = db.get(AwayRow, (by.pharmacy, away))
    if row is None or row.patient_id != patient or row.voided_at is not None:
        raise Refused(_("These days away are not in the record of this patient."), "away")
    return row


def _chart(db: Session, pharmacy: PharmacyId, patient: PatientId) -> ChartRow | None:
    query = select(ChartRow).where(ChartRow.pharmacy_id == pharmacy, ChartRow.patient_id == patient)
    return db.scalar(query)


def _of_patient(db: Session, kind: Any, pharmacy: PharmacyId, patient: PatientId) -> Sequence[Any]:
    """The rows of a kind, the oldest first. `Any`: two kinds with the same three columns."""
    query = (
        select(kind)
        .where(kind.pharmacy_id == pharmacy, kind.patient_id == patient)
        .order_by(kind.id)
    )
    return db.scalars(query).all()


def _entries(
    db: Session, pharmacy: PharmacyId, patient: PatientId, first: dt.date, last: dt.date
) -> tuple[Entry, ...]:
    query = select(*_COLUMNS).where(
        AdministrationRow.pharmacy_id == pharmacy,
        AdministrationRow.patient_id == patient,
        AdministrationRow.day.between(first, last),
    )
    return tuple(_entry(*row) for row in db.execute(query.order_by(AdministrationRow.id)))


def _entry(
    id: UUID, order: UUID, due: str | None, code: str, at: dt.datetime | None, *rest: Any
) -> Entry:
    """In the order of the columns. `Any`: they are as `Entry` has them."""
    wall = None if due is None else dt.datetime.fromisoformat(due)
    return Entry(RecordId(id), OrderId(order), wall, DoseCode(code), at, *rest)


def _order(row: DoseOrderRow) -> Order:
    return understood(
        row.says,
        id=OrderId(row.id),
        drug=row.drug,
        directions=row.directions,
        first=dt.datetime.fromisoformat(row.first),
        until=None if row.until is None else dt.datetime.fromisoformat(row.until),
        replaces=None if row.replaces is None else OrderId(row.replaces),
        written_by=row.written_by,
        ended=None if row.ended is None else dt.datetime.fromisoformat(row.ended),
        ended_because=row.ended_because or "",
        ended_by=row.ended_by or "",
    )


def _away(row: AwayRow) -> Away:
    ended = None if row.ended is None else dt.datetime.fromisoformat(row.ended)
    began = dt.datetime.fromisoformat(row.began)
    return Away(RecordId(row.id), AwayKind(row.kind), began, ended, row.place)

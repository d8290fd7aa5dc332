"""The instruments of the pharmacy, and which of them are asked in a session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import instrument_json
from app.domain.instrument import (
    AskedId,
    AskedInstrument,
    Instrument,
    InstrumentId,
    KeptInstrument,
)
from app.errors import Refused
from app.interview.instruments.keys import is_instrument_key
from app.store import rows
from app.store.in_hand import InHand
from models.base import new_id
from models.tables.instruments import AskedInstrumentRow, InstrumentRow
from models.tables.sessions import SessionRow
from models.vocabulary import Actor, PharmacyId
from resources.language import _


def kept(db: Session, pharmacy: PharmacyId) -> tuple[KeptInstrument, ...]:
    """Every instrument, those in use first, by title."""
    query = select(InstrumentRow).where(InstrumentRow.pharmacy_id == pharmacy)
    found = sorted(db.scalars(query), key=lambda row: (row.title.casefold(), row.id))
    found.sort(key=lambda row: row.retired_at is not None)
    return tuple(_kept(row) for row in found)


def known_file(db: Session, pharmacy: PharmacyId, sha256: str) -> KeptInstrument | None:
    """The instrument that was read from this very file."""
    row = _by_file(db, pharmacy, sha256)
    return None if row is None else _kept(row)


def keep(
    db: Session,
    instrument: Instrument,
    source: bytes,
    sha256: str,
    *,
    unsupported: tuple[str, ...],
    licence: str,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Offer it from now on, in the place of the other versions of it. What was answered stays."""
    row = _by_file(db, by.pharmacy, sha256)
    for other in _in_use(db, by.pharmacy, instrument.family):
        if other is not row:
            other.retired_at, other.retired_by = at, by.person
    if row is None:
        row = InstrumentRow(
            pharmacy_id=by.pharmacy,
            id=new_id(),
            family=instrument.family,
            version=instrument.version,
            title=instrument.title,
            sha256=sha256,
            source=source,
            content=instrument_json.written(instrument).encode(),
        )
        db.add(row)
    row.unsupported, row.licence = list(unsupported), licence
    row.recorded_at, row.recorded_by, row.recorded_by_name = at, by.person, by.name
    row.retired_at = row.retired_by = None
    db.flush()


def retire(db: Session, instrument: InstrumentId, *, by: Actor, at: dt.datetime) -> None:
    """Ask it no more. Sessions that ask it already go on with it."""
    row = _row(db, by.pharmacy, instrument)
    if row.retired_at is None:
        row.retired_at, row.retired_by = at, by.person
        db.flush()


def ask(hand: InHand, instrument: InstrumentId) -> AskedInstrument:
    """Ask it in a session. Refused where it was retired, or is being asked already."""
    row = _row(hand.db, hand.by.pharmacy, instrument)
    if row.retired_at is not None:
        raise Refused(_("This instrument is not in use any more."), "instrument")
    if any(one.digest == row.sha256 for one in of_session(hand.db, hand.row)):
        raise Refused(_("This is being asked in this session already."), "instrument")
    asked = AskedInstrumentRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        instrument_id=row.id,
        began=hand.at,
        by=hand.by.person,
        by_name=hand.by.name,
    )
    hand.db.add(asked)
    hand.db.flush()
    return _asked(asked, row)


def strike(hand: InHand, asked: AskedId, reason: str) -> None:
    """Struck through, with a reason: its answers stay stored and count no more."""
    row = hand.db.get(AskedInstrumentRow, (hand.row.pharmacy_id, asked))
    if row is None or row.session_id != hand.row.id or row.voided_at is not None:
        raise Refused(_("This instrument is not asked in this session."))
    row.voided_at, row.voided_because = hand.at, reason
    hand.db.flush()


def asked_in(hand: InHand, keys: Iterable[str]) -> tuple[AskedInstrument, ...]:
    """What is asked in a session, where one of these answers belongs to it at all."""
    wanted = any(is_instrument_key(key) for key in keys)
    return of_session(hand.db, hand.row) if wanted else ()


def of_session(db: Session, session: SessionRow) -> tuple[AskedInstrument, ...]:
    """What is asked in a session, in the order it was begun."""
    found = [
        row for row in rows.of_session(db, AskedInstrumentRow, session) if row.voided_at is None
    ]
    if not found:
        return ()
    query = select(InstrumentRow).where(
        InstrumentRow.pharmacy_id == session.pharmacy_id,
        InstrumentRow.id.in_({row.instrument_id for row in found}),
    )
    by_id = {row.id: row for row in db.scalars(query)}
    return tuple(_asked(row, by_id[row.instrument_id]) for row in found)


def _asked(row: AskedInstrumentRow, of: InstrumentRow) -> AskedInstrument:
    return AskedInstrument(
        id=AskedId(row.id),
        instrument=_instrument(of),
        began=row.began,
        by_name=row.by_name,
        digest=of.sha256,
    )


def _kept(row: InstrumentRow) -> KeptInstrument:
    return KeptInstrument(
        id=InstrumentId(row.id),
        instrument=_instrument(row),
        unsupported=tuple(row.unsupported),
        licence=row.licence,
        kept_at=row.recorded_at,
        kept_by=row.recorded_by_name,
        retired_at=row.retired_at,
    )


def _instrument(row: InstrumentRow) -> Instrument:
    return instrument_json.read(row.content.decode())


def _row(db: Session, pharmacy: PharmacyId, instrument: InstrumentId) -> InstrumentRow:
    row = db.get(InstrumentRow, (pharmacy, instrument))
    if row is None:
        raise Refused(_("This pharmacy has no such instrument."), "instrument")
    return row


def _by_file(db: Session, pharmacy: PharmacyId, sha256: str) -> InstrumentRow | None:
    query = select(InstrumentRow).where(
        InstrumentRow.pharmacy_id == pharmacy, InstrumentRow.sha256 == sha256
    )
    return db.scalar(query)


def _in_use(db: Session, pharmacy: PharmacyId, family: str) -> list[InstrumentRow]:
    query = select(InstrumentRow).where(
        InstrumentRow.pharmacy_id == pharmacy,
        InstrumentRow.family == family,
        InstrumentRow.retired_at.is_(None),
    )
    return list(db.scalars(query))

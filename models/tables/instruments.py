"""Instruments: definitions of questions that belong to somebody else, and where they are asked."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned, Voidable
from models.tables.keys import Recorded, refers


class InstrumentRow(Owned, Recorded, Base):
    """One version of one instrument, as its file said. It is never changed, only retired.

    `source` is the file, `content` what was read of it; `family` is what all versions share.
    `licence` are the words by which somebody confirmed that the pharmacy may use it.
    """

    __tablename__ = "instrument"
    __table_args__ = (
        UniqueConstraint("pharmacy_id", "sha256"),
        Index(None, "pharmacy_id", "family"),
    )

    family: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    sha256: Mapped[str]
    source: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    unsupported: Mapped[list[str]]
    licence: Mapped[str]
    recorded_by_name: Mapped[str]
    retired_at: Mapped[dt.datetime | None]
    retired_by: Mapped[UUID | None]


class AskedInstrumentRow(Owned, Voidable, Base):
    """An instrument that is asked in a session. Its answers are answers of that session."""

    __tablename__ = "asked_instrument"
    __table_args__ = (
        refers("session_id", "session"),
        refers("instrument_id", "instrument"),
        Index(None, "pharmacy_id", "session_id"),
    )

    session_id: Mapped[UUID]
    instrument_id: Mapped[UUID]
    began: Mapped[dt.datetime]
    by: Mapped[UUID]
    by_name: Mapped[str]

"""Papers that left the program: which, which version, in which language, by whom, to whom."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.base import Base, Owned
from models.tables.keys import refers


class PaperRow(Owned, Base):
    """One issue of a paper. `sha256` is of the PDF, `content_digest` of the signed content."""

    __tablename__ = "paper"
    __table_args__ = (refers("session_id", "session"), Index(None, "pharmacy_id", "session_id"))

    session_id: Mapped[UUID]
    kind: Mapped[str]
    language: Mapped[str]
    content_version: Mapped[int]
    content_digest: Mapped[str | None]
    is_draft: Mapped[bool]
    pages: Mapped[int]
    sha256: Mapped[str]
    how: Mapped[str]
    to_whom: Mapped[str]
    issued_at: Mapped[dt.datetime]
    issued_by: Mapped[UUID]
    issued_by_name: Mapped[str]

"""What the pharmacy set for all its workstations, and which files it has read."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class SettingRow(Owned, Base):
    """One setting of the pharmacy under its name."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("pharmacy_id", "name"),)

    name: Mapped[str]
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))


class ImportedFileRow(Owned, Base):
    """A file that was read, known by its hash: its name may hold a patient's, so it is not kept."""

    __tablename__ = "imported_file"
    __table_args__ = (
        UniqueConstraint("pharmacy_id", "sha256"),
        Index(None, "pharmacy_id", "at"),
    )

    sha256: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    is_watched: Mapped[bool]
    is_stored: Mapped[bool]
    because: Mapped[str | None]

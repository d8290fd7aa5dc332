"""The pharmacy, its people, and the public keys their signatures are checked with."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class PharmacyRow(Owned, Base):
    """The pharmacy itself; its id is its `pharmacy_id`."""

    __tablename__ = "pharmacy"

    name: Mapped[str]
    phone: Mapped[str]
    address: Mapped[str]


class PersonRow(Owned, Base):
    """Someone who works here. Never deleted, and the id is never used again.

    `login_key` is what a sign-in compares: two people cannot have logins that differ in case alone.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("pharmacy_id", "login_key"),)

    version: Mapped[int] = mapped_column()
    name: Mapped[str]
    login: Mapped[str]
    login_key: Mapped[str]
    roles: Mapped[list[str]]
    tasks: Mapped[list[str]]
    credential: Mapped[str]
    license_state: Mapped[str]
    expires: Mapped[dt.date | None]
    is_disabled: Mapped[bool]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once, by SQLAlchemy


class PersonKeyRow(Owned, Base):
    """A public signing key and the time in which its signatures count. Ended, never removed."""

    __tablename__ = "person_key"
    __table_args__ = (
        ForeignKeyConstraint(
            ["pharmacy_id", "person_id"], ["person.pharmacy_id", "person.id"], ondelete="RESTRICT"
        ),
    )

    person_id: Mapped[UUID] = mapped_column(index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    valid_from: Mapped[dt.datetime]
    valid_until: Mapped[dt.datetime | None]

"""Which commands have been carried out, so that a repeated one changes nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from models.base import Base, Owned


class CommandRow(Owned, Base):
    """One use case carried out once; its id is the `CommandId` the window made.

    Not audited itself: the rows which the command changed are, in the same transaction.
    """

    __tablename__ = "command"
    __audited__ = False

    use_case: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[UUID]
    outcome: Mapped[dict[str, Any]]

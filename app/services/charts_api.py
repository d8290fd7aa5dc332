"""The part of the window's contract that is about the administration record (see `api`). Light."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from app.domain.administration import Chart, Customs, Head
from app.rules.administration.typed_record import NewDose, NewOrder
from app.services.values import PaperPreview
from models.vocabulary import (
    Actor,
    AwayKind,
    CommandId,
    OrderId,
    PatientId,
    RecordId,
    SessionId,
)


class Administrations(Protocol):
    """Who gives which dose to a patient, month by month. `month` is any day of the month shown.

    Every answer is the record with what was written of that month. What is noticed of a dose and
    was not shown yet is asked about: `Refused`, its field is where it is told.
    """

    def load(self, patient: PatientId, month: dt.date, *, by: Actor) -> Chart | None: ...
    def customs(self, *, by: Actor) -> Customs: ...
    def keep_customs(self, customs: Customs, *, by: Actor) -> Customs: ...
    def keep_head(
        self,
        patient: PatientId,
        head: Head,
        month: dt.date,
        *,
        seen: int | None,
        command: CommandId,
        by: Actor,
    ) -> Chart:
        """Begin the record (`seen` is None), or change what stands over it."""

    def add_order(
        self,
        patient: PatientId,
        order: NewOrder,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def change_order(
        self,
        patient: PatientId,
        old: OrderId,
        order: NewOrder,
        because: str,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart:
        """The old row ends where the new one begins; nothing is overwritten."""

    def end_order(
        self,
        patient: PatientId,
        order: OrderId,
        last: str,
        because: str,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def strike_out(
        self,
        patient: PatientId,
        order: OrderId,
        because: str,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def write(
        self,
        patient: PatientId,
        dose: NewDose,
        month: dt.date,
        *,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def go_away(
        self,
        patient: PatientId,
        kind: AwayKind,
        began: str,
        ended: str,
        place: str,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def come_back(
        self,
        patient: PatientId,
        away: RecordId,
        ended: str,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def void_away(
        self,
        patient: PatientId,
        away: RecordId,
        because: str,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart: ...
    def sheet(
        self,
        session: SessionId,
        month: dt.date,
        *,
        is_filled: bool,
        language: str,
        by: Actor,
    ) -> PaperPreview:
        """The sheet of a month, built from the orders; blank, or with what was written."""

"""What a record is asked for, off the window's thread, each wish with a command id of its own.

A wish whose answer never came may have been stored: the same one asked again carries the same id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from app.domain.administration import Chart, Customs, Head
from app.errors import Refused
from app.rules.administration.typed_record import NewDose, NewOrder
from app.services.api import PaperPreview
from models.vocabulary import AwayKind, CommandId, OrderId, RecordId
from ui.ids import new_command
from ui.workspace import Workspace

Loaded: TypeAlias = tuple[Chart | None, Customs]
OnChart: TypeAlias = Callable[[Chart], None]
OnRefused: TypeAlias = Callable[[Refused], None]


class Wishes:
    """Asks the services for one patient's record. Errors of the world go to the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._service = workspace.desk.administrations
        self._doubtful: tuple[object, CommandId] | None = None

    def load(self, month: dt.date, then: Callable[[Loaded], None], refused: OnRefused) -> None:
        """The record with its month, and how the pharmacy keeps records."""
        patient, by = self._patient, self._workspace.actor

        def job() -> Loaded:
            chart = self._service.load(patient, month, by=by)
            return chart, self._service.customs(by=by)

        self._run(job, then, refused)

    def keep_head(
        self, head: Head, month: dt.date, seen: int | None, then: OnChart, refused: OnRefused
    ) -> None:
        self._wish(self._service.keep_head, (head, month), then, refused, seen=seen)

    def add_order(
        self, order: NewOrder, month: dt.date, seen: int, then: OnChart, refused: OnRefused
    ) -> None:
        self._wish(self._service.add_order, (order, month), then, refused, seen=seen)

    def change_order(
        self,
        old: OrderId,
        order: NewOrder,
        because: str,
        month: dt.date,
        seen: int,
        then: OnChart,
        refused: OnRefused,
    ) -> None:
        told = (old, order, because, month)
        self._wish(self._service.change_order, told, then, refused, seen=seen)

    def end_order(
        self,
        order: OrderId,
        last: str,
        because: str,
        month: dt.date,
        seen: int,
        then: OnChart,
        refused: OnRefused,
    ) -> None:
        told = (order, last, because, month)
        self._wish(self._service.end_order, told, then, refused, seen=seen)

    def strike_out(
        self,
        order: OrderId,
        because: str,
        month: dt.date,
        seen: int,
        then: OnChart,
        refused: OnRefused,
    ) -> None:
        self._wish(self._service.strike_out, (order, because, month), then, refused, seen=seen)

    def write(self, dose: NewDose, month: dt.date, then: OnChart, refused: OnRefused) -> None:
        self._wish(self._service.write, (dose, month), then, refused)

    def go_away(
        self,
        kind: AwayKind,
        began: str,
        ended: str,
        place: str,
        month: dt.date,
        seen: int,
        then: OnChart,
        refused: OnRefused,
    ) -> None:
        told = (kind, began, ended, place, month)
        self._wish(self._service.go_away, told, then, refused, seen=seen)

    def come_back(
        self,
        away: RecordId,
        ended: str,
        month: dt.date,
        seen: int,
        then: OnChart,
        refused: OnRefused,
    ) -> None:
        self._wish(self._service.come_back, (away, ended, month), then, refused, seen=seen)

    def sheet(
        self,
        month: dt.date,
        then: Callable[[PaperPreview], None],
        refused: OnRefused,
        *,
        is_filled: bool,
    ) -> None:
        session, by = self._workspace.session, self._workspace.actor
        job = partial(
            self._service.sheet,
            session.id,
            month,
            is_filled=is_filled,
            language=session.language,
            by=by,
        )
        self._run(job, then, refused)

    def printed(self, preview: PaperPreview, refused: OnRefused) -> None:
        """Which paper, by whom: recorded once the printer has it."""
        papers, session = self._workspace.desk.papers, self._workspace.session.id
        job = partial(
            papers.printed,
            session,
            preview,
            how="printed",
            to_whom="",
            command=new_command(),
            by=self._workspace.actor,
        )
        self._run(job, _nothing, refused)

    @property
    def _patient(self) -> Any:
        return self._workspace.session.patient.id

    def _wish(
        self,
        ask: Callable[..., Chart],
        told: tuple[object, ...],
        then: OnChart,
        refused: OnRefused,
        **seen: int | None,
    ) -> None:
        content = (ask, told, tuple(seen.items()))
        command = new_command()
        if self._doubtful is not None and self._doubtful[0] == content:
            command = self._doubtful[1]
        self._doubtful = (content, command)
        job = partial(ask, self._patient, *told, **seen, command=command, by=self._workspace.actor)

        def done(chart: Chart) -> None:
            self._doubtful = None
            then(chart)

        def no(refusal: Refused) -> None:
            self._doubtful = None
            refused(refusal)

        self._run(job, done, no)

    def _run(self, job: Callable[[], Any], then: Callable[[Any], None], refused: OnRefused) -> None:
        def otherwise(error: Exception) -> None:
            if isinstance(error, Refused):
                refused(error)
            else:
                self._workspace.failed.emit(error)

        self._workspace.lane.run(job, then, otherwise)


def _nothing(_answer: object) -> None:
    """Nothing is to be shown."""

"""The administration record, as the services carry it out. Entries are only added, never changed.

A record belongs to a patient, not to a session: it goes on from month to month, and is no part of
what a pharmacist signs.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from app.domain.administration import Away, Chart, Customs, Head, Order
from app.domain.text import clean_line, clean_note, required
from app.errors import Refused, Stale
from app.rules.administration.ordering import ordered
from app.rules.administration.slots import instant
from app.rules.administration.standing import written
from app.rules.administration.typed_record import NewDose, NewOrder
from app.rules.administration.walls import through, wall
from app.rules.administration.writing import asked_about, written_down
from app.services import sheets
from app.services.permissions import UseCase
from app.services.values import PaperPreview
from app.services.work import Work, note_read, outcome_of
from app.store import administrations, commands
from app.store import customs as kept_customs
from app.worker.works import Here, Works
from models.base import new_id
from models.vocabulary import (
    Actor,
    AwayKind,
    CommandId,
    OrderId,
    PatientId,
    PharmacyId,
    RecordId,
    SessionId,
)
from resources.language import N_, _

MOST_IN_LINE = 200
MOST_MINUTES = 720
LETTERS_AT_MOST = 3
CHANGED = N_("Somebody else changed this in the meantime. Please look at it again.")
HAS_DOSES = N_("Doses are written down on this order. End it, or take them back first (Backspace).")
NOT_KEPT = N_("Nobody keeps an administration record for this patient yet.")

Change: TypeAlias = Callable[[Session, Chart, dt.datetime], None]


class Administrations:
    """Keeps the promise of `charts_api.Administrations` on an open database."""

    def __init__(self, work: Work, works: Works | None = None) -> None:
        self._work = work
        self._works = works or Here()

    def load(self, patient: PatientId, month: dt.date, *, by: Actor) -> Chart | None:
        """The record with what was written of a month; None where nobody keeps one."""
        with self._work.transaction(UseCase.READ_CHART, by=by, patient=patient, reads=True) as (
            db,
            _at,
        ):
            note_read(db, "chart", patient, patient=patient)
            return _loaded(db, by.pharmacy, patient, month)

    def customs(self, *, by: Actor) -> Customs:
        """How the pharmacy keeps its records."""
        with self._work.transaction(UseCase.READ_SETTINGS, by=by, reads=True) as (db, _at):
            return kept_customs.customs(db, by.pharmacy)

    def keep_customs(self, customs: Customs, *, by: Actor) -> Customs:
        """Set it for the pharmacy. Refused at the first number or letter that can't be."""
        _require_sound(customs)
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by) as (db, _at):
            kept_customs.keep(db, customs, by=by)
            return kept_customs.customs(db, by.pharmacy)

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
        """Begin the record, or change what stands over it."""
        with self._work.transaction(UseCase.KEEP_CHART, by=by, patient=patient) as (db, at):
            if outcome_of(db, command, by=by) is None:
                clean = _head(head)
                if administrations.version(db, by.pharmacy, patient) != seen:
                    raise Stale(_(CHANGED))
                administrations.keep_head(db, patient, clean, by=by, at=at)
                told = {"patient": str(patient)}
                commands.remember(db, command, UseCase.KEEP_CHART, told, by=by, at=at)
            return _require(_loaded(db, by.pharmacy, patient, month))

    def add_order(
        self,
        patient: PatientId,
        order: NewOrder,
        month: dt.date,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Chart:
        """A new row of the record, from its first day on."""

        def change(db: Session, _chart: Chart, at: dt.datetime) -> None:
            clock = kept_customs.customs(db, by.pharmacy).clock
            new = ordered(order, OrderId(new_id()), by_name=by.name, clock=clock)
            administrations.add_order(db, patient, new, by=by, at=at)

        return self._change(UseCase.ORDER_DOSES, patient, month, change, seen, command, by)

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

        def change(db: Session, chart: Chart, at: dt.datetime) -> None:
            why = _because(because)
            clock = kept_customs.customs(db, by.pharmacy).clock
            new = ordered(order, OrderId(new_id()), by_name=by.name, clock=clock)
            before = _order_of(chart, old)
            if new.first < before.first:
                raise Refused(_("That is before the row it takes the place of."), "first")
            administrations.end_order(db, patient, old, new.first, why, by=by)
            administrations.add_order(db, patient, replace(new, replaces=old), by=by, at=at)

        return self._change(UseCase.ORDER_DOSES, patient, month, change, seen, command, by)

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
    ) -> Chart:
        """The order is discontinued; `last` is its last day, or the hour from which it counts."""

        def change(db: Session, chart: Chart, _at: dt.datetime) -> None:
            ended = through(required(last.strip(), "last", _("The last day")), "last")
            if ended < _order_of(chart, order).first:
                raise Refused(_("The order would end before it begins."), "last")
            administrations.end_order(db, patient, order, ended, _because(because), by=by)

        return self._change(UseCase.ORDER_DOSES, patient, month, change, seen, command, by)

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
    ) -> Chart:
        """The order was a mistake: it ends where it began, and stays with its reason."""

        def change(db: Session, chart: Chart, _at: dt.datetime) -> None:
            first, why = _order_of(chart, order).first, _because(because)
            if written(administrations.entries_of(db, patient, order, by=by)).stands(order):
                raise Refused(_(HAS_DOSES), "because")
            administrations.end_order(db, patient, order, first, why, by=by)

        return self._change(UseCase.ORDER_DOSES, patient, month, change, seen, command, by)

    def write(
        self, patient: PatientId, dose: NewDose, month: dt.date, *, command: CommandId, by: Actor
    ) -> Chart:
        """One more row of what became of a dose; what is shown afterwards is the month."""

        def change(db: Session, _shown: Chart, at: dt.datetime) -> None:
            day = dose.day if dose.due is None else dose.due.date()
            was = dose.corrects and administrations.day_of(db, by.pharmacy, dose.corrects)
            days = sorted((day, was or day))
            chart = _require(administrations.load(db, by.pharmacy, patient, *days))
            _order_of(chart, dose.order)
            customs = kept_customs.customs(db, by.pharmacy)
            entry = RecordId(new_id())
            row = written_down(chart, dose, entry, customs, by_name=by.name, now=at)
            asked = asked_about(chart, row, dose, customs)
            if asked:
                raise Refused(" ".join(one.words for one in asked), asked[0].field)
            if was:
                day = was
            elif row.due is None and row.at is not None:
                day = chart.wall(row.at).date()
            administrations.add_entry(db, patient, row, day, by=by)

        return self._change(UseCase.WRITE_DOSE, patient, month, change, None, command, by)

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
    ) -> Chart:
        """Days in a hospital or on leave; `ended` is "" while they last."""

        def change(db: Session, chart: Chart, at: dt.datetime) -> None:
            first = wall(required(began.strip(), "began", _("The day")), "began")
            until = wall(ended, "ended") if ended.strip() else None
            _require_past(chart, first, until, at)
            where = clean_line(place, "place", most=MOST_IN_LINE)
            away = Away(RecordId(new_id()), kind, first, until, where)
            administrations.add_away(db, patient, away, by=by, at=at)

        return self._change(UseCase.TELL_AWAY, patient, month, change, seen, command, by)

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
    ) -> Chart:
        """The days away are over."""

        def change(db: Session, chart: Chart, at: dt.datetime) -> None:
            until = wall(required(ended.strip(), "ended", _("The day")), "ended")
            began = next((one.began for one in chart.away if one.id == away), until)
            _require_past(chart, began, until, at)
            administrations.come_back(db, patient, away, until, by=by)

        return self._change(UseCase.TELL_AWAY, patient, month, change, seen, command, by)

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
    ) -> Chart:
        """Days away that were none."""

        def change(db: Session, _chart: Chart, at: dt.datetime) -> None:
            administrations.void_away(db, patient, away, _because(because), by=by, at=at)

        return self._change(UseCase.TELL_AWAY, patient, month, change, seen, command, by)

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
        return sheets.preview(
            self._work, self._works, session, month, is_filled=is_filled, language=language, by=by
        )

    def _change(
        self,
        use_case: UseCase,
        patient: PatientId,
        month: dt.date,
        change: Change,
        seen: int | None,
        command: CommandId,
        by: Actor,
    ) -> Chart:
        """One change of a record that is kept. Where a screen has read a version, it is compared;
        writing a dose compares what stands in its cell instead.
        """
        with self._work.transaction(use_case, by=by, patient=patient) as (db, at):
            chart = _require(_loaded(db, by.pharmacy, patient, month))
            if outcome_of(db, command, by=by) is not None:
                return chart
            if seen is not None and seen != chart.version:
                raise Stale(_(CHANGED))
            change(db, chart, at)
            if seen is not None:
                administrations.touch_chart(db, patient, by=by)
            commands.remember(db, command, use_case, {"patient": str(patient)}, by=by, at=at)
            return _require(_loaded(db, by.pharmacy, patient, month))


def _loaded(db: Session, pharmacy: PharmacyId, patient: PatientId, month: dt.date) -> Chart | None:
    first = month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return administrations.load(db, pharmacy, patient, first, last)


def _require(chart: Chart | None) -> Chart:
    if chart is None:
        raise Refused(_(NOT_KEPT))
    return chart


def _order_of(chart: Chart, order: OrderId) -> Order:
    try:
        return chart.order(order)
    except KeyError:
        raise Refused(_("This order is not in the record of this patient."), "order") from None


def _because(text: str) -> str:
    words = clean_note(text, "because", most=MOST_IN_LINE)
    return required(words, "because", _("A reason"))


def _head(head: Head) -> Head:
    try:
        ZoneInfo(head.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = _("A time zone by its name, such as America/Chicago.")
        raise Refused(words, "zone") from None
    return replace(
        head,
        place=clean_line(head.place, "place", most=MOST_IN_LINE),
        room=clean_line(head.room, "room", most=MOST_IN_LINE),
        diet=clean_line(head.diet, "diet", most=MOST_IN_LINE),
        needs=clean_line(head.needs, "needs", most=MOST_IN_LINE),
    )


def _require_past(
    chart: Chart, began: dt.datetime, ended: dt.datetime | None, at: dt.datetime
) -> None:
    if ended is not None and ended <= began:
        raise Refused(_("That is before it began."), "ended")
    if ended is not None and instant(ended, chart.zone) > at:
        raise Refused(_("This time has not come yet."), "ended")


def _require_sound(customs: Customs) -> None:
    for name in ("daily_window", "often_window", "critical_window", "result_after"):
        if not 0 < getattr(customs, name) <= MOST_MINUTES:
            raise Refused(_("Minutes, from 1 to 720."), name)
    texts = [clean_line(text, "letters", most=LETTERS_AT_MOST) for text in customs.letters.values()]
    if not all(texts) or len(set(texts)) < len(texts):
        raise Refused(_("Each code needs letters of its own, three at most."), "letters")

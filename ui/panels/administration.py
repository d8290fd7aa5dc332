"""The administration record of a patient: one month as a grid, below it the form of one dose.

The record is the patient's, not the session's: it goes on from month to month. It is read when the
page comes into sight. Every key works while the grid has the focus, save in a field for words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, QTimeZone, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain.administration import Chart, Customs, Head, Order
from app.domain.changes import Changes
from app.errors import Refused
from app.rules.administration import told
from app.rules.administration.counting import counted
from app.rules.administration.grid import MonthGrid, month_grid
from app.rules.administration.noticing import DoseNotice
from app.rules.administration.standing import written
from app.rules.administration.typed_record import NewDose, NewOrder
from app.rules.administration.writing import looked_at
from models.vocabulary import AwayKind, DoseCode
from resources.language import _
from ui.charting.dose_card import DoseCard
from ui.charting.grid_view import GridView
from ui.charting.order_card import OrderCard
from ui.charting.record_forms import away_form, begin_form, end_form, head_form, strike_form
from ui.charting.record_head import RecordHead
from ui.charting.record_printer import RecordPrinter
from ui.charting.wishes import Loaded, Wishes
from ui.kit.boxes import STRETCH, appear, column
from ui.kit.cards import EmptyBox
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place


class AdministrationPanel(Panel):
    """One card at a time stands below the grid; Esc goes back to the cell one came from."""

    fills_page = True

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "administration", parent)
        self._wishes = Wishes(place.workspace)
        self._month = place.clock().date().replace(day=1)
        self._chart: Chart | None = None
        self._customs = Customs()
        self._ticket = 0
        self._changing: Order | None = None
        self._build()
        self._connect()

    @property
    def chart(self) -> Chart | None:
        """The record with its month; None as long as it is not known, or not kept."""
        return self._chart

    # ------------------------------------------------------------------ what a page asks of it

    def show_changes(self, changes: Changes) -> None:
        """The record is no part of the session: nothing of it has changed."""

    def enter(self) -> bool:
        """Stand in the grid, or where the record is begun."""
        if self._chart is None:
            self._begin.put_focus()
        elif self._grid.isHidden():
            self._head.order.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> bool:
        return self.enter()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def minimumSizeHint(self) -> QSize:
        """As high as it must be at the width it has; labels that wrap would ask for more."""
        layout = self.layout()
        least = 0 if layout is None else layout.minimumHeightForWidth(self.width())
        return QSize(super().minimumSizeHint().width(), least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    # ------------------------------------------------------------------ drawing

    def _build(self) -> None:
        self._head = RecordHead(self)
        self._sentence = TextLabel("", "body", "urgent", wraps=True, name="administration.sentence")
        self._grid = GridView(self)
        self._here = TextLabel("", "small", "muted", wraps=True, name="administration.here")
        self._counts = TextLabel("", "small", "muted", wraps=True, name="administration.counts")
        self._empty = EmptyBox(
            _("No orders in this month."),
            _("Add one: its directions propose the times, and you confirm them."),
            icon="pill",
            name="administration.empty",
        )
        self._dose, self._order = DoseCard(self), OrderCard(self)
        self._begin, self._over = begin_form(self), head_form(self)
        self._end, self._strike, self._away = end_form(self), strike_form(self), away_form(self)
        self._cards: tuple[QWidget, ...] = (
            self._dose,
            self._order,
            self._over,
            self._end,
            self._strike,
            self._away,
        )
        parts = (self._head, self._sentence, self._begin, self._empty, (self._grid, 100))
        below = (self._here, *self._cards, self._counts, STRETCH)
        self.setLayout(column(*parts, *below, gap=8))
        for part in (self._head, self._begin, self._empty, self._grid, self._here, self._counts):
            part.hide()
        self._sentence.hide()

    def _connect(self) -> None:
        workspace = self.place.workspace
        self._printer = RecordPrinter(self, workspace, self._wishes, self._refuse)
        self._begin.given.connect(self._keep_head)
        self._over.given.connect(self._keep_head)
        self._end.given.connect(self._end_order)
        self._strike.given.connect(self._strike_order)
        self._away.given.connect(self._keep_away)
        self._dose.given.connect(self._write)
        self._order.given.connect(self._keep_order)
        for card in (self._dose, self._order, self._over, self._end, self._strike, self._away):
            card.dropped.connect(self._close_cards)
        self._grid.moved.connect(self._on_moved)
        self._grid.open_wanted.connect(lambda: self._open_dose(None))
        self._grid.code_wanted.connect(self._open_dose)
        self._grid.month_wanted.connect(self._turn_month)
        self._grid.order_wanted.connect(self._open_of_order)
        self._head.month_wanted.connect(self._turn_month)
        self._head.order_wanted.connect(self._open_order)
        self._head.away_wanted.connect(self._open_away)
        self._head.head_wanted.connect(self._open_head)
        self._head.filled_wanted.connect(self._print_filled)
        self._head.blank_wanted.connect(self._print_blank)

    def _load(self) -> None:
        """Read the month; only the newest answer is drawn."""
        self._ticket += 1
        ticket = self._ticket

        def found(answer: Loaded) -> None:
            if ticket == self._ticket and isValid(self):
                self._chart, self._customs = answer
                self._draw()

        self._wishes.load(self._month, found, self._refuse)

    def _draw(self) -> None:
        chart, is_kept = self._chart, self._chart is not None
        appear(self._begin, seen=not is_kept)
        appear(self._head, seen=is_kept)
        if chart is None:
            zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
            self._begin.open_with({"zone": zone})
            return
        grid = self._grid_of(chart)
        self._head.show_month(chart, self._month)
        self._grid.show_month(chart, grid, self._customs)
        for part in (self._grid, self._here, self._counts):
            appear(part, seen=bool(grid.lines))
        appear(self._empty, seen=not grid.lines)
        self._on_moved()

    def _grid_of(self, chart: Chart) -> MonthGrid:
        now = self.place.clock()
        return month_grid(chart, self._customs, self._month.year, self._month.month, now=now)

    @Slot()
    def _on_moved(self) -> None:
        """Tell of the cell one stands on, and what was counted of its order."""
        line, chart = self._grid.line, self._chart
        self._here.say(self._grid.spoken)
        if line is None or chart is None:
            return
        parts = [told.schedule(line.order), line.order.instruction]
        if line.order.is_needed:
            self._counts.say("  ·  ".join(filter(None, parts)))
            return
        grid = self._grid_of_month()
        found = counted(chart, line.order, written(chart.entries), *grid, now=self.place.clock())
        self._counts.say("  ·  ".join(filter(None, [*parts, told.counts(found)])))

    def _grid_of_month(self) -> tuple[dt.date, dt.date]:
        grid = MonthGrid(self._month.year, self._month.month, ())
        return grid.first, grid.last

    def _refuse(self, refusal: Refused) -> None:
        """What no card is open for is said above the grid."""
        self._sentence.say(refusal.message)
        self._sentence.show()

    # ------------------------------------------------------------------ moving about

    @Slot(int)
    def _turn_month(self, by: int) -> None:
        """The month before or behind, from its first day on."""
        first = self._month.replace(day=15) + dt.timedelta(days=30 * by)
        self._month = first.replace(day=1)
        self._close_cards()
        self._load()

    @Slot()
    def _close_cards(self) -> None:
        for card in self._cards:
            card.hide()
        self._sentence.hide()
        if self._chart is not None:
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, card: QWidget) -> None:
        for other in self._cards:
            if other is not card:
                other.hide()
        self._sentence.hide()
        bring_into_sight(card)

    # ------------------------------------------------------------------ one dose

    @Slot(object)
    def _open_dose(self, code: DoseCode | None) -> None:
        line, cell, chart = self._grid.line, self._grid.cell, self._chart
        if line is None or cell is None or chart is None or not cell.takes:
            return
        if code is DoseCode.IN_ERROR and not cell.entries:
            return
        self._dose.open_for(chart, line, cell, self._check, code)
        self._open(self._dose)

    def _check(self, dose: NewDose) -> Iterable[DoseNotice]:
        """What is noticed of a dose as typed. Raises Refused where it can't be kept."""
        if self._chart is None:
            return ()
        name, now = self.place.workspace.actor.name, self.place.clock()
        return looked_at(self._chart, dose, self._customs, by_name=name, now=now)

    @Slot(object)
    def _write(self, dose: NewDose) -> None:
        self._wishes.write(dose, self._month, self._kept, self._dose.refuse)

    def _kept(self, chart: Chart) -> None:
        """It is stored: the record as it is now, and back to the grid."""
        if not isValid(self):
            return
        self._chart = chart
        self._close_cards()
        self._draw()
        if self._chart is not None:
            self.enter()

    # ------------------------------------------------------------------ orders

    @Slot()
    def _open_order(self) -> None:
        self._changing = None
        self._order.open_for(self.place.session.medicines, self._customs)
        self._open(self._order)

    @Slot(str)
    def _open_of_order(self, wish: str) -> None:
        line = self._grid.line
        if line is None or line.order.ended is not None:
            return
        self._changing = line.order
        if wish == "change":
            self._order.open_for((), self._customs, line.order)
            self._open(self._order)
        elif wish == "strike":
            self._strike.open_with({}, line.order.drug)
            self._open(self._strike)
            self._strike.put_focus()
        else:
            today = f"{self.place.clock():%m/%d/%Y}"
            self._end.open_with({"last": today}, line.order.drug)
            self._open(self._end)
            self._end.put_focus()

    @Slot(object, str)
    def _keep_order(self, order: NewOrder, because: str) -> None:
        chart = self._chart
        if chart is None:
            return
        seen, old = chart.version, self._changing
        if old is None:
            self._wishes.add_order(order, self._month, seen, self._kept, self._order.refuse)
        else:
            self._wishes.change_order(
                old.id, order, because, self._month, seen, self._kept, self._order.refuse
            )

    @Slot(object)
    def _end_order(self, texts: dict[str, str]) -> None:
        chart, old = self._chart, self._changing
        if chart is None or old is None:
            return
        self._wishes.end_order(
            old.id,
            texts["last"],
            texts["because"],
            self._month,
            chart.version,
            self._kept,
            self._end.refuse,
        )

    @Slot(object)
    def _strike_order(self, texts: dict[str, str]) -> None:
        chart, old = self._chart, self._changing
        if chart is not None and old is not None:
            self._wishes.strike_out(
                old.id,
                texts["because"],
                self._month,
                chart.version,
                self._kept,
                self._strike.refuse,
            )

    # ------------------------------------------------------------------ what stands over it

    @Slot()
    def _print_filled(self) -> None:
        self._printer.print_month(self._month, is_filled=True)

    @Slot()
    def _print_blank(self) -> None:
        self._printer.print_month(self._month, is_filled=False)

    @Slot()
    def _open_head(self) -> None:
        if self._chart is None:
            return
        head = self._chart.head
        names = ("place", "room", "diet", "needs", "zone")
        self._over.open_with({name: getattr(head, name) for name in names})
        self._open(self._over)
        self._over.put_focus()

    @Slot(object)
    def _keep_head(self, texts: dict[str, str]) -> None:
        head = Head(
            texts["zone"].strip(), texts["place"], texts["room"], texts["diet"], texts["needs"]
        )
        seen = None if self._chart is None else self._chart.version
        refused: Callable[[Refused], None] = (
            self._begin.refuse if self._chart is None else self._over.refuse
        )
        self._wishes.keep_head(head, self._month, seen, self._kept, refused)

    @Slot()
    def _open_away(self) -> None:
        self._away.open_with({})
        self._open(self._away)
        self._away.put_focus()

    @Slot(object)
    def _keep_away(self, texts: dict[str, str]) -> None:
        """A new stay, or the end of the one that lasts."""
        chart = self._chart
        if chart is None:
            return
        lasting = next((one for one in chart.away if one.ended is None), None)
        if lasting is not None and not texts["began"].strip():
            self._wishes.come_back(
                lasting.id,
                texts["ended"],
                self._month,
                chart.version,
                self._kept,
                self._away.refuse,
            )
            return
        self._wishes.go_away(
            AwayKind(texts["kind"]),
            texts["began"],
            texts["ended"],
            texts["place"],
            self._month,
            chart.version,
            self._kept,
            self._away.refuse,
        )

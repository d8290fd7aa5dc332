"""Over the grid: the month, what was counted, and what can be done with the record."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.administration import Chart
from app.rules.administration import told
from app.rules.administration.counting import OF_AWAY
from resources.language import _
from ui.keys import key
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.flow import Flow
from ui.kit.text import TextLabel


class RecordHead(QWidget):
    """`month_wanted` is -1 or 1; the others are wishes for a form or a paper."""

    month_wanted = Signal(int)
    order_wanted = Signal()
    away_wanted = Signal()
    head_wanted = Signal()
    filled_wanted = Signal()
    blank_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self._month = TextLabel("", "title", name="administration.month")
        self._where = TextLabel("", "small", "muted", wraps=True, name="administration.where")
        self.back = _button(_("Month before"), "month_before", "left")
        self.on = _button(_("Month after"), "month_after", "right")
        self.order = _button(_("Add an order"), "add_order", "add")
        self.away = _button(_("Days away"), "days_away", "")
        self.head = _button(_("What stands over it"), "record_head", "")
        self.filled = _button(_("Print this month"), "print_record", "print")
        self.blank = _button(_("Blank sheet"), "print_blank", "print")
        self._build()
        self._connect()

    def show_month(self, chart: Chart, month: dt.date) -> None:
        """The month, where the doses are given, and when the patient was away."""
        self._month.say(f"{month:%B %Y}")
        head = chart.head
        parts = [head.place, _("room {room}").format(room=head.room) if head.room else ""]
        parts += [head.diet, head.needs, head.zone]
        for one in chart.away:
            began = f"{one.began:%m/%d %H:%M}"
            ended = f"{one.ended:%m/%d %H:%M}" if one.ended else _("still away")
            words = _("{kind} {began} to {ended}")
            parts.append(
                words.format(kind=_(told.NAMES[OF_AWAY[one.kind]]), began=began, ended=ended)
            )
        self._where.say(" · ".join(part for part in parts if part))

    def _build(self) -> None:
        buttons = Flow(gap=8)
        for one in (self.order, self.away, self.head, self.filled, self.blank):
            buttons.addWidget(one)
        line = row(self.back, self._month, self.on, STRETCH)
        self.setLayout(column(line, self._where, buttons, gap=6))

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.month_wanted.emit(-1))
        self.on.clicked.connect(lambda: self.month_wanted.emit(1))
        self.order.clicked.connect(self.order_wanted)
        self.away.clicked.connect(self.away_wanted)
        self.head.clicked.connect(self.head_wanted)
        self.filled.clicked.connect(self.filled_wanted)
        self.blank.clicked.connect(self.blank_wanted)


def _button(words: str, name: str, icon: str) -> Button:
    """A button of the table of keys, pressed by its key wherever the focus is in the step."""
    return Button(words, icon=icon, key=key(name).keys[0], name=f"administration.{name}")

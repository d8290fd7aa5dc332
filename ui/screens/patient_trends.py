"""A patient over time: missed days as told, days covered of two years, doses given and missed.

It is read when it is opened, beside the window's thread, and drawn anew in other colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.rules import trends as told
from app.rules.coverage import told as coverage_told
from app.rules.trends import Trends
from app.services.trends_api import Look, TrendsDrawn
from models.vocabulary import PatientId
from resources.language import N_, _
from ui.at_desk import AtDesk
from ui.keys import key
from ui.kit.boxes import STRETCH, appear, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.drawn import Drawn
from ui.kit.text import TextLabel
from ui.theme import THEME

WIDTH = 480.0
ABOUT_TAKING = N_(
    "Filled: the part of the last 7 days that was missed, over all medicines asked about."
)
ABOUT_DOSES = N_("Filled: given. Lines: not written down. Empty: due and not given.")


class PatientTrends(QFrame):
    """A button, and below it, once it is pressed, the pictures with their words."""

    def __init__(self, at_desk: AtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient.trends")
        self.setProperty("kind", "plain")
        self._at_desk = at_desk
        self._patient: PatientId | None = None
        self._found: Trends | None = None
        self._ticket = 0
        self._open = Button(
            _("Over time"), kind="quiet", icon="reports", key=key("trends").keys[0],
            name="patient.trends.open",
        )  # fmt: skip
        self._open.setCheckable(True)
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(14)
        self._card = QFrame()
        self._card.setProperty("kind", "plain")
        self._card.setLayout(self._parts)
        self._card.hide()
        self._empty = EmptyBox(
            _("Nothing to draw yet."),
            _("Missed days come with the first session that asks for them, days covered with the "
              "first fill, doses with an administration record."),
            name="patient.trends.empty",
        )  # fmt: skip
        self._empty.hide()
        self.setLayout(column(row(self._open, STRETCH), self._empty, self._card, gap=8))
        self._open.toggled.connect(self._look)
        THEME.changed.connect(self._draw)

    def show_patient(self, patient: PatientId) -> None:
        """Begin closed, unless it is the same patient again."""
        if patient != self._patient:
            self._patient, self._found = patient, None
            self._open.setChecked(False)
            appear(self._card, seen=False)
            appear(self._empty, seen=False)
        elif self._open.isChecked():
            self._look()

    @Slot()
    def _look(self) -> None:
        """Read it anew, and draw it."""
        patient, self._ticket = self._patient, self._ticket + 1
        if patient is None or not self._open.isChecked():
            appear(self._card, seen=False)
            appear(self._empty, seen=False)
            return
        desk, by, ticket = self._at_desk.desk, self._at_desk.actor, self._ticket

        def show(found: Trends) -> None:
            if isValid(self) and ticket == self._ticket:
                self._found = found
                self._draw()

        self._at_desk.errands.run(lambda: desk.trends.of_patient(patient, by=by), show, asker=self)

    @Slot()
    def _draw(self) -> None:
        found, desk, ticket = self._found, self._at_desk.desk, self._ticket
        if found is None or not self._open.isChecked():
            return
        appear(self._empty, seen=found.is_empty)
        look = Look(THEME.hex("accent"), THEME.hex("surface"), THEME.font("body").family(), WIDTH)

        def show(drawn: TrendsDrawn) -> None:
            if isValid(self) and ticket == self._ticket:
                self._show(found, drawn)

        if found.is_empty:
            clear(self._parts)
        else:
            self._at_desk.errands.run(lambda: desk.trends.drawn(found, look), show, asker=self)

    def _show(self, found: Trends, drawn: TrendsDrawn) -> None:
        clear(self._parts)
        if found.taking:
            lines = list(told.taking_lines(found.taking))
            self._add(
                TextLabel(_("Missed days, as told"), "strong"),
                *_said([_(ABOUT_TAKING)]),
                *_pictures(drawn.taking, " ".join(lines), "taking"),
                *_said(lines),
            )
        if found.doses:
            lines = list(told.dose_lines(found.doses))
            self._add(
                TextLabel(_("Doses of the administration record"), "strong"),
                *_said([_(ABOUT_DOSES)]),
                *_pictures(drawn.doses, " ".join(lines), "doses"),
                *_said(lines),
            )
        if found.fills.rows:
            title = TextLabel(_("Days covered by fills, two years"), "strong")
            self._add(title, *_said([found.fills.label]))
        for one, svg in zip(found.fills.rows, drawn.fills, strict=True):
            words = f"{coverage_told.name(one)}: {coverage_told.figure(one)}"
            self._add(
                *_said([words]),
                *_pictures(svg, coverage_told.equivalent(one, found.fills), "fills"),
                *_said([told.quarter_line(one)] if svg else []),
            )
        appear(self._card, seen=True)

    def _add(self, *parts: QWidget) -> None:
        """What belongs together stands close."""
        self._parts.addWidget(holder(column(*parts, gap=4)))


def _pictures(svg: str, words: str, name: str) -> Iterator[QWidget]:
    """The drawing, if there is one."""
    if svg:
        drawing = Drawn(f"patient.trends.{name}")
        drawing.show_drawing(svg, words)
        yield drawing


def _said(lines: Iterable[str]) -> Iterator[QWidget]:
    for words in lines:
        yield TextLabel(words, "small", "muted", wraps=True)

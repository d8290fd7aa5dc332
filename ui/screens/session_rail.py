"""The rail of steps: what each is, what is missing, and its number. Every step can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from resources.language import _
from ui.icons import paint
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, holder, row
from ui.kit.text import TextLabel, plain
from ui.theme import THEME

WIDTH = 232
_MARKS = {
    "here": ("here", "accent"),
    "done": ("done", "ok"),
    "begun": ("begun", "muted"),
    "unasked": ("unasked", "muted"),
}


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step as the rail shows it. `mark`: "unasked", "begun" (something open), or "done"."""

    key: str
    title: str
    mark: str
    note: str = ""
    is_here: bool = False


class _StepButton(QAbstractButton):
    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._mark = StepMark("", "", "unasked")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def mark(self) -> StepMark:
        return self._mark

    def show_mark(self, mark: StepMark) -> None:
        if mark == self._mark:
            return
        self._mark = mark
        self.setObjectName(f"step.{mark.key}")
        self.setText(plain(mark.title))
        states = {"done": _("done"), "begun": _("something open"), "unasked": _("not begun")}
        told = (mark.title, states[mark.mark], mark.note, _("here") if mark.is_here else "")
        self.setAccessibleName(", ".join(part for part in told if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = THEME.px(20) + (THEME.px(18) if self._mark.note else 0)
        return QSize(THEME.px(WIDTH - 16), lines + THEME.px(14))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._mark.is_here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(THEME.color("accent_tint" if self._mark.is_here else "sunken"))
            painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(THEME.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 6, 6)
        self._draw_mark(painter)
        self._draw_words(painter)

    def _draw_mark(self, painter: QPainter) -> None:
        name = "here" if self._mark.is_here and self._mark.mark != "done" else self._mark.mark
        icon, tone = _MARKS[name]
        side = THEME.px(20)
        paint(painter, icon, QRectF(THEME.px(8), (self.height() - side) / 2, side, side), tone)

    def _draw_words(self, painter: QPainter) -> None:
        left, right = THEME.px(36), self.width() - THEME.px(20)
        height = self.height() - THEME.px(14)
        title = QRect(left, THEME.px(7), right - left, THEME.px(20) if self._mark.note else height)
        role = "strong" if self._mark.is_here else "body"
        self._draw_line(painter, title, self._mark.title, role, "ink")
        if self._mark.note:
            note = QRect(left, THEME.px(27), right - left, THEME.px(18))
            self._draw_line(painter, note, self._mark.note, "small", "muted")
        number = QRect(right + THEME.px(2), 0, THEME.px(16), self.height())
        self._draw_line(painter, number, str(self._number), "small", "muted")

    def _draw_line(self, painter: QPainter, area: QRect, words: str, role: str, token: str) -> None:
        font = THEME.font(role)
        painter.setFont(font)
        painter.setPen(THEME.color(token))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class StepRail(QFrame):
    """`wanted` names the step a person pressed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("kind", "rail")
        self.setAccessibleName(_("Steps"))
        self._buttons: list[_StepButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 12)
        self._layout.setSpacing(2)
        self._keys = KeyChip("Ctrl+1")
        words = TextLabel(_("open a step"), "small", "muted")
        self._layout.addStretch(1)
        self._layout.addWidget(holder(row(self._keys, words, STRETCH, gap=6, pad=(6, 0, 0, 0))))
        self._set_width()

    @property
    def marks(self) -> Sequence[StepMark]:
        """What it shows."""
        return [button.mark for button in self._buttons if not button.isHidden()]

    def show_marks(self, marks: Sequence[StepMark]) -> None:
        """Show the steps of a session."""
        while len(self._buttons) < len(marks):
            button = _StepButton(len(self._buttons) + 1, self)
            button.clicked.connect(self._press)
            self._layout.insertWidget(len(self._buttons), button)
            self._buttons.append(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(marks))
            if at < len(marks):
                button.show_mark(marks[at])
        self._keys.say(f"Ctrl+1 … {len(marks)}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_width()
        super().changeEvent(event)

    def _set_width(self) -> None:
        self.setFixedWidth(THEME.px(WIDTH))

    def _press(self) -> None:
        pressed = self.sender()
        for button in self._buttons:
            if button is pressed:
                self.wanted.emit(button.mark.key)

"""One of a few words side by side: `Segments((Part("en", "English"), ...), name="...")`.

One stop for Tab; a letter or a digit chooses, Backspace takes it back where that is allowed. Where
one is always chosen (a setting) the arrows go to its neighbour.
Only a person's press emits `chosen`; `show_choice` never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from resources.language import _
from ui.icons import paint
from ui.kit.text import plain
from ui.theme import THEME

_ICON, _GAP = 14, 4


@dataclass(frozen=True, slots=True)
class Part:
    """One segment. `key` chooses it; `strong` fills it when chosen; `dashed` is *not known*."""

    value: str
    words: str
    key: str = ""
    icon: str = "yes"
    strong: bool = False
    dashed: bool = False


class _Segment(QRadioButton):
    def __init__(self, part: Part, parent: QWidget) -> None:
        super().__init__(parent)
        self.part = part
        self.is_first = self.is_last = False
        self.is_loud = True
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setText(plain(part.words))
        self.setAccessibleName(part.words)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(THEME.font("strong")).horizontalAdvance(self.part.words)
        width = words + THEME.px(_ICON + _GAP) + 2 * THEME.px(5)
        return QSize(max(width, THEME.px(66)), THEME.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _at: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink, edge = self._tokens()
        outline = self._outline()
        painter.fillPath(outline, THEME.color(fill))
        pen = QPen(THEME.color(edge), 1)
        if self.part.dashed and self.isChecked():
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(outline)
        self._draw_words(painter, ink)

    def _tokens(self) -> tuple[str, str, str]:
        """Fill, ink and edge of its state."""
        edge = "edge" if self.isEnabled() else "line"
        if not self.isChecked():
            over = self.underMouse() and self.isEnabled()
            return (
                "sunken" if over or not self.isEnabled() else "surface",
                ("ink" if self.isEnabled() else "muted"),
                edge,
            )
        if self.part.dashed:
            return "surface", "muted", edge
        if self.part.strong and self.is_loud:
            return "accent", "on_accent", "accent"
        return "accent_tint", "accent", "accent"

    def _outline(self) -> QPainterPath:
        area = QRectF(self.rect()).adjusted(0.5, 0.5, 0.5 if not self.is_last else -0.5, -0.5)
        path = QPainterPath()
        if not (self.is_first or self.is_last):
            path.addRect(area)
            return path
        path.addRoundedRect(area, 6, 6)
        square = QPainterPath()
        half = area.width() / 2
        if not self.is_first:
            square.addRect(QRectF(area.left(), area.top(), half, area.height()))
        if not self.is_last:
            square.addRect(QRectF(area.left() + half, area.top(), half, area.height()))
        return path.united(square).simplified()

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        font = THEME.font("strong" if self.isChecked() else "body")
        advance = QFontMetrics(font).horizontalAdvance(self.part.words)
        side = THEME.px(_ICON)
        width = advance + (side + THEME.px(_GAP) if self.isChecked() else 0)
        at = (self.width() - width) / 2
        if self.isChecked():
            paint(painter, self.part.icon, QRectF(at, (self.height() - side) / 2, side, side), ink)
            at += side + THEME.px(_GAP)
        painter.setFont(font)
        painter.setPen(THEME.color(ink))
        painter.drawText(
            QRectF(at, 0, advance + 2, self.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self.part.words,
        )


class Segments(QWidget):
    """Shows one choice or none. `chosen` carries the value a person pressed, or None for none."""

    chosen = Signal(object)

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        name: str = "",
        title: str = "",
        may_clear: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._may_clear = title, may_clear
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._segments = [_Segment(part, self) for part in parts]
        self._segments[0].is_first = self._segments[-1].is_last = True
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(0)
        for segment in self._segments:
            segment.setObjectName(f"{name}={segment.part.value}")
            segment.clicked.connect(self._press)
            layout.addWidget(segment)
        self._show(None)

    @property
    def value(self) -> str | None:
        """The choice that is shown."""
        return next((s.part.value for s in self._segments if s.isChecked()), None)

    def show_choice(self, value: str | None) -> None:
        """Show a choice. Nothing is emitted."""
        self._show(value)

    def be_quiet(self, *, quiet: bool) -> None:
        """Draw the choice with a tint only, for a row that is not the current one."""
        for segment in self._segments:
            segment.is_loud = not quiet
            segment.update()

    def choose(self, value: str | None) -> None:
        """What a press of a person does: show it, and say so."""
        if value is None and not self._may_clear:
            return
        self._show(value)
        self.chosen.emit(value)

    def set_title(self, title: str) -> None:
        """The question it answers, for who hears the screen."""
        self._title = title
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier or not self.isEnabled():
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._may_clear:
            self.choose(self._cleared())
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self._may_clear:
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
            return
        letter = event.text().casefold()
        for segment in self._segments:
            if letter and segment.part.key.casefold() == letter:
                self.choose(segment.part.value)
                return
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(THEME.color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _step(self, by: int) -> None:
        """The neighbour of what is chosen; at an end it stays."""
        at = next((n for n, one in enumerate(self._segments) if one.isChecked()), -by)
        if 0 <= at + by < len(self._segments):
            self.choose(self._segments[at + by].part.value)

    def _cleared(self) -> str | None:
        return next((s.part.value for s in self._segments if s.part.dashed), None)

    def _press(self) -> None:
        pressed = self.sender()
        for segment in self._segments:
            if segment is pressed:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.choose(segment.part.value)

    def _show(self, value: str | None) -> None:
        for segment in self._segments:
            segment.setChecked(segment.part.value == value)
        self._tell()

    def _tell(self) -> None:
        chosen = next((s.part.words for s in self._segments if s.isChecked()), _("Not asked"))
        self.setAccessibleName(f"{self._title}: {chosen}" if self._title else chosen)

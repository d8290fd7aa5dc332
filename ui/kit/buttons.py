"""Buttons: `Button("Send", kind="main", icon="send", key="Ctrl+Return", name="send")`.

Kinds: "" (outlined), "main" (filled, what to do next), "quiet" (words alone), "danger" (filled red,
emergencies alone), "nav" (a place of the main bar), "chip" (one of several that can be on), "line"
(a line of a list: left, small, shrinking with its place). The shortcut stands inside as a key chip.
`key` is shown, and is the shortcut too unless `acts` is off. Enter and Space press the button that
has the focus, whatever Enter means on the page around it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.icons import paint
from ui.kit.text import plain, tip
from ui.theme import THEME, restyle

_SIDE = {"quiet": 8, "nav": 12, "chip": 12, "line": 4}
_INK = {
    "main": "on_accent",
    "quiet": "accent",
    "line": "accent",
    "danger": "on_danger",
    "nav": "muted",
}
_SHOWN = {"Return": "Enter", "Backspace": "Backspace", "Down": "↓", "Up": "↑"}


class Button(QPushButton):
    """A push button that draws its icon, its words and its key with air between them."""

    def __init__(
        self,
        words: str,
        *,
        kind: str = "",
        icon: str = "",
        icon_tone: str = "",
        key: str = "",
        acts: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._icon_tone, self._key = icon, icon_tone, key_words(key)
        self._fixed_name = ""
        self._width_of: tuple[object, int] = (None, 0)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        across = QSizePolicy.Policy.Ignored if kind == "line" else QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._listener = self._listen(key) if key and acts else None
        self.say(words)

    @property
    def key(self) -> str:
        """The key that presses it, "" for none."""
        return "" if self._listener is None else self._listener.key().toString()

    @property
    def words(self) -> str:
        """The words as they are read."""
        return self.text().replace("&&", "&")

    def say(self, words: str) -> None:
        """Show other words. The key stays."""
        if words and words == self.words:
            return
        self.setText(plain(words))
        if not self._fixed_name:
            super().setAccessibleName(words)
        self.updateGeometry()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        self._fixed_name = name
        super().setAccessibleName(name)

    def show_icon(self, icon: str, tone: str = "") -> None:
        self._icon, self._icon_tone = icon, tone
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        restyle(self, kind=kind)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self._content_width() + 2 * self._side()
        least = 32 if self._kind in ("quiet", "chip", "line") else 34
        return QSize(width, THEME.px(44 if self._kind == "nav" else least))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), THEME.px(96)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._draw_content(painter)
        if self.hasFocus():
            self._draw_ring(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.accept()
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def _listen(self, key: str) -> QShortcut:
        """A key that presses at once and leaves the focus where it is."""
        listener = QShortcut(QKeySequence(key), self)
        listener.activated.connect(self.click)
        return listener

    @property
    def _kind(self) -> str:
        return str(self.property("kind") or "")

    def _ink_token(self) -> str:
        if not self.isEnabled():
            return "muted"
        if self.isChecked() and self._kind in ("nav", "chip"):
            return "accent"
        return _INK.get(self._kind, "ink")

    def _words_font(self) -> str:
        if self._kind == "line":
            return "small_strong"
        return "body" if self._kind == "chip" and not self.isChecked() else "strong"

    def _side(self) -> int:
        return THEME.px(_SIDE.get(self._kind, 14))

    def _content_width(self) -> int:
        """Asked for many times while a page is laid out; measured when something changed."""
        shown = (self.text(), self._kind, self._icon, THEME.letters)
        if shown != self._width_of[0]:
            self._width_of = (shown, self._measured())
        return self._width_of[1]

    def _measured(self) -> int:
        role = "small_strong" if self._kind == "line" else "strong"
        width = QFontMetrics(THEME.font(role)).horizontalAdvance(self.words)
        if self._icon:
            width += THEME.px(18) + (THEME.px(8) if self.words else 0)
        return width + (THEME.px(12) + self._chip_width() if self._key else 0)

    def _chip_width(self) -> int:
        return QFontMetrics(THEME.font("small")).horizontalAdvance(self._key) + THEME.px(12)

    def _draw_content(self, painter: QPainter) -> None:
        token = self._ink_token()
        area = self.rect().adjusted(self._side(), 0, -self._side(), 0)
        if self._kind == "nav":
            area.adjust(0, 0, 0, -3)
        spare = 0 if self._kind == "line" else area.width() - self._content_width()
        at = area.left() + max(0, spare // 2)
        if self._icon:
            side = THEME.px(18)
            top = area.center().y() - side / 2 + 0.5
            tone = self._icon_tone if self._icon_tone and self.isEnabled() else token
            paint(painter, self._icon, QRectF(at, top, side, side), tone)
            at += side + THEME.px(8)
        at = self._draw_words(painter, QRect(at, 0, area.right() + 1 - at, self.height()), token)
        if self._key:
            self._draw_chip(painter, at + THEME.px(12), token)

    def _draw_words(self, painter: QPainter, area: QRect, token: str) -> int:
        room = area.width() - (THEME.px(12) + self._chip_width() if self._key else 0)
        font = THEME.font(self._words_font())
        words = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, room + 2)
        tip(self, self.words if words != self.words else "")
        painter.setFont(font)
        painter.setPen(THEME.color(token))
        if self._kind == "nav":
            area = area.adjusted(0, 0, 0, -3)
        painter.drawText(
            area,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            words,
        )
        return area.left() + QFontMetrics(font).horizontalAdvance(words)

    def _draw_chip(self, painter: QPainter, left: int, token: str) -> None:
        height = THEME.px(20)
        chip = QRectF(left + 0.5, (self.height() - height) / 2 + 0.5, self._chip_width(), height)
        edge = THEME.color(token if self._kind in ("main", "danger") else "line")
        edge = _faint(edge) if self._kind in ("main", "danger") else edge
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(THEME.font("small"))
        painter.setPen(THEME.color(token if self._kind in ("main", "danger") else "muted"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._key)

    def _draw_ring(self, painter: QPainter) -> None:
        """The ring of the focus: outside the words, and inside the fill of a filled button."""
        filled = self._kind in ("main", "danger")
        inset = 3.0 if filled else 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(THEME.color(_INK[self._kind] if filled else "accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, 5, 5)


def key_words(sequence: str) -> str:
    """A shortcut as it is shown: `Ctrl+Return` is "Ctrl+Enter"; two strokes have a comma."""
    strokes = [stroke.strip() for stroke in sequence.split(",")] if sequence else []
    return ", ".join(
        "+".join(_SHOWN.get(part, part) for part in stroke.split("+")) for stroke in strokes
    )


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(150)
    return faint

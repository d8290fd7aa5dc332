"""Small tags: `Badge("Differs", "warn", "differs")`, `KeyChip("F9")`."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.icons import draw
from ui.kit.text import TextLabel
from ui.theme import THEME
from ui.tokens import TONES

_SIDE, _TOP, _GAP, _ICON, _CORNER = 7, 2, 5, 14, 4
_ROOM = 2_000


class Badge(QLabel):
    """A word with an icon on a tint. Tone "unknown" is dashed: we do not know yet.

    It paints itself: there are dozens of them on a page.
    """

    def __init__(
        self, words: str, tone: str = "info", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon = tone, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(words)

    @property
    def words(self) -> str:
        return self.text()

    def show_badge(self, words: str, tone: str, icon: str = "") -> None:
        """Say something else."""
        if (words, tone, icon) != (self.words, self._tone, self._icon):
            self._tone, self._icon = tone, icon
            self.setText(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        room = QRect(0, 0, _ROOM, _ROOM)
        words = QFontMetrics(THEME.font("small")).boundingRect(room, 0, self.words)
        width = 2 * self._side() + self._before_words() + words.width()
        height = max(words.height(), THEME.px(_ICON) if self._icon else 0)
        return QSize(width, height + 2 * (_TOP + self._border()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._border():
            painter.setPen(QPen(THEME.color("edge"), 1, Qt.PenStyle.DashLine))
            area.adjust(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(THEME.color(f"{self._tone}_tint" if self._tone in TONES else "sunken"))
        painter.drawRoundedRect(area, _CORNER, _CORNER)
        if self._icon:
            side = THEME.px(_ICON)
            top = (self.height() - side) / 2
            square = QRectF(self._side(), top, side, side)
            draw(painter, self._icon, square, _ink(self._tone), _ICON, self.devicePixelRatioF())
        painter.setFont(THEME.font("small"))
        painter.setPen(THEME.color(_ink(self._tone)))
        words = self.rect().adjusted(self._side() + self._before_words(), 0, 0, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.words
        )

    def _border(self) -> int:
        return 1 if self._tone == "unknown" else 0

    def _side(self) -> int:
        return _SIDE + self._border()

    def _before_words(self) -> int:
        return THEME.px(_ICON) + _GAP if self._icon else 0


class KeyChip(TextLabel):
    """The key that does it, drawn as a key."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "key", "muted", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _ink(tone: str) -> str:
    return "muted" if tone == "unknown" else tone

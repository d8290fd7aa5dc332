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
        return badge_size(self.words, self._tone, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        paint_badge(painter, self.rect(), self.words, self._tone, self._icon, ratio)


class KeyChip(TextLabel):
    """The key that does it, drawn as a key."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "key", "muted", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def badge_size(words: str, tone: str, icon: str) -> QSize:
    """The room a badge takes."""
    room = QRect(0, 0, _ROOM, _ROOM)
    area = QFontMetrics(THEME.font("small")).boundingRect(room, 0, words)
    height = max(area.height(), THEME.px(_ICON) if icon else 0)
    width = 2 * _side(tone) + _before_words(icon) + area.width()
    return QSize(width, height + 2 * (_TOP + _border(tone)))


def paint_badge(
    painter: QPainter, area: QRect, words: str, tone: str, icon: str, ratio: float
) -> None:
    """Paint a badge where it stands; `ratio` are the screen's dots in a pixel."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QRectF(area)
    if _border(tone):
        painter.setPen(QPen(THEME.color("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge.adjust(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(THEME.color(f"{tone}_tint" if tone in TONES else "sunken"))
    painter.drawRoundedRect(edge, _CORNER, _CORNER)
    if icon:
        side = THEME.px(_ICON)
        top = area.y() + (area.height() - side) / 2
        square = QRectF(area.x() + _side(tone), top, side, side)
        draw(painter, icon, square, _ink(tone), _ICON, ratio)
    painter.setFont(THEME.font("small"))
    painter.setPen(THEME.color(_ink(tone)))
    inside = area.adjusted(_side(tone) + _before_words(icon), 0, 0, 0)
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)


def _border(tone: str) -> int:
    return 1 if tone == "unknown" else 0


def _side(tone: str) -> int:
    return _SIDE + _border(tone)


def _before_words(icon: str) -> int:
    return THEME.px(_ICON) + _GAP if icon else 0


def _ink(tone: str) -> str:
    return "muted" if tone == "unknown" else tone

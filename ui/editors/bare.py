"""A closed row nobody has answered: number, question and badge, painted by the row itself.

Most rows of a page are such rows. A label and a layout for each of these words would be most of
what opening a page costs.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.kit.badges import badge_size, paint_badge
from ui.theme import THEME

NUMBER_WIDTH, GAP, RIGHT = 22, 8, 8
_BADGE_TONE = "unknown"
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Bare:
    """What stands there. `left` is the indent in pixels, `icon` the badge's."""

    number: str
    prompt: str
    badge: str
    icon: str
    left: int

    def width(self) -> int:
        """The pixels it needs to stand on one line."""
        words = QFontMetrics(THEME.font("body")).horizontalAdvance(self.prompt)
        badge = badge_size(self.badge, _BADGE_TONE, self.icon).width()
        return self._prompt_at() + words + GAP + badge + RIGHT

    def paint(self, painter: QPainter, area: QRect, ratio: float) -> None:
        """Paint it; `ratio` are the screen's dots in a pixel."""
        if self.number:
            self._words(painter, self.number, "small", "muted", area.adjusted(self.left, 0, 0, 0))
        self._words(painter, self.prompt, "body", "ink", area.adjusted(self._prompt_at(), 0, 0, 0))
        size = badge_size(self.badge, _BADGE_TONE, self.icon)
        place = QRect(
            area.right() + 1 - RIGHT - size.width(),
            area.y() + (area.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        paint_badge(painter, place, self.badge, _BADGE_TONE, self.icon, ratio)

    def _prompt_at(self) -> int:
        return self.left + (THEME.px(NUMBER_WIDTH) if self.number else 0) + GAP

    @staticmethod
    def _words(painter: QPainter, words: str, role: str, tone: str, area: QRect) -> None:
        painter.setFont(THEME.font(role))
        painter.setPen(THEME.color(tone))
        painter.drawText(area, _ONE_LINE, words)

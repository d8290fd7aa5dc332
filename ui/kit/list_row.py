"""What stands in a row of a list, and where: `RowFace` paints it.

`ListRow("begun", "Leon Park", "Medicines", tags=(Tag("Same day", "warn"),), action=_("Go on"))`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.kit.badges import badge_size, paint_badge
from ui.kit.text import drawable
from ui.theme import THEME

ICON, SIDE = 18, 12
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
LEAST, _TOP, _GAP = 48, 6, 12
_ACTION, _ACTION_SIDE = 34, 14
_WORDS_SHARE = 0.4
_ROOM = 10_000
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Tag:
    """A badge at the end of a row; without a tone, small words."""

    words: str
    tone: str = ""
    icon: str = ""

    def size(self) -> QSize:
        """The room it takes."""
        if self.tone:
            return badge_size(self.words, self.tone, self.icon)
        metrics = QFontMetrics(THEME.font("small"))
        return QSize(metrics.horizontalAdvance(self.words), metrics.height())

    def paint(self, painter: QPainter, area: QRect, ratio: float) -> None:
        """Paint it; `ratio` are the screen's dots in a pixel."""
        if self.tone:
            paint_badge(painter, area, self.words, self.tone, self.icon, ratio)
        else:
            write(painter, area, self.words, "small", "muted")


@dataclass(frozen=True, slots=True)
class ListRow:
    """Icon, name, what, and at the end tags and the button that Enter presses.

    `key` is who stands there: the place in the list follows it when rows come and go.
    """

    icon: str
    title: str
    detail: str = ""
    tone: str = "muted"
    tags: tuple[Tag, ...] = ()
    action: str = ""
    name: str = ""
    key: Hashable = None

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that can be read on it."""
        said = (self.title, self.detail, *(tag.words for tag in self.tags), self.action)
        return tuple(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Laid:
    """Where everything stands in a row of one width. `action` is empty where there is no button."""

    title: QRect
    detail: QRect
    tags: tuple[QRect, ...]
    action: QRect
    high: int


def laid_out(row: ListRow, width: int) -> Laid:
    """Tags and button stand behind the words; under them where the words would lack room."""
    left = SIDE + THEME.px(ICON) + _GAP
    action = _action_size(row.action)
    right = width - SIDE
    room = right - action.width() - (_GAP if row.action else 0)
    sizes = [tag.size() for tag in row.tags]
    across = sum(size.width() + _GAP for size in sizes)
    beside = room - across - left >= width * _WORDS_SHARE
    words = max(1, (room - across if beside else room) - left)
    strong, small = QFontMetrics(THEME.font("strong")), QFontMetrics(THEME.font("small"))
    wrapped = small.boundingRect(QRect(0, 0, words, _ROOM), int(WRAPPED), row.detail)
    detail_high = wrapped.height() if row.detail else 0
    under = _under(sizes, words) if not beside else ()
    high = strong.height() + detail_high + _under_high(under, sizes)
    total = max(THEME.px(LEAST), high + 2 * _TOP + 1, action.height() + 2 * _TOP)
    top = (total - high) // 2
    title = QRect(left, top, words, strong.height())
    detail = QRect(left, title.bottom() + 1, words, detail_high)
    if beside:
        tags = _behind(sizes, room + (0 if row.action else _GAP), total)
    else:
        at = QPoint(left, detail.bottom() + 1 + _TOP)
        tags = tuple(QRect(at + place, size) for place, size in zip(under, sizes, strict=True))
    place = QPoint(right - action.width(), (total - action.height()) // 2)
    return Laid(title, detail, tags, QRect(place, action), total)


def _behind(sizes: Sequence[QSize], right: int, high: int) -> tuple[QRect, ...]:
    """Tags one behind another, the last one ending before `right`."""
    areas = []
    for size in reversed(sizes):
        right -= size.width() + _GAP
        areas.append(QRect(QPoint(right, (high - size.height()) // 2), size))
    return tuple(reversed(areas))


def _under(sizes: Sequence[QSize], width: int) -> tuple[QPoint, ...]:
    """Tags in lines, seen from where the first one stands."""
    places = []
    left = top = 0
    for size in sizes:
        if left and left + size.width() > width:
            left, top = 0, top + size.height() + _TOP
        places.append(QPoint(left, top))
        left += size.width() + _GAP
    return tuple(places)


def _under_high(places: tuple[QPoint, ...], sizes: Sequence[QSize]) -> int:
    ends = [place.y() + size.height() for place, size in zip(places, sizes, strict=False)]
    return _TOP + max(ends) if ends else 0


def _action_size(words: str) -> QSize:
    if not words:
        return QSize(0, 0)
    across = QFontMetrics(THEME.font("strong")).horizontalAdvance(words)
    return QSize(across + 2 * _ACTION_SIDE, THEME.px(_ACTION))


def write(
    painter: QPainter, area: QRect, words: str, role: str, tone: str, flags: int = int(_ONE_LINE)
) -> None:
    """Write words into an area, in the letters of a role and a tone."""
    painter.setFont(THEME.font(role))
    painter.setPen(THEME.color(tone))
    painter.drawText(area, int(flags), drawable(words))

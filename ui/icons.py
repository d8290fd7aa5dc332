"""Pictures by meaning: `paint(painter, "morning", rect, "accent")`, `pixmap(...)`, `icon(...)`.

`ICONS` maps every meaning to a glyph of the Phosphor font; two pictures are drawn by us instead:
the evening (a setting sun) and the bag of the product. An icon never stands without a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
)

from ui.theme import THEME, package_folder

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "yes": "check-bold",
        "no": "x-bold",
        "declined": "hand-palm",
        "unasked": "circle-dashed",
        "done": "check-circle-fill",
        "begun": "circle-half",
        "open": "circle",
        "here": "caret-circle-right-fill",
        "danger": "warning-octagon-fill",
        "urgent": "warning-fill",
        "warn": "warning-circle",
        "ok": "check-circle",
        "info": "info",
        "morning": "sun-horizon",
        "noon": "sun",
        "bedtime": "moon-stars",
        "patient": "user",
        "bottle": "prescription",
        "fills": "storefront",
        "prescriber": "clipboard-text",
        "discharge": "first-aid-kit",
        "clinic": "first-aid",
        "other-pharmacy": "buildings",
        "caregiver": "users",
        "scan": "barcode",
        "search": "magnifying-glass",
        "phone": "phone-call",
        "video": "video-camera",
        "counter": "storefront",
        "language": "translate",
        "allergy": "hand",
        "clock": "clock",
        "timer": "timer",
        "saved": "check",
        "saving": "arrows-clockwise",
        "unsaved": "pencil-simple",
        "backup": "hard-drives",
        "paper": "file-text",
        "print": "printer",
        "lock": "lock-simple",
        "sign": "pen-nib",
        "returned": "arrow-bend-up-left",
        "undo": "arrow-counter-clockwise",
        "send": "paper-plane-right",
        "question": "chat-circle-text",
        "speak": "chat-circle-text",
        "pill": "pill",
        "add": "plus",
        "unidentified": "question",
        "today": "house-line",
        "people": "users-three",
        "queue": "tray",
        "reports": "chart-bar",
        "settings": "gear",
        "down": "caret-down",
        "up": "caret-up",
        "right": "caret-right",
        "left": "caret-left",
        "keyboard": "keyboard",
        "task": "list-bullets",
        "place": "map-pin",
        "person": "user-circle",
        "cross": "x",
        "import": "download-simple",
        "food": "fork-knife",
        "alone": "lock-key",
        "differs": "arrows-left-right",
        "alike": "equals",
        "void": "trash",
        "edit": "pencil-simple",
        "condition": "heartbeat",
        "measure": "ruler",
        "taking": "calendar-check",
        "handoff": "paper-plane-right",
        "intake": "notebook",
        "first_things": "shield-check",
        "medicines": "pill",
        "light": "sun",
        "dark": "moon",
        "letters": "text-aa",
        "leave": "sign-out",
        "help": "question",
        "eye": "eye",
        "password": "key",
        "as_needed": "hand-pointing",
        "week": "calendar-blank",
        "review": "clipboard-text",
        "patients": "users-three",
    }
)

_FONT_FILE = "phosphor-1.3.0.ttf"
_NAMES_FILE = "phosphor-charmap-1.3.0.json"


def is_icon(name: str) -> bool:
    """Whether there is a picture for a meaning."""
    return name in ICONS or name in _DRAWN


def paint(painter: QPainter, name: str, rect: QRectF, token: str) -> None:
    """Draw the picture of a meaning into a square, in a token's colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw = _DRAWN.get(name)
    if draw is not None:
        draw(painter, rect, THEME.color(token))
    else:
        _draw_glyph(painter, ICONS[name], rect, THEME.color(token))
    painter.restore()


def pixmap(name: str, token: str = "ink", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The picture as a pixmap of `size` design pixels, at the chosen letter size; kept."""
    side = THEME.px(size)
    key = f"brownbag/{name}/{THEME.hex(token)}/{side}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, side, side), token)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def draw(painter: QPainter, name: str, area: QRectF, token: str, size: int, ratio: float) -> None:
    """Draw the kept picture of `size` design pixels into a square."""
    picture = pixmap(name, token, size, ratio)
    painter.drawPixmap(area, picture, QRectF(0, 0, picture.width(), picture.height()))


def icon(name: str, token: str = "ink") -> QIcon:
    """The picture for what wants a QIcon (menus, actions, the task bar)."""
    made = QIcon()
    for size in (16, 20, 32):
        made.addPixmap(pixmap(name, token, size, 2.0))
    return made


@cache
def _family() -> str:
    file = package_folder("qtawesome") / "fonts" / _FONT_FILE
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


@cache
def _code_points() -> Mapping[str, str]:
    text = (package_folder("qtawesome") / "fonts" / _NAMES_FILE).read_text(encoding="utf-8")
    points: dict[str, str] = json.loads(text)
    return {glyph: chr(int(points[glyph], 16)) for glyph in ICONS.values()}


def _draw_glyph(painter: QPainter, glyph: str, rect: QRectF, colour: QColor) -> None:
    font = QFont(_family())
    font.setPixelSize(max(1, round(rect.height())))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _code_points()[glyph])


def _draw_evening(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A full sun going down behind the horizon, with the arrow that tells it from the morning."""
    unit = rect.width() / 24
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    pen = QPen(colour, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(2.5, 18), QPointF(21.5, 18))
    painter.drawLine(QPointF(6.5, 21.5), QPointF(17.5, 21.5))
    painter.drawLine(QPointF(12, 2.5), QPointF(12, 8))
    painter.drawLine(QPointF(12, 8), QPointF(9.6, 5.7))
    painter.drawLine(QPointF(12, 8), QPointF(14.4, 5.7))
    sun = QPainterPath()
    sun.moveTo(5.5, 18)
    sun.arcTo(QRectF(5.5, 11.5, 13, 13), 180, -180)
    sun.closeSubpath()
    painter.fillPath(sun, colour)


def _draw_bag(painter: QPainter, rect: QRectF, _colour: QColor) -> None:
    """A paper bag: pinked edge, a fold at its side, a label. The one place where kraft is used."""
    unit = rect.width() / 28
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    kraft = THEME.color("kraft")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(_outline(5.0, 23.0), kraft)
    fold = QPainterPath()
    for at, point in enumerate(((19.0, 5.0), (23.0, 4.0), (24.0, 26.0), (19.0, 26.0))):
        (fold.lineTo if at else fold.moveTo)(*point)
    fold.closeSubpath()
    painter.fillPath(fold, kraft.darker(122))
    painter.fillRect(QRectF(7, 12, 9.5, 8.5), QColor("#FFFFFF"))
    painter.setPen(QPen(kraft.darker(150), 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for height, end in ((14.2, 15.0), (16.2, 15.0), (18.2, 12.0)):
        painter.drawLine(QPointF(8.5, height), QPointF(end, height))


def _outline(left: float, right: float) -> QPainterPath:
    """The front of the bag, with a zigzag where it was cut."""
    teeth = 9
    step = (right - left) / teeth
    path = QPainterPath(QPointF(left - 1, 26))
    for tooth in range(teeth):
        path.lineTo(left + tooth * step, 5.2)
        path.lineTo(left + (tooth + 0.5) * step, 3.2)
    path.lineTo(right, 5.2)
    path.lineTo(right + 1, 26)
    path.closeSubpath()
    return path


_DRAWN: Mapping[str, Callable[[QPainter, QRectF, QColor], None]] = MappingProxyType(
    {"evening": _draw_evening, "bag": _draw_bag}
)

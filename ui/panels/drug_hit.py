"""One answer of the drug search, with the letters that were typed in bold.

It is one widget that paints all of it: eight of them are shown anew for every letter.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.api import DrugHit
from resources.language import _
from ui.kit.text import tip
from ui.theme import THEME

_GAP, _LEFT, _RIGHT = 10, 12, 10
_BADGE_SIDE, _BADGE_TOP, _CORNER, _BADGE_CORNER = 7, 2, 6, 4
_LEAST_NAME, _LINE_HEIGHT = 120, 34
_Piece = tuple[str, bool]


class HitRow(QWidget):
    """Name, brand, and what sets it apart. A row shows one hit after another while one types."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_here = False
        self._hit: DrugHit | None = None
        self._pieces: tuple[_Piece, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def hit(self) -> DrugHit:
        """What it shows; only a row that was given a hit is seen."""
        assert self._hit is not None
        return self._hit

    def show_hit(self, hit: DrugHit, words: str) -> None:
        """Show a hit, with the letters that were typed."""
        pieces = _pieces(hit.name, words)
        if (hit, pieces) == (self._hit, self._pieces):
            return
        self._hit, self._pieces = hit, pieces
        self.setObjectName(f"drugs.hit.{hit.rxcui}")
        self.setAccessibleName(", ".join(part for part in (hit.name, hit.brand, hit.mark) if part))
        tip(self, hit.name)
        self.update()

    def be_here(self, *, here: bool) -> None:
        """Be the one that Enter takes."""
        if here != self.is_here:
            self.is_here = here
            self.update()

    def sizeHint(self) -> QSize:
        name = sum(_width(piece, _role(bold)) for piece, bold in self._pieces)
        return QSize(_LEFT + name + self._beside() + _RIGHT, row_height())

    def minimumSizeHint(self) -> QSize:
        least = _LEFT + THEME.px(_LEAST_NAME) + self._beside() + _RIGHT
        return QSize(least, row_height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.pressed.emit(self.hit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(THEME.color("accent_tint"))
            painter.drawRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.fillRect(0, self.height() - 1, self.width(), 1, THEME.color("line"))
        right = self.width() - _RIGHT
        for badge in reversed(self._badges()):
            right = _draw_badge(painter, badge, right, self.height() - 1) - _GAP
        if self.hit.brand:
            right -= _width(self.hit.brand, "small")
            _draw(painter, self.hit.brand, "small", "muted", QRectF(right, 0, 9999, self._inner()))
            right -= _GAP
        self._draw_name(painter, right)

    def _draw_name(self, painter: QPainter, right: int) -> None:
        left = _LEFT
        for piece, bold in self._pieces:
            metrics = QFontMetrics(THEME.font(_role(bold)))
            room = max(0, right - left)
            words = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
            _draw(painter, words, _role(bold), "ink", QRectF(left, 0, room, self._inner()))
            left += metrics.horizontalAdvance(words)

    def _inner(self) -> int:
        """The height above the line between two rows."""
        return self.height() - 1

    def _badges(self) -> list[str]:
        return [words for words in (self.hit.mark, self._most_used()) if words]

    def _most_used(self) -> str:
        return _("most used") if self.hit.is_most_used else ""

    def _beside(self) -> int:
        """What stands right of the name, with the air before it."""
        if self._hit is None:
            return 0
        badges = sum(_badge_width(words) + _GAP for words in self._badges())
        return badges + (_width(self.hit.brand, "small") + _GAP if self.hit.brand else 0)


def row_height() -> int:
    """How high a hit is, in pixels."""
    return THEME.px(_LINE_HEIGHT)


def _role(bold: bool) -> str:  # noqa: FBT001 - a piece is its words and whether they are bold
    return "strong" if bold else "body"


def _width(words: str, role: str) -> int:
    return QFontMetrics(THEME.font(role)).horizontalAdvance(words)


def _badge_width(words: str) -> int:
    return _width(words, "small") + 2 * _BADGE_SIDE


def _draw(painter: QPainter, words: str, role: str, tone: str, area: QRectF) -> None:
    painter.setFont(THEME.font(role))
    painter.setPen(THEME.color(tone))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)


def _draw_badge(painter: QPainter, words: str, right: int, inner: int) -> int:
    """Draw a badge that ends at `right`, and give where it begins."""
    height = QFontMetrics(THEME.font("small")).height() + 2 * _BADGE_TOP
    left = right - _badge_width(words)
    area = QRectF(left, (inner - height) // 2, right - left, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(THEME.color("info_tint"))
    painter.drawRoundedRect(area, _BADGE_CORNER, _BADGE_CORNER)
    _draw(painter, words, "small", "info", area.adjusted(_BADGE_SIDE, 0, 0, 0))
    return left


def _pieces(name: str, words: str) -> tuple[_Piece, ...]:
    """The name cut where the typed letters stand in it."""
    wanted = words.split(maxsplit=1)[0].casefold() if words.split() else ""
    at = name.casefold().find(wanted) if wanted else -1
    if at < 0 or len(name.casefold()) != len(name):
        return ((name, False),)
    end = at + len(wanted)
    cut = ((name[:at], False), (name[at:end], True), (name[end:], False))
    return tuple((piece, bold) for piece, bold in cut if piece)

"""One answer of the drug search, with the letters that were typed in bold."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.services.api import DrugHit
from resources.language import _
from ui.kit.badges import Badge
from ui.kit.boxes import row
from ui.kit.text import TextLabel, tip
from ui.theme import THEME, restyle


class _Name(QWidget):
    """A name with a part of it in bold, drawn as plain text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pieces: tuple[tuple[str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str, words: str) -> None:
        pieces = _pieces(name, words)
        if pieces != self._pieces:
            self._pieces = pieces
            tip(self, name)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        width = sum(
            QFontMetrics(THEME.font("strong" if bold else "body")).horizontalAdvance(piece)
            for piece, bold in self._pieces
        )
        return QSize(width, THEME.px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(120), THEME.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(THEME.color("ink"))
        left = 0
        for piece, bold in self._pieces:
            font = THEME.font("strong" if bold else "body")
            metrics = QFontMetrics(font)
            room = max(0, self.width() - left)
            words = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.drawText(
                QRectF(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, words
            )
            left += metrics.horizontalAdvance(words)


class HitRow(QFrame):
    """Name, brand, and what sets it apart. A row shows one hit after another while one types."""

    pressed = Signal(object)

    def __init__(self, hit: DrugHit, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hit = hit
        self.setProperty("kind", "row")
        self.setMinimumHeight(THEME.px(34))
        self._name = _Name(self)
        self._brand = TextLabel("", "small", "muted", parent=self)
        self._mark = Badge("", "info", parent=self)
        self._most_used = Badge(_("most used"), "info", parent=self)
        parts = (self._brand, self._mark, self._most_used)
        self.setLayout(row((self._name, 1), *parts, gap=10, pad=(12, 2, 10, 2)))
        self.show_hit(hit, words)

    def show_hit(self, hit: DrugHit, words: str) -> None:
        """Show a hit, with the letters that were typed."""
        self.hit = hit
        self.setObjectName(f"drugs.hit.{hit.rxcui}")
        self.setAccessibleName(", ".join(part for part in (hit.name, hit.brand, hit.mark) if part))
        self._name.show_name(hit.name, words)
        self._brand.say(hit.brand or "")
        self._brand.setVisible(bool(hit.brand))
        self._mark.show_badge(hit.mark, "info")
        self._mark.setVisible(bool(hit.mark))
        self._most_used.setVisible(hit.is_most_used)

    def be_here(self, *, here: bool) -> None:
        """Be the one that Enter takes."""
        restyle(self, state="here" if here else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.pressed.emit(self.hit)


def _pieces(name: str, words: str) -> tuple[tuple[str, bool], ...]:
    """The name cut where the typed letters stand in it."""
    wanted = words.split(maxsplit=1)[0].casefold() if words.split() else ""
    at = name.casefold().find(wanted) if wanted else -1
    if at < 0 or len(name.casefold()) != len(name):
        return ((name, False),)
    end = at + len(wanted)
    cut = ((name[:at], False), (name[at:end], True), (name[end:], False))
    return tuple((piece, bold) for piece, bold in cut if piece)

"""A row of a list, painted by one widget: a long list opens as fast as a short one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw
from ui.kit.list_row import ICON, LEAST, SIDE, WRAPPED, Laid, ListRow, laid_out, write
from ui.kit.text import tip
from ui.theme import THEME

_USUAL, _NARROWEST = 320, 160
_RESTYLED = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
_CENTRED = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignCenter
_ACTION_INK = {
    (True, False): ("accent", "accent", "on_accent"),
    (True, True): ("accent_down", "accent_down", "on_accent"),
    (False, False): ("surface", "edge", "ink"),
    (False, True): ("sunken", "edge", "ink"),
}
"""Ground, edge and words of the button: the one of the row that stands out, and under the mouse."""


class RowFace(QWidget):
    """A row on the screen. A double click opens it, and a click on its button."""

    entered = Signal()
    left = Signal()
    opened = Signal()

    def __init__(self, shows: ListRow) -> None:
        super().__init__()
        self.shows = shows
        self._state = ""
        self._is_last = False
        self._hovers = False
        self._laid: dict[int, Laid] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self._tell()

    @property
    def state(self) -> str:
        """How it stands out: "here" under the arrows, while the list has the focus."""
        return self._state

    def show_row(self, row: ListRow, *, is_last: bool) -> None:
        """Show another row, or the same at another place."""
        if is_last != self._is_last:
            self._is_last = is_last
            self.update()
        if row != self.shows:
            self.shows = row
            self._tell()
            self._measure()

    def be_here(self, *, here: bool, loud: bool = True) -> None:
        """Be the row the arrows stand on: the one that Tab reaches; `loud` where the focus is."""
        policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
        if policy is not self.focusPolicy():
            self.setFocusPolicy(policy)
        state = "here" if loud and here else ""
        if state != self._state:
            self._state = state
            self.update()

    def action_area(self) -> QRect:
        """Where the button stands; empty where there is none."""
        return self._lay(self.width()).action

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(width).high

    def sizeHint(self) -> QSize:
        return QSize(THEME.px(_USUAL), THEME.px(LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(_NARROWEST), THEME.px(LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        laid, row, ratio = self._lay(self.width()), self.shows, self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side = THEME.px(ICON)
        square = QRectF(SIDE, (self.height() - side) / 2, side, side)
        draw(painter, row.icon, square, row.tone, ICON, ratio)
        metrics = QFontMetrics(THEME.font("strong"))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, laid.title.width())
        write(painter, laid.title, title, "strong", "ink")
        if row.detail:
            write(painter, laid.detail, row.detail, "small", "muted", flags=WRAPPED)
        for tag, area in zip(row.tags, laid.tags, strict=True):
            tag.paint(painter, area, ratio)
        if row.action:
            self._paint_action(painter, laid.action)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(hovers=self.action_area().contains(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(hovers=False)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and self.action_area().contains(event.position().toPoint()):
            event.accept()
            self.opened.emit()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self.action_area().contains(event.position().toPoint()):
            self.opened.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _RESTYLED:
            self._measure()
        super().changeEvent(event)

    def _tell(self) -> None:
        row = self.shows
        self.setObjectName(row.name)
        self.setAccessibleName(". ".join(row.words))
        tip(self, row.title)

    def _measure(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def _hover(self, *, hovers: bool) -> None:
        if hovers != self._hovers:
            self._hovers = hovers
            self.update()

    def _paint_ground(self, painter: QPainter) -> None:
        inside = QRectF(self.rect())
        if self._state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(THEME.color("accent_tint"))
            painter.drawRoundedRect(inside, 6, 6)
        elif not self._is_last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, THEME.color("line"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(THEME.color("accent"), 2))
            painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_action(self, painter: QPainter, area: QRect) -> None:
        is_main = bool(self._state)
        ground, edge, ink = _ACTION_INK[is_main, self._hovers]
        painter.setPen(QPen(THEME.color(edge), 1))
        painter.setBrush(THEME.color(ground))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        write(painter, area, self.shows.action, "strong", ink, flags=_CENTRED)

    def _lay(self, width: int) -> Laid:
        laid = self._laid.get(width)
        if laid is None:
            laid = self._laid[width] = laid_out(self.shows, width)
        return laid

"""Lists of rows: `RowList` is one stop for Tab, arrows move in it, Enter opens.

`rows.show_rows([ListRow("begun", "Leon Park", "Medicines", action=_("Go on"))])` shows them;
`rows.opened` and `rows.moved` carry the number of the row.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.boxes import TOP, column, row
from ui.kit.buttons import Button
from ui.kit.focus import keep_place
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.theme import THEME, restyle


class ListRow(QFrame):
    """Icon, name, what, and at the end badges and the button that Enter presses."""

    entered = Signal()
    left = Signal()
    opened = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        detail: str = "",
        *,
        tone: str = "muted",
        extras: Sequence[QWidget] = (),
        action: str = "",
        name: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumHeight(THEME.px(48))
        self._button = self._make_button(action) if action else None
        words = column(TextLabel(title, "strong", elides=True), gap=0)
        if detail:
            words.addWidget(TextLabel(detail, "small", "muted", wraps=True))
        layout = row(Icon(icon, tone, 18), (words, 1), gap=12, pad=(12, 6, 12, 6))
        for extra in extras:
            layout.addWidget(extra)
        if self._button is not None:
            layout.addWidget(self._button)
        self.setLayout(layout)
        self.setAccessibleName(". ".join(part for part in (title, detail, action) if part))

    def be_here(self, *, here: bool, loud: bool = True) -> None:
        """Be the row the arrows stand on: the one that Tab reaches; `loud` where the focus is."""
        loud = loud and here
        restyle(self, state="here" if loud else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        if self._button is not None:
            self._button.set_kind("main" if loud else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(THEME.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self.setMinimumHeight(THEME.px(48))
        super().changeEvent(event)

    def _make_button(self, words: str) -> Button:
        button = Button(words, name=f"{self.objectName()}.action")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.opened)
        return button


class RowList(QFrame):
    """A card of rows. `opened` and `moved` carry the number of the row.

    `keeps_mark`: the row stays marked when the focus goes elsewhere: its details stand beside it.
    """

    opened = Signal(int)
    moved = Signal(int)

    def __init__(
        self,
        title: str,
        *,
        name: str = "",
        keeps_mark: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeps_mark = keeps_mark
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self._rows: list[ListRow] = []
        self._current = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(5, 2, 5, 2)
        self._layout.setSpacing(0)
        self._layout.setAlignment(TOP)

    @property
    def rows(self) -> Sequence[ListRow]:
        return self._rows

    @property
    def current(self) -> int:
        """The number of the row the arrows stand on."""
        return self._current

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows instead. The arrows stay at the same number, the focus too."""
        had_focus = any(row.hasFocus() for row in self._rows)
        for old in self._rows:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = list(rows)
        for number, new in enumerate(self._rows):
            new.setProperty("last", "yes" if new is self._rows[-1] else "no")
            new.entered.connect(lambda number=number: self._enter(number))
            new.left.connect(self._quieten)
            new.opened.connect(lambda number=number: self.opened.emit(number))
            self._layout.addWidget(new)
            new.show()
        keep_place(self, self._rows)
        self._mark(min(self._current, max(0, len(self._rows) - 1)))
        if had_focus:
            self.focus_current()

    def focus_current(self) -> None:
        """Put the focus on the row the arrows stand on."""
        if self._rows:
            self._rows[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}
        steps |= {Qt.Key.Key_PageDown: 8, Qt.Key.Key_Home: -9999, Qt.Key.Key_End: 9999}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._rows:
            wanted = max(0, min(len(self._rows) - 1, self._current + step))
            self._rows[wanted].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _enter(self, number: int) -> None:
        is_new = number != self._current
        self._mark(number)
        if is_new:
            self.moved.emit(number)

    def _quieten(self) -> None:
        self._mark(self._current)

    def _mark(self, number: int) -> None:
        self._current = number
        loud = self._keeps_mark or any(row_.hasFocus() for row_ in self._rows)
        for at, row_ in enumerate(self._rows):
            row_.be_here(here=at == number, loud=loud)

"""Lists of rows: `RowList` is one stop for Tab, arrows move in it, Enter opens.

`rows.show_rows([ListRow("begun", "Leon Park", "Medicines", action=_("Go on"))])` shows them;
`rows.opened` and `rows.moved` carry the number of the row.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.focus import keep_place
from ui.kit.list_face import RowFace
from ui.kit.list_row import ListRow


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
        self._rows: list[RowFace] = []
        self._current = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(5, 2, 5, 2)
        self._layout.setSpacing(0)
        self._layout.addStretch()

    @property
    def rows(self) -> Sequence[RowFace]:
        return self._rows

    @property
    def current(self) -> int:
        """The number of the row the arrows stand on."""
        return self._current

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows instead, laid out once and not for each.

        The arrows stay on the row with the same key, else at the same number; the focus too.
        """
        had_focus = any(face.hasFocus() for face in self._rows)
        stays = self._place_of_current(rows)
        for gone in self._rows[len(rows) :]:
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        del self._rows[len(rows) :]
        self._layout.setEnabled(False)
        for number, row in enumerate(rows):
            if number == len(self._rows):
                self._add(row)
            self._rows[number].show_row(row, is_last=number == len(rows) - 1)
        self._layout.setEnabled(True)
        keep_place(self, self._rows)
        self._mark(stays)
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

    def _add(self, row: ListRow) -> None:
        face, number = RowFace(row), len(self._rows)
        face.entered.connect(lambda: self._enter(number))
        face.left.connect(self._quieten)
        face.opened.connect(lambda: self.opened.emit(number))
        self._rows.append(face)
        self._layout.insertWidget(number, face)
        face.show()

    def _place_of_current(self, rows: Sequence[ListRow]) -> int:
        if self._current < len(self._rows):
            key = self._rows[self._current].shows.key
            places = (at for at, row in enumerate(rows) if key is not None and row.key == key)
            found = next(places, None)
            if found is not None:
                return found
        return min(self._current, max(0, len(rows) - 1))

    def _enter(self, number: int) -> None:
        is_new = number != self._current
        self._mark(number)
        if is_new:
            self.moved.emit(number)

    def _quieten(self) -> None:
        self._mark(self._current)

    def _mark(self, number: int) -> None:
        self._current = number
        loud = self._keeps_mark or any(face.hasFocus() for face in self._rows)
        for at, face in enumerate(self._rows):
            face.be_here(here=at == number, loud=loud)

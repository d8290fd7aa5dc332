"""F1: every key there is, by the place where it counts, from the one table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from resources.language import _
from ui.dialogs.dialog import Dialog
from ui.keys import KEYS, Where
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.theme import THEME

_COLUMNS: tuple[tuple[Where, ...], ...] = (
    (Where.EVERYWHERE,),
    (Where.WALK, Where.EMERGENCY),
    (Where.ANSWERS, Where.LISTS, Where.PAPERS, Where.RECORD),
    (Where.REVIEW, Where.SOURCES),
)
_NARROW = 115
"""With letters larger than that, in percent, there is room for half as many columns."""


class KeysDialog(Dialog):
    """Shows the keys; Esc closes it, arrows scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Keys"), _("Close"), parent, name="keys")
        places = _COLUMNS
        if THEME.letters > _NARROW:
            places = _two_and_two()
        tables = [column(*(_table(where) for where in here), STRETCH, gap=16) for here in places]
        page = holder(row(*((table, 1) for table in tables), gap=28))
        scroll = Scroll(page)
        self.setMinimumSize(min(THEME.px(1240), 1240), min(THEME.px(640), 680))
        self.fill(scroll)
        self.do_button.hide()
        self.leave_button.say(_("Close"))
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll = scroll

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down scroll where the keys do not all fit."""
        pages = {Qt.Key.Key_Up: -0.2, Qt.Key.Key_Down: 0.2, Qt.Key.Key_PageUp: -1.0}
        by = (pages | {Qt.Key.Key_PageDown: 1.0}).get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + round(by * bar.pageStep()))


def _two_and_two() -> tuple[tuple[Where, ...], ...]:
    return tuple(left + right for left, right in zip(_COLUMNS[::2], _COLUMNS[1::2], strict=True))


def _table(where: Where) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(1, 1)
    grid.addWidget(TextLabel(_(where), "strong"), 0, 0, 1, 2)
    for at, (chips, said) in enumerate(_lines(where), start=1):
        grid.addWidget(holder(row(*(KeyChip(chip) for chip in chips), STRETCH, gap=4)), at, 0)
        grid.addWidget(TextLabel(said, "small", wraps=True), at, 1)
    return holder(grid)


def _lines(where: Where) -> list[tuple[tuple[str, ...], str]]:
    """Chips and words of each line; the eight keys of the steps are one line."""
    here = [key for key in KEYS if key.where is where and not key.name.startswith("step_")]
    lines: list[tuple[tuple[str, ...], str]] = [((key.shown,), _(key.words)) for key in here]
    if where is Where.WALK:
        lines.insert(0, (("Ctrl+1 … 8",), _("Go to a step")))
    return lines

"""Two people answered one question: both values beside the field, and a person chooses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from resources.language import _
from ui.kit.boxes import row
from ui.kit.buttons import Button
from ui.kit.marks import Icon
from ui.kit.text import TextLabel


class TwoAnswersBox(QFrame):
    """Hidden until there are two. What was typed stays in the field meanwhile."""

    mine_kept = Signal()
    theirs_taken = Signal()

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "note")
        self.setProperty("tone", "warn")
        self._words = TextLabel("", "small", wraps=True, name=f"{key}.two")
        mine = Button(_("Keep mine"), name=f"{key}.mine")
        theirs = Button(_("Take theirs"), kind="quiet", name=f"{key}.theirs")
        mine.clicked.connect(self._keep_mine)
        theirs.clicked.connect(self._take_theirs)
        icon = Icon("differs", "warn", 18)
        self.setLayout(row(icon, (self._words, 1), mine, theirs, pad=(10, 6, 8, 6)))
        self.hide()

    def show_two(self, theirs: str, mine: str) -> None:
        """Say both, in words; "" is *not asked*."""
        words = _("Somebody else answered meanwhile: “{theirs}”. Yours: “{mine}”.")
        unasked = _("Not asked")
        self._words.say(words.format(theirs=theirs or unasked, mine=mine or unasked))
        self.show()

    def _keep_mine(self) -> None:
        self.hide()
        self.mine_kept.emit()

    def _take_theirs(self) -> None:
        self.hide()
        self.theirs_taken.emit()

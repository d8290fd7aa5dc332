"""Asks for words: an answer, a question, a reason. `given` carries them; the asker closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from resources.language import _
from ui.dialogs.dialog import Dialog
from ui.kit.form import Field, Notes
from ui.kit.text import TextLabel


class WordsDialog(Dialog):
    """`about` are the words it answers (a question somebody asked), shown above the field."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        label: str,
        action: str,
        parent: QWidget,
        *,
        name: str,
        about: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(title, action, parent, name=name)
        self._notes = Notes(f"{name}.words", lines=4)
        self._field = Field(label, self._notes, hint=hint)
        quoted = TextLabel(f"“{about}”", "strong", wraps=True) if about else None
        self.fill(*(part for part in (quoted, self._field) if part is not None))
        self.do_button.clicked.connect(self._give)
        self._notes.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(Exception)
    def refuse(self, error: Refused) -> None:
        """Say beside the field why it does not do. The words stay."""
        self.be_busy(busy=False)
        self._field.refuse(error.message)
        self._notes.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _give(self) -> None:
        if not self._notes.words:
            self._field.refuse(_("Write a few words first."))
            return
        self.be_busy(busy=True)
        self.given.emit(self._notes.words)

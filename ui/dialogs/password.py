"""Asks who you are again: words where they are needed, and the password. `given` carries both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from resources.language import _
from ui.dialogs.dialog import Dialog
from ui.kit.form import Field, Notes, Password


class PasswordDialog(Dialog):
    """`label` names the words that are asked for; without one only the password is."""

    given = Signal(str, str)

    def __init__(
        self,
        title: str,
        action: str,
        parent: QWidget,
        *,
        name: str,
        label: str = "",
        parts: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__(title, action, parent, name=name)
        self._notes = Notes(f"{name}.words", lines=4)
        self._words_field = Field(label, self._notes) if label else None
        self._password = Password(f"{name}.password")
        self._password_field = Field(
            _("Your password"), self._password, hint=_("You sign with it, so it is asked again.")
        )
        words = (self._words_field,) if self._words_field is not None else ()
        self.fill(*parts, *words, self._password_field)
        self.do_button.clicked.connect(self._give)
        self._password.returnPressed.connect(self._give)
        first: QWidget = self._notes if label else self._password
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: Refused) -> None:
        """Say why it does not do; the password is typed again."""
        self.be_busy(busy=False)
        self._password.clear()
        if error.field == "password":
            self._password_field.refuse(error.message)
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sentence.say(error.message)

    @Slot()
    def _give(self) -> None:
        if not self.do_button.isEnabled():
            return
        words = self._notes.words
        if self._words_field is not None and not words:
            self._words_field.refuse(_("Write a few words first."))
            self._notes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._password.text():
            self._password_field.refuse(_("Your password is needed."))
        else:
            password = self._password.text()
            self._password.clear()
            self.be_busy(busy=True)
            self.given.emit(words, password)

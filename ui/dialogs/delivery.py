"""Papers handed over: to whom, and how."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from resources.language import N_, _
from ui.dialogs.dialog import Dialog
from ui.kit.form import Field, Form, choice, line

TO_WHOM = {
    "the patient": N_("The patient"),
    "the caregiver": N_("A caregiver"),
    "the representative": N_("The representative"),
}
HOW = {
    "in the pharmacy": N_("In the pharmacy"),
    "by mail": N_("By mail"),
    "by courier": N_("By courier"),
}


class DeliveryDialog(Dialog):
    """`given` carries to whom and how."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(
            title or _("The papers were handed over"), _("Record it"), parent, name="delivery"
        )
        self._fields = Form(
            {
                "to_whom": Field(
                    _("To whom"), choice("delivery.to_whom", {k: _(v) for k, v in TO_WHOM.items()})
                ),
                "how": Field(_("How"), choice("delivery.how", {k: _(v) for k, v in HOW.items()})),
                "name": Field(
                    _("Their name, where it is not the patient"), line("delivery.name", most=120)
                ),
            }
        )
        self.fill(*(self._fields[name] for name in ("to_whom", "name", "how")))
        self.do_button.clicked.connect(self._give)
        self._fields.go_on_with_enter(self.do_button.click)
        self._fields["to_whom"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: Refused) -> None:
        """Say why it cannot be recorded."""
        self.be_busy(busy=False)
        self.sentence.say(error.message)

    @Slot()
    def _give(self) -> None:
        typed = self._fields.texts()
        to_whom, name = typed["to_whom"], typed["name"].strip()
        if to_whom != "the patient" and not name:
            self._fields.refuse(Refused(_("Write their name."), "name"))
            return
        self.be_busy(busy=True)
        self.given.emit(f"{to_whom}, {name}" if name else to_whom, typed["how"])

"""A forgotten password: the code of the recovery kit gives a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot

from app.errors import Refused, Unavailable
from resources.language import _
from ui.background import Runs
from ui.house import House
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.form import Field, Form, Password, line
from ui.kit.text import TextLabel
from ui.screens.gate import Gate, head

PASSWORD_RULE = "At least 10 characters; a few words do."
"""Said before anybody types a new password; the vault holds the rule itself."""


class Recover(Gate):
    """`finished` carries the sign-in name whose password is new now."""

    def __init__(self, house: House, lane: Runs) -> None:
        super().__init__()
        self._house, self._lane = house, lane
        self._elsewhere = TextLabel("", "body", "urgent", wraps=True, name="recover.sentence")
        self._fields = Form(
            {
                "login": Field(_("Sign-in name"), line("recover.login", most=100)),
                "code": Field(
                    _("Recovery code"), line("recover.code", most=60),
                    hint=_("It stands on the page of the recovery kit, in the pharmacy's safe."),
                ),
                "password": Field(
                    _("New password"), Password("recover.password"), hint=_(PASSWORD_RULE)
                ),
                "again": Field(_("New password once more"), Password("recover.again")),
            },
            self._elsewhere,
        )  # fmt: skip
        self._do = Button(
            _("Set the new password"), kind="main", key="Ctrl+Return", name="recover.do"
        )
        drop = Button(_("Back"), key="Esc", name="recover.back")
        self._do.clicked.connect(self._ask)
        drop.clicked.connect(self.dropped)
        self._fields.go_on_with_enter(self._do.click)
        fields = [self._fields[name] for name in ("login", "code", "password", "again")]
        self.fill(
            column(
                head(_("Forgotten password"), house.accounts.pharmacy_name()), *fields,
                self._elsewhere, row(self._do, drop, STRETCH), gap=12, pad=(36, 32, 36, 24),
            )
        )  # fmt: skip

    def put_focus(self) -> None:
        self._fields["login"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask(self) -> None:
        self._fields.be_content()
        if not self._fields.need(("login", "code", "password", "again")):
            return
        typed = self._fields.texts()
        if typed["password"] != typed["again"]:
            self._fields.refuse(Refused(_("The two are not the same."), "again"))
            return
        accounts, login = self._house.accounts, typed["login"].strip()
        self._do.setEnabled(False)
        self._lane.run(
            lambda: accounts.recover(typed["code"], login, typed["password"]),
            lambda _done: self.finished.emit(login),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._do.setEnabled(True)
        if isinstance(error, Refused):
            self._fields.refuse(error)
        elif isinstance(error, Unavailable):
            self._fields.refuse(Refused(f"{error.message} {error.remedy}"))
        else:
            raise error

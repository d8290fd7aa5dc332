"""The steps of the set-up that are forms: the pharmacy, and a person with their first password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import Refused
from app.services.account_values import NewPerson, NewPharmacy
from models.vocabulary import Role
from resources.language import _
from ui.kit.boxes import STRETCH, column, row
from ui.kit.form import Field, Form, Password, line
from ui.kit.text import TextLabel
from ui.screens.recover import PASSWORD_RULE


class FormStep(QWidget):
    """A step that is a form. `needed` are the fields that must hold something.

    `finished`: Enter in the last field.
    """

    finished = Signal()

    def __init__(
        self, title: str, below: str, fields: dict[str, Field], needed: tuple[str, ...]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._form = Form(fields)
        self._names = tuple(fields)
        self._needed = needed
        self._form.go_on_with_enter(self.finished.emit)
        self._head = column(
            TextLabel(title, "title"), TextLabel(below, "body", "muted", wraps=True), gap=2
        )

    def texts(self) -> dict[str, str]:
        """What was typed, by field."""
        return self._form.texts()

    def put_focus(self) -> None:
        self._form[self._names[0]].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_complete(self) -> bool:
        """Whether one may go on; says beside the field why not."""
        self._form.be_content()
        return self._form.need(self._needed)

    def refuse(self, error: Refused) -> bool:
        """Show a refusal beside its field; False where no field of this step is to blame."""
        name = error.field.rpartition(".")[2]
        if name not in self._names:
            return False
        self._form.refuse(Refused(error.message, name))
        return True


class PharmacyStep(FormStep):
    """Who runs the program, as it stands on the papers."""

    def __init__(self) -> None:
        fields = {
            "name": Field(_("Name of the pharmacy"), line("set_up.pharmacy.name")),
            "phone": Field(
                _("Phone"), line("set_up.pharmacy.phone", most=40),
                hint=_("Patients read it on every paper."),
            ),
            "address": Field(_("Address"), line("set_up.pharmacy.address")),
        }  # fmt: skip
        below = _("As it stands on the papers that patients take home.")
        super().__init__(_("The pharmacy"), below, fields, ("name", "phone"))
        self.setLayout(column(self._head, *fields.values(), STRETCH, gap=12))

    def pharmacy(self) -> NewPharmacy:
        return NewPharmacy(**self.texts())


class PersonStep(FormStep):
    """A person of the pharmacy: name, sign-in name, credential, and the first password."""

    def __init__(self, key: str, title: str, below: str, *, signs: bool = False) -> None:
        name = line(f"set_up.{key}.name")
        self._login = line(f"set_up.{key}.login", most=100)
        fields = {
            "name": Field(_("Name"), name, hint=_("As it stands beside a signature.")),
            "login": Field(
                _("Sign-in name"), self._login, hint=_("Short: it is typed every morning.")
            ),
            "credential": Field(
                _("License") if signs else _("Credential"),
                line(f"set_up.{key}.credential", _("RPh 12345") if signs else "", most=60),
            ),
            "license_state": Field(_("State"), line(f"set_up.{key}.state", _("IL"), most=40)),
            "password": Field(
                _("Password"), Password(f"set_up.{key}.password"), hint=_(PASSWORD_RULE)
            ),
            "again": Field(
                _("Once more"), Password(f"set_up.{key}.again"),
                hint=_("Typed twice, so that a slip is noticed."),
            ),
        }  # fmt: skip
        needed: tuple[str, ...] = ("name", "login", "credential", "password", "again")
        if not signs:
            needed = ("name", "login", "password", "again")
        super().__init__(title, below, fields, needed)
        pairs = (("name", "login"), ("credential", "license_state"), ("password", "again"))
        body = column(self._head, gap=12)
        for left, right in pairs:
            body.addLayout(row((fields[left], 1), (fields[right], 1), gap=16))
        self.setLayout(body)
        name.editingFinished.connect(lambda: self._suggest(name))

    def is_complete(self) -> bool:
        if not super().is_complete():
            return False
        typed = self.texts()
        if typed["password"] != typed["again"]:
            self.refuse(Refused(_("The two are not the same."), "again"))
            return False
        return True

    def person(self, roles: frozenset[Role]) -> NewPerson:
        """The person as typed."""
        typed = self.texts()
        return NewPerson(
            name=typed["name"].strip(),
            login=typed["login"].strip(),
            password=typed["password"],
            roles=roles,
            credential=typed["credential"].strip(),
            license_state=typed["license_state"].strip(),
        )

    @Slot()
    def _suggest(self, name: QLineEdit) -> None:
        """A sign-in name from the name, where none was typed: Ana Ruiz is aruiz."""
        parts = [p for p in name.text().casefold().split() if p.strip(".").isalpha()]
        parts = [part for part in parts if part not in ("dr.", "dr", "mr.", "ms.", "mrs.")]
        if parts and not self._login.text():
            self._login.setText(parts[0][0] * (len(parts) > 1) + parts[-1])

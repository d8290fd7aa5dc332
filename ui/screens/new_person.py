"""The form for a new person of the pharmacy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit

from app.errors import Refused
from app.services.account_values import NewPerson
from models.vocabulary import Role, Task
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.form import Field, Form, Password, choice, line
from ui.kit.text import TextLabel
from ui.screens.license_fields import LicenseFields
from ui.screens.recover import PASSWORD_RULE
from ui.screens.task_boxes import TaskBoxes

_ROLE_SETS = {
    "technician": frozenset({Role.TECHNICIAN}),
    "pharmacist": frozenset({Role.PHARMACIST}),
    "pharmacist+manager": frozenset({Role.PHARMACIST, Role.MANAGER}),
    "technician+manager": frozenset({Role.TECHNICIAN, Role.MANAGER}),
}


class NewPersonForm(QFrame):
    """`added` carries the name of the new person."""

    added = Signal(str)
    dropped = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("new_person")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        elsewhere = TextLabel("", "body", "urgent", wraps=True, name="new_person.sentence")
        self._fields = Form(_fields(), elsewhere)
        self._license = LicenseFields("new_person")
        self._tasks = TaskBoxes("new_person.task")
        self._save = Button(_("Add"), kind="main", key="Ctrl+Return", name="new_person.save")
        drop = Button(_("Cancel"), key="Esc", acts=False, name="new_person.drop")
        self._save.clicked.connect(self._ask)
        self._fields.go_on_with_enter(self._license.put_focus)
        drop.clicked.connect(self.dropped)
        body = column(TextLabel(_("New person"), "title"), gap=12, pad=(20, 16, 20, 16))
        for left, right in (("name", "login"), ("role", "password")):
            body.addLayout(row((self._fields[left], 1), (self._fields[right], 1), gap=16))
        body.addWidget(TextLabel(_("License or credential"), "strong"))
        body.addWidget(self._license)
        body.addWidget(TextLabel(_("Delegated tasks"), "strong"))
        body.addWidget(self._tasks)
        body.addWidget(elsewhere)
        body.addLayout(row(self._save, drop, STRETCH))
        self.setLayout(body)

    def begin(self) -> None:
        """Start anew."""
        self._tasks.show_tasks(frozenset(Task))
        self._fields.be_content()
        self._fields["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask(self) -> None:
        self._fields.be_content()
        if not self._fields.need(("name", "login", "password")):
            return
        new = self._person()
        if new is None:
            return
        staff, by = self._at_desk.desk.staff, self._at_desk.actor
        self._save.setEnabled(False)
        self._at_desk.errands.run(
            lambda: staff.add(new, by=by),
            lambda _done: self._done(new.name),
            self._refused,
            asker=self,
        )

    def _person(self) -> NewPerson | None:
        """The person as typed; None where the day of the license is none."""
        license_ = self._license.typed()
        if license_ is None:
            return None
        typed = self._fields.texts()
        credential, state, expires = license_
        return NewPerson(
            name=typed["name"].strip(),
            login=typed["login"].strip(),
            password=typed["password"],
            roles=_ROLE_SETS[typed["role"]],
            tasks=self._tasks.chosen,
            credential=credential,
            license_state=state,
            expires=expires,
        )

    def _done(self, name: str) -> None:
        self._save.setEnabled(True)
        for key in ("name", "login", "password"):
            editor = self._fields[key].editor
            if isinstance(editor, QLineEdit):
                editor.clear()
        self._license.clear()
        self.added.emit(name)

    def _refused(self, error: Refused) -> None:
        self._save.setEnabled(True)
        if error.field in ("credential", "license_state", "expires"):
            self._license.refuse(error)
        else:
            self._fields.refuse(error)


def _fields() -> dict[str, Field]:
    roles = {
        key: _(", ").join(_(words.ROLES[role]) for role in Role if role in held)
        for key, held in _ROLE_SETS.items()
    }
    return {
        "name": Field(_("Name"), line("new_person.name")),
        "login": Field(_("Sign-in name"), line("new_person.login", most=100)),
        "role": Field(_("Role"), choice("new_person.role", roles)),
        "password": Field(
            _("First password"), Password("new_person.password"), hint=_(PASSWORD_RULE)
        ),
    }

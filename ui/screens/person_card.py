"""One person of the pharmacy: delegated tasks, license, a new password, disabling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame

from app.errors import Refused
from app.services.account_values import PersonSummary
from models.vocabulary import Role
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, box, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import Field, Password
from ui.kit.text import TextLabel
from ui.screens.license_fields import LicenseFields
from ui.screens.recover import PASSWORD_RULE
from ui.screens.task_boxes import TaskBoxes

_PARTS = ("tasks", "license", "password", "disable")
"""What is said of each stands beside its button."""


class PersonCard(QFrame):
    """`changed` when something about the person did; `left`: nothing more is to be done here."""

    changed = Signal()
    left = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("person")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._person: PersonSummary | None = None
        self._name = TextLabel("", "heading", wraps=True)
        self._about = TextLabel("", "body", "muted", wraps=True)
        self._tasks = TaskBoxes("person.task")
        self._password = Password("person.password")
        self._password_field = Field(_("New password"), self._password, hint=_(PASSWORD_RULE))
        self._license = LicenseFields("person")
        self._said = {part: Sentence(f"person.said.{part}") for part in _PARTS}
        self._again = TextLabel(
            _("Disabled: a new password lets them sign in again."), "body", "muted", wraps=True,
            name="person.again",
        )  # fmt: skip
        self._sure = self._sure_box()
        self._build()
        self.hide()

    def show_person(self, person: PersonSummary) -> None:
        """Show a person."""
        if self._person is None or self._person.id != person.id:
            self._hush()
            self._password.clear()
            self._password_field.be_content()
        self._person = person
        self._name.say(person.name)
        self._about.say("  ·  ".join(_facts(person)))
        self._tasks.show_tasks(person.tasks)
        self._license.show_person(person)
        self._disable.setVisible(not person.is_disabled and person.id != self._at_desk.actor.person)
        self._again.setVisible(person.is_disabled)
        self._sure.hide()
        self.show()

    def _build(self) -> None:
        delegate = Button(_("Store the tasks"), name="person.delegate")
        reset = Button(_("Set this password"), name="person.reset")
        renew = Button(_("Store the license"), name="person.renew")
        renew.clicked.connect(self._renew)
        self._password.returnPressed.connect(self._reset)
        self._disable = Button(_("Disable"), icon="lock", name="person.disable")
        delegate.clicked.connect(self._delegate)
        reset.clicked.connect(self._reset)
        self._disable.clicked.connect(self._ask_disable)
        self.setLayout(
            column(
                column(self._name, self._about, gap=2),
                TextLabel(_("Delegated tasks"), "title"), self._tasks,
                row(delegate, (self._said["tasks"], 1), STRETCH),
                TextLabel(_("License or credential"), "title"), self._license,
                row(renew, (self._said["license"], 1), STRETCH),
                TextLabel(_("Forgotten password"), "title"), self._again,
                self._password_field, row(reset, (self._said["password"], 1), STRETCH),
                row(self._disable, (self._said["disable"], 1), STRETCH), self._sure,
                gap=12, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    def _sure_box(self) -> QFrame:
        """Disabling is said twice; the harmless button has the focus."""
        said = _("They will not be able to sign in. Everything they did stays in the records.")
        self._keep = Button(_("Keep"), name="person.disable.keep")
        sure = Button(_("Disable now"), kind="main", name="person.disable.now")
        sure.clicked.connect(self._do_disable)
        note = box(
            "pick",
            row((TextLabel(said, "body", wraps=True), 1), sure, self._keep, pad=(12, 8, 8, 8)),
        )
        self._keep.clicked.connect(self._keep_them)
        return note

    @Slot()
    def _delegate(self) -> None:
        if self._person is None:
            return
        staff, by = self._at_desk.desk.staff, self._at_desk.actor
        person, tasks = self._person.id, self._tasks.chosen
        self._run(
            "tasks",
            lambda: staff.delegate(person, tasks, by=by),
            _("The tasks count from now on."),
        )

    @Slot()
    def _renew(self) -> None:
        if self._person is None:
            return
        renewed = self._license.typed()
        if renewed is None:
            return
        credential, state, expires = renewed
        staff, by, person = self._at_desk.desk.staff, self._at_desk.actor, self._person.id
        self._run(
            "license",
            lambda: staff.renew(
                person, credential=credential, license_state=state, expires=expires, by=by
            ),
            _("The license counts from now on."),
        )

    @Slot()
    def _reset(self) -> None:
        if self._person is None:
            return
        staff, by = self._at_desk.desk.staff, self._at_desk.actor
        person, new = self._person.id, self._password.text()
        self._password.clear()
        self._run(
            "password",
            lambda: staff.reset(person, new, by=by),
            _("The new password counts from now on, and they can sign in again.")
            if self._person.is_disabled
            else _("The new password counts from now on."),
        )

    @Slot()
    def _ask_disable(self) -> None:
        self._sure.show()
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _do_disable(self) -> None:
        if self._person is None:
            return
        staff, by, person = self._at_desk.desk.staff, self._at_desk.actor, self._person.id
        self._run(
            "disable",
            lambda: staff.disable(person, by=by),
            _("This person cannot sign in any more."),
        )
        self.left.emit()

    @Slot()
    def _keep_them(self) -> None:
        self._disable.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sure.hide()

    def _run(self, part: str, job: Callable[[], None], said: str) -> None:
        def done(_nothing: None) -> None:
            self._said[part].say(said, "ok", "ok")
            self.changed.emit()

        def refused(error: Refused) -> None:
            if error.field == "password":
                self._password_field.refuse(error.message)
            elif error.field in ("credential", "license_state", "expires"):
                self._license.refuse(error)
            else:
                self._said[part].say(error.message)

        self._hush()
        self._password_field.be_content()
        self._at_desk.errands.run(job, done, refused, asker=self)

    def _hush(self) -> None:
        """What was said of the last thing that was done is over."""
        for said in self._said.values():
            said.say("")


def _facts(person: PersonSummary) -> list[str]:
    facts = [", ".join(_(words.ROLES[role]) for role in Role if role in person.roles)]
    facts.append(_("signs in as {login}").format(login=person.login))
    if person.credential:
        facts.append(" ".join(part for part in (person.credential, person.license_state) if part))
    if person.expires is not None:
        facts.append(_("expires {date}").format(date=words.day(person.expires)))
    return facts

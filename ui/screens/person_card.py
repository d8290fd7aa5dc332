"""One person of the pharmacy: tasks, a new password, disabling; and the form for a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame

from app.errors import Refused
from app.services.api import NewPerson, PersonSummary
from models.vocabulary import Role, Task
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, box, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import Field, Form, Password, choice, line
from ui.kit.text import TextLabel, plain
from ui.screens.recover import PASSWORD_RULE

_ROLE_SETS = {
    "technician": frozenset({Role.TECHNICIAN}),
    "pharmacist": frozenset({Role.PHARMACIST}),
    "pharmacist+manager": frozenset({Role.PHARMACIST, Role.MANAGER}),
    "technician+manager": frozenset({Role.TECHNICIAN, Role.MANAGER}),
}


class TaskBoxes(QFrame):
    """What a pharmacist delegates to this person, one by one."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._boxes = {task: QCheckBox(plain(_(words.TASKS[task]))) for task in Task}
        for task, check in self._boxes.items():
            check.setObjectName(f"{name}.{task}")
        half = (len(self._boxes) + 1) // 2
        checks = list(self._boxes.values())
        self.setLayout(
            row(column(*checks[:half], gap=6), column(*checks[half:], gap=6), STRETCH, gap=24)
        )

    @property
    def chosen(self) -> frozenset[Task]:
        return frozenset(task for task, check in self._boxes.items() if check.isChecked())

    def show_tasks(self, tasks: frozenset[Task]) -> None:
        for task, check in self._boxes.items():
            check.setChecked(task in tasks)


class PersonCard(QFrame):
    """`changed` when something about the person did."""

    changed = Signal()

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
        self._said = Sentence("person.said")
        self._sure = self._sure_box()
        self._build()
        self.hide()

    def show_person(self, person: PersonSummary) -> None:
        """Show a person."""
        if self._person is None or self._person.id != person.id:
            self._said.say("")
            self._password.clear()
            self._password_field.be_content()
        self._person = person
        self._name.say(person.name)
        self._about.say("  ·  ".join(_facts(person)))
        self._tasks.show_tasks(person.tasks)
        self._disable.setEnabled(not person.is_disabled)
        self._disable.setVisible(person.id != self._at_desk.actor.person)
        self._sure.hide()
        self.show()

    def _build(self) -> None:
        delegate = Button(_("Store the tasks"), name="person.delegate")
        reset = Button(_("Set this password"), name="person.reset")
        self._disable = Button(_("Disable"), icon="lock", name="person.disable")
        delegate.clicked.connect(self._delegate)
        reset.clicked.connect(self._reset)
        self._disable.clicked.connect(self._ask_disable)
        self.setLayout(
            column(
                column(self._name, self._about, gap=2),
                TextLabel(_("Delegated tasks"), "title"), self._tasks, row(delegate, STRETCH),
                TextLabel(_("Forgotten password"), "title"), self._password_field,
                row(reset, STRETCH), self._said, row(self._disable, STRETCH), self._sure,
                gap=12, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    def _sure_box(self) -> QFrame:
        """Disabling is said twice; the harmless button has the focus."""
        said = _("They cannot sign in any more. Everything they did stays in the records.")
        self._keep = Button(_("Keep"), name="person.disable.keep")
        sure = Button(_("Disable now"), kind="main", name="person.disable.now")
        sure.clicked.connect(self._do_disable)
        note = box(
            "pick",
            row((TextLabel(said, "body", wraps=True), 1), sure, self._keep, pad=(12, 8, 8, 8)),
        )
        self._keep.clicked.connect(note.hide)
        return note

    @Slot()
    def _delegate(self) -> None:
        if self._person is None:
            return
        accounts, by = self._at_desk.desk.accounts, self._at_desk.actor
        person, tasks = self._person.id, self._tasks.chosen
        self._run(
            lambda: accounts.delegate(person, tasks, by=by), _("The tasks count from now on.")
        )

    @Slot()
    def _reset(self) -> None:
        if self._person is None:
            return
        accounts, by = self._at_desk.desk.accounts, self._at_desk.actor
        person, new = self._person.id, self._password.text()
        self._password.clear()
        self._run(
            lambda: accounts.reset(person, new, by=by), _("The new password counts from now on.")
        )

    @Slot()
    def _ask_disable(self) -> None:
        self._sure.show()
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _do_disable(self) -> None:
        if self._person is None:
            return
        accounts, by, person = self._at_desk.desk.accounts, self._at_desk.actor, self._person.id
        self._run(
            lambda: accounts.disable(person, by=by), _("This person cannot sign in any more.")
        )

    def _run(self, job: Callable[[], None], said: str) -> None:
        def done(_nothing: None) -> None:
            self._said.say(said, "ok", "ok")
            self.changed.emit()

        self._at_desk.errands.run(job, done, self._refused, asker=self)

    def _refused(self, error: Refused) -> None:
        if error.field == "password":
            self._password_field.refuse(error.message)
        else:
            self._said.say(error.message)


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
        self._tasks = TaskBoxes("new_person.task")
        self._save = Button(_("Add"), kind="main", key="Ctrl+Return", name="new_person.save")
        drop = Button(_("Cancel"), acts=False, name="new_person.drop")
        self._save.clicked.connect(self._ask)
        drop.clicked.connect(self.dropped)
        body = column(TextLabel(_("New person"), "title"), gap=12, pad=(20, 16, 20, 16))
        for left, right in (("name", "login"), ("role", "password"), ("credential", "state")):
            body.addLayout(row((self._fields[left], 1), (self._fields[right], 1), gap=16))
        body.addWidget(self._fields["expires"])
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
        try:
            new = self._person()
        except ValueError:
            said = _("Write the day as YYYY-MM-DD, for example 2027-06-30.")
            self._fields.refuse(Refused(said, "expires"))
            return
        accounts, by = self._at_desk.desk.accounts, self._at_desk.actor
        self._save.setEnabled(False)
        self._at_desk.errands.run(
            lambda: accounts.add(new, by=by),
            lambda _done: self._done(new.name),
            self._refused,
            asker=self,
        )

    def _person(self) -> NewPerson:
        typed = {name: text.strip() for name, text in self._fields.texts().items()}
        return NewPerson(
            name=typed["name"],
            login=typed["login"],
            password=self._fields.texts()["password"],
            roles=_ROLE_SETS[typed["role"]],
            tasks=self._tasks.chosen,
            credential=typed["credential"],
            license_state=typed["state"],
            expires=dt.date.fromisoformat(typed["expires"]) if typed["expires"] else None,
        )

    def _done(self, name: str) -> None:
        self._save.setEnabled(True)
        for key in ("name", "login", "password", "credential", "state", "expires"):
            editor = self._fields[key].editor
            if hasattr(editor, "clear"):
                editor.clear()
        self.added.emit(name)

    def _refused(self, error: Refused) -> None:
        self._save.setEnabled(True)
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
        "credential": Field(_("Credential"), line("new_person.credential", most=60)),
        "state": Field(_("State"), line("new_person.state", most=40)),
        "expires": Field(_("Expires"), line("new_person.expires", _("YYYY-MM-DD"), most=10)),
    }


def _facts(person: PersonSummary) -> list[str]:
    facts = [", ".join(_(words.ROLES[role]) for role in Role if role in person.roles)]
    facts.append(_("signs in as {login}").format(login=person.login))
    if person.credential:
        facts.append(" ".join(part for part in (person.credential, person.license_state) if part))
    if person.expires is not None:
        facts.append(_("expires {date}").format(date=words.day(person.expires)))
    return facts

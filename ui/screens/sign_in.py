"""Who are you? Also the lock screen: the same card, with the name of who was here filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import Refused, Unavailable
from resources.language import _
from ui.kit.boxes import STRETCH, box, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import Field, Form, Password, line
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.screens.gate import Gate, head


class SignIn(Gate):
    """`wanted` carries login and password; the window signs in and calls `refuse` or goes on."""

    wanted = Signal(str, str)
    forgotten = Signal()
    practice_left = Signal()

    def __init__(self, pharmacy: str, *, is_practice: bool = False) -> None:
        super().__init__()
        self._login = line("sign_in.login", most=100)
        self._password = Password("sign_in.password")
        caps = _caps_hint()
        self._password.caps_lock.connect(caps.setVisible)
        self._elsewhere = Sentence("sign_in.sentence")
        self._why = TextLabel("", "strong", "info", wraps=True, name="sign_in.why")
        self._why_box = box("note", row(Icon("lock", "info"), (self._why, 1), pad=(12, 8, 12, 8)))
        self._why_box.setProperty("tone", "info")
        self._progress = TextLabel("", "small", "muted", wraps=True, name="sign_in.progress")
        self._fields = Form(
            {
                "login": Field(_("Sign-in name"), self._login),
                "password": Field(_("Password"), self._password, beside=caps),
            }
        )
        self._enter = Button(
            _("Sign in"), kind="main", key="Return", acts=False, name="sign_in.enter"
        )
        self._other_ways = self._ways(is_practice=is_practice)
        below = () if not is_practice else (_practice_people(self),)
        self.fill(
            column(
                head(_("Brownbag"), pharmacy), self._why_box, self._fields["login"],
                self._fields["password"], 6, self._enter, self._elsewhere, self._progress,
                *below, self._other_ways, gap=10, pad=(36, 32, 36, 24),
            ),
            _stays_here(),
        )  # fmt: skip
        self._why_box.hide()
        self._enter.clicked.connect(self._ask)
        self._login.returnPressed.connect(self._next_or_ask)
        self._password.returnPressed.connect(self._ask)

    def show_why(self, words: str, login: str = "") -> None:
        """Say why the card is here again, with the name of who was here."""
        self._why.say(words)
        self._why_box.setVisible(bool(words))
        self._login.setText(login)
        self.put_focus()

    def put_focus(self) -> None:
        """Be ready for typing: at the password where the name is known."""
        field = self._password if self._login.text() else self._login
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, words: str) -> None:
        """Say quietly what is going on; "" when it is over."""
        self._progress.say(words)
        for widget in (self._login, self._password, self._enter, self._other_ways):
            widget.setEnabled(not words)

    @Slot(Exception)
    def refuse(self, error: Exception) -> None:
        """Say why not. The name stays, the password is typed anew."""
        self.show_progress("")
        self._password.clear()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(error, Refused):
            self._fields.refuse(Refused(error.message, error.field or "password"))
        elif isinstance(error, Unavailable):
            self._elsewhere.say(f"{error.message} {error.remedy}")
        else:
            self._elsewhere.say(_("Something in the program went wrong. Please try again."))

    def sign_in_as(self, login: str, password: str) -> None:
        """Fill in and press, as a person would."""
        self._login.setText(login)
        self._password.setText(password)
        self._ask()

    @Slot()
    def _next_or_ask(self) -> None:
        if self._password.text():
            self._ask()
        else:
            self._password.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _ask(self) -> None:
        self._fields.be_content()
        self._elsewhere.say("")
        if self._enter.isEnabled() and self._fields.need(("login", "password")):
            password = self._password.text()
            self._password.clear()
            self.wanted.emit(self._login.text().strip(), password)

    def _ways(self, *, is_practice: bool) -> QWidget:
        forgotten = Button(_("Forgotten password"), kind="quiet", name="sign_in.forgotten")
        forgotten.clicked.connect(self.forgotten)
        words = _("Leave practice") if is_practice else _("Practice with made-up patients")
        practice = Button(words, kind="quiet", name="sign_in.practice")
        practice.clicked.connect(self.practice_left if is_practice else self.practice_wanted)
        return holder(row(forgotten, STRETCH, practice, gap=4))


PRACTICE_PASSWORD = "made-up patients"
PRACTICE_PEOPLE = (("technician", "Ana Ruiz"), ("pharmacist", "Paula Okafor"))


def _practice_people(screen: SignIn) -> QFrame:
    """Two buttons that sign in: in practice the password is no secret."""
    buttons = []
    for login, name in PRACTICE_PEOPLE:
        words = _("{name}, {role}").format(name=name, role=_(login))
        button = Button(words, icon="person", name=f"sign_in.as.{login}")
        button.clicked.connect(lambda _on, who=login: screen.sign_in_as(who, PRACTICE_PASSWORD))
        buttons.append(button)
    title = TextLabel(_("In practice, be one of these:"), "small", "muted")
    return box("plain", column(title, *buttons, gap=6))


def _caps_hint() -> QWidget:
    hint = holder(
        row(
            Icon("warn", "warn", 16), TextLabel(_("Caps Lock is on"), "small", "warn"), gap=6
        ),
        "sign_in.caps",
    )  # fmt: skip
    hint.hide()
    return hint


def _stays_here() -> QWidget:
    words = TextLabel(_("Everything stays on this machine"), "small", "muted")
    return holder(row(Icon("lock", "muted", 16), words, gap=6))

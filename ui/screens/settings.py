"""Settings of this workstation, one's own password, and the way to the people of the pharmacy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.errors import Refused
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, box, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import Field, Form, Password, choice
from ui.kit.scroll import Scroll
from ui.kit.segments import Part, Segments
from ui.kit.text import TextLabel
from ui.preferences import LEAST_IDLE, MOST_IDLE, Preferences
from ui.screens.answers_card import AnswersCard
from ui.screens.drug_files import DrugFilesCard
from ui.screens.instruments_card import InstrumentsCard
from ui.screens.pharmacy_card import pharmacy_cards
from ui.screens.recover import PASSWORD_RULE
from ui.theme import THEME

LETTER_CHOICES = (100, 115, 130, 150, 175, 200)
NARROW = 900


class SettingsScreen(QWidget):
    """`preferred` carries settings as soon as they are chosen; `people_wanted` opens the people."""

    preferred = Signal(Preferences)
    people_wanted = Signal()

    def __init__(self, at_desk: AtDesk, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("settings")
        self.setProperty("kind", "screen")
        self._preferences = preferences
        self._minutes = choice("settings.idle", _minutes())
        self._mode = Segments(_modes(), name="settings.mode", title=_("Light"), may_clear=False)
        self._letters = Segments(
            _letters(), name="settings.letters", title=_("Letters"), may_clear=False
        )
        self._password = PasswordCard(at_desk)
        self._labels, self.folder = pharmacy_cards(at_desk)
        self._sets_pharmacy = at_desk.is_pharmacist or at_desk.is_manager
        self.drugs: DrugFilesCard | None = None
        if self._sets_pharmacy and at_desk.loads is not None:
            self.drugs = DrugFilesCard(at_desk, at_desk.loads)
        self.instruments = InstrumentsCard(at_desk) if self._sets_pharmacy else None
        self.answers = AnswersCard(at_desk) if self._sets_pharmacy else None
        self._people = Button(_("People of the pharmacy"), icon="people", name="settings.people")
        self._people.setVisible(at_desk.is_manager)
        self._build()
        self.show_preferences(preferences)
        self._minutes.activated.connect(self._choose)
        self._mode.chosen.connect(self._choose)
        self._letters.chosen.connect(self._choose)
        self._people.clicked.connect(self.people_wanted)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show settings; nothing is emitted."""
        self._preferences = preferences
        self._minutes.setCurrentIndex(self._minutes.findData(str(preferences.idle_minutes)))
        self._mode.show_choice(preferences.mode)
        self._letters.show_choice(str(preferences.letters))

    def refresh(self) -> None:
        """Read what the pharmacy set."""
        if self._sets_pharmacy:
            self._labels.refresh()
            self.folder.refresh()
            if self.drugs is not None:
                self.drugs.refresh()
            if self.instruments is not None:
                self.instruments.refresh()
            if self.answers is not None:
                self.answers.refresh()

    def put_focus(self) -> None:
        self._minutes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        workstation = box(
            "card",
            column(
                TextLabel(_("This workstation"), "title"),
                Field(_("Lock after"), self._minutes, hint=_("when nobody touches the window")),
                column(TextLabel(_("Light or dark"), "strong"), self._mode, gap=4),
                column(TextLabel(_("Letter size"), "strong"), self._letters, gap=4),
                gap=14, pad=(20, 16, 20, 16),
            ),
        )  # fmt: skip
        files = [card for card in (self.folder, self.drugs) if card is not None]
        left = column(workstation, *files, row(self._people, STRETCH), STRETCH, gap=16)
        kept = [card for card in (self._labels, self.instruments, self.answers) if card is not None]
        right = column(*kept, self._password, STRETCH, gap=16)
        self._columns = row((left, 1), (right, 1), gap=24)
        page = holder(column(TextLabel(_("Settings"), "heading"), self._columns, gap=16, pad=24))
        self.setLayout(column((Scroll(page), 1), gap=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room; else one under another."""
        directions = QBoxLayout.Direction
        is_narrow = self.width() < THEME.px(NARROW)
        self._columns.setDirection(
            directions.TopToBottom if is_narrow else directions.LeftToRight
        )  # fmt: skip
        self._columns.setSpacing(16 if is_narrow else 24)
        super().resizeEvent(event)

    @Slot()
    def _choose(self) -> None:
        self._preferences = Preferences(
            idle_minutes=int(self._minutes.currentData()),
            mode=self._mode.value or self._preferences.mode,
            letters=int(self._letters.value or self._preferences.letters),
        )
        self.preferred.emit(self._preferences)


class PasswordCard(QFrame):
    """One's own password: the old one, the new one twice."""

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._done = Sentence("settings.password.done")
        elsewhere = TextLabel("", "body", "urgent", wraps=True)
        self._fields = Form(
            {
                "old": Field(_("Password until now"), Password("settings.password.old")),
                "new": Field(
                    _("New password"), Password("settings.password.new"), hint=_(PASSWORD_RULE)
                ),
                "again": Field(_("New password once more"), Password("settings.password.again")),
            },
            elsewhere,
        )
        self._do = Button(_("Change my password"), name="settings.password.do")
        self._do.clicked.connect(self._ask)
        self._fields.go_on_with_enter(self._do.click)
        fields = [self._fields[name] for name in ("old", "new", "again")]
        self.setLayout(
            column(
                TextLabel(_("My password"), "title"), *fields, elsewhere, self._done,
                row(self._do, STRETCH), gap=12, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    @Slot()
    def _ask(self) -> None:
        self._fields.be_content()
        self._done.say("")
        if not self._fields.need(("old", "new", "again")):
            return
        typed = self._fields.texts()
        if typed["new"] != typed["again"]:
            self._fields.refuse(Refused(_("The two are not the same."), "again"))
            return
        staff, by = self._at_desk.desk.staff, self._at_desk.actor
        self._do.setEnabled(False)
        self._at_desk.errands.run(
            lambda: staff.change_password(typed["old"], typed["new"], by=by),
            self._changed,
            self._refused,
            asker=self,
        )

    def _changed(self, _nothing: None) -> None:
        self._do.setEnabled(True)
        for name in ("old", "new", "again"):
            editor = self._fields[name].editor
            if isinstance(editor, Password):
                editor.clear()
        self._done.say(_("The new password counts from now on."), "ok", "ok")

    def _refused(self, error: Refused) -> None:
        self._do.setEnabled(True)
        field = "new" if error.field == "password" else error.field or "old"
        self._fields.refuse(Refused(error.message, field))


def _minutes() -> dict[str, str]:
    numbers = range(LEAST_IDLE, MOST_IDLE + 1)
    return {
        str(n): words.how_many(n, _("1 minute"), _("{number} minutes")) for n in numbers
    }  # fmt: skip


def _modes() -> tuple[Part, ...]:
    return (
        Part("system", _("As the system"), "s"),
        Part("light", _("Light"), "l"),
        Part("dark", _("Dark"), "d"),
    )


def _letters() -> tuple[Part, ...]:
    return tuple(
        Part(str(size), f"{size} %", str(number))
        for number, size in enumerate(LETTER_CHOICES, start=1)
    )

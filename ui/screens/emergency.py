"""The emergency card: the one thing that covers a session. What to say, what to do, what to ask.

It appears the moment an urgent answer is typed, before it is stored. 911 never waits for it: the
card records that a call was made, it does not make it. Beside the page (`F6`) it stays in sight
while the technician goes on asking. It leaves when a pharmacist has cleared every urgent flag.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.domain.therapy_session import TherapySession, Value
from resources.language import _
from ui.kit.boxes import STRETCH, box, column, holder, row
from ui.kit.buttons import Button
from ui.kit.flow import flow
from ui.kit.marks import Icon
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.screens.emergency_parts import PatientCard, Steps
from ui.screens.standing import Standing, conditions, in_english, words_for
from ui.theme import THEME, restyle
from ui.words import clock

EVERY_MS = 15_000
BESIDE_WIDTH = 460
VERY_LARGE = 140
_VOICE = {
    "loud": ("display", "alarm", "heading", "body"),
    "large": ("title", "heading", "strong", "small"),
    "beside": ("title", "title", "strong", "body"),
}


class EmergencyCard(QFrame):
    """Signals are wishes; the session's screen does them. `answered` is a condition's answer."""

    emergency_called = Signal(str)
    pharmacist_called = Signal(str)
    pharmacist_joined = Signal(str)
    sheet_wanted = Signal()
    beside_wanted = Signal(bool)
    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergency")
        self.setProperty("kind", "screen")
        self.setAccessibleName(_("Emergency"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._first: Standing | None = None
        self._is_beside = False
        self._now: dt.datetime | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hold_focus)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def shown(self) -> Standing | None:
        """The flag whose words it shows."""
        return self._first

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside the page instead of over it."""
        return self._is_beside

    def show_flags(
        self,
        flags: Sequence[Standing],
        session: TherapySession,
        picture: TherapySession,
        now: dt.datetime,
        *,
        sees_reasons: bool,
    ) -> None:
        """Show the most urgent of the flags; the others are named beside it."""
        first, self._now = flags[0], now
        if self._first is None:
            self._build()
        self._first = first
        words = words_for(first, picture)
        if words is None:
            return
        self._say.say(f"“{words.say}”")
        self.setAccessibleDescription(words.say)
        self._medicine.say(f"“{words.medicine}”" if words.medicine else "")
        self._medicine.setVisible(bool(words.medicine))
        english = in_english(first, picture)
        self._english.say(english)
        self._english.setVisible(bool(english))
        asked = conditions(first, picture, now.astimezone().date())
        self._steps.show_steps(words, first, asked, picture)
        self._patient.show_patient(session, picture, flags, now, sees_reasons=sees_reasons)
        self._draw_buttons(first, calls=words.call is not None)
        self._tick()
        self._timer.start()

    def be_beside(self, *, beside: bool) -> None:
        """Stand beside the page, narrow; or cover everything again."""
        self._is_beside = beside
        self._set_voice()
        self._patient.setVisible(not beside)
        self._blocked.setVisible(not beside)
        self._beside.say(_("Cover the page again") if beside else _("Keep asking beside this card"))
        self._set_width()

    def start(self) -> None:
        """Take the focus: on the first question to ask, else on the card, where no key does harm.

        Who is typing fast when it appears must not record a call that nobody made.
        """
        if not self._steps.focus_first():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """F6 belongs to the card while the focus is in it, not to the window."""
        is_mine = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F6
        if is_mine and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6:
            self.beside_wanted.emit(not self._is_beside)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._set_width()
        super().changeEvent(event)

    def _build(self) -> None:
        """Made for the first flag: most sessions never see one."""
        self._steps = Steps()
        self._steps.answered.connect(self._on_answered)
        self._patient = PatientCard()
        middle = holder(row((self._steps, 2), (self._patient, 1), gap=16, pad=(24, 16, 24, 16)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_band())
        layout.addWidget(Scroll(middle), 1)
        layout.addWidget(self._make_foot())

    def _make_band(self) -> QFrame:
        self._head = TextLabel(_("Say this now"), "display", "on_danger")
        self._time = TextLabel("", "title", "on_danger", name="emergency.time")
        self._say = TextLabel("", "alarm", "on_danger", wraps=True, name="emergency.say")
        self._medicine = TextLabel(
            "", "heading", "on_danger", wraps=True, name="emergency.medicine"
        )
        self._english = TextLabel("", "body", "on_danger", wraps=True, name="emergency.english")
        head = row(Icon("danger", "on_danger", 36), self._head, STRETCH, self._time, gap=16)
        self._band = column(head, self._say, self._medicine, self._english, gap=10)
        return box("alarm", self._band, name="emergency.band")

    def _make_foot(self) -> QFrame:
        self._called = Button(
            _("911 was called"), kind="main", icon="phone", key="F8", name="emergency.911"
        )
        self._called.clicked.connect(self._on_called)
        self._pharmacist = Button(_("Pharmacist was called"), key="F9", name="emergency.pharmacist")
        self._pharmacist.clicked.connect(self._on_pharmacist)
        self._sheet = Button(
            _("Emergency sheet"), icon="print", key="Ctrl+E", name="emergency.sheet"
        )
        self._sheet.clicked.connect(self.sheet_wanted)
        self._beside = Button(
            _("Keep asking beside this card"),
            kind="quiet",
            key="F6",
            acts=False,
            name="emergency.beside",
        )
        self._beside.clicked.connect(lambda: self.beside_wanted.emit(not self._is_beside))
        words = TextLabel(
            _("Nothing else prints or closes until a pharmacist clears it."), "small", wraps=True
        )
        self._blocked = holder(row(Icon("lock"), (words, 1), gap=6))
        buttons = flow(self._called, self._pharmacist, self._sheet, self._beside, gap=10)
        return box("foot", column(buttons, self._blocked, gap=6, pad=(24, 8, 24, 8)))

    def _draw_buttons(self, first: Standing, *, calls: bool) -> None:
        """Filled is what to do first: the call where the fixed words name one."""
        flag = first.flag
        is_called = flag is not None and flag.emergency_called_at is not None
        self._called.setEnabled(not is_called)
        words = (
            _("911 was called {time}").format(time=clock(flag.emergency_called_at))
            if (flag is not None and flag.emergency_called_at is not None)
            else _("911 was called")
        )
        self._called.say(words)
        self._called.set_kind("main" if calls and not is_called else "")
        self._pharmacist.set_kind("" if calls and not is_called else "main")
        has_call = flag is not None and flag.pharmacist_called_at is not None
        is_here = flag is not None and flag.pharmacist_joined_at is not None
        if flag is not None and flag.pharmacist_joined_at is not None:
            said = _("Pharmacist is here {time}").format(time=clock(flag.pharmacist_joined_at))
        else:
            said = _("Pharmacist is here") if has_call else _("Pharmacist was called")
        self._pharmacist.say(said)
        self._pharmacist.setEnabled(not is_here)

    @Slot(QWidget, QWidget)
    def _hold_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Nobody types into a page they cannot see: what is covered gives the focus back."""
        if now is not None and self.isVisible() and not self._is_beside and not now.isVisible():
            self.start()

    def _on_called(self) -> None:
        if self._first is not None:
            self.emergency_called.emit(self._first.red_flag)

    def _on_pharmacist(self) -> None:
        if self._first is None:
            return
        flag = self._first.flag
        if flag is not None and flag.pharmacist_called_at is not None:
            self.pharmacist_joined.emit(self._first.red_flag)
        else:
            self.pharmacist_called.emit(self._first.red_flag)

    def _on_answered(self, key: str, value: Value | None) -> None:
        self.answered.emit(key, value)

    def _tick(self) -> None:
        if self._first is None or self._now is None:
            return
        passed = max(0, int((self._now - self._first.at).total_seconds() // 60))
        ago = _("just now") if passed == 0 else _("{count} min ago").format(count=passed)
        raised = _("Raised {time}").format(time=clock(self._first.at))
        self._time.say(f"{raised}   ·   {ago}")

    def tell_time(self, now: dt.datetime) -> None:
        """The time is this now."""
        self._now = now
        self._tick()

    def _set_voice(self) -> None:
        """The words to say stay in sight: beside the page and in large letters less loud."""
        size = "beside" if self._is_beside else "loud"
        size = "large" if size == "loud" and THEME.letters >= VERY_LARGE else size
        head, say, medicine, english = _VOICE[size]
        restyle(self._head, role=head)
        restyle(self._say, role=say)
        restyle(self._medicine, role=medicine)
        restyle(self._english, role=english)
        self._band.setContentsMargins(*((40, 22, 40, 24) if size == "loud" else (24, 14, 20, 16)))

    def _set_width(self) -> None:
        wide = THEME.px(BESIDE_WIDTH) if self._is_beside else 16_777_215
        self.setMaximumWidth(wide)
        self.setMinimumWidth(min(wide, THEME.px(BESIDE_WIDTH)) if self._is_beside else 0)

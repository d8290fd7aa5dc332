"""The one window: the gate (sign-in, set-up, lock) or the desk of who is signed in, never both.

Locking puts the gate in front before the next paint, closes whatever stands open above the window,
and lets go of the desk once the lane has stored what was typed and dropped the key. Only ids, and
what could not be stored, are remembered for the same person.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app import bootstrap
from app.errors import Refused, Unavailable
from app.services.accounts_api import SignedIn
from models.vocabulary import PersonId
from resources.language import _
from ui import practice
from ui.at_desk import AtDesk
from ui.background import Background
from ui.bookmark import Bookmark
from ui.desk_view import DeskView
from ui.dialogs.keys import KeysDialog
from ui.drug_loads import DrugLoads
from ui.errands import Errands
from ui.house import House
from ui.keys import bind
from ui.kit.boxes import column, holder
from ui.locking import LockWatch, Reason
from ui.panes import go_to_next
from ui.preferences import Preferences
from ui.screens.door import Door
from ui.screens.gate import PracticeMark
from ui.theme import THEME, Mode

LETTER_STEP = 10
DESK = "ui.workplace"
"""Heavy enough to be imported after the first paint."""
_WHY = {
    Reason.IDLE: "Locked: nobody touched the window for a while.",
    Reason.SLEPT: "Locked: the machine was asleep.",
    Reason.LIMIT: "Signed out: this sign-in lasted a whole shift.",
    Reason.ASKED: "Locked.",
    Reason.CHANGE: "",
}


class MainWindow(QMainWindow):
    """`practice_wanted` and `practice_left` ask for another house; `preferred` tells settings."""

    practice_wanted = Signal()
    practice_left = Signal()
    preferred = Signal(Preferences)
    signed_in = Signal()
    locked = Signal()

    def __init__(
        self, house: House, lane: Background, search: Background, preferences: Preferences
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(_("Brownbag"))
        self._lane, self._search = lane, search
        self._files = Background(self)
        self._loads = DrugLoads(self._files, self)
        self._preferences = preferences
        self._bookmarks: dict[PersonId, Bookmark] = {}
        self._logins: dict[PersonId, str] = {}
        self._desk: DeskView | None = None
        self._leaving: list[DeskView] = []
        self._login = ""
        self._mark = PracticeMark()
        self._stack = QStackedWidget()
        self.setCentralWidget(holder(column(self._mark, (self._stack, 1), gap=0)))
        self.watch = LockWatch(self)
        self.watch.due.connect(self.lock)
        self._bind_keys()
        self.use(house)
        self.prefer(preferences)

    @property
    def desk(self) -> DeskView | None:
        """The desk of who is signed in; None while the window is locked."""
        return self._desk

    @property
    def door(self) -> Door:
        """The gate's screens."""
        return self._door

    def use(self, house: House) -> None:
        """Work with this house from now on. Nobody is signed in."""
        self._house = house
        self._mark.setVisible(house.is_practice)
        self._door = Door(house, self._lane)
        self._door.signed_in.connect(self._open)
        self._door.practice_wanted.connect(self.practice_wanted)
        self._door.practice_left.connect(self.practice_left)
        self._show(self._door)
        self._door.begin()

    def prefer(self, preferences: Preferences) -> None:
        """Take over settings: letters, light or dark, minutes until the lock."""
        self._preferences = preferences
        self.watch.use(preferences.idle_minutes)
        mode = Mode(preferences.mode)
        if (THEME.mode, THEME.letters) != (mode, preferences.letters):
            THEME.use(mode=mode, letters=preferences.letters)

    def end_loading(self) -> None:
        """Stop a loading of drug files, and wait until it has stopped."""
        self._loads.cancel()
        self._files.finish()

    @Slot(Exception)
    def tell(self, error: Exception) -> None:
        """Tell what nobody asked for: at the desk in its notice bar, else at the door."""
        if self._desk is None:
            self._door.tell(error)
        elif isinstance(error, Refused):
            self._desk.notices.tell_refused(error)
        elif isinstance(error, Unavailable):
            self._desk.notices.tell(error.message, error.remedy, tone="urgent", name="told")
        else:
            self._desk.notices.tell_crash(error)

    def tell_waiting(self, words: str) -> None:
        """Say at the door what is being waited for."""
        self._door.tell_waiting(words)

    @Slot(Reason)
    def lock(self, reason: Reason = Reason.ASKED) -> None:
        """Hide every word now; store what was typed, then drop the key."""
        desk, self._desk = self._desk, None
        if desk is None:
            return
        self.watch.close()
        person = desk.actor.person
        login = "" if reason is Reason.CHANGE else self._logins.get(person, "")
        self._door.show_locked(_(_WHY[reason]), login)
        self._show(self._door)
        _close_everything_above(self)
        clear_clipboard(QGuiApplication.clipboard())
        self._door.put_focus()
        self._leaving.append(desk)
        desk.put_away()
        self._lane.run(
            self._house.accounts.lock, lambda _done: self._let_go(desk), self._lock_failed
        )
        self.repaint()
        self.locked.emit()

    @Slot(SignedIn, str)
    def _open(self, signed: SignedIn, login: str) -> None:
        """Somebody is at the desk: build it, at the place where the same person left it."""
        person = signed.actor.person
        self._logins[person] = login
        errands = Errands(self._lane, self)
        is_practice = self._house.is_practice
        loads = None if is_practice else self._loads
        at_desk = AtDesk(signed.actor, signed.desk, errands, is_practice, loads)
        desk: DeskView = bootstrap.load(DESK).Workplace(at_desk, self._search, self._preferences)
        desk.lock_wanted.connect(self.lock)
        desk.preferred.connect(self._store)
        self._desk = desk
        self._show(desk)
        desk.go_to(self._bookmarks.pop(person, desk.home()))
        if self._house.is_practice:
            errands.run(
                lambda: practice.bring_patients(signed.desk, signed.actor), desk.tell_patients
            )
        for said in signed.warnings:
            desk.notices.tell(said, tone="warn", name=said)
        self.watch.open()
        self.signed_in.emit()

    def _let_go(self, desk: DeskView) -> None:
        """The lane is through with what this desk had: remember the place, forget the rest."""
        self._bookmarks[desk.actor.person] = desk.bookmark()
        self._leaving.remove(desk)
        desk.deleteLater()

    def _lock_failed(self, error: Exception) -> None:
        raise error

    @Slot(Preferences)
    def _store(self, preferences: Preferences) -> None:
        self.prefer(preferences)
        self.preferred.emit(preferences)

    def _bind_keys(self) -> None:
        bind(self, "keys", self._show_keys)
        bind(self, "lock", self.lock)
        bind(self, "change_user", lambda: self.lock(Reason.CHANGE))
        bind(self, "letters_up", lambda: self._change_letters(LETTER_STEP))
        bind(self, "letters_down", lambda: self._change_letters(-LETTER_STEP))
        bind(self, "next_pane", lambda: go_to_next(self))
        bind(self, "previous_pane", lambda: go_to_next(self, -1))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_state)

    def _change_letters(self, by: int) -> None:
        now = self._preferences
        changed = Preferences(now.idle_minutes, now.mode, now.letters + by).within_limits()
        self._store(changed)

    @Slot()
    def _show_keys(self) -> None:
        KeysDialog(self).open()

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended:
            self.lock(Reason.SLEPT)

    def _show(self, widget: QWidget) -> None:
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.watch.look()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed and drop the key before the window goes."""
        self.lock()
        self._lane.finish()
        super().closeEvent(event)


def _close_everything_above(window: QWidget) -> None:
    """Dialogs, menus, lists that popped up: nothing may stand over the lock."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()


def clear_clipboard(clipboard: QClipboard) -> None:
    """Take away what came from this program; what somebody else put there stays."""
    if clipboard.ownsClipboard():
        clipboard.clear()

"""What stands before the desk: set-up on the first day, sign-in, a forgotten password, the lock."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app import bootstrap
from app.errors import Unavailable
from app.services.accounts_api import SignedIn
from resources.language import _
from ui.background import Runs
from ui.house import House
from ui.screens.closed import Closed
from ui.screens.gate import Gate
from ui.screens.sign_in import SignIn

SET_UP = "ui.screens.set_up"
RECOVER = "ui.screens.recover"
"""Rarely seen: imported when they are."""


class Door(QStackedWidget):
    """`signed_in` carries who came in and the sign-in name."""

    signed_in = Signal(SignedIn, str)
    practice_wanted = Signal()
    practice_left = Signal()

    def __init__(self, house: House, lane: Runs) -> None:
        super().__init__()
        self.setObjectName("door")
        self._house, self._lane = house, lane
        self.sign_in: SignIn | None = None
        self._login = ""

    def begin(self) -> None:
        """Show what comes first: the set-up, or the sign-in; or why it can be neither."""
        try:
            is_set_up = self._house.accounts.is_set_up()
        except Unavailable as error:
            self._show(Closed(error))
            return
        if is_set_up:
            self.show_sign_in()
        else:
            self._show_set_up()

    def show_sign_in(self, why: str = "", login: str = "") -> None:
        """Ask who is there."""
        name = self._house.accounts.pharmacy_name()
        screen = SignIn(name, is_practice=self._house.is_practice)
        screen.wanted.connect(self._ask)
        screen.forgotten.connect(self._show_recover)
        screen.practice_wanted.connect(self.practice_wanted)
        screen.practice_left.connect(self.practice_left)
        self.sign_in = screen
        self._show(screen)
        screen.show_why(why, login)

    def put_focus(self) -> None:
        """Be ready for typing."""
        if self.sign_in is not None:
            self.sign_in.put_focus()

    def show_locked(self, why: str, login: str) -> None:
        """The window locked: the same card, with the reason and the name of who was here."""
        self.show_sign_in(why, login)

    def tell(self, error: Exception) -> None:
        """Say what went wrong where the person looks."""
        if self.sign_in is not None:
            self.sign_in.refuse(error)

    def tell_waiting(self, words: str) -> None:
        """Say what is being waited for."""
        if self.sign_in is not None:
            self.sign_in.show_progress(words)

    @Slot(str, str)
    def _ask(self, login: str, password: str) -> None:
        screen = self.sign_in
        if screen is None:
            return
        self._login = login
        accounts = self._house.accounts
        screen.show_progress(_("Checking the password and opening the records."))
        self._lane.run(
            lambda: accounts.sign_in(login, password), self._come_in, screen.refuse
        )  # fmt: skip

    def _come_in(self, signed: SignedIn) -> None:
        if self.sign_in is not None:
            self.sign_in.show_progress("")
        self.signed_in.emit(signed, self._login)

    def _show_set_up(self) -> None:
        screen: Gate = bootstrap.load(SET_UP).SetUp(self._house, self._lane)
        screen.finished.connect(self._after_set_up)
        screen.practice_wanted.connect(self.practice_wanted)
        self._show(screen)
        screen.put_focus()

    @Slot(str)
    def _after_set_up(self, login: str) -> None:
        self.show_sign_in(_("The pharmacy is set up. Sign in to begin."), login)

    @Slot()
    def _show_recover(self) -> None:
        screen: Gate = bootstrap.load(RECOVER).Recover(self._house, self._lane)
        screen.finished.connect(self._after_recovery)
        screen.dropped.connect(self.show_sign_in)
        self._show(screen)
        screen.put_focus()

    @Slot(str)
    def _after_recovery(self, login: str) -> None:
        self.show_sign_in(_("The new password counts from now on."), login)

    def _show(self, screen: QWidget) -> None:
        while (old := self.widget(0)) is not None:
            self.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self.addWidget(screen)
        self.setCurrentWidget(screen)

"""What the window knows of the desk, which is brought in only after the first paint."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.vocabulary import Actor
from resources.language import _
from ui.at_desk import AtDesk
from ui.bookmark import Bookmark
from ui.kit.notices import NoticeBar
from ui.locking import Reason
from ui.notices import Notices
from ui.preferences import Preferences

PATIENTS_CAME = "practice"


class DeskView(QWidget):
    """Built at sign-in, gone after the lock. `lock_wanted` carries why, `preferred` settings."""

    lock_wanted = Signal(Reason)
    preferred = Signal(Preferences)

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self._at_desk = at_desk
        self._bar = NoticeBar()
        self.notices = Notices(self._bar, self)
        self.notices.follow(at_desk.errands)

    @property
    def actor(self) -> Actor:
        """Who is here."""
        return self._at_desk.actor

    def tell_patients(self, came: int) -> None:
        """The practice was filled with made-up patients."""
        if came:
            said = _("{number} made-up patients are here. Find one with Ctrl+K.")
            self.notices.tell_in_passing(said.format(number=came), PATIENTS_CAME)

    def bookmark(self) -> Bookmark:
        """Where this person is."""
        raise TypeError("a desk knows where it is")

    def home(self) -> Bookmark:
        """Where who comes anew begins."""
        raise TypeError("a desk knows where work begins")

    def go_to(self, bookmark: Bookmark) -> None:
        """Go where this person was: ids are read again, nothing else was kept."""
        raise TypeError("a desk goes by itself")

    def put_away(self) -> None:
        """The window locks: store what was typed, answer nobody any more."""
        raise TypeError("a desk puts itself away")

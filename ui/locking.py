"""When the window must lock by itself: nobody there, the machine slept, or the shift is over.

Two clocks are compared. The monotonic one cannot be set back; the wall clock goes on while the
machine sleeps. Whichever has moved further since somebody last touched the window counts.

Touches are watched where they enter: at the windows of the system (the main one, dialogs, menus),
not at every widget. A filter on the whole program is asked for every event of every widget, which
took a quarter of the time of opening a session.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.services.accounts_api import Clock

LOOK_EVERY_MS = 5_000
SLEPT_SECONDS = 60
SESSION_LIMIT_HOURS = 12
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
OPENS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease}
)
"""What a menu or a list may pop up after."""


class Reason(StrEnum):
    """Why the window locked."""

    ASKED = "asked"
    IDLE = "idle"
    SLEPT = "slept"
    LIMIT = "limit"
    CHANGE = "change"


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


class LockWatch(QObject):
    """Says `due` once, with its reason, when an open window must lock."""

    due = Signal(Reason)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        wall: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._wall, self._monotonic = wall, monotonic
        self._idle_seconds = 600
        self._is_open = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._touched = self._looked = self._opened = self._now()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch_windows)

    @property
    def is_open(self) -> bool:
        """Whether it is watching: only while somebody is signed in."""
        return self._is_open

    def use(self, idle_minutes: int) -> None:
        """How long nobody may touch the window before it locks."""
        self._idle_seconds = idle_minutes * 60

    def open(self) -> None:
        """Somebody signed in: both clocks begin."""
        self._touched = self._looked = self._opened = self._now()
        self._is_open = True
        self._timer.start()
        self._watch_windows()

    def close(self) -> None:
        """The window is locked: nothing to watch."""
        self._is_open = False
        self._timer.stop()
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def touched(self) -> None:
        """Somebody is here. A touch after the time was up no longer counts."""
        if self._is_open and self._reason() is None:
            self._touched = self._now()

    @Slot()
    def look(self) -> None:
        """Compare the clocks now, and say so if the window must lock."""
        if not self._is_open:
            return
        reason = self._reason()
        self._looked = self._now()
        if reason is not None:
            self.close()
            self.due.emit(reason)
        else:
            self._watch_windows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in TOUCHES:
            if self._reason() is None:
                self._touched = self._now()
            else:
                self.look()
                return True
        if kind in OPENS:
            QTimer.singleShot(0, self, self._watch_windows)
        return False

    @Slot()
    def _watch_windows(self) -> None:
        """Also those that came since: a dialog has the focus, a menu follows a press."""
        if self._is_open:
            for window in QGuiApplication.topLevelWindows():
                window.installEventFilter(self)

    def _reason(self) -> Reason | None:
        if _slept(self._looked, self._now()) > SLEPT_SECONDS:
            return Reason.SLEPT
        if _elapsed(self._opened, self._now()) > SESSION_LIMIT_HOURS * 3600:
            return Reason.LIMIT
        if _elapsed(self._touched, self._now()) >= self._idle_seconds:
            return Reason.IDLE
        return None

    def _now(self) -> tuple[dt.datetime, float]:
        return self._wall(), self._monotonic()


def _elapsed(since: tuple[dt.datetime, float], now: tuple[dt.datetime, float]) -> float:
    """Seconds passed by the clock that moved further, so that neither can be held back."""
    return max((now[0] - since[0]).total_seconds(), now[1] - since[1])


def _slept(since: tuple[dt.datetime, float], now: tuple[dt.datetime, float]) -> float:
    """Seconds by which the wall clock ran ahead: the machine slept, or its clock was set."""
    return (now[0] - since[0]).total_seconds() - (now[1] - since[1])

"""Keeps what was typed until it is safely stored, and tells the truth about it.

Editors call `keep(key, value)`. 250 ms after the first keystroke (later ones do not put it off), on
focus out, step change, put down, close and lock, `flush()` sends what was typed. `state` and
`state_changed` say *unsaved*, *saving*, *saved at*, or *not saved* and why. Nothing typed is ever
dropped: a failed save is tried again as it was, since it may have been stored all the same; what
was typed since follows it, and wins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.domain.therapy_session import Value
from app.errors import Refused, Unavailable
from resources.language import _
from ui.workspace import TwoAnswers, Workspace

PAUSE_MS = 250
RETRY_MS = 5_000


class Kept(StrEnum):
    """Where what was typed is now."""

    NOTHING = "nothing"
    UNSAVED = "unsaved"
    SAVING = "saving"
    SAVED = "saved"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, slots=True)
class SaveState:
    """`at` is the moment of the last commit; `message` and `remedy` say why it did not work."""

    kept: Kept
    at: dt.datetime | None = None
    message: str = ""
    remedy: str = ""

    @property
    def words(self) -> str:
        """As the status bar says it."""
        match self.kept:
            case Kept.NOTHING:
                return ""
            case Kept.UNSAVED:
                return _("Unsaved")
            case Kept.SAVING:
                return _("Saving")
            case Kept.SAVED:
                assert self.at is not None
                return _("Saved {time}").format(time=f"{self.at.astimezone():%H:%M:%S}")
            case Kept.NOT_SAVED:
                return _("Not saved: {why}").format(why=self.message)


class Autosave(QObject):
    """One for one workspace. `refused` carries the key and the sentence for beside its field."""

    state_changed = Signal(object)
    refused = Signal(str, str)
    two_answers = Signal(str, object, object)
    typed = Signal(str, object)

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], dt.datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._typed: dict[str, Value | None] = {}
        self._sent: dict[str, Value | None] = {}
        self._held: dict[str, Value | None] = {}
        self._is_on_its_way = False
        self._state = self._trouble = SaveState(Kept.NOTHING)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)

    @property
    def state(self) -> SaveState:
        """Where what was typed is now."""
        return self._state

    @property
    def is_settled(self) -> bool:
        """Nothing typed is waiting for anything: all of it is committed."""
        return not (self._typed or self._sent or self._held)

    @property
    def pending(self) -> Mapping[str, Value | None]:
        """What was typed and is not committed yet, the newest of each."""
        return self._held | self._sent | self._typed

    @Slot(str, object)
    def keep(self, key: str, value: Value | None) -> None:
        """Take what was typed. It is stored soon."""
        self._held.pop(key, None)
        self._typed[key] = value
        if self._state.kept is not Kept.NOT_SAVED:
            self._say(SaveState(Kept.UNSAVED, self._state.at))
        self.typed.emit(key, value)
        if not self._timer.isActive() or self._timer.interval() != PAUSE_MS:
            self._timer.start(PAUSE_MS)

    @Slot()
    def flush(self) -> None:
        """Send what was typed now. What is on its way already comes first."""
        self._timer.stop()
        if self._is_on_its_way or not (self._sent or self._typed):
            return
        if not self._sent:
            self._sent, self._typed = self._typed, {}
        self._is_on_its_way = True
        self._say(SaveState(Kept.SAVING, self._state.at))
        self._workspace.record(self._sent, self._on_stored, self._on_failed)

    def forget(self, key: str) -> None:
        """Drop a typed value that the person gave up (*take theirs*)."""
        self._held.pop(key, None)
        self._typed.pop(key, None)
        if self.is_settled and self._state.kept is not Kept.SAVED:
            self._say(SaveState(Kept.SAVED, self._clock()))

    def _on_stored(self) -> None:
        self._sent, self._is_on_its_way = {}, False
        if self._held:
            self._say(self._trouble)
        elif self._typed:
            self._say(SaveState(Kept.UNSAVED, self._clock()))
            if not self._timer.isActive():  # its pause ran out while the save was on its way
                self._timer.start(0)
        else:
            self._say(SaveState(Kept.SAVED, self._clock()))

    def _on_failed(self, error: Exception) -> None:
        """What was typed since is newer, so it wins; the rest is kept beside it."""
        self._is_on_its_way = False
        if isinstance(error, Refused):
            sent, self._sent = self._sent, {}
            if isinstance(error, TwoAnswers):
                self._hold(sent, error)
            else:
                self._refuse(sent, error)
        else:
            self._timer.start(RETRY_MS)
            self._say(self._not_saved(error))
            if not isinstance(error, Unavailable):
                self._workspace.failed.emit(error)

    def _hold(self, sent: dict[str, Value | None], error: TwoAnswers) -> None:
        newer = self._typed
        self._held |= {k: v for k, v in sent.items() if k in error.theirs and k not in newer}
        self._typed = {k: v for k, v in sent.items() if k not in error.theirs} | newer
        self._be_in_trouble(error.message)
        for key, theirs in error.theirs.items():
            self.two_answers.emit(key, theirs, sent[key])
        if self._typed:
            self._timer.start(PAUSE_MS)

    def _refuse(self, sent: dict[str, Value | None], error: Refused) -> None:
        """The refused answer waits for its author; the others are sent without it."""
        key = error.field
        newer = self._typed
        culprits = {key} & sent.keys() or set(sent)
        self._held |= {k: sent[k] for k in culprits if k not in newer}
        self._typed = {k: v for k, v in sent.items() if k not in culprits} | newer
        self._be_in_trouble(error.message)
        self.refused.emit(key, error.message)
        if self._typed:
            self._timer.start(PAUSE_MS)

    def _be_in_trouble(self, why: str) -> None:
        self._trouble = SaveState(Kept.NOT_SAVED, self._state.at, why)
        self._say(self._trouble)

    def _not_saved(self, error: Exception) -> SaveState:
        if isinstance(error, Unavailable):
            return SaveState(Kept.NOT_SAVED, self._state.at, error.message, error.remedy)
        return SaveState(
            Kept.NOT_SAVED,
            self._state.at,
            _("something in the program went wrong."),
            _("What you typed is kept here, and we keep trying."),
        )

    def _say(self, state: SaveState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

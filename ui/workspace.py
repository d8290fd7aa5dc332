"""The session on the desk: the one thing in the window that remembers.

Pages read `workspace.session` and `workspace.notices`, send wishes, and redraw on `changed`, which
names what changed. Wishes run one after another on the lane, each with the version that was on the
screen and a command id of its own. Where somebody else changed the session meanwhile, it is read
again: edits of other answers are sent once more by themselves; for the same answer `record` is
answered with `TwoAnswers`, and what was typed stays with who sent it.

An error of the world leaves in doubt whether the wish was stored. The same wish asked again (the
same edits, an equal `partial`, the same function) then carries the same command id, so that it is
stored once whatever happened.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.domain.changes import Changes, Saved
from app.domain.findings import Notice
from app.domain.therapy_session import TherapySession, Value
from app.errors import Refused, Stale
from app.services.api import Desk
from models.vocabulary import Actor, CommandId, SessionId
from resources.language import _
from ui.background import Runs
from ui.ids import new_command
from ui.reading import value_of

_MOST_TRIES = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What a use case is given: the version the screen has seen, and the id of this one wish."""

    session: SessionId
    seen: int
    command: CommandId
    by: Actor


class TwoAnswers(Refused):
    """Somebody else answered the same questions meanwhile; `theirs` is what stands there now."""

    def __init__(self, message: str, theirs: Mapping[str, Value | None]) -> None:
        super().__init__(message)
        self.theirs = theirs


UseCase = Callable[[Wish], Saved]
Then = Callable[[], None]
Otherwise = Callable[[Exception], None]


@dataclass(slots=True)
class _Errand:
    use_case: UseCase
    then: Then
    otherwise: Otherwise
    edits: Mapping[str, Value | None]
    command: CommandId
    tries: int = 0

    def is_same_wish(self, other: _Errand) -> bool:
        """Whether somebody asks for the very same again."""
        if self.edits or other.edits:
            return dict(self.edits) == dict(other.edits)
        return _content(self.use_case) == _content(other.use_case)


class Workspace(QObject):
    """Holds the picture that was saved last, and sends what a person wants to the services."""

    changed = Signal(object)
    failed = Signal(Exception)
    reread = Signal()

    def __init__(
        self,
        opened: Saved,
        desk: Desk,
        actor: Actor,
        lane: Runs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._saved = opened
        self.desk = desk
        self.actor = actor
        self.lane = lane
        self._waiting: deque[_Errand] = deque()
        self._running: _Errand | None = None
        self._in_doubt: list[_Errand] = []

    @property
    def session(self) -> TherapySession:
        """The session as it was saved last."""
        return self._saved.session

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was noticed: prompts for a technician, findings for a pharmacist."""
        return self._saved.notices

    @property
    def is_busy(self) -> bool:
        """Whether a wish is on its way."""
        return self._running is not None

    def value(self, key: str) -> Value | None:
        """What is stored under an answer key, also where it is a field of a medicine."""
        return value_of(self.session, key)

    def record(self, edits: Mapping[str, Value | None], then: Then, otherwise: Otherwise) -> None:
        """Store edits, all or none of them."""
        kept = dict(edits)

        def use_case(wish: Wish) -> Saved:
            return self.desk.sessions.record(
                wish.session, kept, seen=wish.seen, command=wish.command, by=wish.by
            )

        self._queue(_Errand(use_case, then, otherwise, kept, new_command()))

    def do(
        self, use_case: UseCase, then: Then | None = None, otherwise: Otherwise | None = None
    ) -> None:
        """Any other wish. Without `otherwise` an error is told by `failed`."""
        self._queue(
            _Errand(use_case, then or _nothing, otherwise or self.failed.emit, {}, new_command())
        )

    def read_again(self) -> None:
        """Read the session anew, for instance after the screen was away."""

        def use_case(wish: Wish) -> Saved:
            saved = self.desk.sessions.open(wish.session, by=wish.by)
            return replace(saved, changes=Changes.everything())

        self.do(use_case)

    def show(self, saved: Saved) -> None:
        """Take over a picture that was saved elsewhere (a panel that asked another service)."""
        self._accept(saved)

    def try_again(self) -> None:
        """Ask once more for what the world did not answer. Edits are asked by who keeps them."""
        for errand in [one for one in self._in_doubt if not one.edits]:
            self._queue(replace(errand, tries=0))

    def _queue(self, errand: _Errand) -> None:
        for doubtful in [one for one in self._in_doubt if one.is_same_wish(errand)]:
            errand.command = doubtful.command
            self._in_doubt.remove(doubtful)
        self._waiting.append(errand)
        self._start_next()

    def _start_next(self) -> None:
        if self._running is not None or not self._waiting or not isValid(self):
            return
        errand = self._running = self._waiting.popleft()
        errand.tries += 1
        wish = Wish(self.session.id, self.session.version, errand.command, self.actor)
        self.lane.run(lambda: errand.use_case(wish), self._on_done, self._on_failed)

    def _on_done(self, saved: Saved) -> None:
        errand, self._running = self._running, None
        if errand is not None and isValid(self):
            self._accept(saved, errand.then)
        self._start_next()

    def _on_failed(self, error: Exception) -> None:
        errand = self._running
        if errand is None or not isValid(self):
            return
        if isinstance(error, Stale) and errand.tries < _MOST_TRIES:
            self._reload(errand)
            return
        self._running = None
        if not isinstance(error, Refused):
            self._in_doubt.append(errand)
        errand.otherwise(error)
        self._start_next()

    def _reload(self, errand: _Errand) -> None:
        session, by = self.session.id, self.actor
        before = self.session
        self.lane.run(
            lambda: self.desk.sessions.open(session, by=by),
            lambda saved: self._on_reloaded(errand, before, saved),
            self._on_failed,
        )

    def _on_reloaded(self, errand: _Errand, before: TherapySession, saved: Saved) -> None:
        self._running = None
        theirs = {
            key: value_of(saved.session, key)
            for key, ours in errand.edits.items()
            if value_of(saved.session, key) not in (value_of(before, key), ours)
        }
        self._accept(replace(saved, changes=_all_changes(before, saved.session)))
        self.reread.emit()
        if theirs:
            errand.otherwise(TwoAnswers(_("Somebody else answered this meanwhile."), theirs))
        else:
            self._waiting.appendleft(errand)
        self._start_next()

    def _accept(self, saved: Saved, then: Then | None = None) -> None:
        self._saved = saved
        if then is not None:
            then()
        self.changed.emit(saved.changes)


def _all_changes(before: TherapySession, after: TherapySession) -> Changes:
    keys = before.answers.keys() | after.answers.keys()
    differ = frozenset(key for key in keys if before.value(key) != after.value(key))
    return replace(Changes.everything(), answers=differ)


def _content(use_case: UseCase) -> object:
    """What two equal wishes have in common: two partials are never equal by themselves."""
    if isinstance(use_case, partial):
        return use_case.func, use_case.args, use_case.keywords
    return use_case


def _nothing() -> None:
    """Nothing is to be done after it."""

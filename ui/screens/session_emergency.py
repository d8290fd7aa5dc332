"""Watches a session for urgent red flags and keeps the emergency card true.

It looks when something urgent may have been typed and whenever the session changed. A red flag that
is only typed is shown at once and stored at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from app.domain.changes import Changes, Saved
from app.domain.therapy_session import TherapySession, Value
from app.errors import Refused
from app.rules.raised import Raised
from models.vocabulary import Actor, CommandId, FlagId, SessionId
from resources.language import _
from ui.autosave import Autosave
from ui.background import Runs
from ui.reading import is_words, looking_ahead
from ui.screens.emergency import EmergencyCard
from ui.screens.standing import Standing, seen_anew, standing
from ui.workspace import Wish, Workspace

Mark = Callable[..., Saved]


class EmergencyWatch(QObject):
    """`covered`: whether the card stands over the page."""

    covered = Signal(bool)
    sheet_wanted = Signal()
    failed = Signal(Exception)

    def __init__(
        self, card: EmergencyCard, workspace: Workspace, autosave: Autosave, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._card, self._workspace, self._autosave = card, workspace, autosave
        self._seen: frozenset[str] = frozenset()
        sessions = workspace.desk.sessions
        card.emergency_called.connect(lambda name: self._mark(name, sessions.emergency_called))
        card.pharmacist_called.connect(lambda name: self._mark(name, sessions.pharmacist_called))
        card.pharmacist_joined.connect(lambda name: self._mark(name, sessions.pharmacist_joined))
        card.sheet_wanted.connect(self._want_sheet)
        card.beside_wanted.connect(self._put_beside)
        card.answered.connect(self._on_answered)
        workspace.changed.connect(self._on_changed)
        autosave.typed.connect(self._on_typed)

    def look(self) -> None:
        """Show the card if an urgent flag stands, and put it away if none does."""
        session, now = self._workspace.session, self._workspace.desk.clock()
        heard = session if all(map(is_words, self._autosave.pending)) else self._picture()
        self._show(standing(session, heard, now))

    def look_anew(self, lane: Runs) -> None:
        """What is stored at once; then, beside the window's thread, what the rules see today."""
        self.look()
        QTimer.singleShot(0, self, lambda: self._ask_rules(lane))

    def _ask_rules(self, lane: Runs) -> None:
        session, now = self._workspace.session, self._workspace.desk.clock()
        lane.run(
            lambda: seen_anew(session, now),
            lambda found: self._on_found(session, now, found),
            self.failed.emit,
        )

    def _on_found(self, session: TherapySession, now: dt.datetime, found: Sequence[Raised]) -> None:
        """Only for the session they looked at: a later save brought its own flags."""
        if not isValid(self) or self._workspace.session is not session or self._autosave.pending:
            return
        flags = standing(session, session, now, found)
        if {one.red_flag for one in flags} != self._seen:
            self._show(flags)

    def _show(self, flags: Sequence[Standing]) -> None:
        session, now = self._workspace.session, self._workspace.desk.clock()
        names = frozenset(one.red_flag for one in flags)
        is_new, self._seen = bool(names - self._seen), names
        if not flags:
            if not self._card.isHidden():
                self._card.hide()
                self.covered.emit(False)  # noqa: FBT003 - Qt's signal
            return
        sees = self._workspace.actor.is_pharmacist
        self._card.show_flags(flags, session, self._picture(), now, sees_reasons=sees)
        if is_new:
            self._cover()
        if any(one.flag is None for one in flags):
            self._autosave.flush()

    def _cover(self) -> None:
        self._card.be_beside(beside=False)
        self._card.show()
        self.covered.emit(True)  # noqa: FBT003 - Qt's signal
        self._card.start()

    @Slot(bool)
    def _put_beside(self, beside: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._card.be_beside(beside=beside)
        self.covered.emit(not beside)
        if not beside:
            self._card.start()

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self.look()

    @Slot(str, object)
    def _on_typed(self, key: str, _value: Value | None) -> None:
        if not is_words(key):
            self.look()

    @Slot(str, object)
    def _on_answered(self, key: str, value: Value | None) -> None:
        self._autosave.keep(key, value)
        self._autosave.flush()

    @Slot()
    def _want_sheet(self) -> None:
        self._autosave.flush()
        self.sheet_wanted.emit()

    def _mark(self, red_flag: str, mark: Mark) -> None:
        """Record a time. The flag is looked up when it is stored, as it may be new."""
        self._autosave.flush()

        def use_case(wish: Wish) -> Saved:
            flag = _flag_id(self._workspace.session, red_flag)
            return _marked(mark, wish.session, flag, wish.command, wish.by)

        self._workspace.do(use_case, None, self.failed.emit)

    def _picture(self) -> TherapySession:
        return looking_ahead(
            self._workspace.session,
            self._autosave.pending,
            at=self._workspace.desk.clock(),
            by=self._workspace.actor.person,
        )


def _marked(mark: Mark, session: SessionId, flag: FlagId, command: CommandId, by: Actor) -> Saved:
    return mark(session, flag, command=command, by=by)


def _flag_id(session: TherapySession, red_flag: str) -> FlagId:
    for flag in session.flags:
        if flag.red_flag == red_flag and flag.is_open:
            return flag.id
    raise Refused(_("The red flag is not stored yet. What you typed is kept; press it again."))

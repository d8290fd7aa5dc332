"""The sessions that are open: each with its letter and colour, one in front, never confused.

A session is shown as a walk, as a review, or by its papers: whatever its state and the person say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.changes import Saved
from app.domain.therapy_session import Value
from models.vocabulary import PaperKind, SessionId, SessionState
from resources.language import _
from ui.at_desk import AtDesk
from ui.background import Runs
from ui.bookmark import OpenAt, View
from ui.navigation import Tab
from ui.screens.papers import PapersScreen
from ui.screens.review import ReviewScreen
from ui.screens.session import SessionScreen
from ui.tokens import WINDOWS

Screen: TypeAlias = SessionScreen | ReviewScreen | PapersScreen
SIGNED = (SessionState.RELEASED, SessionState.DELIVERED, SessionState.CLOSED)
REVIEWED = (SessionState.IN_REVIEW, SessionState.CONSULTED)


class OpenSession(QStackedWidget):
    """One tab. The walk stays below its papers, so that nothing typed is lost."""

    left = Signal()
    put_down = Signal()
    handed_off = Signal()
    save_state = Signal(object)
    in_front_changed = Signal()

    def __init__(
        self,
        opened: Saved,
        view: View,
        at_desk: AtDesk,
        search: Runs,
        letter: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = opened.session.id
        self.name = str(opened.session.patient.name)
        self.letter, self.view = letter, view
        self._at_desk, self._search = at_desk, search
        self.setObjectName(f"open.{letter}")
        self._show(self._make(opened, view))

    @property
    def in_front(self) -> Screen:
        """What is in front."""
        shown = self.currentWidget()
        assert isinstance(shown, SessionScreen | ReviewScreen | PapersScreen)
        return shown

    @property
    def walk(self) -> SessionScreen | None:
        """The walk, if this is one."""
        first = self.widget(0)
        return first if isinstance(first, SessionScreen) else None

    @property
    def is_covered(self) -> bool:
        """Whether the emergency card is what is in front."""
        return isinstance(self.in_front, SessionScreen) and self.in_front.is_covered

    @property
    def unsaved(self) -> Mapping[str, Value | None]:
        """What was typed in the walk and is not committed."""
        return self.walk.unsaved if self.walk is not None else {}

    def flush(self) -> None:
        """Send what was typed to be stored now."""
        if self.walk is not None:
            self.walk.flush()

    def put_focus(self) -> None:
        """Be ready for typing."""
        if isinstance(self.in_front, SessionScreen):
            self.in_front.page.open_next()
        else:
            self.in_front.put_focus()

    def show_papers(self, kind: PaperKind | None = None) -> None:
        """Show the papers over the walk or the review."""
        desk, by, session = self._at_desk.desk, self._at_desk.actor, self.session

        def show(saved: Saved) -> None:
            papers = self._make(saved, View.PAPERS)
            assert isinstance(papers, PapersScreen)
            self._show(papers)
            if kind is not None:
                papers.show_paper(kind)

        self._at_desk.errands.run(lambda: desk.sessions.open(session, by=by), show, asker=self)

    def _make(self, saved: Saved, view: View) -> Screen:
        if view is View.PAPERS:
            papers = PapersScreen(saved, self._at_desk, self.letter)
            papers.left.connect(self.left)
            papers.back_wanted.connect(self._go_back)
            return papers
        if view is View.REVIEW:
            review = ReviewScreen(saved, self._at_desk, self.letter)
            review.left.connect(self.left)
            review.papers_wanted.connect(self.show_papers)
            return review
        walk = SessionScreen(saved, self._at_desk, self._search, self.letter, self)
        walk.left.connect(self.put_down)
        walk.left.connect(self.left)
        walk.handed_off.connect(self.handed_off)
        walk.save_state.connect(self.save_state)
        walk.covered.connect(lambda _covers: self.in_front_changed.emit())
        walk.sheet_wanted.connect(lambda _id: self.show_papers(PaperKind.EMERGENCY_SHEET))
        return walk

    def _show(self, screen: QWidget) -> None:
        self.addWidget(screen)
        self.setCurrentWidget(screen)
        self.in_front_changed.emit()
        if self.isVisible():
            self.put_focus()

    def _go_back(self) -> None:
        """From the papers to what was below them; from papers alone, away."""
        papers = self.in_front
        if self.count() == 1:
            self.left.emit()
            return
        self.removeWidget(papers)
        papers.deleteLater()
        self.in_front_changed.emit()
        self.in_front.workspace.read_again()
        self.put_focus()


class OpenSessions(QStackedWidget):
    """All tabs. `changed` when there are others or another is in front; `emptied` for the last."""

    changed = Signal()
    emptied = Signal()
    refused = Signal(str)
    put_down = Signal(str)
    handed_off = Signal(str)
    save_state = Signal(object)

    def __init__(self, at_desk: AtDesk, search: Runs) -> None:
        super().__init__()
        self.setObjectName("open_sessions")
        self._at_desk, self._search = at_desk, search
        self._open: list[OpenSession] = []

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The open sessions as the bar on top shows them."""
        return tuple(Tab(one.session, one.letter, one.name) for one in self._open)

    @property
    def front(self) -> OpenSession | None:
        """The session in front."""
        shown = self.currentWidget()
        return shown if isinstance(shown, OpenSession) else None

    def places(self) -> tuple[OpenAt, ...]:
        """Where they are, for the same person's return."""
        return tuple(
            OpenAt(one.session, one.view, one.letter, dict(one.unsaved)) for one in self._open
        )

    def show_session(self, saved: Saved, view: View | None = None, letter: str = "") -> bool:
        """Bring a session to the front, opening it where it is not open. False: no room."""
        known = next((one for one in self._open if one.session == saved.session.id), None)
        if known is not None:
            self.bring(known.session)
            return True
        free = [name for name in WINDOWS if name not in {one.letter for one in self._open}]
        if not free:
            self.refused.emit(
                _("{count} sessions are open. Put one down first.").format(count=len(WINDOWS))
            )
            return False
        name = letter if letter in free else free[0]
        self._add(saved, view or view_of(saved, self._at_desk), name)
        return True

    def bring(self, session: SessionId) -> None:
        """Bring an open session to the front."""
        for one in self._open:
            if one.session == session:
                self.setCurrentWidget(one)
                self.changed.emit()
                QTimer.singleShot(0, one, one.put_focus)

    def type_again(self, session: SessionId, unsaved: Mapping[str, Value | None]) -> None:
        """Take up what the same person typed before the lock and could not be stored."""
        for one in self._open:
            if one.session == session and one.walk is not None and unsaved:
                one.walk.type_again(unsaved)

    def flush(self) -> None:
        """Send everything that was typed to be stored now."""
        for one in self._open:
            one.flush()

    def _add(self, saved: Saved, view: View, letter: str) -> None:
        one = OpenSession(saved, view, self._at_desk, self._search, letter, self)
        one.left.connect(lambda: self._remove(one))
        one.put_down.connect(lambda: self.put_down.emit(one.name))
        one.handed_off.connect(lambda: self._hand_off(one))
        one.save_state.connect(self.save_state)
        one.in_front_changed.connect(self.changed)
        self._open.append(one)
        self._open.sort(key=lambda opened: opened.letter)
        self.addWidget(one)
        self.bring(one.session)

    def _hand_off(self, one: OpenSession) -> None:
        self.handed_off.emit(one.name)
        QTimer.singleShot(0, self, lambda: self._remove(one))

    def _remove(self, one: OpenSession) -> None:
        if one not in self._open:
            return
        self._open.remove(one)
        self.removeWidget(one)
        one.hide()
        one.deleteLater()
        self.changed.emit()
        self.emptied.emit()


def view_of(saved: Saved, at_desk: AtDesk) -> View:
    """How this person sees this session: to walk it, to review it, or its papers."""
    session = saved.session
    if session.state in REVIEWED and session.claimed_by == at_desk.actor.person:
        return View.REVIEW
    if session.state in SIGNED:
        return View.REVIEW if at_desk.is_pharmacist else View.PAPERS
    if session.state in (*REVIEWED, SessionState.QUEUED) and not session.is_escalated:
        return View.REVIEW if at_desk.is_pharmacist else View.PAPERS
    return View.WALK

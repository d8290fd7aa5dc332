"""The desk of who is signed in: the bar of places, the pages, the open sessions, the status bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from app.domain.changes import Saved
from app.errors import Refused
from app.services.api import QueueRow
from app.services.scan_values import WatchReport
from models.vocabulary import SessionId, SessionState
from resources.language import _
from ui import words
from ui.at_desk import AtDesk
from ui.autosave import SaveState
from ui.background import Runs
from ui.bookmark import Bookmark, OpenAt, View
from ui.desk_view import PATIENTS_CAME, DeskView
from ui.dialogs.words import WordsDialog
from ui.folder_watch import FolderWatch, words_of
from ui.ids import new_command
from ui.keys import bind
from ui.kit.boxes import column
from ui.kit.status import StatusBar
from ui.navigation import Navigation, Page
from ui.open_sessions import OpenSessions
from ui.panes import be_pane
from ui.preferences import Preferences
from ui.saved_words import tone_of
from ui.screens.patients import PatientsScreen
from ui.screens.people import PeopleScreen
from ui.screens.queue import QueueScreen
from ui.screens.settings import SettingsScreen
from ui.screens.today import TodayScreen

TAKEN_UP = (SessionState.COLLECTING, SessionState.RETURNED)


class Workplace(DeskView):
    """The desk itself."""

    def __init__(self, at_desk: AtDesk, search: Runs, preferences: Preferences) -> None:
        super().__init__(at_desk)
        self.setObjectName("workplace")
        self.setProperty("kind", "screen")
        self._page = Page.TODAY
        self._navigation = Navigation()
        self._status = StatusBar()
        self.today = TodayScreen(at_desk)
        self.patients = PatientsScreen(at_desk)
        self.queue = QueueScreen(at_desk)
        self.settings = SettingsScreen(at_desk, preferences)
        self.people = PeopleScreen(at_desk)
        self.sessions = OpenSessions(at_desk, search)
        self._folder = FolderWatch(at_desk, self)
        self._faults: frozenset[str] = frozenset()
        self._stack = QStackedWidget()
        for screen in (*self._screens().values(), self.people, self.sessions):
            self._stack.addWidget(screen)
        self.setLayout(column(self._navigation, self._bar, (self._stack, 1), self._status, gap=0))
        be_pane(self._navigation, _("Main menu"))
        be_pane(self._stack, _("Page"))
        self._connect()
        self._bind_keys()
        self._folder.start()
        self._status.show_person(_("{name}, {role}").format(
            name=at_desk.actor.name, role=words.roles(at_desk.actor.roles)
        ))  # fmt: skip

    def bookmark(self) -> Bookmark:
        """Where this person is."""
        is_session = self._stack.currentWidget() is self.sessions
        front = self.sessions.front if is_session else None
        in_front = None if front is None else front.session
        return Bookmark(self._page, self.sessions.places(), in_front)

    def home(self) -> Bookmark:
        """Where the work of who comes anew is: the queue for pharmacists."""
        return Bookmark(Page.QUEUE if self.actor.is_pharmacist else Page.TODAY)

    def go_to(self, bookmark: Bookmark) -> None:
        """Go where this person was: ids are read again, nothing else was kept."""
        self.show_page(bookmark.page)
        for place in bookmark.sessions:
            self._reopen(place, in_front=place.session == bookmark.in_front)

    def put_away(self) -> None:
        """The window locks: store what was typed, answer nobody any more."""
        self._folder.stop()
        self.sessions.flush()
        self._at_desk.errands.close()

    def show_page(self, page: Page) -> None:
        """Go to a place of the bar."""
        self._page = page
        screen = self._screens()[page]
        self._stack.setCurrentWidget(screen)
        self._mark()
        screen.refresh()
        screen.put_focus()

    def open_session(self, session: SessionId) -> None:
        """Open a session as this person sees it."""
        desk, by = self._at_desk.desk, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: desk.sessions.open(session, by=by), self.show_session, asker=self
        )

    @Slot(Saved)
    def show_session(self, saved: Saved) -> None:
        """Bring a session to the front."""
        self.notices.withdraw(PATIENTS_CAME)
        self.notices.withdraw("put_down")
        if self.sessions.show_session(saved):
            self._stack.setCurrentWidget(self.sessions)
            self._mark()

    def tell_patients(self, came: int) -> None:
        """Not over a session: who works there has found a patient."""
        if self._stack.currentWidget() is not self.sessions:
            super().tell_patients(came)

    def _screens(self) -> dict[Page, TodayScreen | PatientsScreen | QueueScreen | SettingsScreen]:
        return {
            Page.TODAY: self.today,
            Page.PATIENTS: self.patients,
            Page.QUEUE: self.queue,
            Page.SETTINGS: self.settings,
        }

    def _connect(self) -> None:
        errands = self._at_desk.errands
        errands.went_through.connect(self._say_connected)
        self._navigation.find_wanted.connect(self._find)
        self._navigation.tab_wanted.connect(self._bring)
        self._navigation.wanted.connect(self.show_page)
        self.patients.opened.connect(self._open_row)
        self.patients.started.connect(self.show_session)
        self.people.left.connect(lambda: self.show_page(Page.SETTINGS))
        self.queue.claimed.connect(self.show_session)
        self.queue.opened.connect(self._open_row)
        self.sessions.changed.connect(self._mark)
        self.sessions.emptied.connect(lambda: self.show_page(self._page))
        self.sessions.handed_off.connect(self._say_sent)
        self.sessions.put_down.connect(self._say_put_down)
        self.sessions.refused.connect(lambda said: self.notices.tell_refused(Refused(said)))
        self.sessions.save_state.connect(self._say_saved)
        self._folder.told.connect(self._say_imported)
        self.settings.folder.changed.connect(self._folder.look)
        self.settings.people_wanted.connect(self._show_people)
        self.settings.preferred.connect(self.preferred)
        self.today.answer_wanted.connect(self._answer)
        self.today.opened.connect(self._open_row)
        self.today.start_wanted.connect(self._find)

    def _bind_keys(self) -> None:
        for page in Page:
            bind(self, page, partial(self.show_page, page))
        bind(self, "find_patient", self._find)
        bind(self, "start_session", self._find)
        bind(self, "new_patient", self._enter_new)
        bind(self, "import", self._import)
        bind(self, "next_session", self._next_session)

    @Slot()
    def _find(self) -> None:
        self.show_page(Page.PATIENTS)
        self.patients.put_focus()

    @Slot()
    def _enter_new(self) -> None:
        self.show_page(Page.PATIENTS)
        self.patients.enter_new()

    @Slot()
    def _import(self) -> None:
        self.show_page(Page.PATIENTS)
        self.patients.choose_file()

    @Slot(object)
    def _bring(self, session: SessionId) -> None:
        self.sessions.bring(session)
        self._stack.setCurrentWidget(self.sessions)
        self._mark()

    @Slot()
    def _next_session(self) -> None:
        tabs = self.sessions.tabs
        if not tabs:
            return
        front = self.sessions.front
        is_there = self._stack.currentWidget() is self.sessions and front is not None
        ids = [tab.session for tab in tabs]
        at = ids.index(front.session) + 1 if is_there and front is not None else 0
        self._bring(ids[at % len(ids)])

    @Slot()
    def _show_people(self) -> None:
        self._page = Page.SETTINGS
        self._stack.setCurrentWidget(self.people)
        self._mark()
        self.people.refresh()
        self.people.put_focus()

    @Slot(object)
    def _open_row(self, row: QueueRow) -> None:
        """Take up what is collected, a new talk where it is another person; look at the rest."""
        if row.state not in TAKEN_UP or row.claimed_by_name:
            self.open_session(row.session)
            return
        desk, by, command = self._at_desk.desk, self._at_desk.actor, new_command()
        self._at_desk.errands.run(
            lambda: desk.sessions.take_up(row.session, command=command, by=by),
            self.show_session,
            asker=self,
        )

    @Slot(object)
    def _answer(self, row: QueueRow) -> None:
        """Read the session again, and ask for the answer to the pharmacist's question."""
        desk, by = self._at_desk.desk, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: desk.sessions.open(row.session, by=by), self._ask_answer, asker=self
        )

    def _ask_answer(self, saved: Saved) -> None:
        asked = next((one for one in reversed(saved.session.returns) if one.answer is None), None)
        if asked is None:
            self.show_session(saved)
            return
        dialog = WordsDialog(
            _("{name} asks").format(name=asked.by_name), _("Your answer"),
            _("Store, and go on with the session"), self, name="answer_return",
            about=asked.question,
        )  # fmt: skip
        desk, by = self._at_desk.desk, self._at_desk.actor
        session, returned = saved.session.id, asked.id

        def give(answer: str) -> None:
            command = new_command()

            def answered(_saved: Saved) -> None:
                dialog.accept()
                self._take_up(session)

            self._at_desk.errands.run(
                lambda: desk.sessions.answer_return(
                    session, returned, answer, command=command, by=by
                ),
                answered,
                dialog.refuse,
                asker=dialog,
            )

        dialog.given.connect(give)
        dialog.open()

    def _take_up(self, session: SessionId) -> None:
        desk, by, command = self._at_desk.desk, self._at_desk.actor, new_command()
        self._at_desk.errands.run(
            lambda: desk.sessions.take_up(session, command=command, by=by),
            self.show_session,
            asker=self,
        )

    def _reopen(self, place: OpenAt, *, in_front: bool) -> None:
        desk, by = self._at_desk.desk, self._at_desk.actor

        def show(saved: Saved) -> None:
            view = place.view if place.view is View.PAPERS else None
            self.sessions.show_session(saved, view, place.letter)
            self.sessions.type_again(place.session, place.unsaved)
            if in_front:
                self._bring(place.session)
            else:
                self._mark()

        self._at_desk.errands.run(
            lambda: desk.sessions.open(place.session, by=by), show, asker=self
        )

    @Slot()
    def _mark(self) -> None:
        """Show in the bar where we are; no bar while the emergency card covers the window."""
        is_session = self._stack.currentWidget() is self.sessions
        front = self.sessions.front if is_session else None
        self._navigation.show_page(None if is_session else self._page)
        self._navigation.show_tabs(self.sessions.tabs, None if front is None else front.session)
        self._navigation.be_compact(compact=is_session)
        self._navigation.setVisible(front is None or not front.is_covered)

    @Slot(str)
    def _say_sent(self, name: str) -> None:
        self.notices.tell(
            _("{name} is with the pharmacist now.").format(name=name), tone="ok", name="sent"
        )

    @Slot(str)
    def _say_put_down(self, name: str) -> None:
        said = _("{name} is put down, and stands on Today for you or a colleague.")
        self.notices.tell_in_passing(said.format(name=name), "put_down")

    @Slot(object)
    def _say_saved(self, state: SaveState) -> None:
        icon, tone = tone_of(state)
        self._status.put("saved", icon, state.words, tone)

    @Slot(object)
    def _say_imported(self, report: WatchReport) -> None:
        """When fills came last; a file that cannot be read is told once, with its reason."""
        today = self._at_desk.desk.clock().astimezone().date()
        said, tone = words_of(report, today)
        self._status.put("imported", "import", said, tone)
        faults = frozenset(f"{fault.file}: {fault.why}" for fault in report.faults)
        for told in sorted(faults - self._faults):
            self.notices.tell(told, tone="warn", name=f"watched.{told}")
        self._faults = faults

    @Slot()
    def _say_connected(self) -> None:
        self.notices.withdraw("world")

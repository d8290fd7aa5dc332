"""The review: one page for the pharmacist, from what is dangerous down to the signature.

Red flags and findings stand left in order of severity; right stands what matters to the patient,
the medicines, and the pharmacist's own talk. Without a claim of one's own it can only be read.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.changes import Saved
from app.domain.medicine import Review as MedicineReview
from app.errors import Refused
from app.services.api import Blocker
from models.vocabulary import MedicineId, SessionState
from ui.at_desk import AtDesk
from ui.keys import bind
from ui.kit.banner import Banner
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.scroll import Scroll
from ui.panes import be_pane
from ui.review.about import AboutCard, Gaps
from ui.review.actions import ReviewActions
from ui.review.findings import FindingsColumn
from ui.review.foot import ReviewFoot
from ui.review.instruments import InstrumentsTold
from ui.review.medicines import MedicinesTable
from ui.review.missing import MissingCard
from ui.review.released import ReleasedCard
from ui.review.sides import SidesCard
from ui.review.talk import TalkCard
from ui.screens.session_facts import about, facts
from ui.theme import THEME
from ui.workspace import Workspace

NARROW = 1_040
LEFT_WIDTH = 470
MOST = 16_777_215
"""Qt's own word for "no limit"."""
UNDER_REVIEW = (SessionState.IN_REVIEW, SessionState.CONSULTED)


class ReviewScreen(QWidget):
    """`left` when the session is put down or gone on elsewhere, `papers_wanted` for its papers."""

    left = Signal()
    papers_wanted = Signal()

    def __init__(self, opened: Saved, at_desk: AtDesk, letter: str) -> None:
        super().__init__()
        self.setObjectName("review")
        self.setProperty("kind", "screen")
        lane = at_desk.errands.lane
        self.workspace = Workspace(opened, at_desk.desk, at_desk.actor, lane, self)
        self._at_desk = at_desk
        now = at_desk.desk.clock()
        self._banner = Banner(letter)
        self._findings = FindingsColumn()
        self._gaps = Gaps()
        self._about = AboutCard()
        self._sides = SidesCard(lane)
        self._instruments = InstrumentsTold()
        self._medicines = MedicinesTable()
        self._talk = TalkCard(now.astimezone().date())
        self._released = ReleasedCard()
        self._signatures = 0
        self._missing = MissingCard()
        self._foot = ReviewFoot()
        self._actions = ReviewActions(self.workspace, at_desk, self)
        self._build()
        self._connect()
        self._bind()
        self._draw()
        self._make_room()

    @property
    def is_mine(self) -> bool:
        """Whether this person may change anything here: the claim is theirs, and not signed."""
        session = self.workspace.session
        return (
            self._at_desk.is_pharmacist
            and session.claimed_by == self._at_desk.actor.person
            and session.state in UNDER_REVIEW
        )

    @property
    def _may_clear(self) -> bool:
        """A red flag is cleared by any pharmacist, at once, whoever holds the session."""
        return self._at_desk.is_pharmacist and not self.workspace.session.signed

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """Why it cannot be signed yet."""
        review = self._at_desk.desk.review
        return review.blockers(self.workspace.session, self.workspace.notices)

    def put_focus(self) -> None:
        """Stand on the most pressing thing; once it is signed, on what is done with it."""
        if not self._released.isHidden() and self._released.put_focus():
            self._right.reveal(self._released)
        elif self.is_mine:
            self._put_focus_on_next()
        else:
            self._findings.put_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _build(self) -> None:
        left = column((self._findings, 1), self._gaps, gap=8)
        self._left = holder(left)
        right = column(
            self._released, self._missing, self._about, self._sides, self._instruments,
            self._medicines, self._talk,
            STRETCH, gap=12, pad=(0, 0, 8, 0),
        )  # fmt: skip
        self._right = Scroll(holder(right))
        self._columns = row(self._left, (self._right, 1), gap=18, pad=(20, 10, 12, 10))
        self._page = Scroll(holder(self._columns))
        self.setLayout(column(self._banner, (self._page, 1), self._foot, gap=0))
        be_pane(self._left, "findings")
        be_pane(self._right, "medicines")
        be_pane(self._foot, "signature")
        self._missing.hide()

    def _connect(self) -> None:
        actions, findings, foot = self._actions, self._findings, self._foot
        self._about.answer_wanted.connect(actions.answer)
        self._banner.put_down.connect(self.left)
        actions.left.connect(self.left)
        actions.refused.connect(self._refused)
        findings.accepted.connect(actions.accept)
        findings.cleared.connect(actions.clear_flag)
        findings.emptied.connect(self._go_on)
        findings.set_aside.connect(actions.set_aside)
        foot.give_back_wanted.connect(actions.give_back)
        foot.papers_wanted.connect(self.papers_wanted)
        foot.return_wanted.connect(actions.return_with)
        foot.sign_wanted.connect(actions.sign)
        foot.why_wanted.connect(self._show_missing)
        self._medicines.decided.connect(self._decide)
        self._medicines.keep.clicked.connect(self._keep)
        self._missing.picked.connect(self._jump)
        self._released.addendum_wanted.connect(actions.add_addendum)
        self._released.close_wanted.connect(actions.close)
        self._released.deliver_wanted.connect(actions.deliver)
        self._released.papers_wanted.connect(self.papers_wanted)
        self._released.verify_wanted.connect(self._verify)
        self._released.withdraw_wanted.connect(actions.withdraw)
        self._talk.told.connect(lambda talk: actions.record_talk(talk, self._go_on))
        actions.went_on.connect(self._go_on)
        self.workspace.changed.connect(self._draw)
        actions.verified.connect(self._released.show_checks)

    def _bind(self) -> None:
        """Letters count on the whole page; in a field they are typed."""
        wishes: tuple[tuple[str, Callable[[], object]], ...] = (
            ("next_finding", lambda: self._findings.step(1)),
            ("previous_finding", lambda: self._findings.step(-1)),
            ("accept", self._if_mine(self._findings.accept_current)),
            ("set_aside", self._if_mine(self._findings.set_current_aside)),
            ("answer_question", self._if_mine(self._answer_next)),
            ("keep_agreeing", self._if_mine(self._keep)),
            ("record_talk", self._if_mine(self._talk.begin)),
            ("return_with", self._if_mine(self._actions.return_with)),
            ("sign", self._sign),
            ("papers", self.papers_wanted.emit),
        )
        for name, wish in wishes:
            bind(self, name, wish, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _if_mine(self, wish: Callable[[], object]) -> Callable[[], None]:
        def only_if_mine() -> None:
            if self.is_mine:
                wish()

        return only_if_mine

    @Slot()
    def _draw(self) -> None:
        session, notices = self.workspace.session, self.workspace.notices
        now, read_only = self._at_desk.desk.clock(), not self.is_mine
        self._banner.show_patient(str(session.patient.name), about(session, now.date()))
        self._banner.show_facts(facts(session, now))
        self._findings.show_session(
            session, notices, now, read_only=read_only, may_clear=self._may_clear
        )
        self._gaps.show_session(session)
        self._about.show_session(session, read_only=read_only)
        self._sides.show_session(session, now.astimezone().date())
        self._instruments.show_session(session)
        self._medicines.show_session(session, notices, read_only=read_only)
        self._talk.show_session(session, read_only=read_only)
        self._released.show_session(session, is_pharmacist=self._at_desk.is_pharmacist)
        if len(session.signed) > self._signatures and self.isVisible():
            QTimer.singleShot(0, self, self.put_focus)
        self._signatures = len(session.signed)
        blockers = self.blockers if self.is_mine else ()
        self._foot.show_session(session, blockers, read_only=read_only)
        self._missing.show_blockers(blockers)
        QTimer.singleShot(0, self, self._make_room)

    @Slot(object, object)
    def _decide(self, medicine: MedicineId, review: MedicineReview) -> None:
        self._actions.decide(medicine, review, self._medicines.close_editor)

    @Slot()
    def _keep(self) -> None:
        self._actions.keep(self._medicines.kept())

    @Slot()
    def _go_on(self) -> None:
        """To what is still to be done, once that is drawn."""
        QTimer.singleShot(0, self, self._put_focus_on_next)

    def _put_focus_on_next(self) -> None:
        """Findings, medicines, the talk; where nothing is left, the signature."""
        if self._findings.is_open:
            self._findings.put_focus()
        elif self._medicines.put_focus_on_open():
            return
        elif self.workspace.session.live_talk is None and not self._foot.may_sign:
            self._talk.begin()
        else:
            self._foot.put_focus()

    @Slot()
    def _answer_next(self) -> None:
        question = self._about.next_question
        if question is not None:
            self._actions.answer(question)

    @Slot()
    def _sign(self) -> None:
        if self._foot.may_sign:
            self._actions.sign()
        elif self.is_mine:
            self._show_missing()

    @Slot()
    def _verify(self) -> None:
        self._actions.verify()

    @Slot()
    def _show_missing(self) -> None:
        self._missing.show()
        self._missing.put_focus()
        self._right.reveal(self._missing)

    @Slot(str)
    def _jump(self, where: str) -> None:
        """Go to the thing that stands in the way."""
        if self._findings.go_to(where) or self._medicines.go_to(where):
            return
        if where in ("talk", "live_talk"):
            self._talk.begin()
            self._right.reveal(self._talk)
        elif any(str(c.id) == where for c in self.workspace.session.concerns):
            self._answer_next()

    @Slot(str, Refused)
    def _refused(self, area: str, error: Refused) -> None:
        if area == "decide":
            self._medicines.refuse(error.message)
        elif area == "talk":
            self._talk.refuse(error)

    @Slot()
    def _make_room(self) -> None:
        """Side by side where there is room; else one under another, in one long page."""
        is_narrow = self.width() < THEME.px(NARROW)
        directions = QBoxLayout.Direction
        self._columns.setDirection(
            directions.TopToBottom if is_narrow else directions.LeftToRight
        )  # fmt: skip
        self._foot.be_narrow(narrow=is_narrow)
        width = self.width() - 48
        if is_narrow:
            self._left.setMaximumWidth(MOST)
            findings = self._findings.natural_height(width) + self._gaps.sizeHint().height()
            self._left.setMinimumSize(0, findings)
            self._right.setMinimumHeight(self._right.natural_height(width))
        else:
            self._left.setFixedWidth(min(THEME.px(LEFT_WIDTH), self.width() * 2 // 5))
            self._left.setMinimumHeight(0)
            self._right.setMinimumHeight(0)

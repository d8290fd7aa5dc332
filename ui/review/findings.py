"""The left column of the review: red flags, then findings in order of severity, then the rest.

J and K move, A accepts, D sets aside with a reason; the low ones can go together with one reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.findings import Finding, Notice
from app.domain.therapy_session import Flag, TherapySession
from app.rules.red_flags import RED_FLAGS
from models.vocabulary import Disposition, FlagId
from resources.language import _
from ui import words
from ui.keys import key
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.focus import keep_place
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.review.cards import LOW, FindingCard, FlagCard, closed_row
from ui.theme import THEME


class FindingsColumn(QWidget):
    """`accepted` and `set_aside` carry findings; `cleared` a flag, its disposition and a note.

    `emptied`: who had the focus here looked at the last thing, and the focus has to go on.
    """

    accepted = Signal(object)
    set_aside = Signal(object)
    cleared = Signal(object, Disposition, str)
    emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.findings")
        self.setProperty("kind", "plain")
        self._cards: list[FindingCard] = []
        self._flags: dict[FlagId, FlagCard] = {}
        self._here = 0
        self._drawn: object = None
        self._is_read_only = self._may_clear = False
        self._count = TextLabel("", "body", "muted")
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        self._body.setContentsMargins(2, 2, 8, 2)
        chips = [KeyChip(key(name).shown) for name in ("next_finding", "previous_finding")]
        head = row(
            TextLabel(_("Findings"), "title"), self._count, STRETCH, *chips,
            TextLabel(_("move"), "small", "muted"),
        )  # fmt: skip
        self._scroll = Scroll(holder(column(self._body, STRETCH, gap=0)))
        self.setLayout(column(head, (self._scroll, 1), gap=8))

    @property
    def open_findings(self) -> list[Finding]:
        """What is neither accepted nor set aside, in the order shown."""
        return [card.finding for card in self._cards]

    @property
    def is_open(self) -> bool:
        """Whether a red flag or a finding is still to be looked at."""
        return bool(self._flags or self._cards)

    @property
    def current(self) -> Finding | None:
        return self._cards[self._here].finding if self._cards else None

    def show_session(
        self,
        session: TherapySession,
        notices: Sequence[Notice],
        now: dt.datetime,
        *,
        read_only: bool,
        may_clear: bool,
    ) -> None:
        """Draw what stands, where it changed."""
        ways = (read_only, may_clear)
        picture = (session.flags, session.acknowledgements, tuple(notices), ways)
        if picture == self._drawn:
            return
        self._drawn, self._is_read_only, self._may_clear = picture, read_only, may_clear
        findings = [notice for notice in notices if isinstance(notice, Finding)]
        flags = [flag for flag in session.flags if flag.is_open]
        open_ones = open_findings(session, findings)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        clear(self._body)
        self._flags = {flag.id: self._flag_card(flag, now) for flag in flags}
        self._cards = [self._card(finding) for finding in open_ones]
        for part in (*self._flags.values(), *self._cards):
            self._body.addWidget(part)
            part.show()
        self._say_count(len(flags), len(open_ones))
        self._draw_low(open_ones)
        self._draw_closed(session, findings)
        self._mark(min(self._here, max(0, len(self._cards) - 1)))
        keep_place(self)
        if had_focus and self.is_open:
            self.put_focus()
        elif had_focus:
            self.emptied.emit()

    def _say_count(self, flags: int, findings: int) -> None:
        self._count.say(_("{number} open").format(number=flags + findings))
        if not flags and not findings:
            self._body.addWidget(
                EmptyBox(_("Nothing is open here."), _("Go on with the medicines."), icon="ok")
            )

    def _draw_low(self, open_ones: Sequence[Finding]) -> None:
        low = [finding for finding in open_ones if finding.level in LOW]
        if len(low) < 2 or self._is_read_only:
            return
        accept = Button(_("Accept the {number} low ones").format(number=len(low)), kind="quiet")
        aside = Button(_("Set them aside together"), kind="quiet", name="findings.low.aside")
        accept.setObjectName("findings.low.accept")
        accept.clicked.connect(lambda: self.accepted.emit(low))
        aside.clicked.connect(lambda: self.set_aside.emit(low))
        self._body.addLayout(row(accept, aside, STRETCH, gap=4))

    def _draw_closed(self, session: TherapySession, findings: Sequence[Finding]) -> None:
        how = {word.fingerprint: word.accepted for word in session.acknowledgements}
        closed = [finding for finding in findings if finding.fingerprint in how]
        if closed:
            self._body.addSpacing(4)
            self._body.addWidget(TextLabel(_("Already looked at"), "small", "muted"))
        for finding in closed:
            said = _("Accepted") if how[finding.fingerprint] else _("Set aside")
            self._body.addWidget(closed_row(finding.title, said))
        for flag in session.flags:
            if not flag.is_open and flag.disposition is not None:
                said = _(words.DISPOSITIONS[flag.disposition])
                self._body.addWidget(closed_row(flag_title(flag), said))

    def step(self, step: int) -> None:
        """Go to the next or the previous finding."""
        if self._cards:
            self._mark(max(0, min(len(self._cards) - 1, self._here + step)))
            self._focus_card()

    def go_to(self, where: str) -> bool:
        """Go to the finding or the flag that a blocker names; False where it is none of them."""
        for number, card in enumerate(self._cards):
            if card.finding.fingerprint == where:
                self._mark(number)
                self._focus_card()
                return True
        for flag, flag_card in self._flags.items():
            if str(flag) == where:
                self._scroll.reveal(flag_card)
                flag_card.focus_first()
                return True
        return False

    def natural_height(self, width: int) -> int:
        """As high as it is when nothing of it scrolls."""
        return self._scroll.natural_height(width) + THEME.px(64)

    def put_focus(self) -> None:
        if self._flags:
            next(iter(self._flags.values())).focus_first()
        else:
            self._focus_card()

    @Slot()
    def accept_current(self) -> None:
        if self.current is not None:
            self.accepted.emit([self.current])

    @Slot()
    def set_current_aside(self) -> None:
        if self.current is not None:
            self.set_aside.emit([self.current])

    def _focus_card(self) -> None:
        if self._cards:
            self._cards[self._here].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.reveal(self._cards[self._here])

    def _mark(self, number: int) -> None:
        self._here = number
        for at, card in enumerate(self._cards):
            card.be_here(here=at == number)

    def _card(self, finding: Finding) -> FindingCard:
        card = FindingCard(finding, read_only=self._is_read_only)
        card.picked.connect(lambda: self._mark(self._cards.index(card)))
        card.accepted.connect(lambda: self.accepted.emit([finding]))
        card.set_aside.connect(lambda: self.set_aside.emit([finding]))
        return card

    def _flag_card(self, flag: Flag, now: dt.datetime) -> FlagCard:
        card = FlagCard(flag, flag_title(flag), now, may_clear=self._may_clear)
        card.cleared.connect(lambda how, note: self.cleared.emit(flag.id, how, note))
        return card


def open_findings(session: TherapySession, findings: Sequence[Finding]) -> list[Finding]:
    """What needs a word of the pharmacist's: the most severe first, flags on their own cards."""
    closed = {word.fingerprint for word in session.acknowledgements}
    found = [
        finding
        for finding in findings
        if finding.fingerprint not in closed
        and not any(_covers(flag, finding) for flag in session.flags)
    ]
    return sorted(found, key=lambda finding: finding.level.rank)


def _covers(flag: Flag, finding: Finding) -> bool:
    """An open flag speaks for its finding; a cleared one only for the facts it was cleared with."""
    if finding.rule != f"redflags.{flag.red_flag}":
        return False
    return flag.is_open or set(finding.because) <= set(flag.because)


def flag_title(flag: Flag) -> str:
    """What a red flag is called for pharmacists."""
    known = RED_FLAGS.get(flag.red_flag)
    return _(known.title) if known is not None else _("Red flag")

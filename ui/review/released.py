"""After the signature: who signed what and when, and what can still be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.therapy_session import Signed, TherapySession
from app.services.api import SignatureCheck
from models.vocabulary import SessionState
from resources.language import _
from ui import words
from ui.dialogs.signing import grouped
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import clear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.flow import Flow
from ui.kit.text import TextLabel


class ReleasedCard(QFrame):
    """Shown once a version was signed, also one that was withdrawn."""

    papers_wanted = Signal()
    deliver_wanted = Signal()
    close_wanted = Signal()
    addendum_wanted = Signal()
    withdraw_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.released")
        self.setProperty("kind", "card")
        self._drawn: object = None
        self._body = QVBoxLayout()
        self._body.setSpacing(6)
        self._papers = Button(
            _("Papers"), kind="main", icon="paper", key=key("papers").keys[0], acts=False,
            name="released.papers",
        )  # fmt: skip
        self._deliver = Button(_("Handed over"), icon="handoff", name="released.deliver")
        self._close = Button(_("Close the session"), icon="ok", name="released.close")
        self._addendum = Button(_("Addendum"), icon="edit", name="released.addendum")
        self._withdraw = Button(_("Withdraw"), icon="undo", name="released.withdraw")
        self._verify = Button(_("Check the signatures"), kind="quiet", name="released.verify")
        self._sentence = Sentence("released.sentence")
        self._papers.clicked.connect(self.papers_wanted)
        self._deliver.clicked.connect(self.deliver_wanted)
        self._close.clicked.connect(self.close_wanted)
        self._addendum.clicked.connect(self.addendum_wanted)
        self._withdraw.clicked.connect(self.withdraw_wanted)
        self._verify.clicked.connect(self.verify_wanted)
        buttons = Flow(gap=8)
        for button in (
            self._papers, self._deliver, self._close, self._addendum, self._withdraw, self._verify,
        ):  # fmt: skip
            buttons.addWidget(button)
        self.setLayout(column(self._body, buttons, self._sentence, gap=10, pad=(14, 10, 10, 10)))
        self.hide()

    def put_focus(self) -> bool:
        """Stand on the first thing that can be done with it; False where nothing can."""
        offered = (self._papers, self._close, self._addendum)
        first = next((button for button in offered if not button.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is not None

    def show_session(self, session: TherapySession, *, is_pharmacist: bool) -> None:
        """Show what was signed; hidden before the first signature."""
        self.setVisible(bool(session.signed))
        picture = (session.signed, session.addenda, session.state)
        if picture == self._drawn or not session.signed:
            return
        self._drawn = picture
        clear(self._body)
        for signed in session.signed:
            self._body.addLayout(_signed_line(signed))
        for addendum in session.addenda:
            by = _("Addendum by {name}, {date}").format(
                name=addendum.by_name, date=words.day(addendum.at.astimezone().date())
            )
            self._body.addWidget(TextLabel(by, "small", "muted"))
            self._body.addWidget(TextLabel(addendum.text, wraps=True))
        self._offer(session.state, is_pharmacist=is_pharmacist)

    @Slot(object)
    def show_checks(self, checks: Sequence[SignatureCheck]) -> None:
        """Say whether each signature still stands over its content."""
        is_sound = all(check.is_valid for check in checks)
        said = " ".join(
            _("Version {number}: {words}").format(number=check.version, words=check.words)
            for check in checks
        )
        tone, icon = ("ok", "ok") if is_sound else ("danger", "danger")
        self._sentence.say(said, tone, icon)

    def _offer(self, state: SessionState, *, is_pharmacist: bool) -> None:
        is_released = state is SessionState.RELEASED
        was_delivered = state in (SessionState.DELIVERED, SessionState.CLOSED)
        self._papers.setVisible(is_released or was_delivered)
        self._deliver.setVisible(is_released)
        self._close.setVisible(state is SessionState.DELIVERED)
        self._withdraw.setVisible(is_released and is_pharmacist)
        self._addendum.setVisible((is_released or was_delivered) and is_pharmacist)


def _signed_line(signed: Signed) -> QVBoxLayout:
    moment = signed.at.astimezone()
    who = ", ".join(part for part in (signed.by_name, signed.credential) if part)
    said = _("Signed by {who}, {date} {time}").format(
        who=who, date=words.day(moment.date()), time=f"{moment:%H:%M}"
    )
    if signed.withdrawn_at is None:
        badge = Badge(_("Version {n}").format(n=signed.version), "ok", "ok")
    else:
        badge = Badge(_("Version {n}, withdrawn").format(n=signed.version), "unknown", "undo")
        said = f"{said}. {_('Withdrawn')}: {signed.withdrawn_because or ''}"
    digest = TextLabel(grouped(signed.content_digest), "small", "muted", elides=True)
    return column(row(badge, (TextLabel(said, wraps=True), 1)), digest, gap=2)

"""The foot of the review: what is missing before the signature, the minutes, the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame

from app.domain.therapy_session import TherapySession
from app.services.api import Blocker
from resources.language import _
from ui.keys import key
from ui.kit.boxes import STRETCH, holder, row
from ui.kit.buttons import Button
from ui.kit.marks import Icon
from ui.kit.text import TextLabel


class ReviewFoot(QFrame):
    """`sign_wanted`, `return_wanted`, and `why_wanted` for the list of what is missing."""

    sign_wanted = Signal()
    return_wanted = Signal()
    why_wanted = Signal()
    papers_wanted = Signal()
    give_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.foot")
        self.setProperty("kind", "foot")
        self._icon = Icon("lock")
        self._to_sign = TextLabel("", "small", elides=True, name="review.to_sign")
        self._technician = TextLabel("", "small", "muted")
        self._pharmacist = TextLabel("", "small", "muted")
        self._why = Button(_("What is missing"), kind="quiet", name="review.why")
        self.papers = Button(_("Papers"), icon="paper", name="review.papers")
        self._return = Button(
            _("Return with a question"), icon="returned", key=key("return_with").keys[0],
            acts=False, name="review.return",
        )  # fmt: skip
        self._sign = Button(
            _("Sign and release"), kind="main", icon="sign", key=key("sign").keys[0],
            acts=False, name="review.sign",
        )  # fmt: skip
        self._give_back = Button(_("Give back"), kind="quiet", name="review.give_back")
        self._give_back.clicked.connect(self.give_back_wanted)
        self._why.clicked.connect(self.why_wanted)
        self._return.clicked.connect(self.return_wanted)
        self._sign.clicked.connect(self.sign_wanted)
        self.papers.clicked.connect(self.papers_wanted)
        first = row(
            self._icon, self._to_sign, self._why, STRETCH, self._technician, self._pharmacist,
            self._give_back, gap=12,
        )  # fmt: skip
        self._lines = row(
            (holder(first), 1),
            holder(row(self.papers, self._return, self._sign, gap=8)),
            gap=12,
            pad=(20, 6, 16, 6),
        )
        self.setLayout(self._lines)

    def be_narrow(self, *, narrow: bool) -> None:
        """One under another where there is no room beside each other."""
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._lines.setSpacing(4 if narrow else 12)

    @property
    def may_sign(self) -> bool:
        return self._sign.isEnabled() and not self._sign.isHidden()

    @property
    def may_return(self) -> bool:
        return not self._return.isHidden()

    def put_focus(self) -> None:
        """Stand on the signature, or on what is missing before it."""
        first = self._sign if self.may_sign else self._why
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_session(
        self, session: TherapySession, blockers: Sequence[Blocker], *, read_only: bool
    ) -> None:
        """Show what is left to do before the signature."""
        is_ready = not blockers
        self._icon.show_icon("ok" if is_ready else "lock", "ok" if is_ready else "muted")
        count = len(blockers)
        left = _("1 thing left before you can sign") if count == 1 else _(
            "{number} things left before you can sign"
        ).format(number=count)  # fmt: skip
        ready = _("Everything is looked at. You can sign.")
        self._to_sign.say(ready if is_ready else left)
        self._why.setVisible(not read_only and not is_ready)
        self._sign.setVisible(not read_only)
        self._sign.setEnabled(is_ready)
        self._return.setVisible(not read_only)
        self._give_back.setVisible(not read_only)
        self._icon.setVisible(not read_only)
        self._to_sign.setVisible(not read_only)
        self.papers.setVisible(not session.signed or not read_only)
        self._say_minutes(session)

    def _say_minutes(self, session: TherapySession) -> None:
        self._technician.say(
            _("Technician {minutes} min").format(minutes=session.technician_minutes)
        )
        talk = session.live_talk
        self._pharmacist.say(
            _("Pharmacist's talk {minutes} min").format(minutes=talk.minutes) if talk else ""
        )

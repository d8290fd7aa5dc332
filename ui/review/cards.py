"""Cards of the review: a red flag with its disposition, a finding with *Accept* and *Set aside*."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.findings import Finding
from app.domain.therapy_session import Flag
from models.vocabulary import Disposition, Level
from resources.language import _
from ui import words
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import choice, line
from ui.kit.text import TextLabel
from ui.theme import restyle

LOW = (Level.QUEUE, Level.NOTE)


class FindingCard(QFrame):
    """One finding: its level, why, where from. The current one has the filled buttons."""

    picked = Signal()
    accepted = Signal()
    set_aside = Signal()

    def __init__(self, finding: Finding, *, read_only: bool = False) -> None:
        super().__init__()
        self.finding = finding
        label, tone, icon = words.LEVELS[finding.level]
        self.setObjectName(f"finding.{finding.fingerprint[:8]}")
        self.setProperty("kind", "finding")
        self.setProperty("tone", tone)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        because = words.together(finding.because)
        self.setAccessibleName(f"{_(label)}: {finding.title}. {because}")
        self._accept = Button(
            _("Accept"), key=key("accept").keys[0], acts=False, name="finding.accept"
        )
        self._aside = Button(
            _("Set aside"), key=key("set_aside").keys[0], acts=False, name="finding.aside"
        )
        for button in (self._accept, self._aside):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setVisible(not read_only)
        self._accept.clicked.connect(self.accepted)
        self._aside.clicked.connect(self.set_aside)
        badge = Badge(_(label), tone, icon)
        head = row(badge, (TextLabel(finding.title, "strong", wraps=True), 1), gap=8)
        head.setAlignment(badge, Qt.AlignmentFlag.AlignTop)
        foot = row(
            (TextLabel(finding.source, "small", "muted", wraps=True), 1), self._accept, self._aside
        )
        body = column(head, gap=6, pad=(14, 8, 8, 8))
        if because:
            body.addWidget(TextLabel(because, "small", wraps=True))
        body.addLayout(foot)
        self.setLayout(body)
        self.be_here(here=False)

    def be_here(self, *, here: bool) -> None:
        """Be the finding that J, K, A and D are about."""
        restyle(self, state="here" if here else "")
        self._accept.set_kind("main" if here else "quiet")
        self._aside.set_kind("" if here else "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.picked.emit()


class FlagCard(QFrame):
    """A red flag that stands: what was said and done, and how it is cleared."""

    cleared = Signal(Disposition, str)

    def __init__(self, flag: Flag, title: str, now: dt.datetime, *, may_clear: bool = True) -> None:
        super().__init__()
        self.flag = flag
        label, tone, icon = words.LEVELS[flag.level]
        self.setObjectName(f"flag.{flag.red_flag}")
        self.setProperty("kind", "finding")
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{_(label)}: {title}")
        self._sentence = Sentence(f"flag.{flag.red_flag}.sentence")
        badge = Badge(_(label), tone, icon)
        head = row(badge, (TextLabel(title, "strong", wraps=True), 1), gap=8)
        head.setAlignment(badge, Qt.AlignmentFlag.AlignTop)
        body = column(head, gap=6, pad=(14, 8, 8, 8))
        for told in flag_lines(flag, now):
            body.addWidget(TextLabel(told, "small", wraps=True))
        clearing = self._clearing()
        clearing.setVisible(may_clear)
        body.addWidget(clearing)
        body.addWidget(self._sentence)
        self.setLayout(body)

    def _clearing(self) -> QWidget:
        options = {"": _("Clear it as ...")}
        options |= {str(one): _(said) for one, said in words.DISPOSITIONS.items()}
        self._disposition = choice("flag.disposition", options)
        self._disposition.setAccessibleName(_("How the red flag is cleared"))
        self._note = line("flag.note", _("What was done"), most=500)
        self._note.setAccessibleName(_("What was done"))
        self._clear = Button(_("Clear"), kind="main", name="flag.clear")
        self._clear.clicked.connect(self._ask)
        self._note.returnPressed.connect(self._ask)
        return holder(column(self._disposition, row((self._note, 1), self._clear), gap=6))

    @Slot()
    def _ask(self) -> None:
        chosen = self._disposition.currentData()
        if not chosen:
            self._sentence.say(_("Choose how it is cleared."))
            self._disposition.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._note.text().strip():
            self._sentence.say(_("Say in a few words what was done."))
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cleared.emit(Disposition(chosen), self._note.text().strip())

    def focus_first(self) -> None:
        """Be ready to be cleared."""
        self._disposition.setFocus(Qt.FocusReason.OtherFocusReason)


def flag_lines(flag: Flag, now: dt.datetime) -> list[str]:
    """What is known of a red flag, in the order it happened."""
    lines = [_("Raised {time}").format(time=words.when(flag.raised_at, now))]
    if flag.words:
        lines.append(f"“{flag.words}”")
    lines += flag.because
    done = (
        (flag.emergency_called_at, _("911 called {time}")),
        (flag.pharmacist_called_at, _("Pharmacist called {time}")),
        (flag.pharmacist_joined_at, _("Pharmacist joined {time}")),
    )
    steps = [said.format(time=words.when(at, now)) for at, said in done if at is not None]
    if steps:
        lines.append(", ".join(steps))
    return lines


def closed_row(title: str, how: str) -> QFrame:
    """A finding that was accepted or set aside: one quiet line."""
    frame = QFrame()
    frame.setProperty("kind", "plain")
    frame.setLayout(
        row((TextLabel(title, "small", elides=True), 1), Badge(how, "ok", "ok"), pad=(4, 2, 4, 2))
    )
    return frame

"""What is settled of one row: its differences in neutral words, and what the list shall say.

The card is made once. Another row puts other words into what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.reconciled import MatchLevel, Proposal
from app.domain.settled import Settled
from app.rules.reconciliation.agreed import AgreedRow, Standing
from app.rules.reconciliation.words import neutral
from models.vocabulary import DifferenceKind, Verdict
from resources.language import N_, _
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import appear, column, row
from ui.kit.buttons import Button
from ui.kit.flow import flow
from ui.kit.reasons import ReasonBox
from ui.kit.text import TextLabel
from ui.words import SOURCES, VERDICTS, clock

OF_DIFFERENCE = (Verdict.SENT, Verdict.EXPLAINED)
OF_PAIR = (Verdict.ONE, Verdict.TWO)
OF_MEDICINE = (Verdict.CONTINUE, Verdict.CHANGED, Verdict.STOPPED, Verdict.UNCLEAR)
VERDICT_OF: Mapping[str, Verdict] = MappingProxyType(
    {
        "send_differences": Verdict.SENT,
        "explain": Verdict.EXPLAINED,
        "are_one": Verdict.ONE,
        "are_two": Verdict.TWO,
        "continue": Verdict.CONTINUE,
        "changed": Verdict.CHANGED,
        "stopped": Verdict.STOPPED,
        "unclear": Verdict.UNCLEAR,
    }
)
"""The names of the keys."""
_WORDS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.SENT: N_("Send to the pharmacist"),
        Verdict.EXPLAINED: N_("Explain it"),
        Verdict.ONE: N_("These are one"),
        Verdict.TWO: N_("These are two"),
        Verdict.CONTINUE: N_("Goes on"),
        Verdict.CHANGED: N_("Changed"),
        Verdict.STOPPED: N_("Stopped"),
        Verdict.UNCLEAR: N_("Unclear"),
    }
)
_MATCHED: Mapping[MatchLevel, str] = MappingProxyType(
    {
        MatchLevel.SAME_PACKAGE: N_("matched by the package's code"),
        MatchLevel.SAME_CODE: N_("matched by the drug's code"),
        MatchLevel.IDENTICAL: N_("matched by ingredient, strength and form"),
        MatchLevel.SIMILAR: N_("matched by ingredient"),
        MatchLevel.OVERLAP: N_("matched by one ingredient"),
        MatchLevel.CANDIDATE: N_("matched by the name alone"),
    }
)
_SAYS_NO_MORE = frozenset(
    {
        DifferenceKind.REASON_UNKNOWN,
        DifferenceKind.PRESCRIBER_UNKNOWN,
        DifferenceKind.ONE_SOURCE,
        DifferenceKind.NOT_ON_RECORD,
    }
)
"""Beside these the words of the source would only be said once more."""
_USUAL = 3
"""As many lines for differences are made with the card."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The row that stands open: how many differences wait in all, and the pairs it is part of."""

    agreed: AgreedRow
    proposals: tuple[tuple[Proposal, str], ...]
    waiting: int
    names: Mapping[str, str]


class SettlingCard(QFrame):
    """`wanted` carries a verdict; `given` a verdict that needed words, and the words."""

    wanted = Signal(object)
    given = Signal(object, str)
    dropped = Signal()
    next_wanted = Signal()

    def __init__(self, *, is_pharmacist: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconciliation.row")
        self.setProperty("kind", "card")
        self._is_pharmacist = is_pharmacist
        self._reason: ReasonBox | None = None
        self._name = TextLabel("", "title", wraps=True, name="reconciliation.name")
        self._about = TextLabel("", "small", "muted", name="reconciliation.about")
        self._next = Button(
            _("Next difference"), kind="quiet", key=key("next_difference").keys[0], acts=False,
            name="reconciliation.next",
        )  # fmt: skip
        self._next.clicked.connect(self.next_wanted)
        self._pair = _Line("reconciliation.pair")
        self._listed = _Line("reconciliation.listed")
        self._buttons = {
            verdict: self._button(name, verdict) for name, verdict in VERDICT_OF.items()
        }
        self._actions = flow(*self._buttons.values(), gap=8)
        self._told = QVBoxLayout()
        self._told.setSpacing(4)
        self._lines = [self._add_line() for _count in range(_USUAL)]
        head = row((self._name, 1), self._about, self._next, gap=12)
        body = column(head, self._told, self._pair, self._listed, self._actions, gap=8)
        body.setContentsMargins(16, 10, 16, 12)
        self._body = body
        self.setLayout(body)

    @property
    def is_asking(self) -> bool:
        """Whether a reason is being typed."""
        return self._reason is not None

    def show_row(self, opened: Opened, *, read_only: bool) -> None:
        """Show a row; a reason that was asked for is not asked any more."""
        self._stop_asking()
        agreed = opened.agreed
        self._name.say(agreed.row.name or _("Unidentified tablet"))
        matched = "" if agreed.row.level is None else _(_MATCHED[agreed.row.level])
        self._about.say(matched)
        appear(self._next, seen=opened.waiting > 0)
        self._show_differences(opened)
        self._show_pair(opened.proposals)
        self._listed.show_line(*_listed(agreed))
        self._show_buttons(opened, read_only=read_only)

    def ask_why(self, verdict: Verdict, question: str) -> None:
        """Ask for the words that a verdict needs."""
        self._stop_asking()
        action = _(VERDICTS[verdict][0])
        self._reason = ReasonBox(question, action, name="reconciliation.why", parent=self)
        self._reason.given.connect(lambda words: self.given.emit(verdict, words))
        self._reason.dropped.connect(self.dropped)
        self._actions.hide()
        self._body.addWidget(self._reason)
        self._reason.show()
        self._reason.setFocus()

    def refuse(self, sentence: str) -> None:
        if self._reason is not None:
            self._reason.refuse(sentence)

    def _stop_asking(self) -> None:
        if self._reason is not None:
            self._body.removeWidget(self._reason)
            self._reason.hide()
            self._reason.deleteLater()
            self._reason = None

    def _button(self, name: str, verdict: Verdict) -> Button:
        button = Button(
            _(_WORDS[verdict]), key=key(name).keys[0], acts=False, name=f"reconciliation.{name}"
        )
        button.clicked.connect(lambda: self.wanted.emit(verdict))
        return button

    def _add_line(self) -> _Line:
        line = _Line()
        line.hide()
        self._told.addWidget(line)
        return line

    def _show_differences(self, opened: Opened) -> None:
        standings = opened.agreed.standings
        while len(self._lines) < len(standings):
            self._lines.append(self._add_line())
        for line in self._lines[len(standings) :]:
            line.hide()
        for line, standing in zip(self._lines, standings, strict=False):
            line.show_line(*self._difference(standing, opened.names))

    def _difference(self, standing: Standing, names: Mapping[str, str]) -> _Shown:
        found, settled = standing.difference, standing.settled
        words = _(neutral(found.kind))
        if self._is_pharmacist:
            words = f"{found.kind.value}  {words}"
        tone, icon = ("info", "info") if standing.counts else ("warn", "differs")
        parts = []
        if len(found.rows) > 1:
            parts.append(" / ".join(names.get(one, "") for one in found.rows))
        elif found.kind not in _SAYS_NO_MORE:
            parts.append(_sides(standing))
        parts.append(_history(standing))
        verdict = VERDICTS[settled.verdict] if settled is not None and standing.counts else None
        return (words, tone, icon), "\n".join(filter(None, parts)), verdict

    def _show_pair(self, proposals: Sequence[tuple[Proposal, str]]) -> None:
        if not proposals:
            self._pair.hide()
            return
        proposal, other = proposals[0]
        words = _("May be the same medicine as {name}.").format(name=other)
        if proposal.looks_alike:
            words += " " + _("The names look alike: look at both bottles.")
        self._pair.show_line((_("One or two?"), "unknown", "unasked"), words, None)

    def _show_buttons(self, opened: Opened, *, read_only: bool) -> None:
        agreed = opened.agreed
        offered = (
            *(OF_DIFFERENCE if agreed.standings else ()),
            *(OF_PAIR if opened.proposals else ()),
            *OF_MEDICINE,
        )
        first = Verdict.SENT if agreed.open_differences else Verdict.CONTINUE
        chosen = agreed.settled.verdict if agreed.settled is not None and agreed.counts else None
        for verdict, button in self._buttons.items():
            appear(button, seen=verdict in offered)
            is_next = verdict is first and (verdict is Verdict.SENT or chosen is None)
            if button.property("kind") != ("main" if is_next else ""):
                button.set_kind("main" if is_next else "")
        appear(self._actions, seen=not read_only)


_Tag = tuple[str, str, str]
_Shown = tuple[_Tag, str, _Tag | None]


class _Line(QWidget):
    """A tag, words, and at the end the tag of what was settled."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "plain")
        self._tag, self._settled = Badge(""), Badge("")
        self._words = TextLabel("", "small", wraps=True)
        self.setLayout(row(self._tag, (self._words, 1), self._settled, gap=10))

    def show_line(self, tag: _Tag, words: str, settled: _Tag | None) -> None:
        self._tag.show_badge(*tag)
        self._words.say(words)
        if settled is not None:
            self._settled.show_badge(_(settled[0]), settled[1], settled[2])
        appear(self._settled, seen=settled is not None)
        self.show()


def _sides(standing: Standing) -> str:
    """What each source says of it, as written."""
    found = standing.difference
    pairs = zip(found.sources, found.values, strict=False)
    return " · ".join(f"{_(SOURCES[source])}: {value}" for source, value in pairs)


def _history(standing: Standing) -> str:
    """Who settled it and how; where it no longer counts, why."""
    settled = standing.settled
    if settled is None:
        return ""
    told = _by(settled)
    if standing.counts:
        return told
    return _(
        "No longer counts: the sources say something else now. Before: {shown}. {told}"
    ).format(shown=settled.shown, told=told)


def _by(settled: Settled) -> str:
    told = _("{name}, {time}").format(name=settled.by_name, time=clock(settled.at))
    return f"“{settled.words}” {told}" if settled.words else told


def _listed(agreed: AgreedRow) -> _Shown:
    settled = agreed.settled
    if settled is None:
        tag = (_("Not settled"), "unknown", "unasked")
        return tag, _("What shall the list say of it?"), None
    words, tone, icon = VERDICTS[settled.verdict]
    if agreed.counts:
        return (_(words), tone, icon), _by(settled), None
    again = _("Settled before the sources said this; please look again. {told}")
    return (_("Look again"), "unknown", "unasked"), again.format(told=_by(settled)), None

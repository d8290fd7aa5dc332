"""What is settled of one row: its differences in neutral words, and what the list shall say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.reconciled import Proposal
from app.domain.settled import Settled
from app.rules.reconciliation.agreed import AgreedRow, Standing
from app.rules.reconciliation.words import neutral
from models.vocabulary import Verdict
from resources.language import _
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, TOP, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.flow import Flow
from ui.kit.reasons import ReasonBox
from ui.kit.text import TextLabel
from ui.words import SOURCES, VERDICTS, clock

_OF_MEDICINE = (Verdict.CONTINUE, Verdict.CHANGED, Verdict.STOPPED, Verdict.UNCLEAR)
VERDICT_OF = {
    "send_differences": Verdict.SENT,
    "explain": Verdict.EXPLAINED,
    "are_one": Verdict.ONE,
    "are_two": Verdict.TWO,
    "continue": Verdict.CONTINUE,
    "changed": Verdict.CHANGED,
    "stopped": Verdict.STOPPED,
    "unclear": Verdict.UNCLEAR,
}
_KEY_OF = {verdict: name for name, verdict in VERDICT_OF.items()}


class SettlingCard(QFrame):
    """`wanted` carries a verdict; `given` a verdict that needed words, and the words."""

    wanted = Signal(object)
    given = Signal(object, str)
    dropped = Signal()

    def __init__(self, *, is_pharmacist: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reconciliation.row")
        self.setProperty("kind", "pick")
        self._is_pharmacist = is_pharmacist
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(16, 10, 16, 12)
        self._body.setSpacing(8)
        self._reason: ReasonBox | None = None

    @property
    def is_asking(self) -> bool:
        """Whether a reason is being typed."""
        return self._reason is not None

    def show_row(
        self,
        agreed: AgreedRow,
        proposals: Sequence[tuple[Proposal, str]],
        name_of: Callable[[str], str],
        *,
        read_only: bool,
    ) -> None:
        """Draw the row anew; `proposals` are those it is part of, with the other one's name."""
        clear(self._body)
        self._reason = None
        for standing in agreed.standings:
            self._body.addWidget(self._difference(standing, name_of))
        if not read_only and agreed.standings:
            self._body.addLayout(self._buttons((Verdict.SENT, Verdict.EXPLAINED)))
        for proposal, other in proposals[:1]:
            self._body.addWidget(_asked(proposal, other))
            if not read_only:
                self._body.addLayout(self._buttons((Verdict.ONE, Verdict.TWO)))
        self._body.addWidget(_settled(agreed))
        if not read_only:
            self._body.addLayout(self._buttons(_OF_MEDICINE, agreed.settled))

    def ask_why(self, verdict: Verdict, question: str) -> None:
        """Ask for the words that a verdict needs."""
        if self._reason is not None:
            self._reason.deleteLater()
        action = _(VERDICTS[verdict][0])
        self._reason = ReasonBox(question, action, name="reconciliation.why", parent=self)
        self._reason.given.connect(lambda words: self.given.emit(verdict, words))
        self._reason.dropped.connect(self.dropped)
        self._body.addWidget(self._reason)
        self._reason.show()
        self._reason.setFocus()

    def refuse(self, sentence: str) -> None:
        if self._reason is not None:
            self._reason.refuse(sentence)

    def _buttons(self, verdicts: Sequence[Verdict], now: Settled | None = None) -> Flow:
        flow = Flow(gap=8)
        for verdict in verdicts:
            bound = key(_KEY_OF[verdict])
            button = Button(
                _WORDS[verdict](),
                kind="main" if now is not None and now.verdict is verdict else "",
                key=bound.keys[0],
                acts=False,
                name=f"reconciliation.{_KEY_OF[verdict]}",
                parent=self,
            )
            button.clicked.connect(lambda _on=False, v=verdict: self.wanted.emit(v))
            flow.addWidget(button)
        return flow

    def _difference(self, standing: Standing, name_of: Callable[[str], str]) -> QWidget:
        found = standing.difference
        words = _(neutral(found.kind))
        if self._is_pharmacist:
            words = f"{found.kind.value}  {words}"
        tone, icon = ("info", "info") if standing.counts else ("warn", "differs")
        head = row(Badge(words, tone, icon), STRETCH, gap=8)
        if len(found.rows) > 1:
            others = " / ".join(name_of(one) for one in found.rows)
            head.insertWidget(1, TextLabel(others, "strong", wraps=True), 1)
        if standing.settled is not None and standing.counts:
            head.addWidget(_verdict(standing.settled))
        lines = column(head, gap=3)
        if len(found.rows) == 1:
            lines.addWidget(TextLabel(_sides(standing), "small", "muted", wraps=True))
        if standing.settled is not None:
            lines.addWidget(TextLabel(_history(standing), "small", wraps=True))
        return holder(lines)


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
    told = _("{name}, {time}").format(name=settled.by_name, time=clock(settled.at))
    if settled.words:
        told = f"“{settled.words}” {told}"
    if standing.counts:
        return told
    return _(
        "No longer counts: the sources say something else now. Before: {shown}. {told}"
    ).format(shown=settled.shown, told=told)


def _verdict(settled: Settled) -> Badge:
    words, tone, icon = VERDICTS[settled.verdict]
    return Badge(_(words), tone, icon)


def _asked(proposal: Proposal, other: str) -> QWidget:
    words = _("May be the same medicine as {name}.").format(name=other)
    if proposal.looks_alike:
        words += " " + _("The names look alike: look at both bottles.")
    return holder(
        row(Badge(_("One or two?"), "unknown", "unasked"), (TextLabel(words, wraps=True), 1))
    )


def _settled(agreed: AgreedRow) -> QWidget:
    title = TextLabel(_("On the list"), "strong")
    settled = agreed.settled
    if settled is None:
        line = row(title, Badge(_("Not settled"), "unknown", "unasked"), STRETCH)
        return holder(line)
    told = _("{name}, {time}").format(name=settled.by_name, time=clock(settled.at))
    if settled.words:
        told = f"“{settled.words}” {told}"
    if not agreed.counts:
        told = _("Settled before the sources said this; please look again. {told}").format(
            told=told
        )
    text = TextLabel(told, "small", "muted", wraps=True)
    line = row(title, _verdict(settled), (text, 1))
    line.setAlignment(title, TOP)
    return holder(line)


_WORDS: dict[Verdict, Callable[[], str]] = {
    Verdict.SENT: lambda: _("Send to the pharmacist"),
    Verdict.EXPLAINED: lambda: _("Explain it"),
    Verdict.ONE: lambda: _("These are one"),
    Verdict.TWO: lambda: _("These are two"),
    Verdict.CONTINUE: lambda: _("Goes on"),
    Verdict.CHANGED: lambda: _("Changed"),
    Verdict.STOPPED: lambda: _("Stopped"),
    Verdict.UNCLEAR: lambda: _("Unclear"),
}

"""Days covered from the fills that are known here: an estimate, drawn, with the fills behind it.

It is worked out off the window's thread. It states days and shares, and concludes nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.changes import Changes
from app.rules.coverage import told
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate, of_session
from resources.language import N_, _
from ui.kit.boxes import appear, clear, column, row
from ui.kit.buttons import Button
from ui.kit.drawn import Drawn
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.theme import THEME

LEGEND = N_(
    "Filled: a day with a supply. Empty: a day without. Hatched: a stay. "
    "A mark above: filled early and carried forward. Lines below: months."
)


class DaysCoveredPanel(Panel):
    """A line of days for each measure and medicine; Enter on *Fills* opens its ledger."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "days_covered", parent)
        self._ticket = 0
        self._opened: set[str] = set()
        self._about = TextLabel("", "small", "muted", wraps=True, name="days_covered.about")
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(16, 10, 16, 12)
        self._rows.setSpacing(14)
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        self._card.setLayout(self._rows)
        self._card.hide()
        title = TextLabel(_("Days covered by fills"), "strong", "muted")
        self.setLayout(column(title, self._about, self._card, gap=6))
        THEME.changed.connect(self._look)
        self._look()

    def show_changes(self, changes: Changes) -> None:
        if changes.medicines or changes.patient:
            self._look()

    def _look(self) -> None:
        """Count and draw beside this thread; only the newest answer is shown."""
        self._ticket += 1
        ticket, session, today = self._ticket, self.place.session, self.place.today()
        papers = self.place.workspace.desk.papers
        ink, ground = THEME.hex("accent"), THEME.hex("surface")

        def counted() -> tuple[Estimate, tuple[str, ...]]:
            found = of_session(session, on=today)
            drawn = papers.days_covered(found, ink=ink, ground=ground) if found.rows else ()
            return found, drawn

        def show(answer: tuple[Estimate, tuple[str, ...]]) -> None:
            if isValid(self) and ticket == self._ticket:
                self._show(*answer)

        def failed(error: Exception) -> None:
            if isValid(self):
                self.place.workspace.failed.emit(error)

        self.place.search.run(counted, show, failed)

    def _show(self, found: Estimate, drawings: tuple[str, ...]) -> None:
        clear(self._rows)
        drawn = [(one, svg) for one, svg in zip(found.rows, drawings, strict=True) if svg]
        for one, svg in drawn:
            self._rows.addWidget(self._made(one, found, svg))
        bare = [one for one, svg in zip(found.rows, drawings, strict=True) if not svg]
        for one in bare:
            words = f"{told.name(one)}: {told.figure(one)}"
            self._rows.addWidget(TextLabel(words, "small", "muted", wraps=True))
        for words in (*_left_out(found), *found.notes):
            self._rows.addWidget(TextLabel(words, "small", "muted", wraps=True))
        self._about.say(f"{found.label}. {_(LEGEND)}" if drawn else found.label)
        if not found.rows:
            self._about.say(_("No fills of this year are known here."))
        appear(self._card, seen=self._rows.count() > 0)

    def _made(self, one: Covered, found: Estimate, svg: str) -> QWidget:
        name = told.name(one)
        drawing = Drawn(f"days_covered.drawing.{name}")
        drawing.show_drawing(svg, told.equivalent(one, found))
        ledger = column(gap=2)
        opened = QFrame()
        opened.setProperty("kind", "plain")
        opened.setLayout(ledger)
        for words in (*told.lane_names(one), *list(told.lines(one, found, with_mpr=True))[1:]):
            ledger.addWidget(TextLabel(words, "small", wraps=True))
        fills = Button(_("Fills"), kind="quiet", name=f"days_covered.fills.{name}")
        fills.setCheckable(True)
        fills.setAccessibleName(_("Fills behind the days covered of {name}").format(name=name))
        fills.toggled.connect(lambda is_open: self._open(name, opened, is_open=is_open))
        fills.setChecked(name in self._opened)
        opened.setVisible(name in self._opened)
        head = row((TextLabel(name, "strong", wraps=True), 1), fills, gap=10)
        frame = QFrame()
        frame.setProperty("kind", "plain")
        figure = TextLabel(told.figure(one), "small", wraps=True)
        frame.setLayout(column(head, figure, drawing, opened, gap=4))
        return frame

    def _open(self, name: str, ledger: QWidget, *, is_open: bool) -> None:
        (self._opened.add if is_open else self._opened.discard)(name)
        ledger.setVisible(is_open)


def _left_out(found: Estimate) -> list[str]:
    """Fills that cover no day here, with the reason."""
    return [
        _("Not counted: {name} of {day}, {why}.").format(
            name=one.fill.name, day=told.day(one.fill.filled_on.toordinal()), why=one.why
        )
        for one in found.left_out
    ]

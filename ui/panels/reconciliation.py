"""Reconciliation: sources side by side, differences explained or sent, each medicine settled.

What the sources say together is worked out off the window's thread; the table paints what is in
sight. Every key works from wherever the focus is in the step, save in a field for words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QKeyCombination, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes, Saved
from app.domain.settled import NEEDS_WORDS, Settled, Settling
from app.errors import Refused
from app.rules.reconciliation.agreed import Agreed, AgreedRow, agreed, weighed
from models.vocabulary import SessionState, SettledKind, Verdict
from resources.language import _
from ui.keys import KEYS, Where
from ui.kit.boxes import STRETCH, appear, column
from ui.kit.cards import EmptyBox
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.panels.settling import OF_DIFFERENCE, OF_PAIR, VERDICT_OF, Opened, SettlingCard
from ui.panels.settling_head import SettlingHead
from ui.panels.settling_wishes import as_it_was, asked, go_on_agreeing, question, row_of, wishes
from ui.panels.source_cells import GridMaker
from ui.panels.source_table import SourceTable
from ui.workspace import Wish

_EDITABLE = (SessionState.COLLECTING, SessionState.RETURNED)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReconciliationPanel(Panel):
    """One row stands open; its differences and its place on the list are settled below it."""

    fills_page = True

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "reconciliation", parent)
        self._agreed: Agreed | None = None
        self._joins: frozenset[Settled] = frozenset()
        self._shown: dict[str, AgreedRow] = {}
        self._cells = GridMaker()
        self._undo: list[tuple[Settling, ...]] = []
        self._ticket = 0
        self._is_asked_to_enter = False
        self._follow = ""
        self._card = SettlingCard(is_pharmacist=place.workspace.actor.is_pharmacist, parent=self)
        self._card.wanted.connect(self._want)
        self._card.given.connect(self._give)
        self._card.dropped.connect(self._drop)
        self._card.next_wanted.connect(self._go_to_next)
        self._table = SourceTable(self)
        self._table.moved.connect(self._on_moved)
        self._build()
        self._look()

    @property
    def agreed(self) -> Agreed | None:
        """What stands side by side and was settled; None as long as it is being worked out."""
        return self._agreed

    @property
    def here(self) -> AgreedRow | None:
        """The row that stands open."""
        return self._shown.get(self._table.here)

    # ------------------------------------------------------------------ what a page asks of it

    def show_changes(self, changes: Changes) -> None:
        about = any("#" in name for name in changes.answers)
        if changes.medicines or changes.patient or about or self._joins != self._joined():
            self._look()
        elif (changes.settled or changes.state) and self._agreed is not None:
            self._agreed = weighed(self._agreed.found, self.place.session)
            self._draw()

    def enter(self) -> bool:
        """Stand on the first row that is open; once it is known, where it is not yet."""
        self._is_asked_to_enter = self._agreed is None
        if self._agreed is None:
            return True
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._table.go_to(self._next_open(""))
        return True

    def focus_first(self) -> bool:
        """The first open row; False where all is settled."""
        if self._agreed is None or self._agreed.is_done:
            return False
        return self.enter()

    def reveal(self, key_: str) -> bool:
        """Go to the row of a medicine: `reconciliation.row#ID`."""
        name, _hash, subject = key_.partition("#")
        if name != "reconciliation.row":
            return False
        self._follow = subject
        self._go_to_followed()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def minimumSizeHint(self) -> QSize:
        """As high as it is at the width it has; labels that wrap would ask for more."""
        return QSize(super().minimumSizeHint().width(), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._card.is_asking:
            event.ignore()
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go_on()
        elif not self._act(event.keyCombination()):
            event.ignore()

    # ------------------------------------------------------------------ drawing

    def _build(self) -> None:
        self._head = SettlingHead()
        self._head.only.toggled.connect(self._draw)
        self._head.agreeing.clicked.connect(self._continue_agreeing)
        self._head.back.clicked.connect(self._take_back)
        self._sentence = TextLabel("", "body", "urgent", wraps=True, name="reconciliation.sentence")
        self._sentence.hide()
        self._empty = EmptyBox(
            _("No medicines yet."),
            _("Add them in the step before; what their sources say stands here then."),
            icon="differs",
            name="reconciliation.empty",
        )
        self.setLayout(
            column(
                self._head,
                self._sentence,
                self._empty,
                (self._table, 100),
                self._card,
                STRETCH,
                gap=8,
            )
        )
        for part in (self._empty, self._table, self._card):
            part.hide()

    def _look(self) -> None:
        """Work it out off this thread; only the newest answer is drawn."""
        self._ticket += 1
        ticket, session, today = self._ticket, self.place.session, self.place.today()
        self._joins = self._joined()

        cells = self._cells.copy()

        def worked_out() -> Agreed:
            now = agreed(session, on=today)
            cells.grid(now, now.rows)
            return now

        def found(answer: Agreed) -> None:
            if ticket == self._ticket:
                self._cells = cells
                self._agreed = weighed(answer.found, self.place.session)
                self._draw()

        self.place.search.run(worked_out, found, self.place.workspace.failed.emit)

    def _draw(self) -> None:
        now = self._agreed
        if now is None:
            return
        only = self._head.only.isChecked()
        rows = sorted(now.rows, key=lambda one: not one.standings)
        rows = [one for one in rows if one.standings or not only]
        shown, by_row = self._cells.grid(now, rows), {one.row.id: one for one in rows}
        self._shown = {name: by_row[name] for name in shown.order}
        for part in (self._table, self._card):
            appear(part, seen=bool(rows))
        self._table.show_grid(shown)
        appear(self._empty, seen=not now.rows)
        self._head.show_agreed(now, may_undo=bool(self._undo), read_only=not self._may_change())
        if not self._card.is_asking:
            self._go_to_followed()
            self._open_here()
        if self._is_asked_to_enter:
            self._is_asked_to_enter = False
            self.enter()

    def _go_to_followed(self) -> None:
        """Stay with the row one stood on, or go where the last key led."""
        wanted, self._follow = self._follow, ""
        self._table.go_to(wanted or self._table.here)

    def _on_moved(self, _row: str) -> None:
        self._open_here()
        bring_into_sight(self._card)

    def _open_here(self) -> None:
        now = self.here
        if now is not None and self._agreed is not None:
            names = {one.id: one.name for one in self._agreed.found.rows}
            opened = Opened(
                now, asked(self._agreed.found, now), self._agreed.open_differences, names
            )
            self._card.show_row(opened, read_only=not self._may_change())

    # ------------------------------------------------------------------ what is known

    def _joined(self) -> frozenset[Settled]:
        """What was told of pairs: it alone changes which rows there are."""
        told = self.place.session.settled
        return frozenset(one for one in told if one.kind is SettledKind.JOIN)

    def _may_change(self) -> bool:
        return self.place.session.state in _EDITABLE

    def _next_open(self, behind: str) -> str:
        """The next row that is not done, or the one we stand on."""
        order = list(self._shown)
        at = order.index(behind) + 1 if behind in order else 0
        turned = [*order[at:], *order[: max(0, at - 1)]]
        pairs = self._agreed.found.proposals if self._agreed else ()
        in_pairs = {name for one in pairs for name in (one.one, one.other)}
        is_open = (name for name in turned if not self._shown[name].is_done or name in in_pairs)
        return next(is_open, behind or next(iter(order), ""))

    # ------------------------------------------------------------------ what is done

    def _act(self, pressed: QKeyCombination) -> bool:
        """Do what a key of the list of keys says; False where it is none of ours."""
        wanted = QKeySequence(pressed)
        name = next(
            (
                one.name
                for one in KEYS
                if one.where is Where.SOURCES and wanted in map(QKeySequence, one.keys)
            ),
            None,
        )
        match name:
            case None:
                return False
            case "next_difference":
                self._go_to_next()
            case "differences_only":
                self._head.only.toggle()
            case "continue_agreeing":
                self._continue_agreeing()
            case "undo_settling":
                self._take_back()
            case _:
                self._want(VERDICT_OF[name])
        return True

    def _go_to_next(self) -> None:
        self._table.go_to(self._next_open(self._table.here))

    def _go_on(self) -> None:
        """Enter: the next row that is open; behind the last, the next step."""
        if self._agreed is None or self._agreed.is_done:
            self.finished.emit()
        else:
            self._go_to_next()

    def _want(self, verdict: Verdict) -> None:
        now = self.here
        if now is None or not self._may_change():
            return
        if verdict not in NEEDS_WORDS:
            self._give(verdict, "")
        elif verdict not in OF_DIFFERENCE or now.standings:
            self._card.ask_why(verdict, question(now, verdict))
            bring_into_sight(self._card)

    def _give(self, verdict: Verdict, words: str) -> None:
        now = self.here
        if now is None or self._agreed is None:
            return
        wanted = wishes(now, asked(self._agreed.found, now), verdict, words)
        if wanted:
            is_last = verdict not in (*OF_DIFFERENCE, *OF_PAIR)
            here = self._table.here
            self._settle(wanted, self._next_open(here) if is_last else here)

    def _continue_agreeing(self) -> None:
        wanted = go_on_agreeing(self._agreed) if self._agreed is not None else ()
        if wanted and self._may_change():
            self._settle(wanted, self._next_open(""))

    def _settle(self, wanted: tuple[Settling, ...], then_at: str) -> None:
        """Keep it; `then_at` is the row to stand on afterwards."""
        before = as_it_was(self.place.session, wanted)
        self._send(wanted, lambda: self._undo.append(before), then_at)

    def _take_back(self) -> None:
        if self._undo and self._may_change():
            wanted = self._undo[-1]
            self._send(wanted, lambda: self._undo.remove(wanted), row_of(wanted[0]))

    def _send(self, wanted: tuple[Settling, ...], kept: Callable[[], None], then_at: str) -> None:
        def done() -> None:
            kept()
            appear(self._head.back, seen=bool(self._undo))
            self._say_why("")
            self._drop()
            self._table.go_to(then_at)

        self.place.workspace.do(partial(self._store, wanted), done, self._on_failed)

    def _store(self, wishes: tuple[Settling, ...], wish: Wish) -> Saved:
        return self.place.workspace.desk.sessions.settle(
            wish.session, wishes, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _drop(self) -> None:
        """The reason was given, or is not asked for any more."""
        if self._card.is_asking:
            self._open_here()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.place.workspace.failed.emit(error)
        elif self._card.is_asking:
            self._card.refuse(error.message)
        else:
            self._say_why(error.message)

    def _say_why(self, sentence: str) -> None:
        self._sentence.say(sentence)
        self._sentence.setVisible(bool(sentence))

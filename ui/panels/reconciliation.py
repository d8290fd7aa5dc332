"""Reconciliation: sources side by side, differences explained or sent, each medicine settled.

What the sources say together is worked out off the window's thread; the grid paints what is in
sight. Every key works from wherever the focus is in the step, save in a field for words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes, Saved
from app.domain.reconciled import Proposal
from app.domain.settled import NEEDS_WORDS, Settling, pair
from app.errors import Refused
from app.rules.reconciliation.agreed import Agreed, AgreedRow, Standing, agreed
from app.rules.reconciliation.words import neutral
from models.vocabulary import SessionState, SettledKind, Verdict
from resources.language import _
from ui.keys import KEYS, Where, key
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.panels.settling import VERDICT_OF, SettlingCard
from ui.panels.source_cells import columns, grid_row
from ui.panels.source_grid import SourceGrid
from ui.words import SOURCES, how_many
from ui.workspace import Wish

_EDITABLE = (SessionState.COLLECTING, SessionState.RETURNED)
_OF_DIFFERENCE = (Verdict.SENT, Verdict.EXPLAINED)
_OF_PAIR = (Verdict.ONE, Verdict.TWO)


class ReconciliationPanel(Panel):
    """One row stands open; its differences and its place on the list are settled below it."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "reconciliation", parent)
        self._agreed: Agreed | None = None
        self._shown: tuple[AgreedRow, ...] = ()
        self._undo: list[tuple[Settling, ...]] = []
        self._ticket = 0
        self._is_asked_to_enter = False
        self._follow = ""
        self._card = SettlingCard(is_pharmacist=place.workspace.actor.is_pharmacist)
        self._card.wanted.connect(self._want)
        self._card.given.connect(self._give)
        self._card.dropped.connect(self._drop)
        self._grid = SourceGrid(self._card, self)
        self._grid.moved.connect(self._on_moved)
        self._build()
        self._look()

    # ------------------------------------------------------------------ what a page asks of it

    def show_changes(self, changes: Changes) -> None:
        about = any("#" in name for name in changes.answers)
        if changes.settled or changes.medicines or changes.patient or changes.state or about:
            self._look()

    def enter(self) -> bool:
        """Stand on the first row that is open; once it is known, where it is not yet."""
        self._is_asked_to_enter = self._agreed is None
        if self._agreed is None:
            return True
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._grid.go_to(self._next_open(-1))
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
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = None if self._card.is_asking else self._act(event.keyCombination())
        if done is None:
            event.ignore()

    # ------------------------------------------------------------------ drawing

    def _build(self) -> None:
        self._count = TextLabel("", "body", "muted", name="reconciliation.count", wraps=True)
        self._only = Button(
            _("Differences only"), kind="chip", key=key("differences_only").keys[0], acts=False,
            name="reconciliation.only",
        )  # fmt: skip
        self._only.setCheckable(True)
        self._only.toggled.connect(self._draw)
        self._agreeing = Button(
            _("Go on with all that agree"), kind="quiet", key=key("continue_agreeing").keys[0],
            acts=False, name="reconciliation.agreeing",
        )  # fmt: skip
        self._agreeing.clicked.connect(self._continue_agreeing)
        self._back = Button(
            _("Undo"), kind="quiet", icon="undo", key=key("undo_settling").keys[0], acts=False,
            name="reconciliation.undo",
        )  # fmt: skip
        self._back.clicked.connect(self._take_back)
        self._sentence = TextLabel("", "body", "urgent", wraps=True, name="reconciliation.sentence")
        self._sentence.hide()
        self._empty = EmptyBox(
            _("No medicines yet."),
            _("Add them in the step before; what their sources say stands here then."),
            icon="differs",
            name="reconciliation.empty",
        )
        tools = row(self._agreeing, self._back, self._only, gap=8)
        head = row((self._count, 1), tools, gap=12)
        self.setLayout(column(head, self._sentence, self._empty, self._grid, STRETCH, gap=8))
        self._empty.hide()

    def _look(self) -> None:
        """Work it out off this thread; only the newest answer is drawn."""
        self._ticket += 1
        ticket, session, today = self._ticket, self.place.session, self.place.today()

        def found(answer: Agreed) -> None:
            if ticket == self._ticket:
                self._agreed = answer
                self._draw()

        self.place.search.run(
            lambda: agreed(session, on=today), found, self.place.workspace.failed.emit
        )

    def _draw(self) -> None:
        now = self._agreed
        if now is None:
            return
        here = self._row().row.id if self._shown else ""
        only = self._only.isChecked()
        rows = sorted(now.rows, key=lambda one: (one.is_done, not one.standings))
        self._shown = tuple(one for one in rows if one.standings or not only)
        heads, sources = columns(now)
        self._grid.show_rows(
            heads, [grid_row(one, sources, wide=len(heads)) for one in self._shown]
        )
        self._say(now)
        self._follow = self._follow or here
        if not self._card.is_asking:
            self._go_to_followed()
        if self._is_asked_to_enter:
            self._is_asked_to_enter = False
            self.enter()

    def _say(self, now: Agreed) -> None:
        parts = [
            how_many(now.open_differences, _("1 difference open"), _("{number} differences open")),
            how_many(now.open_medicines, _("1 medicine to settle"), _("{number} to settle")),
        ]
        asked = len(now.found.proposals)
        if asked:
            parts.append(
                how_many(asked, _("1 pair to tell apart"), _("{number} pairs to tell apart"))
            )
        done = _("Everything is settled.") if now.rows and now.is_done else ""
        self._count.say(done or " · ".join(parts))
        self._empty.setVisible(not now.rows)
        self._grid.setVisible(bool(now.rows))
        may = self._may_change()
        self._agreeing.setVisible(may and bool(self._agreeing_wishes()))
        self._back.setVisible(may and bool(self._undo))
        self._only.setVisible(bool(now.rows))

    def _go_to_followed(self) -> None:
        """Stay with the row one stood on, wherever it stands now."""
        ids = [one.row.id for one in self._shown]
        if self._shown:
            self._grid.go_to(ids.index(self._follow) if self._follow in ids else self._grid.here)
            self._follow = ""

    def _on_moved(self, _number: int) -> None:
        self._card.show_row(
            self._row(), self._asked(self._row()), self._name_of, read_only=not self._may_change()
        )
        bring_into_sight(self._card)

    # ------------------------------------------------------------------ what is known

    def _row(self) -> AgreedRow:
        return self._shown[self._grid.here]

    def _name_of(self, row_id: str) -> str:
        rows = self._agreed.found.rows if self._agreed else ()
        return next((one.name for one in rows if one.id == row_id), "")

    def _asked(self, now: AgreedRow) -> Sequence[tuple[Proposal, str]]:
        proposals = self._agreed.found.proposals if self._agreed else ()
        return [
            (one, self._name_of(one.other if one.one == now.row.id else one.one))
            for one in proposals
            if now.row.id in (one.one, one.other)
        ]

    def _may_change(self) -> bool:
        return self.place.session.state in _EDITABLE

    def _next_open(self, behind: int) -> int:
        """The number of the next row that is not done, or the one we stand on."""
        order = [*range(behind + 1, len(self._shown)), *range(max(behind, 0))]
        is_open = (n for n in order if not self._shown[n].is_done or self._asked(self._shown[n]))
        return next(is_open, max(behind, 0))

    # ------------------------------------------------------------------ what is done

    def _act(self, pressed: QKeyCombination) -> bool | None:
        """Do what a key of the table says; None where it is none of ours."""
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
                return None
            case "next_difference":
                self._grid.go_to(self._next_open(self._grid.here))
            case "differences_only":
                self._only.toggle()
            case "continue_agreeing":
                self._continue_agreeing()
            case "undo_settling":
                self._take_back()
            case _:
                self._want(VERDICT_OF[name])
        return True

    def _want(self, verdict: Verdict) -> None:
        if not self._shown or not self._may_change():
            return
        if verdict in NEEDS_WORDS and self._applies(verdict):
            self._card.ask_why(verdict, self._question(verdict))
            self._grid.lay_out()
            bring_into_sight(self._card)
        else:
            self._give(verdict, "")

    def _applies(self, verdict: Verdict) -> bool:
        return verdict not in _OF_DIFFERENCE or bool(self._open())

    def _question(self, verdict: Verdict) -> str:
        if verdict is Verdict.EXPLAINED:
            found = self._open()[0].difference
            return _("{what}: why? In the patient's words where they said it.").format(
                what=_(neutral(found.kind))
            )
        return _("{name}: why?").format(name=self._row().row.name)

    def _give(self, verdict: Verdict, words: str) -> None:
        wishes = self._wishes(verdict, words)
        if wishes:
            is_last = verdict not in (*_OF_DIFFERENCE, *_OF_PAIR)
            after = self._next_open(self._grid.here) if is_last else self._grid.here
            self._follow = self._shown[after].row.id
            self._settle(wishes)

    def _wishes(self, verdict: Verdict, words: str) -> tuple[Settling, ...]:
        now = self._row()
        if verdict is Verdict.SENT:
            return tuple(_of_difference(one, verdict, words) for one in self._open())
        if verdict is Verdict.EXPLAINED:
            return tuple(_of_difference(one, verdict, words) for one in self._open()[:1])
        if verdict in _OF_PAIR:
            return tuple(
                Settling(SettledKind.JOIN, pair(one.one, one.other), verdict, shown=other)
                for one, other in self._asked(now)[:1]
            )
        return (_of_medicine(now, verdict, words),)

    def _open(self) -> list[Standing]:
        """The differences of the row that are open; where none is, those that are settled."""
        standings = list(self._row().standings)
        return [one for one in standings if not one.counts] or standings

    def _agreeing_wishes(self) -> tuple[Settling, ...]:
        rows = self._agreed.rows if self._agreed else ()
        return tuple(
            _of_medicine(one, Verdict.CONTINUE, "")
            for one in rows
            if not one.standings and not one.counts and not self._asked(one)
        )

    def _continue_agreeing(self) -> None:
        wishes = self._agreeing_wishes()
        if wishes and self._may_change():
            self._settle(wishes)

    def _settle(self, wishes: tuple[Settling, ...]) -> None:
        told = {(one.kind, one.subject): one for one in self.place.session.settled}
        before = tuple(
            told[wish.kind, wish.subject].again
            if (wish.kind, wish.subject) in told
            else Settling(wish.kind, wish.subject, None)
            for wish in wishes
        )
        self._send(wishes, before)

    def _take_back(self) -> None:
        if self._undo:
            self._send(self._undo.pop(), None)

    def _send(self, wishes: tuple[Settling, ...], before: tuple[Settling, ...] | None) -> None:
        def done() -> None:
            if before is not None:
                self._undo.append(before)
            self._say_why("")
            self._drop()

        self.place.workspace.do(partial(self._store, wishes), done, self._on_failed)

    def _store(self, wishes: tuple[Settling, ...], wish: Wish) -> Saved:
        return self.place.workspace.desk.sessions.settle(
            wish.session, wishes, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _drop(self) -> None:
        """The reason was given, or is not asked for any more."""
        if self._card.is_asking:
            self._on_moved(self._grid.here)
            self._grid.lay_out()
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

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


def _of_difference(one: Standing, verdict: Verdict, words: str) -> Settling:
    found = one.difference
    pairs = zip(found.sources, found.values, strict=False)
    shown = "; ".join(f"{_(SOURCES[source])}: {value}" for source, value in pairs)
    return Settling(SettledKind.DIFFERENCE, found.subject, verdict, words, found.fingerprint, shown)


def _of_medicine(now: AgreedRow, verdict: Verdict, words: str) -> Settling:
    return Settling(
        SettledKind.MEDICINE, now.row.id, verdict, words, now.row.fingerprint, now.row.name
    )

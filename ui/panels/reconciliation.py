"""Reconciliation: sources side by side, differences explained or sent, each medicine settled.

What the sources say together is worked out off the window's thread; the table paints what is in
sight. Every key works from wherever the focus is in the step, save in a field for words.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QKeyCombination, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes, Saved
from app.domain.reconciled import Proposal
from app.domain.settled import NEEDS_WORDS, Settled, Settling, pair
from app.errors import Refused
from app.rules.reconciliation.agreed import Agreed, AgreedRow, Standing, agreed, weighed
from app.rules.reconciliation.words import neutral
from models.vocabulary import SessionState, SettledKind, Verdict
from resources.language import _
from ui.keys import KEYS, Where, key
from ui.kit.boxes import STRETCH, appear, column, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.panel import Panel, Place
from ui.panels.settling import OF_DIFFERENCE, OF_PAIR, VERDICT_OF, Opened, SettlingCard
from ui.panels.source_cells import GridMaker
from ui.panels.source_table import SourceTable
from ui.words import SOURCES, how_many
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
        head = row((self._count, 1), row(self._agreeing, self._back, self._only, gap=8), gap=12)
        self.setLayout(
            column(
                head, self._sentence, self._empty, (self._table, 100), self._card, STRETCH, gap=8
            )
        )
        for part in (self._empty, self._table, self._card, self._agreeing, self._back, self._only):
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
        only = self._only.isChecked()
        rows = sorted(now.rows, key=lambda one: not one.standings)
        rows = [one for one in rows if one.standings or not only]
        shown, by_row = self._cells.grid(now, rows), {one.row.id: one for one in rows}
        self._shown = {name: by_row[name] for name in shown.order}
        for part in (self._table, self._card):
            appear(part, seen=bool(rows))
        self._table.show_grid(shown)
        self._say(now)
        if not self._card.is_asking:
            self._go_to_followed()
            self._open_here()
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
        self._count.say(done or " · ".join(parts) if now.rows else "")
        may = self._may_change()
        appear(self._empty, seen=not now.rows)
        appear(self._agreeing, seen=may and bool(self._agreeing_wishes()))
        appear(self._back, seen=may and bool(self._undo))
        appear(self._only, seen=bool(now.rows))

    def _go_to_followed(self) -> None:
        """Stay with the row one stood on, or go where the last key led."""
        wanted, self._follow = self._follow, ""
        self._table.go_to(wanted or self._table.here)

    def _on_moved(self, _row: str) -> None:
        self._open_here()
        bring_into_sight(self._card)

    def _open_here(self) -> None:
        now = self._row()
        if now is not None and self._agreed is not None:
            names = {one.id: one.name for one in self._agreed.found.rows}
            opened = Opened(now, self._asked(now), self._agreed.open_differences, names)
            self._card.show_row(opened, read_only=not self._may_change())

    # ------------------------------------------------------------------ what is known

    def _row(self) -> AgreedRow | None:
        return self._shown.get(self._table.here)

    def _joined(self) -> frozenset[Settled]:
        """What was told of pairs: it alone changes which rows there are."""
        told = self.place.session.settled
        return frozenset(one for one in told if one.kind is SettledKind.JOIN)

    def _asked(self, now: AgreedRow) -> tuple[tuple[Proposal, str], ...]:
        """The pairs a row is part of, each with the other one's name."""
        found = self._agreed.found if self._agreed else None
        if found is None:
            return ()
        names = {one.id: one.name for one in found.rows}
        return tuple(
            (one, names.get(one.other if one.one == now.row.id else one.one, ""))
            for one in found.proposals
            if now.row.id in (one.one, one.other)
        )

    def _may_change(self) -> bool:
        return self.place.session.state in _EDITABLE

    def _next_open(self, behind: str) -> str:
        """The next row that is not done, or the one we stand on."""
        order = list(self._shown)
        at = order.index(behind) + 1 if behind in order else 0
        turned = [*order[at:], *order[: max(0, at - 1)]]
        asked = {
            name for one in (self._agreed.found.proposals if self._agreed else ())
            for name in (one.one, one.other)
        }  # fmt: skip
        is_open = (name for name in turned if not self._shown[name].is_done or name in asked)
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
                self._only.toggle()
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
        now = self._row()
        if now is None or not self._may_change():
            return
        if verdict not in NEEDS_WORDS:
            self._give(verdict, "")
        elif verdict not in OF_DIFFERENCE or now.standings:
            self._card.ask_why(verdict, self._question(now, verdict))
            bring_into_sight(self._card)

    @staticmethod
    def _question(now: AgreedRow, verdict: Verdict) -> str:
        if verdict is Verdict.EXPLAINED:
            found = _open(now)[0].difference
            return _("{what}: why? In the patient's words where they said it.").format(
                what=_(neutral(found.kind))
            )
        return _("{name}: why?").format(name=now.row.name)

    def _give(self, verdict: Verdict, words: str) -> None:
        now = self._row()
        wishes = self._wishes(now, verdict, words) if now is not None else ()
        if wishes:
            is_last = verdict not in (*OF_DIFFERENCE, *OF_PAIR)
            here = self._table.here
            self._settle(wishes, self._next_open(here) if is_last else here)

    def _wishes(self, now: AgreedRow, verdict: Verdict, words: str) -> tuple[Settling, ...]:
        if verdict is Verdict.SENT:
            return tuple(_of_difference(one, verdict, words) for one in _open(now))
        if verdict is Verdict.EXPLAINED:
            return tuple(_of_difference(one, verdict, words) for one in _open(now)[:1])
        if verdict in OF_PAIR:
            return tuple(
                Settling(SettledKind.JOIN, pair(one.one, one.other), verdict, shown=other)
                for one, other in self._asked(now)[:1]
            )
        return (_of_medicine(now, verdict, words),)

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
            self._settle(wishes, self._next_open(""))

    def _settle(self, wishes: tuple[Settling, ...], then_at: str) -> None:
        """Keep it; `then_at` is the row to stand on afterwards."""
        told = {(one.kind, one.subject): one for one in self.place.session.settled}
        before = tuple(
            told[wish.kind, wish.subject].again
            if (wish.kind, wish.subject) in told
            else Settling(wish.kind, wish.subject, None)
            for wish in wishes
        )
        self._send(wishes, before, then_at)

    def _take_back(self) -> None:
        if self._undo and self._may_change():
            wishes = self._undo.pop()
            self._send(wishes, None, _row_of(wishes[0]))

    def _send(
        self, wishes: tuple[Settling, ...], before: tuple[Settling, ...] | None, then_at: str
    ) -> None:
        def done() -> None:
            if before is not None:
                self._undo.append(before)
            appear(self._back, seen=bool(self._undo))
            self._say_why("")
            self._drop()
            self._table.go_to(then_at)

        self.place.workspace.do(partial(self._store, wishes), done, self._on_failed)

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


def _open(now: AgreedRow) -> list[Standing]:
    """The differences of a row that are open; where none is, those that are settled."""
    standings = list(now.standings)
    return [one for one in standings if not one.counts] or standings


def _row_of(wish: Settling) -> str:
    """A row that a wish is about."""
    return wish.subject.rpartition(":")[2].partition("+")[0]


def _of_difference(one: Standing, verdict: Verdict, words: str) -> Settling:
    found = one.difference
    pairs = zip(found.sources, found.values, strict=False)
    shown = "; ".join(f"{_(SOURCES[source])}: {value}" for source, value in pairs)
    return Settling(SettledKind.DIFFERENCE, found.subject, verdict, words, found.fingerprint, shown)


def _of_medicine(now: AgreedRow, verdict: Verdict, words: str) -> Settling:
    return Settling(
        SettledKind.MEDICINE, now.row.id, verdict, words, now.row.fingerprint, now.row.name
    )

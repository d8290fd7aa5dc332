"""One instrument that is asked: its title and owner, its questions, how far it is.

Groups are headings, what repeats can be added to and taken from, and every question is a row with
the same editors as our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from app.domain.instrument import AskedInstrument, ItemKind
from app.domain.therapy_session import TherapySession, Value
from app.interview.instruments.edits import added, taken_away
from app.interview.instruments.problems import is_asked, problems
from app.interview.instruments.questions import question_of
from app.interview.instruments.spots import Spot, Values, lay_out
from app.interview.instruments.told import summary
from app.interview.spoken import spoken
from resources.language import N_, _
from ui.editors.outline import Line
from ui.editors.row import EditorFor, QuestionRow, Shown
from ui.editors.saying import shown_for
from ui.kit.boxes import STRETCH, appear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.flow import flow
from ui.kit.focus import chain, stops
from ui.kit.reasons import ReasonBox
from ui.kit.text import TextLabel
from ui.theme import THEME, restyle

_INDENT, _DEEPEST = 20, 4
_SHORT = 28
NO_FILE = N_("A file cannot be attached here.")
REQUIRED = N_("Not asked, required")
STRIKE = N_("Strike this instrument through, with all its answers?")


@dataclass(frozen=True, slots=True)
class _Part:
    """A widget of the card: its name, and how it is made when it is first needed."""

    name: str
    make: Callable[[], QWidget]
    spot: Spot | None = None


class InstrumentCard(QFrame):
    """Rows keep their widgets while answers open and close them."""

    edited = Signal(str, object)
    entered = Signal(str)
    finished = Signal(str)
    moved = Signal(str, int)
    theirs_taken = Signal(str)
    export_wanted = Signal(object)
    strike_wanted = Signal(object, str)

    def __init__(self, asked: AskedInstrument, editor_for: EditorFor) -> None:
        super().__init__()
        self.asked = asked
        self._editor_for = editor_for
        self._widgets: dict[str, QWidget] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._keys: list[str] = []
        self._value: Values = _nothing
        self.setProperty("kind", "card")
        self.setObjectName(f"instrument.{asked.id}")
        self._told = TextLabel("", "small", "muted", wraps=True, name="instrument.told")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._foot = QVBoxLayout()
        self._build()

    @property
    def keys(self) -> list[str]:
        """The answer keys of the rows that stand there now, in order."""
        return self._keys

    def row(self, key: str) -> QuestionRow | None:
        return self._rows.get(key) if key in self._keys else None

    def show_session(self, picture: TherapySession) -> None:
        """Draw what is open now, and what was answered."""
        self._value = picture.value
        spots = lay_out(self.asked, picture.value)
        lacks = {one.key: one.words for one in problems(spots)}
        parts = list(self._parts(spots, 0))
        self._put(parts)
        for part in parts:
            if part.spot is not None and part.spot.key in self._keys:
                self._show_row(part.spot, picture, lacks.get(part.spot.key, ""))
        self._told.say(summary(spots))

    def _build(self) -> None:
        instrument = self.asked.instrument
        title = TextLabel(instrument.title, "title", wraps=True)
        owner = " · ".join(words for words in (instrument.publisher, instrument.version) if words)
        lines = [title] + [
            TextLabel(words, "small", "muted", wraps=True)
            for words in (owner, instrument.copyright)
            if words
        ]
        export = Button(_("Save the answers as a file"), icon="paper", name="instrument.export")
        strike = Button(_("Strike through"), kind="quiet", icon="void", name="instrument.strike")
        for button in (export, strike):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        export.clicked.connect(lambda: self.export_wanted.emit(self.asked.id))
        strike.clicked.connect(self._ask_why)
        self._foot.addWidget(flow(export, strike, gap=8))
        self.setLayout(
            column(
                holder(column(*lines, self._told, gap=4, pad=(12, 0, 12, 4))),
                self._list,
                holder(column(self._foot, pad=(12, 4, 12, 0))),
                gap=6,
                pad=(4, 12, 4, 12),
            )
        )

    # ------------------------------------------------------------------ what stands there

    def _parts(self, spots: tuple[Spot, ...], depth: int) -> Iterator[_Part]:
        for at, spot in enumerate(spots):
            if spot.is_open and not spot.item.is_hidden:
                yield from self._of_spot(spot, depth)
                yield from self._parts(spot.spots, depth + 1)
            is_last = at + 1 == len(spots) or spots[at + 1].item is not spot.item
            if spot.list_key and is_last and spot.is_open and not spot.item.is_hidden:
                yield self._adder(spot, depth)

    def _of_spot(self, spot: Spot, depth: int) -> Iterator[_Part]:
        item = spot.item
        if spot.list_key and spot.of > 1:
            yield self._repetition(spot, depth)
        elif item.kind is ItemKind.GROUP and item.text:
            yield _Part(f"head {spot.key}", lambda: _words(item.words, "strong", depth))
        if item.kind is ItemKind.DISPLAY:
            yield _Part(f"read {spot.key}", lambda: _words(item.words, "body", depth, "muted"))
        elif item.kind is ItemKind.ATTACHMENT:
            told = f"{item.words}: {_(NO_FILE)}"
            yield _Part(f"file {spot.key}", lambda: _words(told, "body", depth, "muted"))
        elif item.is_question and not is_asked(spot):
            question = question_of(item, spot.key, self.asked.instrument)
            said = spoken(question, spot.value) if question is not None else ""
            told = f"{item.words}: {said or '–'}"
            yield _Part(f"fixed {spot.key} {said}", lambda: _words(told, "body", depth, "muted"))
        elif item.is_question:
            yield _Part(f"row {spot.key}", lambda: self._make_row(spot, depth), spot)

    def _repetition(self, spot: Spot, depth: int) -> _Part:
        def make() -> QWidget:
            told = _("{words}: {number} of {of}")
            words = told.format(words=spot.item.words, number=spot.number, of=spot.of)
            remove = Button(_("Take away"), kind="quiet", icon="cross", name=f"less.{spot.key}")
            remove.setAccessibleName(f"{_('Take away')}: {words}")
            remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            remove.clicked.connect(lambda: self._take_away(spot))
            return _indented(row((TextLabel(words, "strong", wraps=True), 1), remove), depth)

        return _Part(f"one {spot.key} {spot.number} {spot.of}", make)

    def _adder(self, spot: Spot, depth: int) -> _Part:
        def make() -> QWidget:
            words = _("Add another: {words}").format(words=spot.item.words)
            short = words if len(words) <= _SHORT else _("Add another")
            add = Button(short, kind="quiet", icon="add", name=f"more.{spot.list_key}")
            add.setAccessibleName(words)
            add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            add.clicked.connect(lambda: self._add(spot))
            return _indented(row(add, STRETCH), depth)

        return _Part(f"more {spot.list_key}", make)

    def _put(self, parts: list[_Part]) -> None:
        """The parts in their order; what is not among them any more is hidden."""
        names = {part.name for part in parts}
        for name, widget in self._widgets.items():
            if name not in names:
                appear(widget, seen=False)
        for at, part in enumerate(parts):
            if part.name not in self._widgets:
                self._widgets[part.name] = part.make()
            widget = self._widgets[part.name]
            if self._list.indexOf(widget) != at:
                self._list.removeWidget(widget)
                self._list.insertWidget(at, widget)
            appear(widget, seen=True)
        keys = [p.spot.key for p in parts if p.spot is not None]
        if keys != self._keys:
            self._keys = keys
            self._chain(parts)

    def _chain(self, parts: list[_Part]) -> None:
        order: list[QWidget] = []
        for part in parts:
            widget = self._widgets[part.name]
            if isinstance(widget, QuestionRow):
                order += [widget, *(stops(widget) if widget.has_editor else ())]
            else:
                order += stops(widget)
        if len(order) > 1:
            chain(*order)

    def _make_row(self, spot: Spot, depth: int) -> QuestionRow:
        question = question_of(spot.item, spot.key, self.asked.instrument)
        assert question is not None
        key = spot.key
        widget = QuestionRow(Line(question, key, min(depth, _DEEPEST)), self._editor_for, self)
        widget.edited.connect(self.edited)
        widget.theirs_taken.connect(self.theirs_taken)
        widget.entered.connect(lambda: self.entered.emit(key))
        widget.finished.connect(lambda: self.finished.emit(key))
        widget.moved.connect(lambda step: self.moved.emit(key, step))
        restyle(widget, last="no")
        self._rows[key] = widget
        return widget

    def _show_row(self, spot: Spot, picture: TherapySession, lack: str) -> None:
        widget = self._rows[spot.key]
        shown: Shown = shown_for(widget.line, spot.value, picture)
        if lack and spot.value is None:
            shown = replace(shown, why_not_short=_(REQUIRED))
        elif lack:
            shown = replace(shown, hint=lack)
        if shown != widget.shown or not widget.accessibleName():
            widget.show_line(shown)

    # ------------------------------------------------------------------ what people do

    def _add(self, spot: Spot) -> None:
        now = self._value(spot.list_key)
        for key, value in added(self.asked, spot.item, spot.list_key, now).items():
            self.edited.emit(key, value)

    def _take_away(self, spot: Spot) -> None:
        now = self._value(spot.list_key)
        for key, value in taken_away(spot.list_key, spot.path[-1], now).items():
            self.edited.emit(key, value)

    def _ask_why(self) -> None:
        box = ReasonBox(_(STRIKE), _("Strike through"), name="instrument.reason", parent=self)
        box.given.connect(lambda reason: self.strike_wanted.emit(self.asked.id, reason))
        box.given.connect(box.deleteLater)
        box.dropped.connect(box.deleteLater)
        self._foot.addWidget(box)
        box.setFocus(Qt.FocusReason.OtherFocusReason)


def _nothing(_key: str) -> Value | None:
    return None


def _words(words: str, role: str, depth: int, tone: str = "") -> QWidget:
    return _indented(row((TextLabel(words, role, tone, wraps=True), 1)), depth)


def _indented(layout: QLayout, depth: int) -> QWidget:
    layout.setContentsMargins(12 + THEME.px(_INDENT) * min(depth, _DEEPEST), 6, 12, 4)
    return holder(layout)

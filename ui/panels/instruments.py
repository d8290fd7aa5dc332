"""Instruments of others in the step: those that are asked, and those that can be."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.changes import Changes, Saved
from app.domain.instrument import AskedId, InstrumentId, KeptInstrument
from app.domain.therapy_session import TherapySession, Value
from app.errors import Refused, Unavailable
from app.interview.instruments.keys import is_instrument_key
from app.interview.spoken import spoken
from resources.language import _
from ui.editors.row import QuestionRow
from ui.kit.boxes import clear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.instrument_card import InstrumentCard
from ui.panels.panel import Panel, Place
from ui.paper import documents, write_file
from ui.reading import looking_ahead
from ui.workspace import Wish

FILE_NAME = "questionnaire-response.json"


class InstrumentsPanel(Panel):
    """Not to be seen where the pharmacy has no instrument. Enter goes from question to question."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(place, "instruments", parent)
        self._kept: tuple[KeptInstrument, ...] = ()
        self._offered: tuple[InstrumentId, ...] = ()
        self._cards: dict[AskedId, InstrumentCard] = {}
        self._current = ""
        self._is_entering = False
        self._list, self._offers = QVBoxLayout(), QVBoxLayout()
        self._list.setSpacing(12)
        self._sentence = Sentence("instruments.sentence", self)
        title = TextLabel(_("Instruments"), "strong", "muted")
        self.setLayout(column(title, self._list, self._offers, self._sentence, gap=6))
        place.autosave.typed.connect(self._on_typed)
        place.autosave.refused.connect(self._on_refused)
        place.autosave.two_answers.connect(self._on_two_answers)
        desk, by = place.workspace.desk, place.workspace.actor
        place.workspace.lane.run(
            lambda: desk.instruments.kept(by=by), self._on_kept, lambda _error: None
        )
        self._draw()

    def show_changes(self, changes: Changes) -> None:
        if changes.state or any(is_instrument_key(key) for key in changes.answers):
            self._draw()

    def focus_first(self) -> bool:
        picture = self._picture()
        found = next((key for key in self._keys() if picture.value(key) is None), None)
        if found is not None:
            self._enter(found)
        return found is not None

    def reveal(self, key: str) -> bool:
        if key in self._keys():
            self._enter(key)
            return True
        return False

    def save_to(self, asked: AskedId, path: str) -> None:
        """Write the response into a file, and say so once it is there."""
        workspace = self.place.workspace
        session, by = workspace.session.id, workspace.actor
        instruments = workspace.desk.instruments
        workspace.lane.run(
            lambda: write_file(
                Path(path),
                instruments.response(session, asked, by=by),
                _("The answers were not saved."),
            ),
            lambda _done: self._say(_("The answers are saved as a file."), "ok", "ok"),
            self._on_failed,
        )

    # ------------------------------------------------------------------ what stands there

    def _keys(self) -> list[str]:
        return [key for card in self._cards.values() for key in card.keys]

    def _picture(self) -> TherapySession:
        return looking_ahead(
            self.place.session,
            self.place.autosave.pending,
            at=self.place.clock(),
            by=self.place.workspace.actor.person,
        )

    def _on_kept(self, kept: tuple[KeptInstrument, ...]) -> None:
        if isValid(self):
            self._kept = tuple(one for one in kept if one.is_in_use)
            self._draw()

    def _draw(self) -> None:
        picture = self._picture()
        there = {asked.id: asked for asked in picture.instruments}
        for gone in self._cards.keys() - there.keys():
            self._cards.pop(gone).deleteLater()
        for asked in there.values():
            card = self._cards.get(asked.id)
            if card is None:
                card = self._cards[asked.id] = InstrumentCard(asked, self.place.editor_for)
                self._connect(card)
                self._list.addWidget(card)
            card.show_session(picture)
        self._draw_offers(picture)
        self.setVisible(bool(self._cards or self._offered))

    def _draw_offers(self, picture: TherapySession) -> None:
        asked = {one.instrument for one in picture.instruments}
        offered = [one for one in self._kept if one.instrument not in asked]
        if tuple(one.id for one in offered) == self._offered:
            return
        self._offered = tuple(one.id for one in offered)
        clear(self._offers)
        for one in offered:
            self._offers.addLayout(self._offer(one))

    def _offer(self, kept: KeptInstrument) -> QHBoxLayout:
        title = kept.instrument.title
        button = Button(_("Ask"), icon="add", name=f"instruments.ask.{kept.id}")
        button.setAccessibleName(_("Ask: {title}").format(title=title))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._ask(kept.id))
        return row(button, (TextLabel(title, wraps=True), 1), gap=12)

    def _connect(self, card: InstrumentCard) -> None:
        card.edited.connect(self.place.autosave.keep)
        card.entered.connect(self._enter)
        card.export_wanted.connect(self._choose_file)
        card.finished.connect(self._go_on)
        card.moved.connect(self._move)
        card.strike_wanted.connect(self._strike)
        card.theirs_taken.connect(self._take_theirs)

    # ------------------------------------------------------------------ what people do

    def _ask(self, instrument: InstrumentId) -> None:
        self._sentence.say("")
        self.place.autosave.flush()
        self.place.workspace.do(
            partial(self._asked, instrument), self._enter_newest, self._on_failed
        )

    def _asked(self, instrument: InstrumentId, wish: Wish) -> Saved:
        instruments = self.place.workspace.desk.instruments
        return instruments.ask(
            wish.session, instrument, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _enter_newest(self) -> None:
        """Called before what was saved is drawn, so it draws first."""
        self._draw()
        newest = next(reversed(self._cards.values()), None)
        if newest is not None and newest.keys:
            self._enter(newest.keys[0])

    def _strike(self, asked: AskedId, reason: str) -> None:
        self.place.autosave.flush()
        self.place.workspace.do(partial(self._struck, asked, reason), None, self._on_failed)

    def _struck(self, asked: AskedId, reason: str, wish: Wish) -> Saved:
        instruments = self.place.workspace.desk.instruments
        return instruments.strike(
            wish.session, asked, reason, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _choose_file(self, asked: AskedId) -> None:
        self.place.autosave.flush()
        dialog = QFileDialog(self, _("Save the answers as a file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(documents())
        dialog.setDefaultSuffix("json")
        dialog.setNameFilter(_("FHIR in JSON (*.json)"))
        dialog.selectFile(FILE_NAME)
        dialog.fileSelected.connect(lambda path: self.save_to(asked, path))
        dialog.open()

    def _enter(self, key: str) -> None:
        """Open a row and close the one before; what takes the focus in between opens nothing."""
        wanted, old = self._row(key), self._row(self._current)
        if wanted is None or self._is_entering:
            return
        self._is_entering = True
        if key != self._current:
            self.place.autosave.flush()
            if old is not None:
                old.close_up()
        self._current = key
        wanted.open()
        self._is_entering = False
        bring_into_sight(wanted)

    def _row(self, key: str) -> QuestionRow | None:
        found = (card.row(key) for card in self._cards.values())
        return next((row for row in found if row is not None), None)

    def _go_on(self, key: str) -> None:
        keys = self._keys()
        behind = keys[keys.index(key) + 1 :]
        picture = self._picture()
        found = next((one for one in behind if picture.value(one) is None), None)
        if found is not None:
            self._enter(found)
        else:
            self.place.autosave.flush()
            self.finished.emit()

    def _move(self, key: str, step: int) -> None:
        keys = self._keys()
        wanted = keys.index(key) + step
        if 0 <= wanted < len(keys):
            self._enter(keys[wanted])

    # ------------------------------------------------------------------ what is answered to that

    def _on_typed(self, key: str, _value: Value | None) -> None:
        if is_instrument_key(key):
            self._draw()

    def _on_refused(self, key: str, sentence: str) -> None:
        found = self._row(key)
        if found is not None:
            found.editor.refuse(sentence)

    def _on_two_answers(self, key: str, theirs: Value | None, mine: Value | None) -> None:
        found = self._row(key)
        if found is not None:
            question = found.line.question
            found.show_two(spoken(question, theirs), spoken(question, mine))

    def _take_theirs(self, key: str) -> None:
        self.place.autosave.forget(key)
        found = self._row(key)
        if found is not None:
            found.editor.show_value(self.place.workspace.value(key))
        self._draw()

    def _on_failed(self, error: Exception) -> None:
        match error:
            case Refused():
                self._say(error.message)
            case Unavailable():
                self._say(f"{error.message} {error.remedy}")
            case _:
                self.place.workspace.failed.emit(error)

    def _say(self, words: str, tone: str = "urgent", icon: str = "urgent") -> None:
        if isValid(self):
            self._sentence.say(words, tone, icon)

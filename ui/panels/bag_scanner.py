"""The scanner of the brown bag: every scan on the step becomes a row, or a question beside it.

Scans are looked up one after another; while one asks, the next ones wait and none is lost. A scan
in the middle of a word adds its medicine and leaves the focus where it is.
"""

from __future__ import annotations

from collections import deque
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.changes import Saved
from app.errors import Refused
from app.services.scan_values import ScanAnswer, ScanChoice, Scanned
from resources.language import _
from ui.keys import bind
from ui.kit.focus import keep_place
from ui.kit.text import TextLabel
from ui.panels.panel import Place
from ui.panels.scan_box import ScanBox, shown
from ui.scanner import Scanner
from ui.workspace import Wish

WORD_MS = 1_500
"""Somebody who typed this shortly before a scan is in the middle of a word."""


class BagScanner(QWidget):
    """`added` carries the row, and whether it may open; `search_wanted` goes to the search."""

    added = Signal(object, bool)
    search_wanted = Signal()
    failed = Signal(Exception)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._codes: deque[tuple[str, bool]] = deque()
        self._is_looking = False
        self._is_in_a_word = False
        self._box: ScanBox | None = None
        self.setObjectName("scans")
        self._asked = QVBoxLayout(self)
        self._asked.setContentsMargins(0, 0, 0, 0)
        self._told = TextLabel("", "small", "muted", wraps=True, name="scan.told")
        self._told.hide()
        self._asked.addWidget(self._told)
        self.scanner = Scanner(self)
        self.scanner.scanned.connect(self.take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WORD_MS)
        place.autosave.typed.connect(self._on_typed)
        bind(self, "answer_scan", self.put_focus)

    @property
    def asks(self) -> bool:
        """Whether a scan waits for an answer."""
        return self._box is not None

    @Slot()
    def put_focus(self) -> None:
        """Go to what a scan asks."""
        if self._box is not None:
            self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def take(self, code: str) -> None:
        """A code was scanned."""
        self._codes.append((code, _is_word_begun() and self._pause.isActive()))
        self._say("")
        if self._box is not None:
            self._box.tell_waiting(len(self._codes))
        self._go_on()

    def note_typing(self) -> None:
        """Somebody types in a field that saves nothing, such as the search."""
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scanner.listen(self.window().windowHandle())

    def hideEvent(self, event: QHideEvent) -> None:
        self.scanner.rest()
        super().hideEvent(event)

    @Slot(str, object)
    def _on_typed(self, _key: str, _value: object) -> None:
        self._pause.start()

    def _go_on(self) -> None:
        if self._is_looking or self._box is not None or not self._codes:
            return
        code, self._is_in_a_word = self._codes.popleft()
        self._is_looking = True
        self._place.autosave.flush()
        workspace = self._place.workspace
        session, by, scans = workspace.session.id, workspace.actor, workspace.desk.scans
        workspace.lane.run(lambda: scans.look(session, code, by=by), self._answer, self._on_failed)

    def _answer(self, scanned: Scanned) -> None:
        if scanned.answer is ScanAnswer.FOUND:
            self._add(scanned.choices[0])
            return
        self._is_looking = False
        box = self._box = ScanBox(scanned, self)
        box.chosen.connect(self._choose)
        box.search_wanted.connect(self._search)
        box.left.connect(lambda: self._close(search=False))
        box.tell_waiting(len(self._codes))
        self._asked.addWidget(box)
        keep_place(self)
        if not self._is_in_a_word:
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _choose(self, choice: ScanChoice) -> None:
        self._drop_box()
        self._is_looking, self._is_in_a_word = True, False
        self._add(choice)

    @Slot()
    def _search(self) -> None:
        self._close(search=True)

    def _close(self, *, search: bool) -> None:
        self._drop_box()
        if search or not self._codes:
            self.search_wanted.emit()
        self._go_on()

    def _drop_box(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            self._asked.removeWidget(box)
            box.hide()
            box.deleteLater()

    def _add(self, choice: ScanChoice) -> None:
        there = frozenset(medicine.id for medicine in self._place.session.medicines)

        def added() -> None:
            self._is_looking = False
            self._tell_added(choice)
            new = (m.id for m in self._place.session.medicines if m.id not in there)
            row = choice.medicine or next(new, None)
            self.added.emit(row, not self._is_in_a_word and not self._codes)
            self._go_on()

        self._place.workspace.do(partial(self._store, choice), added, self._on_failed)

    def _store(self, choice: ScanChoice, wish: Wish) -> Saved:
        return self._place.workspace.desk.scans.add(
            wish.session, choice, seen=wish.seen, command=wish.command, by=wish.by
        )

    def _tell_added(self, choice: ScanChoice) -> None:
        expires = choice.bottle.expires
        if expires is not None and expires < self._place.today():
            said = _("{what}: the date on it has passed. Please show it to the pharmacist.")
        elif choice.medicine is not None:
            said = _("{what}: the bottle is here.")
        else:
            said = _("{what} is added.")
        self._say(said.format(what=shown(choice.drug)))

    def _on_failed(self, error: Exception) -> None:
        self._is_looking = False
        if isinstance(error, Refused):
            self._say(error.message)
        else:
            self.failed.emit(error)
        self._go_on()

    def _say(self, words: str) -> None:
        self._told.say(words)
        self._told.setVisible(bool(words))


def _is_word_begun() -> bool:
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit):
        return bool(widget.text())
    return isinstance(widget, QPlainTextEdit) and bool(widget.toPlainText())

"""Search as you type: the line, and the hits below it. Arrows move, Enter takes, Esc closes.

The search runs on a lane of its own. While one is on its way only the newest words are remembered,
so that fast typing never queues up; an answer to older words is thrown away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.services.api import DrugHit, Drugs
from resources.language import _
from ui.background import Runs
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.drop_down import DropDown
from ui.kit.flow import flow
from ui.kit.marks import Icon
from ui.kit.scroll import bring_into_sight
from ui.kit.text import TextLabel
from ui.panels.drug_hit import HitRow, row_height

LEAST_LETTERS = 2
LEAST_HITS, MOST_HITS = 3, 8


class DrugPicker(QWidget):
    """`picked` a hit; `written` as it was typed; `unidentified`: a loose tablet; `passed`: on.

    `typed` says that somebody types.
    """

    picked = Signal(object)
    written = Signal(str)
    unidentified = Signal()
    passed = Signal()
    typed = Signal()

    def __init__(self, drugs: Drugs, lane: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drugs, self._lane = drugs, lane
        self._rows: list[HitRow] = []
        self._hits: list[HitRow] = []
        self._current = 0
        self._searching = ""
        self._wanted = ""
        self._found = ""
        self.setObjectName("drugs")
        self._line = QLineEdit()
        self._line.setObjectName("drugs.search")
        self._line.setAccessibleName(_("Add a medicine: type a name"))
        self._line.setPlaceholderText(_("Type a name, a brand, a strength"))
        self._line.setMaxLength(200)
        self._line.textEdited.connect(self._on_typed)
        self._line.installEventFilter(self)
        self.setFocusProxy(self._line)
        hint = TextLabel(
            _("or scan the label; import records from a file"), "small", "muted", elides=True
        )
        search = row(
            Icon("search", "accent", 20), (self._line, 2), KeyChip("Ctrl+I"), (hint, 1), gap=10
        )
        self.setLayout(column(search, gap=0))
        self._popup = self._make_popup()

    @property
    def words(self) -> str:
        """What is typed."""
        return self._line.text().strip()

    @property
    def hits(self) -> list[DrugHit]:
        """The hits that are shown."""
        return [row.hit for row in self._hits]

    @property
    def is_open(self) -> bool:
        return not self._popup.isHidden()

    def take_as_written(self) -> None:
        """Take the words as they stand there, though no medicine is known by them."""
        if self.words:
            self.written.emit(self.words)

    def clear(self) -> None:
        """Be empty and closed."""
        self._line.clear()
        self._wanted = ""
        self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self._make_ready)
        if watched is self._line and isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._hits:
            if self.is_open:
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            elif self._found == self.words:
                self._popup.open()
            return True
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self._close()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            return self._take()
        return False

    def _take(self) -> bool:
        """Only a hit for the very words that stand there: never one for older words."""
        if self.is_open and self._hits and self._found == self.words:
            self.picked.emit(self._hits[self._current].hit)
        if not self.words:
            self.passed.emit()
        return True

    def _move(self, step: int) -> None:
        self._hits[self._current].be_here(here=False)
        self._current = (self._current + step) % len(self._hits)
        self._hits[self._current].be_here(here=True)
        self._line.setAccessibleDescription(self._hits[self._current].hit.name)

    def _on_typed(self, _text: str) -> None:
        self.typed.emit()
        self._wanted = self.words
        if not self._wanted:
            self._close()
        elif len(self._wanted) < LEAST_LETTERS:
            self._ask_for_more()
        elif not self._searching:
            self._search()

    def _search(self) -> None:
        words = self._searching = self._wanted
        self._lane.run(
            lambda: self._drugs.search(words, limit=MOST_HITS),
            lambda hits: self._on_found(words, hits),
            lambda _error: self._on_found(words, ()),
        )

    def _on_found(self, words: str, hits: tuple[DrugHit, ...]) -> None:
        if not isValid(self):
            return
        self._searching = ""
        if words == self._wanted:
            self._show_hits(hits)
        elif len(self._wanted) >= LEAST_LETTERS:
            self._search()

    def _show_hits(self, hits: tuple[DrugHit, ...]) -> None:
        self._found = self._wanted
        hits = hits[: self._most_rows()]
        self._make_ready()
        self._hits = self._rows[: len(hits)]
        self._current = 0
        for at, widget in enumerate(self._rows):
            if at < len(hits):
                widget.show_hit(hits[at], self._found)
                widget.be_here(here=at == 0)
            widget.setVisible(at < len(hits))
        self._none.say(_("Nothing found by that name."))
        self._none.setVisible(not hits)
        if not self.is_open:
            bring_into_sight(self)
        elif not hits:
            self._popup.shrink()
        self._popup.open()
        count = _("{count} found").format(count=len(hits))
        self._line.setAccessibleDescription(hits[0].name if hits else count)

    def _most_rows(self) -> int:
        """How many the window has room for."""
        for_rows = self._popup.room() - self._foot.sizeHint().height()
        return max(LEAST_HITS, for_rows // row_height())

    def _ask_for_more(self) -> None:
        """Too few letters to search, while it is open: it stays, and says so."""
        for widget in self._rows:
            widget.hide()
        self._hits = []
        self._none.say(_("One more letter."))
        self._none.show()

    def _make_ready(self) -> None:
        """Rows are made when somebody comes to type, and kept: no letter waits for them."""
        self._popup.prepare()
        while len(self._rows) < MOST_HITS:
            widget = HitRow(self._popup)
            widget.pressed.connect(self.picked)
            self._rows.append(widget)
            self._list.addWidget(widget)

    def _make_popup(self) -> DropDown:
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._none = TextLabel("", "body", "muted")
        self._none.setContentsMargins(12, 6, 12, 6)
        as_written = Button(_("Enter it as written"), kind="quiet", name="drugs.as_written")
        loose = Button(_("Unidentified tablet"), kind="quiet", name="drugs.unidentified")
        as_written.clicked.connect(self.take_as_written)
        loose.clicked.connect(self.unidentified)
        label = TextLabel(_("Not in the list?"), "small", "muted")
        keys = row(*(KeyChip(key) for key in ("↑ ↓", "Enter", "Esc")), gap=6)
        self._foot = row((flow(label, as_written, loose), 1), holder(keys), pad=(12, 4, 12, 4))
        return DropDown(
            self, column(self._list, self._none, STRETCH, self._foot, gap=0), name="drugs.popup"
        )

    def _close(self) -> None:
        self._popup.hide()

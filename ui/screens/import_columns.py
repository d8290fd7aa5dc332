"""Which column of a table says what: our fields with the columns of the file, and its first lines.

Asked once for each kind of table; the answer is remembered for the pharmacy.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QWidget

from app.services.api import ColumnsQuestion
from resources.language import N_, _
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import Combo
from ui.kit.text import TextLabel

ENCODINGS = {
    "utf-8": N_("Read as UTF-8."),
    "utf-16": N_("Read as UTF-16."),
    "cp1252": N_("Read as Windows-1252. Please look at letters with accents before you go on."),
}
_NEEDED = ("date_filled",)


class ColumnsForm(QFrame):
    """`given` carries a column for each field that has one."""

    given = Signal(object)

    def __init__(self, question: ColumnsQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.setObjectName("import.columns")
        self.setProperty("kind", "sunken")
        self._choices: dict[str, QComboBox] = {}
        self._examples: dict[str, TextLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for at, words in enumerate((_("What we keep"), _("Column of the file"), _("First lines"))):
            grid.addWidget(TextLabel(words, "small", "muted"), 0, at)
        for line, (name, words) in enumerate(question.fields.items(), start=1):
            self._add_line(grid, line, name, words)
        grid.setColumnStretch(2, 1)
        self._sentence = Sentence("import.columns.sentence")
        read = Button(_("Import with these columns"), kind="main", name="import.columns.do")
        read.clicked.connect(lambda: self.given.emit(self.columns()))
        encoding = TextLabel(
            _(ENCODINGS.get(question.encoding, "")), "small", "muted", wraps=True,
            name="import.encoding",
        )  # fmt: skip
        self.setLayout(
            column(encoding, grid, self._sentence, row(read, STRETCH), gap=10, pad=(14, 10, 14, 12))
        )
        self.setFocusProxy(next(iter(self._choices.values())))

    def columns(self) -> Mapping[str, str]:
        """The column that was chosen for each field; a field without one is left out."""
        return {
            name: str(choice.currentData())
            for name, choice in self._choices.items()
            if choice.currentData()
        }

    def refuse(self, sentence: str) -> None:
        """Say why these columns do not do."""
        self._sentence.say(sentence)

    def _add_line(self, grid: QGridLayout, line: int, name: str, words: str) -> None:
        choice = self._choices[name] = Combo()
        choice.setObjectName(f"import.column.{name}")
        choice.addItem(_("not in the file"), "")
        for each in self._question.columns:
            choice.addItem(each, each)
        choice.setCurrentIndex(max(0, choice.findData(self._question.guess.get(name, ""))))
        label = TextLabel(words, "body")
        label.setBuddy(choice)
        choice.setAccessibleName(words)
        example = self._examples[name] = TextLabel("", "small", "muted", elides=True)
        choice.currentIndexChanged.connect(lambda _at: self._show_example(name))
        grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(choice, line, 1)
        grid.addWidget(example, line, 2)
        self._show_example(name)

    def _show_example(self, name: str) -> None:
        chosen = str(self._choices[name].currentData() or "")
        columns = self._question.columns
        at = columns.index(chosen) if chosen in columns else -1
        cells = [
            cells[at] for cells in self._question.samples if 0 <= at < len(cells) and cells[at]
        ]
        self._examples[name].say("; ".join(cells))

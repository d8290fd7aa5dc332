"""A line to type in, with its label as buddy and a sentence beside it: `LineField(_("Name"), ...)`.

`typed` carries what a person typed; `field.show_text("...")` shows without saying so. A sentence
(`refuse`, `ask`, `hint`) stands below the line and is read with it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.boxes import column, row
from ui.kit.marks import Icon
from ui.kit.text import TextLabel, plain
from ui.theme import restyle


class Sentence(QWidget):
    """What is to be said about a field: wrong, to be asked about, or a hint. Hidden when empty."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("urgent", "urgent", 16)
        self._words = TextLabel("", "small", "urgent", wraps=True, name=name)
        self.setLayout(row(self._icon, (self._words, 1), gap=6))
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str, tone: str = "urgent", icon: str = "urgent") -> None:
        """Say a sentence; "" takes it away."""
        self._words.say(words, tone)
        self._icon.show_icon(icon, tone)
        self.setVisible(bool(words))


ROOM = 60
"""Letters a field for a date or a number takes. More than any is long: what is cut could look
right, and what is too much is refused in words.
"""


class LineField(QWidget):
    """A labelled line. Its line carries the object name; the label is its buddy."""

    typed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        label: str,
        *,
        name: str,
        hint: str = "",
        is_secret: bool = False,
        most: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(hint)
        self.line.setMaxLength(most)
        if is_secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.label = TextLabel(plain(label), "strong")
        self.label.setBuddy(self.line)
        self._sentence = Sentence(f"{name}.sentence")
        self.setLayout(column(self.label, self.line, self._sentence, gap=4))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self.entered)

    @property
    def text(self) -> str:
        return self.line.text()

    @property
    def sentence(self) -> str:
        """What stands below the line."""
        return self._sentence.words

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted."""
        if text != self.line.text():
            self.line.setText(text)

    def refuse(self, sentence: str) -> None:
        """Say beside the field why it cannot be so. What was typed stays."""
        self._mark("wrong" if sentence else "", sentence, "urgent", "urgent")

    def ask(self, sentence: str) -> None:
        """Ask about what was typed; it counts."""
        self._mark("ask" if sentence else "", sentence, "warn", "warn")

    def hint(self, sentence: str) -> None:
        """Say something helpful."""
        self._mark("", sentence, "muted", "info")

    def _mark(self, state: str, sentence: str, tone: str, icon: str) -> None:
        restyle(self.line, state=state)
        self._sentence.say(sentence, tone, icon)
        self.line.setAccessibleDescription(sentence)

    def _on_typed(self, text: str) -> None:
        if self.line.property("state"):
            self.refuse("")
        self.typed.emit(text)

"""Under the directions of a label: what was understood of them, at once while they are typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.directions.parse import parse
from app.directions.plain import plain
from app.directions.told import errors, left_over, questions
from ui.kit.boxes import column
from ui.kit.text import TextLabel

LINES = (
    ("understood.words", "muted"),
    ("understood.left", "warn"),
    ("understood.asked", "info"),
    ("understood.errors", "muted"),
)
"""Each kind of line with its tone; the words say what they are, never the tone alone."""


class Understood(QWidget):
    """Plain words, what was not understood, what to ask, what is error-prone. It takes no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self._label: str | None = None
        self._lines = [
            TextLabel("", "small", tone, wraps=True, name=name, parent=self) for name, tone in LINES
        ]
        self.setLayout(column(*self._lines, gap=2))
        self._say("", "", "", "")

    def show_label(self, label: object) -> None:
        """Show what these words say; nothing where there are none."""
        words = label if isinstance(label, str) else ""
        if words == self._label:
            return
        self._label = words
        if not words.strip():
            self._say("", "", "", "")
            return
        read = parse(words)
        self._say(
            plain(read, "en") if read.is_understood else "",
            "\n".join(left_over(read)),
            " ".join(questions(read)),
            "\n".join(errors(read)),
        )

    def _say(self, *told: str) -> None:
        for line, words in zip(self._lines, told, strict=True):
            line.say(words)
            line.setVisible(bool(words))
        self.setVisible(any(told))

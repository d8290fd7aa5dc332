"""What every editor promises. An editor shows one answer and says when the *user* changed it.

`show_value` never emits. `edited(key, value)` comes only from a person's hand, with a value that
can be an answer; input that cannot be one is told in a sentence beside the field and stays there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.therapy_session import Value
from ui.kit.fields import Sentence
from ui.theme import restyle

Today: TypeAlias = Callable[[], dt.date]


class Editor(QWidget):
    """`key` is the answer key it edits; `finished` is Enter: the person goes on."""

    edited = Signal(str, object)
    finished = Signal()

    def __init__(self, key: str, title: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.field = field
        self.setProperty("kind", "plain")
        if not field.objectName():
            field.setObjectName(key)
        field.setAccessibleName(title)
        self._sentence = Sentence(f"{key}.sentence", self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(field)
        self._layout.addWidget(self._sentence)
        self.setFocusProxy(field)

    @property
    def sentence(self) -> str:
        """What stands beside the field, or ""."""
        return self._sentence.words

    @property
    def has_focus(self) -> bool:
        """Whether a person is typing here right now."""
        focused = self.focusWidget()
        return focused is not None and focused.hasFocus()

    def show_value(self, value: Value | None) -> None:
        """Show an answer, None for *not asked*. Nothing is emitted."""
        raise TypeError("an editor shows values")

    def offer(self, words: tuple[str, ...]) -> None:
        """Offer answers to take with one press; nothing where the editor has no use for them."""

    def refuse(self, sentence: str) -> None:
        """Say beside the field why it cannot be so. What was typed stays."""
        self._mark("wrong" if sentence else "", sentence, "urgent", "urgent")

    def ask(self, sentence: str) -> None:
        """Ask about what was typed; it counts, and the question stays beside it."""
        self._mark("ask" if sentence else "", sentence, "warn", "warn")

    def be_content(self) -> None:
        """Nothing is to be said about it."""
        self._mark("", "", "muted", "info")

    def _tell(self, value: Value | None) -> None:
        self.be_content()
        self.edited.emit(self.key, value)

    def _mark(self, state: str, sentence: str, tone: str, icon: str) -> None:
        restyle(self.field, state=state)
        self._sentence.say(sentence, tone, icon)
        self.field.setAccessibleDescription(sentence)

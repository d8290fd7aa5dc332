"""One of several words, or words of one's own in the line below them."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.domain.text import clean_line
from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview.question import OWN_WORDS, Choice, OpenChoice
from resources.language import _
from ui.editors.choice import ChoiceEditor
from ui.editors.editor import Editor
from ui.kit.boxes import column, holder
from ui.kit.fields import ROOM


class OpenChoiceEditor(Editor):
    """Choosing empties the line, and typing takes the choice back."""

    def __init__(self, question: OpenChoice, key: str) -> None:
        self._question = question
        inner = Choice(key=f"{key}.options", prompt=question.prompt, options=question.options)
        self._choice = ChoiceEditor(inner, inner.key)
        self._line = QLineEdit()
        self._line.setObjectName(f"{key}.words")
        self._line.setMaxLength(ROOM)
        self._line.setPlaceholderText(_("Or in other words"))
        self._line.setAccessibleName(_("{question}: in other words").format(question=inner.prompt))
        super().__init__(key, _(question.prompt), holder(column(self._choice, self._line, gap=6)))
        self.setFocusProxy(self._choice)
        self._choice.edited.connect(self._on_chosen)
        self._line.textEdited.connect(self._on_typed)
        self._line.returnPressed.connect(self.finished)

    def show_value(self, value: Value | None) -> None:
        words = "" if value is None else str(value)
        is_own = words.startswith(OWN_WORDS)
        self._choice.show_value(None if is_own else value)
        own = words.removeprefix(OWN_WORDS) if is_own else ""
        if own != self._line.text().strip():
            self._line.setText(own)

    def _on_chosen(self, _key: str, value: Value | None) -> None:
        self._line.clear()
        self._tell(value)

    def _on_typed(self, text: str) -> None:
        try:
            words = clean_line(text, self.key, most=self._question.most)
        except Refused as refusal:
            self.refuse(refusal.message)
            return
        self._choice.show_value(None)
        self._tell(f"{OWN_WORDS}{words}" if words else None)

"""Yes, no, declined, not asked: keys Y, N, D and Backspace."""

from __future__ import annotations

from app.domain.therapy_session import Value
from app.interview.question import Ask
from models.vocabulary import Reply
from resources.language import _
from ui.editors.editor import Editor
from ui.kit.answers import AnswerControl


class AskEditor(Editor):
    """Four values; *not asked* is dashed and is no answer."""

    def __init__(self, question: Ask, key: str) -> None:
        self._control = AnswerControl(name=key, title=_(question.prompt))
        super().__init__(key, self._control.accessibleName(), self._control)
        self._control.answered.connect(self._on_answered)
        self._control.held.connect(self._say_held)

    @property
    def control(self) -> AnswerControl:
        """The control itself, for a row that draws it quietly."""
        return self._control

    def show_value(self, value: Value | None) -> None:
        if self.sentence:
            self.be_content()
        self._control.show_reply(None if value is None else Reply(str(value)))

    def _on_answered(self, reply: Reply | None) -> None:
        self._tell(None if reply is None else str(reply))

    def _say_held(self) -> None:
        self.ask(_("Yes stands. Enter goes on to the words; Backspace takes the yes back."))

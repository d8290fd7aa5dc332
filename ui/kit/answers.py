"""The four-valued answer: `AnswerControl(name="screening.q01")`, keys Y, N, D and Backspace.

`answered` carries a `Reply`, or None for *not asked*: only when a person pressed it. A yes is never
turned by a letter: who types the patient's words behind it would make a no of "chest pain".
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.vocabulary import Reply
from resources.language import _
from ui.kit.segments import Part, Segments

_NOT_ASKED = ""


class AnswerControl(Segments):
    """Yes, No, Declined, Not asked. Not asked is dashed and never looks like no.

    `held`: a letter was typed behind a yes; Backspace takes the yes back first.
    """

    answered = Signal(object)
    held = Signal()

    def __init__(self, *, name: str = "", title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Part(Reply.YES, _("Yes"), "y", "yes", strong=True),
                Part(Reply.NO, _("No"), "n", "no", strong=True),
                Part(Reply.DECLINED, _("Declined"), "d", "declined"),
                Part(_NOT_ASKED, _("Not asked"), "", "unasked", dashed=True),
            ),
            name=name,
            title=title,
            parent=parent,
        )
        self.chosen.connect(self._forward)
        self.show_reply(None)

    @property
    def reply(self) -> Reply | None:
        """What it shows."""
        return Reply(self.value) if self.value else None

    def show_reply(self, reply: Reply | None) -> None:
        """Show an answer. Nothing is emitted."""
        self.show_choice(_NOT_ASKED if reply is None else reply)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if self.reply is Reply.YES and not held and event.text().isalpha():
            event.accept()
            if event.text().casefold() != "y":
                self.held.emit()
        else:
            super().keyPressEvent(event)

    def _forward(self, value: str | None) -> None:
        self.answered.emit(Reply(value) if value else None)

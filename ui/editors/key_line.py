"""The line below an open question: which keys answer it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.interview.question import AnyQuestion, Ask, Choice, OpenChoice, Several, Text
from resources.language import _
from ui.kit.badges import KeyChip
from ui.kit.boxes import holder, row
from ui.kit.text import TextLabel

_SEVERAL_KEYS = (("← →", "Move"), ("Space", "Choose"))
_ASK_KEYS = (("Y", "Yes"), ("N", "No"), ("D", "Declined"), ("Backspace", "Not asked"))


def key_line(question: AnyQuestion) -> QWidget:
    """Its keys, and Enter for the next one."""
    line = row(gap=6)
    if isinstance(question, Ask):
        for key, words in _ASK_KEYS:
            line.addWidget(KeyChip(key))
            line.addWidget(TextLabel(_(words), "small", "muted"))
            line.addSpacing(6)
    elif isinstance(question, Choice | OpenChoice):
        digits = len(question.options)
        line.addWidget(KeyChip("1 2" if digits == 2 else f"1 … {digits}"))
        line.addWidget(TextLabel(_("Choose"), "small", "muted"))
        line.addSpacing(6)
        line.addWidget(KeyChip("Backspace"))
        line.addWidget(TextLabel(_("Not asked"), "small", "muted"))
    elif isinstance(question, Several):
        for keys, words in _SEVERAL_KEYS:
            line.addWidget(KeyChip(keys))
            line.addWidget(TextLabel(_(words), "small", "muted"))
            line.addSpacing(6)
    elif isinstance(question, Text) and question.lines > 1:
        line.addWidget(KeyChip("Shift+Enter"))
        line.addWidget(TextLabel(_("New line"), "small", "muted"))
    line.addStretch(1)
    line.addWidget(KeyChip("Enter"))
    line.addWidget(TextLabel(_("Next question"), "small", "muted"))
    return holder(line)

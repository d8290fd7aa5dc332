"""Cards: `PromptCard` (neutral words for a technician), `EmptyBox`, `UnknownCard`.

None of them states a conclusion; what is not known yet is dashed.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit.boxes import TOP, column, row
from ui.kit.buttons import Button
from ui.kit.marks import Icon
from ui.kit.text import TextLabel


class PromptCard(QFrame):
    """What a technician is shown of a rule: neutral words, where they come from, no conclusion."""

    def __init__(
        self,
        words: str,
        detail: str = "",
        where: str = "",
        *,
        tone: str = "info",
        icon: str = "info",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "note")
        self.setProperty("tone", tone)
        self.setAccessibleName(" ".join(part for part in (words, detail, where) if part))
        picture = Icon(icon, tone)
        head = row(picture, (TextLabel(words, "strong", tone, wraps=True), 1))
        head.setAlignment(picture, TOP)
        layout = column(head, gap=4, pad=(12, 9, 10, 9))
        if detail:
            layout.addWidget(TextLabel(detail, "small", wraps=True))
        if where:
            layout.addWidget(TextLabel(where, "small", "muted", wraps=True))
        self.setLayout(layout)


class UnknownCard(QFrame):
    """A dashed card: something we do not know yet, and why. `picked` tells the line pressed."""

    picked = Signal(str)

    def __init__(
        self,
        title: str,
        words: str = "",
        *,
        icon: str = "unasked",
        lines: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "unknown")
        self.setAccessibleName(" ".join(part for part in (title, words) if part))
        head = row(Icon(icon), (TextLabel(title, "strong", wraps=True), 1))
        layout = column(head, gap=4, pad=(12, 9, 10, 9))
        if words:
            layout.addWidget(TextLabel(words, "small", "muted", wraps=True))
        for key, line in lines:
            layout.addWidget(self._line(key, line))
        self.setLayout(layout)

    def _line(self, key: str, words: str) -> Button:
        button = Button(words, kind="line", icon="right", name=f"jump.{key}")
        button.clicked.connect(lambda: self.picked.emit(key))
        return button


class EmptyBox(QFrame):
    """Nothing here yet, and what to do next. `pressed` where it offers to do it."""

    pressed = Signal()

    def __init__(
        self,
        title: str,
        words: str = "",
        *,
        icon: str = "unasked",
        action: str = "",
        key: str = "",
        name: str = "empty",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "unknown")
        self.setAccessibleName(" ".join(part for part in (title, words) if part))
        text = column(TextLabel(title, "strong", wraps=True), gap=2)
        if words:
            text.addWidget(TextLabel(words, "small", "muted", wraps=True))
        line = row(Icon(icon, size=20), (text, 1), gap=12, pad=(16, 14, 16, 14))
        if action:
            button = Button(action, kind="quiet", key=key, name=f"{name}.action")
            button.clicked.connect(self.pressed)
            line.addWidget(button)
        self.setLayout(line)

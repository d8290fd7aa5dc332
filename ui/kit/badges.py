"""Small tags: `Badge("Differs", "warn", "differs")`, `KeyChip("F9")`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.theme import restyle


class Badge(QFrame):
    """A word with an icon on a tint. Tone "unknown" is dashed: we do not know yet."""

    def __init__(
        self, words: str, tone: str = "info", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "badge")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(7, 2, 7, 2)
        layout.setSpacing(5)
        self._icon = Icon(icon or "info", _ink(tone), 14, self)
        self._icon.setVisible(bool(icon))
        self._words = TextLabel(words, "small", _ink(tone))
        layout.addWidget(self._icon)
        layout.addWidget(self._words)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_badge(self, words: str, tone: str, icon: str = "") -> None:
        """Say something else."""
        self._words.say(words, _ink(tone))
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, _ink(tone))
        restyle(self, tone=tone)


class KeyChip(TextLabel):
    """The key that does it, drawn as a key."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "key", "muted", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _ink(tone: str) -> str:
    return "muted" if tone == "unknown" else tone

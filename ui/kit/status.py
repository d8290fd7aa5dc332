"""The status bar, with pieces under a name: `bar.put("saved", "saved", "Saved 14:02", "ok")`.

Pieces stand left to right in the order of their coming; `F1` and who is signed in stand right.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from resources.language import _
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, row
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.theme import THEME


class _Piece(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = Icon("info", size=16)
        self._words = TextLabel("", "small", "muted", elides=True, name=f"status.{name}")
        self.setLayout(row(self._icon, self._words, gap=6))

    def show_piece(self, icon: str, words: str, tone: str) -> None:
        self._icon.show_icon(icon, tone)
        self._words.say(words, "ink" if tone == "ok" else tone)
        self.setVisible(bool(words))


class StatusBar(QFrame):
    """What is saved, how old the backup is, who is signed in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setProperty("kind", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pieces: dict[str, _Piece] = {}
        self._left = row(gap=20)
        self._who = _Piece("who", self)
        keys = QWidget()
        keys.setLayout(row(KeyChip("F1"), TextLabel(_("Keys"), "small", "muted"), gap=6))
        right = row(keys, self._who, gap=16)
        self.setLayout(row(self._left, STRETCH, right, gap=16, pad=(14, 0, 14, 0)))
        self._who.hide()

    def put(self, name: str, icon: str, words: str, tone: str = "muted") -> None:
        """Show a piece; "" hides it. Tone "ok" has a green mark and plain words."""
        piece = self._pieces.get(name)
        if piece is None:
            piece = self._pieces[name] = _Piece(name, self)
            self._left.addWidget(piece)
        piece.show_piece(icon, words, tone)
        if tone in ("danger", "urgent", "warn"):
            QAccessible.updateAccessibility(QAccessibleEvent(piece, QAccessible.Event.Alert))

    def show_person(self, words: str) -> None:
        """Who is signed in, and as what."""
        self._who.show_piece("person", words, "muted")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), THEME.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(THEME.px(320), THEME.px(32))

"""Words on the screen, always plain: nothing a patient is called can become markup.

`TextLabel(words, role, tone)` for every word that is shown, `tip(widget, words)` for tooltips,
`plain(words)` for what goes into a button, action or tab (there `&` would underline a letter).
"""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import THEME, restyle

_LONGEST = 5_000
_USUAL_ROLE, _USUAL_TONE = "body", "ink"
"""What the style sheet gives a label that says nothing: each property more costs time."""


class TextLabel(QLabel):
    """A label that shows exactly the characters it is given.

    `role` is one of `ui.tokens.TYPE`, `tone` a colour token. `wraps` breaks lines; `elides` cuts
    one line with an ellipsis and tells the whole in the tooltip.
    """

    def __init__(
        self,
        words: str = "",
        role: str = "body",
        tone: str = "ink",
        *,
        wraps: bool = False,
        elides: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elides = elides
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if wraps:
            self.setWordWrap(True)
        if name:
            self.setObjectName(name)
        if role != _USUAL_ROLE:
            self.setProperty("role", role)
        if tone != _USUAL_TONE:
            self.setProperty("tone", tone)
        if words:
            self.setText(words)

    def say(self, words: str, tone: str = "") -> None:
        """Show other words, in another tone where one is given."""
        if words != self.text():
            self.setText(words)
        if tone:
            restyle(self, tone=tone)

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        super().setText(drawable(words))
        if self._elides:
            tip(self, words)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), THEME.px(48)), hint.height()) if self._elides else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elides:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        area = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, int(self.alignment()) | Qt.TextFlag.TextSingleLine, words)


def tip(widget: QWidget, words: str) -> None:
    """Tell words in a tooltip; they are escaped, as a plain tooltip cannot be forced."""
    widget.setToolTip(f"<qt>{html.escape(words)}</qt>" if words else "")


def plain(words: str) -> str:
    """The words for a button, an action or a tab, where a single `&` would be a shortcut."""
    return words.replace("&", "&&")


def drawable(words: str) -> str:
    """Without NUL, which ends a string for some screen readers, and not endless."""
    return words.replace("\x00", "�")[:_LONGEST]

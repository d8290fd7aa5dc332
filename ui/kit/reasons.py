"""Asking why, in place: "Void this session? Say why." No dialog, nothing is blocked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from resources.language import _
from ui.kit.boxes import column, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField

LEAST = 3


class ReasonBox(QFrame):
    """Asks a question that needs a reason: `given` carries it, `dropped` says never mind."""

    given = Signal(str)
    dropped = Signal()

    def __init__(
        self,
        question: str,
        action: str,
        *,
        name: str = "reason",
        least: int = LEAST,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self.setObjectName(f"{name}.box")
        self.setProperty("kind", "pick")
        self._field = LineField(question, name=name, hint=hint or _("Why?"))
        self._do = Button(action, kind="main", key="Return", acts=False, name=f"{name}.do")
        self._drop = Button(_("Keep it"), key="Esc", acts=False, name=f"{name}.drop")
        buttons = column(12, row(self._do, self._drop, gap=8), gap=4)
        self.setLayout(row((self._field, 1), buttons, gap=12, pad=(16, 12, 16, 12)))
        self.setFocusProxy(self._field)
        self._field.entered.connect(self._give)
        self._do.clicked.connect(self._give)
        self._drop.clicked.connect(self.dropped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def refuse(self, sentence: str) -> None:
        """Say why the reason does not do."""
        self._field.refuse(sentence)

    def _give(self) -> None:
        reason = self._field.text.strip()
        if len(reason) < self._least:
            self._field.refuse(_("Say why, in a few words."))
            self._field.setFocus()
        else:
            self.given.emit(reason)

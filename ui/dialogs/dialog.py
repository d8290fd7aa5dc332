"""The frame of every dialog: opened, never executed; a title, what is asked, and two buttons.

Ctrl+Enter does it, Esc leaves it. A dialog belongs to the screen that opened it and goes with it:
the lock wins over every one of them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from resources.language import _
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.text import TextLabel
from ui.theme import THEME


class Dialog(QDialog):
    """Asks one thing. Who builds one fills it, connects `do_button`, and calls `open()`."""

    def __init__(
        self, title: str, action: str, parent: QWidget, *, name: str, kind: str = "main"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(_("Brownbag"))
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.sentence = Sentence(f"{name}.sentence")
        self.do_button = Button(action, kind=kind, key="Ctrl+Return", name=f"{name}.do")
        self.leave_button = Button(_("Cancel"), key="Esc", acts=False, name=f"{name}.leave")
        self.leave_button.clicked.connect(self.reject)
        self._title = TextLabel(title, "title", wraps=True)
        self.setMinimumWidth(min(THEME.px(480), 900))

    def fill(self, *parts: QWidget) -> None:
        """Put the parts between the title and the buttons."""
        body = column(self._title, gap=12, pad=(24, 20, 24, 20))
        for part in parts:
            body.addWidget(part)
        body.addWidget(self.sentence)
        body.addLayout(row(STRETCH, self.leave_button, self.do_button))
        self.setLayout(body)

    def be_busy(self, *, busy: bool) -> None:
        """Nothing can be pressed twice while the answer is awaited."""
        self.do_button.setEnabled(not busy)

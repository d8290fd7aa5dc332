"""A picture of every screen the demo comes through, numbered in their order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

QUICKLY = 80
"""Qt's scale for PNG: a tenth larger than its usual, in half the time."""


class Pictures:
    """Saves PNG files into one folder: `01-sign-in.png`, `02-today.png` ..."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window, self._folder = window, folder
        self.taken: list[Path] = []

    def take(self, name: str) -> None:
        """Save what the window shows now."""
        for _turn in range(4):
            QApplication.processEvents()
        path = self._folder / f"{len(self.taken) + 1:02d}-{name}.png"
        if not self._picture().save(str(path), "PNG", QUICKLY):
            raise OSError(f"The picture {path.name} could not be written.")
        self.taken.append(path)

    def _picture(self) -> QPixmap:
        """The window with the dialogs that stand over it."""
        picture = self._window.grab()
        painter = QPainter(picture)
        corner = self._window.frameGeometry().topLeft()
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                painter.fillRect(self._window.rect(), QColor(0, 0, 0, 70))
                painter.drawPixmap(dialog.frameGeometry().topLeft() - corner, dialog.grab())
        painter.end()
        return picture

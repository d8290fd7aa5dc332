"""A picture of every screen the demo comes through, numbered in their order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget


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
        if not self._window.grab().save(str(path)):
            raise OSError(f"The picture {path.name} could not be written.")
        self.taken.append(path)

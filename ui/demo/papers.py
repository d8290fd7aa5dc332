"""Every paper that is due, previewed in the window and saved as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from models.vocabulary import PaperKind
from ui.demo.hands import CannotGoOn, Hands
from ui.demo.pictures import Pictures
from ui.screens.papers import PapersScreen


def save_all(
    hands: Hands, pictures: Pictures, folder: Path, kinds: Sequence[PaperKind]
) -> list[Path]:
    """Show these papers one by one and save each under its own name."""
    screen = hands.find_as(PapersScreen, "papers")
    saved = []
    for kind in kinds:
        screen.show_paper(kind)
        hands.wait("the preview", partial(screen.shows, kind))
        pictures.take(f"paper-{kind}")
        saved.append(_save(hands, _free(folder / f"{kind}.pdf")))
    return saved


def _free(path: Path) -> Path:
    """The name itself, or the next one that is not taken: nothing is asked and nothing lost."""
    names = [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, 100))]
    return next(name for name in names if not name.exists())


def _save(hands: Hands, path: Path) -> Path:
    hands.press("papers.save")
    choose_file(hands, path)
    hands.wait("the file", path.is_file)
    return path


def choose_file(hands: Hands, path: Path) -> None:
    """Type a file's name into the dialog that asks for one, and press Enter."""
    dialog = hands.wait("the file dialog", lambda: _dialog(hands))
    hands.breathe()
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    if not isinstance(field, QLineEdit):
        raise CannotGoOn("The file dialog has no field for a name.")
    field.setText(str(path.resolve()))
    hands.breathe()
    QTest.keyClick(field, Qt.Key.Key_Return)
    hands.wait("the file dialog to close", lambda: _dialog(hands) is None)
    hands.window.activateWindow()
    hands.breathe()


def _dialog(hands: Hands) -> QFileDialog | None:
    found = [d for d in hands.window.findChildren(QFileDialog) if d.isVisible()]
    return found[0] if found else None

"""Every paper that is due, previewed in the window and saved as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from models.vocabulary import PaperKind
from ui.demo.hands import Hands
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
        saved.append(_save(hands, folder / f"{kind}.pdf"))
    return saved


def _save(hands: Hands, path: Path) -> Path:
    hands.press("papers.save")
    choose_file(hands, path)
    hands.wait("the file", path.is_file)
    return path


def choose_file(hands: Hands, path: Path) -> None:
    """Name a file in the dialog that asks for one."""
    dialog = hands.wait("the file dialog", lambda: _dialog(hands))
    dialog.selectFile(str(path))
    hands.breathe()
    dialog.accept()
    hands.breathe()


def _dialog(hands: Hands) -> QFileDialog | None:
    found = [d for d in hands.window.findChildren(QFileDialog) if d.isVisible()]
    return found[0] if found else None

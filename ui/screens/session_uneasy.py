"""F9: the technician wants the pharmacist now. A reason is welcome, and not needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.domain.changes import Saved
from resources.language import _
from ui.kit.boxes import clear
from ui.kit.reasons import ReasonBox
from ui.workspace import Wish, Workspace


def ask_for_pharmacist(
    place: QVBoxLayout, workspace: Workspace, otherwise: Callable[[Exception], None]
) -> None:
    """Open the box above the page; Enter raises the flag, with or without words."""
    clear(place)
    box = ReasonBox(
        _("Get the pharmacist now. What is it, if you can say?"),
        _("Get the pharmacist"),
        name="uneasy",
        least=0,
        hint=_("In a few words, or nothing"),
    )

    def raise_flag(words: str) -> None:
        workspace.do(partial(_raise_flag, workspace, words), lambda: clear(place), otherwise)

    box.given.connect(raise_flag)
    box.dropped.connect(lambda: clear(place))
    place.addWidget(box)
    box.setFocus(Qt.FocusReason.OtherFocusReason)


def _raise_flag(workspace: Workspace, words: str, wish: Wish) -> Saved:
    sessions = workspace.desk.sessions
    return sessions.raise_flag(wish.session, words, command=wish.command, by=wish.by)

"""What a panel is given and what it promises: a part of a page that is more than a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.therapy_session import TherapySession
from app.interview.step import Step
from ui.autosave import Autosave
from ui.background import Runs
from ui.editors.row import EditorFor
from ui.workspace import Workspace


@dataclass(frozen=True)
class Place:
    """Where a panel stands: its step, the session on the desk, and how to make an editor."""

    step: Step
    workspace: Workspace
    autosave: Autosave
    search: Runs
    editor_for: EditorFor
    clock: Callable[[], dt.datetime]

    @property
    def session(self) -> TherapySession:
        return self.workspace.session

    def today(self) -> dt.date:
        """Today, where the pharmacy is."""
        return self.clock().astimezone().date()


class Panel(QWidget):
    """`finished`: Enter at its end, on to what comes next. `jump_wanted` names an answer key."""

    fills_page = False
    """Whether it takes what room the page has, and scrolls inside."""
    finished = Signal()
    jump_wanted = Signal(str)

    def __init__(self, place: Place, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setObjectName(name)
        self.setProperty("kind", "plain")

    def show_changes(self, changes: Changes) -> None:
        """Draw what changed. What has the focus is left alone."""
        raise TypeError("a panel draws itself")

    def focus_first(self) -> bool:
        """Take the focus where something is open; False where nothing is."""
        return False

    def enter(self) -> bool:
        """Take the focus when the page is opened; by default as `focus_first`."""
        return self.focus_first()

    def go_on(self) -> bool:
        """What *next* does in the last step; False where there is nothing to do here."""
        return False

    def reveal(self, key: str) -> bool:
        """Go to an answer key of this panel; False where it is not here."""
        return False

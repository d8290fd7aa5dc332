"""Whatever a screen asks of a service goes through here: one lane, one way to answer errors.

`Refused` goes back to the screen that asked, beside the field. `Unavailable` becomes a notice with
its remedy and *Try again*. Anything else is our mistake and becomes a crash notice. After `close`
no answer reaches a screen any more: the window is locked, and the screen may be gone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.errors import Refused, Unavailable
from ui.background import Runs

T = TypeVar("T")


class Errands(QObject):
    """Runs jobs for one sign-in. `busy` tells whether something is still on its way."""

    refused = Signal(Refused)
    unavailable = Signal(Unavailable, object)
    failed = Signal(Exception)
    went_through = Signal()

    def __init__(self, lane: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._is_open = True
        self._waiting = 0

    @property
    def is_busy(self) -> bool:
        return self._waiting > 0

    @property
    def lane(self) -> Runs:
        """The lane itself, for who keeps what was typed (it goes on after `close`)."""
        return self._lane

    def close(self) -> None:
        """Answer nobody any more."""
        self._is_open = False

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        refused: Callable[[Refused], None] | None = None,
        *,
        asker: QObject | None = None,
    ) -> None:
        """Do a job on the lane. A screen that may close before the answer names itself as asker."""
        self._waiting += 1

        def answered(result: T) -> None:
            if self._settles(asker):
                self.went_through.emit()
                then(result)

        def failed(error: Exception) -> None:
            if self._settles(asker):
                self.explain(error, refused, lambda: self.run(job, then, refused, asker=asker))

        self._lane.run(job, answered, failed)

    def _settles(self, asker: QObject | None) -> bool:
        self._waiting -= 1
        return self._is_open and (asker is None or isValid(asker))

    def explain(
        self,
        error: Exception,
        refused: Callable[[Refused], None] | None,
        again: Callable[[], None],
    ) -> None:
        """Answer an error: beside the field, as a notice with *Try again*, or as our mistake."""
        if isinstance(error, Refused):
            if refused is None:
                self.refused.emit(error)
            else:
                refused(error)
        elif isinstance(error, Unavailable):
            self.unavailable.emit(error, again)
        else:
            self.failed.emit(error)

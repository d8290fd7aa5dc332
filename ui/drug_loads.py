"""Drug files on their way into the vocabulary: one at a time, on a lane of its own.

It lives as long as the window, so that a lock in the middle neither stops a loading nor loses its
report. The vocabulary is about no patient.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.background import Runs

if TYPE_CHECKING:
    from app.services.api import DrugFiles
    from app.services.drug_values import LoadReport


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a loading ended: with a report, or with the error that says why nothing was changed."""

    path: Path
    report: LoadReport | None = None
    error: Exception | None = None


class DrugLoads(QObject):
    """`moved` tells how far it is in bytes (equal: it is put together), `ended` that it is over."""

    moved = Signal(int, int)
    ended = Signal()

    def __init__(self, lane: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._cancelled = Event()
        self.running: Path | None = None
        self.outcome: Outcome | None = None

    def start(self, drugs: DrugFiles, path: Path, *, is_sure: bool = False) -> None:
        """Load what a path holds; nothing while another one is loaded."""
        if self.running is not None:
            return
        self.running, self.outcome = path, None
        cancelled = self._cancelled = Event()
        told = (0, 0)

        def progress(done: int, total: int, /) -> bool:
            nonlocal told
            if told != (done, total):
                told = (done, total)
                self.moved.emit(done, total)
            return not cancelled.is_set()

        self._lane.run(
            lambda: drugs.load(path, progress=progress, is_sure=is_sure),
            lambda report: self._end(Outcome(path, report=report)),
            lambda error: self._end(Outcome(path, error=error)),
        )

    def cancel(self) -> None:
        """Stop it where it is; the list until now stays as it was."""
        self._cancelled.set()

    def forget(self) -> None:
        """Somebody has read how it ended."""
        self.outcome = None

    def _end(self, outcome: Outcome) -> None:
        self.running, self.outcome = None, outcome
        self.ended.emit()

"""A script that plays in the event loop: it yields how many milliseconds to leave the window alone.

Nothing waits in a loop of its own, so that the heartbeat feels what a person would feel.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

Script = Iterator[float]


class Player(QObject):
    """Plays one script to its end and leaves the event loop."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script
        self.failed: BaseException | None = None

    def play(self) -> None:
        """Run the event loop until the script is over. What it raises rises here."""
        QTimer.singleShot(0, self, self._next)
        QApplication.exec()
        if self.failed is not None:
            raise self.failed

    def _next(self) -> None:
        try:
            pause = next(self._script)
        except StopIteration:
            QApplication.exit(0)
        except BaseException as error:  # noqa: BLE001 - it rises in `play`
            self.failed = error
            QApplication.exit(1)
        else:
            QTimer.singleShot(int(pause), self, self._next)


def until(claim: Callable[[], object], seconds: float = 30.0) -> Script:
    """Leave the window alone until a claim is true."""
    ends = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > ends:
            raise TimeoutError("the window did not do what was waited for")
        yield 5

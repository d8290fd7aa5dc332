"""Work off the window's thread, one job at a time, answered on the window's thread in order.

`Background()` is one lane: give it to whoever stores. The drug search has a `Background` of its
own, so that it never waits behind a save. A lane belongs to the window that made it: `finish()`
before the window goes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")
TURN_SECONDS = 0.001
"""How long a lane may keep the interpreter while the window's thread waits for it."""


class Runs(Protocol):
    """Runs a job somewhere and answers with `then(result)` or `otherwise(error)`, never both."""

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[Exception], None],
    ) -> None: ...


class Background(QObject):
    """A lane with one thread that never ends: what it made (a connection) stays usable by it."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_SECONDS)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._unanswered = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[Exception], None],
    ) -> None:
        """Queue a job. It takes no widgets and returns values; both answers come here later."""

        def work() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - carried to the window's thread, not swallowed
                self._answered.emit(partial(otherwise, error))
            else:
                self._answered.emit(partial(then, result))

        self._unanswered += 1
        self._pool.start(work)

    def finish(self) -> None:
        """Wait for every queued job, and for those their answers queue, and deliver the answers.

        The thread stays: `waitForDone` would end it, and with it what belongs to it.
        """
        while self._unanswered:
            reached = Event()
            self._pool.start(reached.set)
            reached.wait()
            QCoreApplication.sendPostedEvents(self)

    @Slot(object)
    def _deliver(self, answer: Callable[[], None]) -> None:
        self._unanswered -= 1
        answer()

"""One worker process that holds what is slow to import and must not stop the window.

On a thread ReportLab makes a keystroke nine times slower; in a process of its own it does not, and
the window's memory holds neither ReportLab nor the FHIR models. A job that never ends, or eats all
memory, or is not wanted any more is ended from outside, with its process; the next call starts
another. Light: what processes need is imported when the first one is started.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

from app.errors import NotAllowed, Refused, Stale, Unavailable
from app.worker.works import (
    ALLOWED,
    DONE,
    HUNGRY,
    NEWS,
    READS,
    REFUSED,
    UNAVAILABLE,
    Reports,
    WorkerFailed,
    check,
)
from resources.language import N_, _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

SECONDS = 30.0
SECONDS_TO_LEAVE = 2.0
BEAT = 0.1
"""Seconds between two looks at whether somebody wants the job to end."""
CHILD = "app.worker.child"
KNOWN = (NotAllowed, Stale, Refused)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said when the process could not answer."""

    ended: str
    late: str
    hungry: str
    again: str


PRINTING = _Words(
    ended=N_("The paper could not be made: the program that makes it ended."),
    late=N_("The paper was not ready in time."),
    hungry=N_("There was not enough memory to make the paper."),
    again=N_("Please try once more. Nothing that was typed is lost."),
)
READING = _Words(
    ended=N_("The file could not be read: the program that reads it ended."),
    late=N_("The file was not read in time."),
    hungry=N_("There was not enough memory to read the file."),
    again=N_("Please try once more. Nothing was changed."),
)


class _GoneError(Exception):
    """The process ended."""


class _SilentError(Exception):
    """The process said nothing for too long."""


class Worker:
    """Keeps the promise of `Works` in one child process, which starts again after a crash.

    Safe to use from several threads; calls wait for one another. A job may be silent for `seconds`.
    """

    def __init__(self, allowed: Iterable[str] = ALLOWED, *, seconds: float = SECONDS) -> None:
        self._allowed = frozenset(allowed)
        self._seconds = seconds
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._is_ready = False

    def warm(self) -> None:
        """Start the process, which imports what it needs by itself. Returns at once.

        Where none can be started now, the first call tries again, and says so.
        """
        with self._lock, suppress(_GoneError):
            self._connected()

    def call(
        self, function: str, *values: Any, progress: Reports | None = None, **named: Any
    ) -> Any:
        """What the function returns. Raises its Refused or Unavailable, WorkerFailed for the rest.

        Unavailable also when it takes too long, eats too much or the process ends. `progress` is
        asked at every news and ten times a second; when it raises, the process is ended.
        """
        check(function, self._allowed)
        words = READING if function in READS else PRINTING
        with self._lock:
            try:
                answer = self._answer((function, values, named, progress is not None), progress)
            except _GoneError as ended:
                self._end()
                raise Unavailable(_(words.ended), _(words.again)) from ended
            except _SilentError as silent:
                self._end()
                raise Unavailable(_(words.late), _(words.again)) from silent
            except BaseException:
                self._end()
                raise
        return _opened(answer, words)

    def close(self) -> None:
        """End the process. A later call starts another."""
        with self._lock:
            self._end()

    def _answer(self, call: tuple[Any, ...], progress: Reports | None) -> tuple[Any, ...]:
        line = self._connected()
        if not self._is_ready:
            self._heard(line, progress)
            self._is_ready = True
        _send(line, call)
        return self._heard(line, progress)

    def _heard(self, line: Connection, progress: Reports | None) -> tuple[Any, ...]:
        """The next message that is no news; meanwhile the news are passed on."""
        so_far: tuple[Any, ...] = (0, 0)
        heard_at = time.monotonic()
        while True:
            left = heard_at + self._seconds - time.monotonic()
            message = _received(line, left if progress is None else min(left, BEAT))
            if message is not None and message[0] != NEWS:
                return message
            if message is not None:
                so_far, heard_at = message[1:], time.monotonic()
            elif left <= 0:
                raise _SilentError
            if progress is not None:
                progress(*so_far)

    def _connected(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        context = import_module("multiprocessing").get_context("spawn")
        self._line, far_end = context.Pipe()
        self._process = context.Process(
            target=import_module(CHILD).serve,
            args=(far_end, self._allowed),
            name="brownbag-worker",
            daemon=True,
        )
        try:
            self._process.start()
        except OSError as cannot:
            raise _GoneError from cannot
        far_end.close()
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None and self._process.pid is not None:
            self._process.join(0)
            self._process.kill()
            self._process.join(SECONDS_TO_LEAVE)
            self._process.close()
        self._line = self._process = None
        self._is_ready = False


def _send(line: Connection, call: tuple[Any, ...]) -> None:
    try:
        line.send(call)
    except OSError as gone:
        raise _GoneError from gone


def _received(line: Connection, seconds: float) -> tuple[Any, ...] | None:
    """What came within that time, or None."""
    try:
        message: tuple[Any, ...] | None = line.recv() if line.poll(max(0.0, seconds)) else None
    except (EOFError, OSError) as gone:
        raise _GoneError from gone
    return message


def _opened(answer: tuple[Any, ...], words: _Words) -> Any:
    kind, *parts = answer
    if kind == DONE:
        return parts[0]
    if kind == REFUSED:
        name, message, field = parts
        raise next(error for error in KNOWN if error.__name__ == name)(message, field)
    if kind == UNAVAILABLE:
        raise Unavailable(*parts)
    if kind == HUNGRY:
        raise Unavailable(_(words.hungry), _(words.again))
    raise WorkerFailed(parts[0])

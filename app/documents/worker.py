"""One worker process that holds what is slow to import and must not stop the window.

Values go in, values come out. On a thread ReportLab makes a keystroke nine times slower; in a
process of its own it does not, and a paper that never ends or eats all memory can be ended from
outside. The worker calls only what it was allowed to, has no network and starts no programs.

This module is light: importing it wakes neither ReportLab nor FHIR.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from pkgutil import resolve_name
from threading import Lock
from traceback import extract_tb
from types import MappingProxyType
from typing import Any, Protocol

from app.errors import NotAllowed, Refused, Stale, Unavailable
from resources.language import N_, _

if sys.platform == "linux":
    import resource

MAKE_PAPER = "app.documents.papers:make"
RENDER_PAPER = "app.documents.papers:render"
RENDER_RECOVERY_KIT = "app.documents.recovery_kit:render"
ALLOWED = frozenset({MAKE_PAPER, RENDER_PAPER, RENDER_RECOVERY_KIT})

SECONDS = 30.0
SECONDS_TO_LEAVE = 2.0
BYTES_OF_MEMORY = 1024**3
FORBIDDEN = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system"}
)
KNOWN = (NotAllowed, Stale, Refused)


class WorkerFailed(Exception):  # noqa: N818 - named as the others of the house
    """A mistake of ours in the worker: where it happened, and never what was worked on."""


class Works(Protocol):
    """Calls an allowed function somewhere. `Any`: what it returns is the function's own matter."""

    def call(self, function: str, *values: Any, **named: Any) -> Any: ...

    def warm(self) -> None: ...

    def close(self) -> None: ...


class Here:
    """The same promise without a process, for tests and the command line."""

    def __init__(self, allowed: Iterable[str] = ALLOWED) -> None:
        self._allowed = frozenset(allowed)

    def call(self, function: str, *values: Any, **named: Any) -> Any:
        """What the function returns; its errors rise as they are."""
        _check(function, self._allowed)
        return resolve_name(function)(*values, **named)

    def warm(self) -> None:
        """Import what will be called."""
        _import_all(self._allowed)

    def close(self) -> None:
        """Nothing is held."""


class PaperWorker:
    """Calls allowed functions in one child process, which starts again after a crash.

    Safe to use from several threads; calls wait for one another.
    """

    def __init__(self, allowed: Iterable[str] = ALLOWED, *, seconds: float = SECONDS) -> None:
        self._allowed = frozenset(allowed)
        self._seconds = seconds
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def warm(self) -> None:
        """Start the process, which imports what it needs by itself. Returns at once."""
        with self._lock:
            self._connected()

    def call(self, function: str, *values: Any, **named: Any) -> Any:
        """What the function returns. Raises its Refused or Unavailable, WorkerFailed for the rest.

        Unavailable also when it takes too long or the process ends; the next call starts another.
        """
        _check(function, self._allowed)
        with self._lock:
            line = self._connected()
            try:
                line.send((function, values, named))
                answered = line.poll(self._seconds)
                answer = line.recv() if answered else None
            except (EOFError, OSError) as ended:
                self._end()
                raise Unavailable(_(_ENDED), _(_AGAIN)) from ended
            if answer is None:
                self._end()
                raise Unavailable(_(_TOO_LONG), _(_AGAIN))
        return _opened(answer)

    def close(self) -> None:
        """End the process. A later call starts another."""
        with self._lock:
            self._end()

    def _connected(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        context = get_context("spawn")
        self._line, far_end = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(far_end, self._allowed), name="brownbag-papers", daemon=True
        )
        self._process.start()
        far_end.close()
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.join(0)
            self._process.kill()
            self._process.join(SECONDS_TO_LEAVE)
            self._process.close()
        self._line = self._process = None


_ENDED = N_("The paper could not be made: the program that makes it ended.")
_TOO_LONG = N_("The paper was not ready in time.")
_AGAIN = N_("Please try once more. Nothing that was typed is lost.")


def _serve(line: Connection, allowed: frozenset[str]) -> None:
    """The child: answers until the other end is gone, also when that end was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit()
    _import_all(allowed)
    while True:
        try:
            function, values, named = line.recv()
            line.send(_answer(function, values, named))
        except (EOFError, OSError):
            return


def _answer(function: str, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    try:
        return ("done", resolve_name(function)(*values, **named))
    except Refused as refused:
        return ("refused", type(refused).__name__, refused.message, refused.field)
    except Unavailable as unavailable:
        return ("unavailable", unavailable.message, unavailable.remedy)
    except Exception as mistake:  # noqa: BLE001 - it rises in the parent, without anybody's words
        frames = extract_tb(mistake.__traceback__)
        where = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
        return ("failed", f"{type(mistake).__name__} at {where}")


def _opened(answer: tuple[Any, ...]) -> Any:
    kind, *parts = answer
    if kind == "done":
        return parts[0]
    if kind == "refused":
        name, message, field = parts
        raise next(error for error in KNOWN if error.__name__ == name)(message, field)
    if kind == "unavailable":
        raise Unavailable(*parts)
    raise WorkerFailed(parts[0])


def _check(function: str, allowed: frozenset[str]) -> None:
    if function not in allowed:
        raise ValueError("the worker may not call this function")


def _import_all(allowed: frozenset[str]) -> None:
    for function in sorted(allowed):
        resolve_name(function)


def _limit() -> None:
    """No network, no other programs and, where the system can hold it, no more than 1 GiB."""
    sys.addaudithook(_forbid)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))


def _forbid(event: str, _details: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError("the worker has no network and starts no programs")


def _as_proxy(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


def _reduced(proxy: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _as_proxy, (dict(proxy),)


# Our values hold read-only mappings, which cannot be pickled by themselves.
ForkingPickler.register(MappingProxyType, _reduced)

"""The worker's own side: it answers one call after another, and can do nothing else.

It has no network, starts no programs and, where the system can hold it, gets no more than 1 GiB.
What went wrong crosses as words of ours, never as an exception that might carry a patient's.
"""

from __future__ import annotations

import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pkgutil import resolve_name
from traceback import extract_tb
from types import MappingProxyType
from typing import Any

from app.errors import Refused, Unavailable
from app.worker.works import (
    DONE,
    FAILED,
    HUNGRY,
    NEWS,
    READY,
    REFUSED,
    UNAVAILABLE,
    import_all,
)

if sys.platform == "linux":
    import resource

BYTES_OF_MEMORY = 1024**3
FORBIDDEN = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system"}
)


def serve(line: Connection, allowed: frozenset[str]) -> None:
    """Answers until the other end is gone, also when that end was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit()
    import_all(allowed)
    try:
        line.send((READY,))
        while True:
            line.send(_answer(line, *line.recv()))
    except (EOFError, OSError):
        return


def _answer(
    line: Connection,
    function: str,
    values: tuple[Any, ...],
    named: dict[str, Any],
    wants_news: bool,  # noqa: FBT001 - it arrives in a tuple
) -> tuple[Any, ...]:
    def tell(done: int, of: int) -> None:
        line.send((NEWS, done, of))

    told = {"progress": tell} if wants_news else {}
    try:
        return (DONE, resolve_name(function)(*values, **named, **told))
    except Refused as refused:
        return (REFUSED, type(refused).__name__, refused.message, refused.field)
    except Unavailable as unavailable:
        return (UNAVAILABLE, unavailable.message, unavailable.remedy)
    except MemoryError:
        return (HUNGRY,)
    except Exception as mistake:  # noqa: BLE001 - it rises in the parent, without anybody's words
        frames = extract_tb(mistake.__traceback__)
        where = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
        return (FAILED, f"{type(mistake).__name__} at {where}")


def _limit() -> None:
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

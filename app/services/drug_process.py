"""Loads drug files in a process of its own, so that nobody who types feels it, and can end it."""

from __future__ import annotations

import datetime as dt
import signal
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import extract_tb
from typing import Any, Protocol

from app.errors import Refused, Unavailable
from app.services.drug_values import LoadReport
from resources.language import N_, _

_SECONDS = 0.1
_SECONDS_TO_LEAVE = 2.0
_STOPPED = N_("Stopped. Nothing was changed.")


class Moves(Protocol):
    """Told how many bytes of how many are read; False asks to stop."""

    def __call__(self, done: int, total: int, /) -> bool: ...


class LoadingFailed(Exception):  # noqa: N818 - named as the others of the house
    """A mistake of ours while loading: where it happened."""


def make(path: Path, half: Path, file: Path, now: dt.datetime, moved: Moves) -> LoadReport:
    """As `drug_loading.make`, which the other process runs; asked to stop it is ended at once."""
    context = get_context("spawn")
    line, far_end = context.Pipe(duplex=False)
    process = context.Process(
        target=_serve, args=(far_end, path, half, file, now), name="brownbag-drugs", daemon=True
    )
    process.start()
    far_end.close()
    done, total = 0, 1
    try:
        while True:
            if not moved(done, total):
                raise Refused(_(_STOPPED))
            if not line.poll(_SECONDS):
                continue
            kind, *parts = line.recv()
            if kind != "moved":
                return _opened(kind, parts)
            done, total = parts
    except (EOFError, OSError) as ended:
        raise Unavailable(
            _("The program that reads the drug files ended."),
            _("The list until now stays as it is. Please try once more."),
        ) from ended
    finally:
        process.kill()
        process.join(_SECONDS_TO_LEAVE)
        line.close()


def _opened(kind: str, parts: list[Any]) -> LoadReport:
    if kind == "done":
        report: LoadReport = parts[0]
        return report
    if kind == "refused":
        raise Refused(*parts)
    if kind == "unavailable":
        raise Unavailable(*parts)
    raise LoadingFailed(parts[0])


def _serve(line: Connection, path: Path, half: Path, file: Path, now: dt.datetime) -> None:
    """The child: it ends with its work, and when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    loading = import_module("app.services.drug_loading")

    def moved(done: int, total: int) -> bool:
        line.send(("moved", done, total))
        return True

    try:
        answer: tuple[Any, ...] = ("done", loading.make(path, half, file, now, moved))
    except Refused as refused:
        answer = ("refused", refused.message)
    except Unavailable as unavailable:
        answer = ("unavailable", unavailable.message, unavailable.remedy)
    except Exception as mistake:  # noqa: BLE001 - it rises in the parent, without anybody's words
        frames = extract_tb(mistake.__traceback__)
        where = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
        answer = ("failed", f"{type(mistake).__name__} at {where}")
    line.send(answer)

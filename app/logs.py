"""Logs that can be shown to anybody: what happened to which id, never a person's word.

A record of ours keeps its constant message and the fields on the list; arguments are dropped. Of an
exception only its type and the lines of code it passed remain; of a library's record, only the
place: its words may hold anything. A crash is written down the same way.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Final

FIELDS: Final = (
    "action",
    "attempt",
    "chain",
    "code",
    "command",
    "count",
    "kind",
    "milliseconds",
    "outcome",
    "patient",
    "person",
    "seq",
    "session",
    "size",
    "step",
    "use_case",
    "version",
)
"""What may stand in a log: ids, counts and names of our own. Never add what a person typed."""

NAME: Final = "brownbag"
_LARGEST: Final = 1_000_000
_KEPT: Final = 5
_LONGEST: Final = 80

OnCrash = Callable[[str], None]


class AllowListed(logging.Formatter):
    """One JSON line a record, of allowed fields alone."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; arguments and exception texts are left out, whatever they are."""
        line: dict[str, object] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": _what(record),
        }
        for field in FIELDS:
            if (value := getattr(record, field, None)) is not None:
                line[field] = value if isinstance(value, int | float) else str(value)[:_LONGEST]
        if record.exc_info and record.exc_info[0]:
            line["error"], line["code_path"] = described(record.exc_info[1])
        return json.dumps(line)


def _what(record: logging.LogRecord) -> str:
    is_ours = record.name.split(".")[0] == NAME and isinstance(record.msg, str)
    return str(record.msg) if is_ours else f"{record.module}:{record.lineno}"


def described(error: BaseException | None) -> tuple[str, list[str]]:
    """An exception without its words: its type, and the lines of code it came through."""
    if error is None:
        return "", []
    frames = extract_tb(error.__traceback__)
    path = [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames]
    return type(error).__qualname__, path


def write_logs_to(folder: Path) -> None:
    """From here on the program's own records go to a file there, warnings of libraries too."""
    folder.mkdir(mode=0o700, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "brownbag.log", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(AllowListed())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(NAME).setLevel(logging.INFO)
    logging.raiseExceptions = False


def catch_crashes(on_crash: OnCrash | None = None) -> None:
    """What nobody caught is logged without its values, on any thread; `on_crash` gets a report."""

    def caught(
        kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        logging.getLogger(NAME).critical("not caught", exc_info=error)
        if on_crash is not None:
            name, path = described(error)
            on_crash("\n".join([name, *path]))

    def caught_on_thread(hook: threading.ExceptHookArgs) -> None:
        caught(hook.exc_type, hook.exc_value, hook.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_on_thread

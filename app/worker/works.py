"""What is done outside the window's process: the functions by name, and the promise to call them.

Values go in, values come out. Light: neither ReportLab nor the FHIR models wake by importing it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pkgutil import resolve_name
from typing import Any, Protocol, TypeAlias

MAKE_PAPER = "app.documents.papers:make"
RENDER_PAPER = "app.documents.papers:render"
RENDER_RECOVERY_KIT = "app.documents.recovery_kit:render"
DRAW_DAYS_COVERED = "app.documents.timeline:svgs"
DRAW_BARS = "app.documents.bars:svgs"
READ_BUNDLE = "app.interchange.fhir_in:read"
READ_QUESTIONNAIRE = "app.interchange.questionnaire_in:read"
READS = frozenset({READ_BUNDLE, READ_QUESTIONNAIRE})
DRAWS = frozenset({DRAW_DAYS_COVERED, DRAW_BARS})
ALLOWED = frozenset({MAKE_PAPER, RENDER_PAPER, RENDER_RECOVERY_KIT}) | DRAWS | READS

READY, NEWS, DONE, REFUSED, UNAVAILABLE, HUNGRY, FAILED = (
    "ready", "news", "done", "refused", "unavailable", "hungry", "failed",
)  # fmt: skip
"""What a worker process says first in every message."""

Reports: TypeAlias = Callable[[int, int], None]
"""Told how far a job is: done, of. (0, 0) is not known yet. What it raises ends the job."""


class WorkerFailed(Exception):  # noqa: N818 - named as the others of the house
    """A mistake of ours in the worker: where it happened, and never what was worked on."""


class Works(Protocol):
    """Calls an allowed function somewhere. `Any`: what it returns is the function's own matter.

    The function is given a `progress` where there is one.
    """

    def call(
        self, function: str, *values: Any, progress: Reports | None = None, **named: Any
    ) -> Any: ...

    def warm(self) -> None: ...

    def close(self) -> None: ...


class Here:
    """The promise kept in this process, for tests and the command line."""

    def __init__(self, allowed: Iterable[str] = ALLOWED) -> None:
        self._allowed = frozenset(allowed)

    def call(
        self, function: str, *values: Any, progress: Reports | None = None, **named: Any
    ) -> Any:
        """What the function returns; its errors rise as they are."""
        check(function, self._allowed)
        told = {} if progress is None else {"progress": progress}
        return resolve_name(function)(*values, **named, **told)

    def warm(self) -> None:
        """Import what will be called."""
        import_all(self._allowed)

    def close(self) -> None:
        """Nothing is held."""


def check(function: str, allowed: frozenset[str]) -> None:
    """A mistake of ours rises where a function was not allowed."""
    if function not in allowed:
        raise ValueError("the worker may not call this function")


def import_all(allowed: frozenset[str]) -> None:
    """Bring in what the functions need."""
    for function in sorted(allowed):
        resolve_name(function)

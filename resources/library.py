"""Where the files that are not code live, however the program was installed."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.abc import Traversable
from importlib.resources import as_file, files
from pathlib import Path, PurePosixPath


def read_text(name: str) -> str:
    """The text of a resource, named relative to `resources/` with forward slashes."""
    return _at(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    return _at(name).read_bytes()


def as_path(name: str) -> AbstractContextManager[Path]:
    """The resource as a real file, for as long as the context lasts."""
    return as_file(_at(name))


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """The resources of a folder that end in a suffix, sorted, as names for `read_text`."""
    found = (entry.name for entry in _at(folder).iterdir() if entry.name.endswith(suffix))
    return tuple(f"{folder}/{name}" for name in sorted(found))


def _at(name: str) -> Traversable:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError("a resource is named relative to its folder")
    return files("resources").joinpath(*path.parts)

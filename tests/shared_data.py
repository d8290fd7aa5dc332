"""Where the shared reference data lies, for the tests that hold our facts against it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _find() -> Path | None:
    """The folder named by BROWNBAG_SHARED, else a `shared` folder beside the project's root."""
    named = os.environ.get("BROWNBAG_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "data").is_dir() else None


SHARED: Path | None = _find()

needs_shared = pytest.mark.skipif(SHARED is None, reason="the shared reference data is not here")


def shared_data(*parts: str) -> Path:
    """A file or folder of the reference data; the test is skipped where it is missing."""
    if SHARED is None:
        pytest.skip("the shared reference data is not here")
    path = SHARED.joinpath("data", *parts)
    if not path.exists():
        pytest.skip("this part of the shared reference data is not here")
    return path

"""Brownbag. Without an errand word it opens the window; with one it does the errand and ends.

main.py [--data FOLDER]              the window
main.py [--data FOLDER] WORD ...     an errand, see `main.py --help`
main.py demo ...                     a whole session that walks by itself
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from app import bootstrap
from app.arguments import Words
from app.errors import Unavailable
from app.settings import data_folder, private_files


def main(arguments: Sequence[str] | None = None) -> int:
    """What the person asked for; the exit code is 0 only where it was done."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = Words(prog="main.py", add_help=False)
    parser.add_argument("--data", metavar="FOLDER")
    known, rest = parser.parse_known_args(words)
    private_files()
    if rest and rest[0] == "demo":
        walked: int = _of_window("ui.demo.demo").main(rest[1:])
        return walked
    if rest:
        done: int = bootstrap.load("app.commands").main(words)
        return done
    try:
        folder = data_folder(known.data)
    except Unavailable as error:
        sys.stderr.write(f"{error.message} {error.remedy}\n")
        return 1
    code: int = _of_window("ui.application").run(folder)
    return code


def _of_window(name: str) -> Any:
    """A module of the window, untyped as `load` is; PySide6 comes in first, and is calmed."""
    bootstrap.load("ui.unread").leave_sources_alone()
    return bootstrap.load(name)


if __name__ == "__main__":
    sys.exit(main())

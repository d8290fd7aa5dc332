"""Runs a child of the benchmarks apart from the first module of its process.

    python -m tests.benchmarks.apart MODULE WORD ...

A process that the child starts imports the first module again, as it imports `main.py` for the
program. Here that is this small one, so the worker holds what it holds in the program; and the
sources are left alone, as `main.py` does it.
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module

if __name__ == "__main__":
    import_module("ui.unread").leave_sources_alone()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__")

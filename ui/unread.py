"""Keeps PySide6 from reading the source of every module that is imported after it.

WORKAROUND: to learn whether a module mentions PySide6, its import hook asks `inspect` for the
source, and `linecache` keeps the lines: 15 MB of memory and a quarter of the imports' time, for the
`__feature__` switch, which nothing here uses. It can go when the hook leaves sources alone:
https://code.qt.io/cgit/pyside/pyside-setup.git/tree/sources/shiboken6/shibokenmodule/files.dir/shibokensupport/feature.py
"""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - it brings the hook in

HOOK, READS = "shibokensupport.feature", "_mod_uses_pyside"


def leave_sources_alone() -> None:
    """To be called before the window's modules are imported. Without the hook nothing happens."""
    hook = sys.modules.get(HOOK)
    if hook is not None and hasattr(hook, READS):
        setattr(hook, READS, _does_not_ask)


def _does_not_ask(_module: ModuleType) -> bool:
    return False

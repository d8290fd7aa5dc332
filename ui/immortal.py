"""None, True and False outlive the program, as they do by themselves since Python 3.12.

WORKAROUND: PySide6 6.12.0 on Python 3.11 gives back one reference too many to None with every Qt
method that returns nothing, and to True with every signal; after a few thousand of them the
interpreter stops with "deallocating None". 6.11.3 does not. It can go when 3.11 is no longer
supported, or the pinned PySide6 counts well again: `tests/ui/test_immortal.py` shows it.
"""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40


def never_let_constants_go() -> None:
    """Call it once, before the window is made. Calling it again does no harm."""
    if sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    for constant in (None, True, False):
        if sys.getrefcount(constant) < _ENOUGH:
            ctypes.c_ssize_t.from_address(id(constant)).value += 2 * _ENOUGH

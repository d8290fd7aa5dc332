"""The order of Tab: what is made later still comes where it stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def chain(*widgets: QWidget) -> None:
    """Let Tab go through these widgets in this order; who takes no focus is passed by."""
    taking = [w for w in widgets if w.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    for earlier, later in pairwise(taking):
        QWidget.setTabOrder(earlier, later)


def keep_place(around: QWidget, widgets: Sequence[QWidget] | None = None) -> None:
    """Let Tab reach what was just made inside `around` where that stands, not at the very end.

    Qt passes over who takes no focus when it is told an order, so `around` takes it for a moment.
    """
    policy = around.focusPolicy()
    around.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    chain(around, *(stops(around) if widgets is None else widgets))
    around.setFocusPolicy(policy)


def stops(widget: QWidget) -> Sequence[QWidget]:
    """The widgets inside where Tab can stop, in the order they were made."""
    inner = [w for w in widget.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [w for w in inner if w.focusProxy() is None and w.window() is widget.window()]

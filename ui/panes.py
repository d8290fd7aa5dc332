"""F6 goes from one part of the window to the next: whatever called itself a pane, in its order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

PROPERTY = "pane"


def be_pane(widget: QWidget, name: str) -> None:
    """Make a widget one of the stops of F6. A screen reader hears the name."""
    widget.setProperty(PROPERTY, name)
    if not widget.accessibleName():
        widget.setAccessibleName(name)


def go_to_next(window: QWidget, step: int = 1) -> None:
    """Put the focus into the next pane that can take it."""
    panes = [pane for pane in _panes(window) if first_stop(pane) is not None]
    if not panes:
        return
    focused = QApplication.focusWidget()
    here = next(
        (at for at, pane in enumerate(panes) if focused is not None and _holds(pane, focused)),
        -1 if step > 0 else 0,
    )
    stop = first_stop(panes[(here + step) % len(panes)])
    if stop is not None:
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)


def first_stop(pane: QWidget) -> QWidget | None:
    """The first widget in a pane that Tab would reach."""
    found = pane.findChildren(QWidget)
    candidates = [widget for widget in (pane, *found) if _takes_focus(widget)]
    return min(candidates, key=lambda widget: _order(widget, pane), default=None)


def _panes(window: QWidget) -> list[QWidget]:
    found = [w for w in window.findChildren(QWidget) if w.property(PROPERTY) and w.isVisible()]
    return sorted(found, key=lambda w: _order(w, window))


def _order(widget: QWidget, inside: QWidget) -> tuple[int, int]:
    at = widget.mapTo(inside, widget.rect().topLeft()) if widget is not inside else None
    return (at.y(), at.x()) if at is not None else (0, 0)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _takes_focus(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wanted and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None

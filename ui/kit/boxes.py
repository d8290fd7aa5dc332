"""Boxes and rows: `box("card", column(...))`, `row(a, 8, b, STRETCH)`, `rule()`.

A layout is given as its items: widgets, layouts, a number of pixels of air, or `STRETCH`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

Pad: TypeAlias = int | tuple[int, int, int, int]


class _Stretch:
    """Takes whatever room is left."""


STRETCH: Final = _Stretch()
Item: TypeAlias = QWidget | QLayout | int | _Stretch | tuple[QWidget | QLayout, int]


def row(*items: Item, gap: int = 8, pad: Pad = 0) -> QHBoxLayout:
    """Items side by side. `(widget, 2)` gives a widget a share of the room that is left."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, pad)
    return layout


def column(*items: Item, gap: int = 8, pad: Pad = 0) -> QVBoxLayout:
    """Items one under another."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, pad)
    return layout


def box(kind: str, layout: QLayout, *, tone: str = "", state: str = "", name: str = "") -> QFrame:
    """A frame of a kind of the style sheet around a layout."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setProperty("kind", kind)
    frame.setProperty("tone", tone)
    frame.setProperty("state", state)
    frame.setLayout(layout)
    return frame


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A bare widget around a layout, so that it can be shown and hidden as one."""
    widget = QWidget()
    widget.setObjectName(name)
    widget.setProperty("kind", "plain")
    widget.setLayout(layout)
    return widget


def rule() -> QFrame:
    """A thin line between things."""
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        drop(item)


def drop(item: QLayoutItem | None) -> None:
    """Let go of what was taken out of a layout."""
    widget, inner = (None, None) if item is None else (item.widget(), item.layout())
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    elif inner is not None:
        clear(inner)
        inner.deleteLater()


def appear(widget: QWidget, *, seen: bool) -> None:
    """Show or hide. What will come into sight with its place is not asked to lay itself out now."""
    if not seen or widget.isHidden():
        widget.setVisible(seen)


def centred(widget: QWidget) -> QHBoxLayout:
    return row(STRETCH, widget, STRETCH, gap=0)


def _fill(layout: QBoxLayout, items: Iterable[Item], gap: int, pad: Pad) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*(pad if isinstance(pad, tuple) else (pad, pad, pad, pad)))
    for item in items:
        thing, share = item if isinstance(item, tuple) else (item, 0)
        if isinstance(thing, _Stretch):
            layout.addStretch(1)
        elif isinstance(thing, int):
            layout.addSpacing(thing)
        elif isinstance(thing, QLayout):
            layout.addLayout(thing, share)
        else:
            layout.addWidget(thing, share)


TOP = Qt.AlignmentFlag.AlignTop
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter

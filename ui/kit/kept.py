"""Columns that are shown again and again: what did not change stays as it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.boxes import drop
from ui.kit.text import TextLabel

Value = TypeVar("Value", bound=Hashable)


class KeptColumn(Generic[Value]):
    """Widgets made of values, from the top of a layout on.

    One whose value stays is not made anew.
    """

    def __init__(self, layout: QVBoxLayout, make: Callable[[Value], QWidget]) -> None:
        self._layout, self._make = layout, make
        self._made: dict[tuple[Value, int], QWidget] = {}

    def show(self, values: Sequence[Value]) -> None:
        """Show these values, in this order."""
        seen: Counter[Value] = Counter()
        wanted: list[tuple[Value, int]] = []
        for value in values:
            wanted.append((value, seen[value]))
            seen[value] += 1
        for gone in self._made.keys() - set(wanted):
            _take(self._layout, self._made.pop(gone))
        for at, key in enumerate(wanted):
            widget = self._made.get(key)
            if widget is None:
                widget = self._made[key] = self._make(key[0])
            if self._layout.indexOf(widget) != at:
                self._layout.insertWidget(at, widget)


class Lines:
    """Lines of text in a layout. Another wording is put into the label that stands there."""

    def __init__(self, layout: QVBoxLayout, role: str = "body") -> None:
        self._layout, self._role = layout, role
        self._labels: list[TextLabel] = []

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        for label in self._labels[len(lines) :]:
            _take(self._layout, label)
        del self._labels[len(lines) :]
        for label, words in zip(self._labels, lines, strict=False):
            label.say(words)
        for words in lines[len(self._labels) :]:
            label = TextLabel(words, self._role, wraps=True)
            self._labels.append(label)
            self._layout.addWidget(label)


def _take(layout: QVBoxLayout, widget: QWidget) -> None:
    drop(layout.takeAt(layout.indexOf(widget)))

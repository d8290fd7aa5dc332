"""Widgets that are made when they are first to be seen: `Late(make).show(seen=...)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.kit.boxes import appear

W = TypeVar("W", bound=QWidget)


class Late(Generic[W]):
    """`make` makes the widget and puts it in its place; it is called once or never."""

    def __init__(self, make: Callable[[], W]) -> None:
        self._make = make
        self._made: W | None = None

    @property
    def is_made(self) -> bool:
        return self._made is not None

    @property
    def is_seen(self) -> bool:
        """Whether it was shown last; its place may be hidden all the same."""
        return self._made is not None and not self._made.isHidden()

    def show(self, *, seen: bool) -> W | None:
        """Show or hide it. The widget; None as long as it was never to be seen."""
        if seen and self._made is None:
            self._made = self._make()
        if self._made is not None:
            appear(self._made, seen=seen)
        return self._made

"""Any number of words at once, as chips; *none of these* is an answer too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.therapy_session import Value
from app.interview.question import Option, Several
from resources.language import _
from ui.editors.editor import Editor
from ui.kit.buttons import Button
from ui.kit.flow import flow


class _Chip(Button):
    """One word that can be on. Space turns it, arrows go to the next chip, Enter goes on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class SeveralEditor(Editor):
    """None is *not asked*; an empty tuple is "asked, and none of them"."""

    def __init__(self, question: Several, key: str) -> None:
        self._chips = {o.value: self._chip(key, o) for o in question.options}
        self._none = self._chip(key, Option("", _("None of these")))
        holder: QWidget = flow(*self._chips.values(), self._none, gap=6, name=key)
        super().__init__(key, _(question.prompt), holder)
        for chip in self._chips.values():
            chip.clicked.connect(self._on_pressed)
        self._none.clicked.connect(self._on_none)
        self.setFocusProxy(next(iter(self._chips.values())))

    def show_value(self, value: Value | None) -> None:
        chosen = value if isinstance(value, tuple) else ()
        for name, chip in self._chips.items():
            _show(chip, is_on=name in chosen)
        _show(self._none, is_on=value == ())

    def _chip(self, key: str, option: Option) -> _Chip:
        chip = _Chip(_(option.words), kind="chip", name=f"{key}={option.value}")
        chip.setCheckable(True)
        return chip

    def _on_pressed(self) -> None:
        chosen = tuple(name for name, chip in self._chips.items() if chip.isChecked())
        _show(self._none, is_on=False)
        self.show_value(chosen or None)
        self._tell(chosen or None)

    def _on_none(self) -> None:
        answer = () if self._none.isChecked() else None
        self.show_value(answer)
        self._tell(answer)


def _show(chip: Button, *, is_on: bool) -> None:
    chip.setChecked(is_on)
    chip.show_icon("yes" if is_on else "")

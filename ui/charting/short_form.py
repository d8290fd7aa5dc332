"""A few lines below the grid: what stands over the record, the end of an order, days away.

`given` carries what was typed, by field; `dropped` that it is not wanted.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import Refused
from resources.language import _
from ui.kit.boxes import STRETCH, column, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField, Sentence
from ui.kit.form import choice
from ui.kit.text import TextLabel


class ShortForm(QFrame):
    """`fields` are label and hint by name, `options` one choice by value, named `kind`."""

    given = Signal(object)
    dropped = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        fields: Mapping[str, tuple[str, str]],
        action: str,
        leave: str = "",
        options: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._title = TextLabel(title, "strong", wraps=True, name=f"{name}.title")
        self._fields = {
            key: LineField(label, name=f"{name}.{key}", hint=hint, most=200)
            for key, (label, hint) in fields.items()
        }
        self._kind = choice(f"{name}.kind", options or {})
        self._kind.setAccessibleName(title or _("What kind"))
        self._sentence = Sentence(f"{name}.sentence")
        self._keep = Button(action, kind="main", name=f"{name}.keep")
        self._leave = Button(leave or _("Cancel"), key="Esc", acts=False, name=f"{name}.leave")
        self._leave.setVisible(bool(leave))
        self._build(has_options=bool(options))

    def open_with(self, texts: Mapping[str, str], title: str = "") -> None:
        """Begin with these texts."""
        if title:
            self._title.say(title)
        for name, field in self._fields.items():
            field.show_text(texts.get(name, ""))
            field.refuse("")
        self._sentence.say("")
        self.show()

    def put_focus(self) -> None:
        """Where the typing begins: the first field that is empty."""
        fields = list(self._fields.values())
        field = next((one for one in fields if not one.text), fields[0])
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refusal: Refused) -> None:
        """Say beside the field why it can't be kept."""
        field = self._fields.get(refusal.field)
        if field is None:
            self._sentence.say(refusal.message)
        else:
            field.refuse(refusal.message)
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._leave.isHidden():
            self.dropped.emit()
        else:
            event.ignore()

    def _build(self, *, has_options: bool) -> None:
        line = row(gap=16)
        if has_options:
            line.addWidget(self._kind)
        else:
            self._kind.setParent(self)
            self._kind.hide()
        for field in self._fields.values():
            line.addWidget(field, 1)
        body = (self._title, line, self._sentence, row(STRETCH, self._leave, self._keep))
        self.setLayout(column(*body, gap=8, pad=(14, 10, 14, 10)))
        self._keep.clicked.connect(self._submit)
        self._leave.clicked.connect(self.dropped)
        following = [*list(self._fields.values())[1:], None]
        for field, behind in zip(self._fields.values(), following, strict=True):
            field.entered.connect(self._submit if behind is None else behind.line.setFocus)
        self.hide()

    @Slot()
    def _submit(self) -> None:
        self._sentence.say("")
        texts = {name: field.text for name, field in self._fields.items()}
        self.given.emit(texts | {"kind": str(self._kind.currentData() or "")})

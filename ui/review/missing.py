"""What stands in the way of the signature, each with the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.api import Blocker
from resources.language import _
from ui.kit.boxes import clear, column
from ui.kit.buttons import Button
from ui.kit.cards import UnknownCard

MOST = 10


class MissingCard(QWidget):
    """`picked` carries where a blocker is."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.missing")
        self.setProperty("kind", "plain")
        self._body = column(gap=0)
        self.setLayout(self._body)
        self._drawn: tuple[Blocker, ...] = ()

    def show_blockers(self, blockers: Sequence[Blocker]) -> None:
        """Draw them where they changed; gone when there is none."""
        found = tuple(blockers)
        if found == self._drawn:
            return
        self._drawn = found
        clear(self._body)
        if not found:
            self.hide()
            return
        card = UnknownCard(
            _("Before you can sign"),
            icon="lock",
            lines=tuple((blocker.where, blocker.words) for blocker in found[:MOST]),
            words=_more(len(found) - MOST),
        )
        card.picked.connect(self.picked)
        self._body.addWidget(card)

    def put_focus(self) -> None:
        buttons = [button for button in self.findChildren(Button) if button.isVisible()]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _more(rest: int) -> str:
    return _("These first, then {number} more.").format(number=rest) if rest > 0 else ""

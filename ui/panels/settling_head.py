"""The line above the sources: what waits, and what concerns them all."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.rules.reconciliation.agreed import Agreed
from resources.language import _
from ui.keys import key
from ui.kit.boxes import appear, row
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.panels.settling_wishes import go_on_agreeing
from ui.words import how_many


class SettlingHead(QWidget):
    """`only`, `agreeing` and `back` are its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        self._count = TextLabel("", "body", "muted", name="reconciliation.count", wraps=True)
        self.only = Button(
            _("Differences only"), kind="chip", key=key("differences_only").keys[0], acts=False,
            name="reconciliation.only",
        )  # fmt: skip
        self.only.setCheckable(True)
        self.agreeing = Button(
            _("Go on with all that agree"), kind="quiet", key=key("continue_agreeing").keys[0],
            acts=False, name="reconciliation.agreeing",
        )  # fmt: skip
        self.back = Button(
            _("Undo"), kind="quiet", icon="undo", key=key("undo_settling").keys[0], acts=False,
            name="reconciliation.undo",
        )  # fmt: skip
        buttons = (self.agreeing, self.back, self.only)
        for button in buttons:
            button.hide()
        self.setLayout(row((self._count, 1), row(*buttons, gap=8), gap=12))

    def show_agreed(self, now: Agreed, *, may_undo: bool, read_only: bool) -> None:
        self._count.say(_waiting(now))
        appear(self.agreeing, seen=not read_only and bool(go_on_agreeing(now)))
        appear(self.back, seen=not read_only and may_undo)
        appear(self.only, seen=bool(now.rows))


def _waiting(now: Agreed) -> str:
    """What is open, in words."""
    if not now.rows:
        return ""
    if now.is_done:
        return _("Everything is settled.")
    differences, medicines = now.open_differences, now.open_medicines
    parts = [
        how_many(differences, _("1 difference open"), _("{number} differences open")),
        how_many(medicines, _("1 medicine to settle"), _("{number} to settle")),
    ]
    if pairs := len(now.found.proposals):
        parts.append(how_many(pairs, _("1 pair to tell apart"), _("{number} pairs to tell apart")))
    return " · ".join(parts)

"""What a scan asks, beside the list: which one is it, is it a second bottle, whose label is it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.medicine import Drug
from app.services.scan_values import ScanAnswer, ScanChoice, Scanned
from resources.language import N_, _
from ui.kit.boxes import STRETCH, TOP, column, row
from ui.kit.buttons import Button
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.words import how_many

MOST_CHOICES = 9
_LEAVE = {
    ScanAnswer.ANOTHER_PATIENT: N_("It is put aside"),
    ScanAnswer.HERE: N_("It is the same bottle"),
}


class ScanBox(QFrame):
    """`chosen` carries a choice, `search_wanted` goes to the search, `left` adds nothing."""

    chosen = Signal(object)
    search_wanted = Signal()
    left = Signal()

    def __init__(self, scanned: Scanned, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scanned = scanned
        self.setObjectName("scan.box")
        self.setProperty("kind", "pick")
        self.setAccessibleName(scanned.words)
        stops = scanned.answer is ScanAnswer.ANOTHER_PATIENT
        icon = Icon("danger" if stops else "scan", "danger" if stops else "accent", 20)
        said = TextLabel(
            scanned.words, "strong", "danger" if stops else "ink", wraps=True, name="scan.words"
        )
        self._waiting = TextLabel("", "small", "muted", name="scan.waiting")
        self._waiting.hide()
        head = row(icon, (said, 1), self._waiting, gap=10)
        head.setAlignment(icon, TOP)
        self._buttons = [*self._choices(scanned), *self._ends(scanned.answer)]
        ends = self._buttons[len(scanned.choices[:MOST_CHOICES]) :]
        listed = self._buttons[: len(self._buttons) - len(ends)]
        self.setLayout(
            column(head, *listed, row(*ends, STRETCH, gap=8), gap=6, pad=(16, 12, 16, 12))
        )
        self.setFocusProxy(self._buttons[0])

    def tell_waiting(self, count: int) -> None:
        """How many scans wait behind this one."""
        said = how_many(count, _("1 more scan waits"), _("{number} more scans wait"))
        self._waiting.say(said if count else "")
        self._waiting.setVisible(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif 0 <= number < len(self.scanned.choices[:MOST_CHOICES]) and not event.modifiers():
            self.chosen.emit(self.scanned.choices[number])
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        here = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), 0)
        wanted = self._buttons[(here + step) % len(self._buttons)]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _choices(self, scanned: Scanned) -> list[Button]:
        return [
            self._choice(number, choice, scanned.answer)
            for number, choice in enumerate(scanned.choices[:MOST_CHOICES], start=1)
        ]

    def _choice(self, number: int, choice: ScanChoice, answer: ScanAnswer) -> Button:
        words = shown(choice.drug)
        if answer is ScanAnswer.HERE:
            words = _("Another bottle of {what}").format(what=words)
        button = Button(words, key=str(number), acts=False, name=f"scan.choice.{number}")
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button

    def _ends(self, answer: ScanAnswer) -> Sequence[Button]:
        leave = Button(
            _(_LEAVE.get(answer, N_("Leave it"))), key="Esc", acts=False, name="scan.leave"
        )
        leave.clicked.connect(self.left)
        if answer in _LEAVE:
            return (leave,)
        search = Button(_("Search by name"), icon="search", name="scan.search")
        search.clicked.connect(self.search_wanted)
        return (search, leave)


def shown(drug: Drug) -> str:
    """A drug as one reads it: its name, and the brand where it is another word."""
    return f"{drug.name} ({drug.brand})" if drug.brand else drug.name

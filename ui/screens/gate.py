"""The frame of what stands before the desk: a card in the middle, the keys below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from resources.language import _
from ui.keys import key
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, box, centred, column, row
from ui.kit.marks import BagMark, Icon
from ui.kit.scroll import Scroll
from ui.kit.text import TextLabel
from ui.theme import THEME

CARD_WIDTH = 480
MOST_WIDTH = 1180


class PracticeMark(QFrame):
    """Says over everything else that these are no real patients."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.setProperty("kind", "notice")
        self.setProperty("tone", "warn")
        words = _("Practice. Every patient here is made up, and nothing counts.")
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(
            row(
                STRETCH, Icon("warn", "warn", 16), TextLabel(words, "small_strong", "warn"),
                STRETCH, pad=(8, 3, 8, 3),
            )
        )  # fmt: skip


class Gate(QWidget):
    """A screen with one card. What is below the card is said in small letters.

    `finished` carries the sign-in name of who may come in now, `dropped` goes back to the sign-in.
    """

    finished = Signal(str)
    dropped = Signal()
    practice_wanted = Signal()

    def __init__(self, width: int = CARD_WIDTH) -> None:
        super().__init__()
        self.setProperty("kind", "screen")
        self._width = width
        self._card: QFrame | None = None

    def fill(self, card: QLayout, below: QWidget | None = None) -> None:
        """Put the card in its place. Called once, by who builds the screen."""
        self._card = box("card", card, name="gate.card")
        middle = column(STRETCH, centred(self._card), gap=20, pad=(16, 24, 16, 24))
        if below is not None:
            middle.addLayout(centred(below))
        middle.addStretch(1)
        page = QWidget()
        page.setLayout(middle)
        self.setLayout(column((Scroll(page), 1), _foot(), gap=0))
        self._be_wide()

    def put_focus(self) -> None:
        """Be ready for typing."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._be_wide()
        super().changeEvent(event)

    def _be_wide(self) -> None:
        if self._card is not None:
            self._card.setFixedWidth(min(THEME.px(self._width), MOST_WIDTH))


def head(title: str, below: str) -> QLayout:
    """The mark with a title and a line below it."""
    words = column(TextLabel(title, "heading"), TextLabel(below, "small", "muted"), gap=0)
    mark = BagMark(40)
    line = row(mark, (words, 1), gap=12)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignVCenter)
    return line


def _foot() -> QFrame:
    chips = [KeyChip(key(name).shown) for name in ("letters_up", "letters_down")]
    return box(
        "foot",
        row(
            KeyChip(key("keys").shown), TextLabel(_("Keys"), "small", "muted"), STRETCH,
            TextLabel(_("Letter size"), "small", "muted"), *chips, pad=(14, 4, 14, 4),
        ),
        name="gate.foot",
    )  # fmt: skip

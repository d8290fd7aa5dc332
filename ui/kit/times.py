"""The four times of day as one picture: the same in a medicine row, in directions and in review.

`TimesOfDay(("1", "", "1", ""))` is the small row, `big=True` the large cells with their words.
Show it only where the times are known: four empty times say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resources.language import N_, _
from ui.kit.boxes import CENTRE, box, column, row
from ui.kit.marks import Icon
from ui.kit.text import TextLabel

TIMES: tuple[tuple[str, str], ...] = (
    ("morning", N_("Morning")),
    ("noon", N_("Noon")),
    ("evening", N_("Evening")),
    ("bedtime", N_("Bedtime")),
)


class TimesOfDay(QWidget):
    """Morning, noon, evening, bedtime, each with the number to take ("" for none)."""

    def __init__(
        self, amounts: Sequence[str], *, big: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        told = []
        for (icon, words), amount in zip(TIMES, amounts, strict=True):
            kind = "sunken" if amount else "plain"
            cell = _big_cell(icon, _(words), amount) if big else _small_cell(icon, amount)
            frame = box(kind, cell)
            if not big:
                frame.setMinimumWidth(44)
            frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            layout.addWidget(frame)
            told.append(f"{_(words)} {amount or _('none')}")
        layout.addStretch(1)
        self.setAccessibleName(", ".join(told))


def _small_cell(icon: str, amount: str) -> QHBoxLayout:
    tone = "accent" if amount else "edge"
    return row(Icon(icon, tone, 16), TextLabel(amount, "strong"), gap=3, pad=(6, 2, 6, 2))


def _big_cell(icon: str, words: str, amount: str) -> QVBoxLayout:
    picture = Icon(icon, "accent" if amount else "edge", 26)
    number = TextLabel(amount or "–", "title", "ink" if amount else "muted")
    name = TextLabel(words, "small", "muted")
    cell = column(picture, number, name, gap=2, pad=(12, 6, 12, 6))
    for widget in (picture, number, name):
        cell.setAlignment(widget, CENTRE)
    return cell

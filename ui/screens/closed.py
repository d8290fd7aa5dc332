"""The door when the records cannot be opened at all: what happened, what to do, nothing else."""

from __future__ import annotations

from app.errors import Unavailable
from resources.language import _
from ui.kit.boxes import column
from ui.kit.text import TextLabel
from ui.screens.gate import Gate, head


class Closed(Gate):
    """Nothing is offered but the remedy: starting anew over somebody's records is never offered."""

    def __init__(self, error: Unavailable) -> None:
        super().__init__()
        self.fill(
            column(
                head(_("Brownbag"), _("The records cannot be opened.")),
                TextLabel(error.message, "strong", "urgent", wraps=True, name="closed.message"),
                TextLabel(error.remedy, "body", wraps=True, name="closed.remedy"),
                gap=14,
                pad=(36, 32, 36, 32),
            )
        )

"""What the reconciliation came to, for who reviews: explained, settled, and what is still open."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.therapy_session import TherapySession
from app.rules.reconciliation.agreed import agreed
from app.rules.reconciliation.told import told
from resources.language import _
from ui.background import Runs
from ui.kit.boxes import column
from ui.kit.kept import Lines
from ui.kit.text import TextLabel


class SidesCard(QFrame):
    """Worked out off the window's thread, and only where the sources or what was settled changed.

    Hidden as long as there is nothing to tell.
    """

    def __init__(self, lane: Runs) -> None:
        super().__init__()
        self.setObjectName("review.sides")
        self.setProperty("kind", "card")
        self._lane = lane
        self._drawn: object = None
        body = QVBoxLayout()
        body.setSpacing(2)
        self._lines = Lines(body, "small")
        title = TextLabel(_("Sources side by side"), "small", "muted")
        self.setLayout(column(title, body, gap=2, pad=(14, 10, 10, 10)))
        self.hide()

    def show_session(self, session: TherapySession, today: dt.date) -> None:
        """Look again where something changed; the lines come a moment later."""
        picture = (session.settled, session.patient, [m.statements for m in session.medicines])
        if picture == self._drawn:
            return
        self._drawn = picture

        def found(lines: tuple[str, ...]) -> None:
            if picture == self._drawn:
                self._lines.show(lines)
                self.setVisible(bool(lines))

        self._lane.run(lambda: told(agreed(session, on=today)), found, _is_told_elsewhere)


def _is_told_elsewhere(_error: Exception) -> None:
    """The rules that read the same sources say that they could not."""

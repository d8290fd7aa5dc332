"""What the instruments of a session came to, for who reviews: points and every answer."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.therapy_session import TherapySession
from app.interview.instruments.keys import is_instrument_key
from app.interview.instruments.told import lines
from resources.language import _
from ui.kit.boxes import column
from ui.kit.kept import Lines
from ui.kit.text import TextLabel


class InstrumentsTold(QFrame):
    """Hidden where none was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review.instruments")
        self.setProperty("kind", "card")
        self._drawn: object = None
        body = QVBoxLayout()
        body.setSpacing(2)
        self._lines = Lines(body, "small")
        title = TextLabel(_("Instruments"), "small", "muted")
        self.setLayout(column(title, body, gap=2, pad=(14, 10, 10, 10)))
        self.hide()

    def show_session(self, session: TherapySession) -> None:
        """Look again where an answer to one changed."""
        answers = {key: a.value for key, a in session.answers.items() if is_instrument_key(key)}
        if (session.instruments, answers) == self._drawn:
            return
        self._drawn = (session.instruments, answers)
        self._lines.show(lines(session))
        self.setVisible(bool(session.instruments))

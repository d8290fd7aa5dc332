"""A whole number between two others. An empty field is *not asked*, which is not zero."""

from __future__ import annotations

import datetime as dt

from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview.checking import check
from app.interview.question import Count
from resources.language import _
from ui.editors.line import LineEditor

_ANY_DAY = dt.date(2000, 1, 1)


class CountEditor(LineEditor):
    """Digits 0 to 9 alone; outside its ends it is refused with the ends in the sentence."""

    def __init__(self, question: Count, key: str) -> None:
        self._question = question
        hint = _("{least} to {most}").format(least=question.least, most=question.most)
        super().__init__(key, _(question.prompt), width=96, hint=hint)

    def _read(self, text: str) -> Value:
        digits = text.strip()
        number = int(digits) if digits.isascii() and digits.isdecimal() else -1
        try:
            return check(self._question, number, on=_ANY_DAY)
        except Refused as refusal:
            raise Refused(refusal.message, self.key) from None

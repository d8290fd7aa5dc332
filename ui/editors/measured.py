"""A number with a unit between two guardrails: impossible is refused, unusual is asked in place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from app.domain.guardrail import Judgement
from app.domain.therapy_session import Value
from app.domain.typed import number
from app.errors import Refused
from app.interview.checking import check
from app.interview.question import Measured
from resources.language import _
from ui.editors.line import LineEditor

_ANY_DAY = dt.date(2000, 1, 1)


class MeasuredEditor(LineEditor):
    """Kept as the text that was echoed ("72.5"): no naked point, no trailing zero."""

    def __init__(self, question: Measured, key: str) -> None:
        self._question = question
        super().__init__(key, _(question.prompt), width=110, unit=question.guardrail.unit)

    def _read(self, text: str) -> Value:
        kept = format(number(text, self.key), "f")
        try:
            return check(self._question, kept, on=_ANY_DAY)
        except Refused as refusal:
            raise Refused(refusal.message, self.key) from None

    def _is_half(self, text: str) -> bool:
        return text.strip().endswith(".")

    def _judged(self, value: Value) -> None:
        guardrail = self._question.guardrail
        if guardrail.judge(Decimal(str(value))) is Judgement.UNUSUAL:
            words = _("{value} {unit} is unusual. Is it right? It is kept as you typed it.")
            self.ask(words.format(value=value, unit=guardrail.unit))

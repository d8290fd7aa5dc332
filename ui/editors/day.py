"""A date, typed as MM/DD/YYYY or YYYY-MM-DD; kept as YYYY-MM-DD. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re

from app.domain.therapy_session import Value
from app.domain.typed import day, past_day
from app.interview.question import Day
from resources.language import _
from ui.editors.editor import Today
from ui.editors.line import LineEditor

_HALF = re.compile(r"[0-9]{0,2}/?[0-9]{0,2}/?[0-9]{0,3}|[0-9]{0,4}-?[0-9]{0,2}-?[0-9]?", re.ASCII)


class DayEditor(LineEditor):
    """Shows the day as it is written in the US, and says which day it understood."""

    def __init__(self, question: Day, key: str, today: Today) -> None:
        self._question, self._today = question, today
        super().__init__(key, _(question.prompt), width=150, hint=_("MM/DD/YYYY"))

    def _read(self, text: str) -> Value:
        if self._question.may_be_future:
            return day(text, self.key).isoformat()
        return past_day(text, self.key, on=self._today()).isoformat()

    def _written(self, value: Value) -> str:
        return f"{dt.date.fromisoformat(str(value)):%m/%d/%Y}"

    def _is_half(self, text: str) -> bool:
        return _HALF.fullmatch(text.strip()) is not None

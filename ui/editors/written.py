"""One line that must have a form: a number, a time, a moment, a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview import written
from app.interview.question import Form, Written
from resources.language import N_, _
from ui.editors.line import LineEditor

_WIDTHS: Mapping[Form, int] = MappingProxyType({Form.MOMENT: 220, Form.LINK: 420})
_HINTS: Mapping[Form, str] = MappingProxyType(
    {
        Form.TIME: N_("14:30"),
        Form.MOMENT: N_("MM/DD/YYYY 14:30"),
        Form.LINK: N_("https://…"),
    }
)
_HALF = re.compile(r"-?[0-9]*\.?|[0-9]{1,2}:?[0-9]?|[0-9/]{1,10}( [0-9]{0,2}:?[0-9]?)?|[a-z]*:?/*")
UNUSUAL = N_("The answers can give {most} at most. Is {value} right? It is kept as you typed it.")


class WrittenEditor(LineEditor):
    """A sum of points over what the answers can give is asked about, and kept."""

    def __init__(self, question: Written, key: str) -> None:
        self._question = question
        unit = question.units[0] if len(question.units) == 1 else ""
        width = _WIDTHS.get(question.form, 120)
        super().__init__(key, _(question.prompt), width=width, unit=unit, hint=_hint(question))

    def _read(self, text: str) -> Value:
        try:
            return written.read(self._question, text)
        except Refused as refusal:
            raise Refused(refusal.message, self.key) from None

    def _written(self, value: Value) -> str:
        return written.shown(self._question, str(value))

    def _is_half(self, text: str) -> bool:
        return _HALF.fullmatch(text.strip()) is not None

    def _judged(self, value: Value) -> None:
        most = self._question.usual_most
        if most is not None and written.number_of(str(value)) > most:
            self.ask(_(UNUSUAL).format(most=f"{most.normalize():f}", value=value))


def _hint(question: Written) -> str:
    if len(question.units) > 1:
        return f"5 {question.units[0]}"
    if question.least is not None and question.most is not None:
        return _("{least} to {most}").format(least=question.least, most=question.most)
    return _(_HINTS[question.form]) if question.form in _HINTS else ""

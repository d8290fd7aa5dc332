"""The items of an instrument as questions of our own kinds, so that our own editors draw them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from app.domain.instrument import NUMBERS, Instrument, Item, ItemKind
from app.interview.instruments.given import NO, YES, unit_words
from app.interview.instruments.scores import most_of_all
from app.interview.question import (
    AnyQuestion,
    Choice,
    Day,
    Form,
    OpenChoice,
    Option,
    Several,
    Text,
    Written,
)
from resources.language import N_

MOST_IN_A_LINE, MOST_IN_A_NOTE = 500, 5000
SCORE_UNIT = "{score}"
SCORE_WORD = "score"
FORMS: Mapping[ItemKind, Form] = MappingProxyType(
    {
        ItemKind.INTEGER: Form.WHOLE,
        ItemKind.DECIMAL: Form.NUMBER,
        ItemKind.QUANTITY: Form.NUMBER,
        ItemKind.TIME: Form.TIME,
        ItemKind.DATE_TIME: Form.MOMENT,
        ItemKind.URL: Form.LINK,
    }
)
YES_OR_NO = (Option(YES, N_("Yes")), Option(NO, N_("No")))


def question_of(item: Item, key: str, instrument: Instrument) -> AnyQuestion | None:
    """The question of an item; None for headings, words to read and files."""
    words = item.words
    required = item.is_required
    options = tuple(Option(one.token, _words(one.prefix, one.words)) for one in item.options)
    match item.kind:
        case ItemKind.GROUP | ItemKind.DISPLAY | ItemKind.ATTACHMENT:
            return None
        case ItemKind.BOOLEAN:
            return Choice(key=key, prompt=words, required=required, options=YES_OR_NO)
        case ItemKind.DATE:
            return Day(key=key, prompt=words, required=required, may_be_future=True)
        case ItemKind.CHOICE if item.is_ticked:
            return Several(key=key, prompt=words, required=required, options=options)
        case ItemKind.CHOICE if options:
            return Choice(key=key, prompt=words, required=required, options=options)
        case ItemKind.OPEN_CHOICE if options:
            most = item.limits.longest or MOST_IN_A_LINE
            return OpenChoice(key=key, prompt=words, required=required, options=options, most=most)
    if item.kind in FORMS:
        return _written(item, key, instrument)
    is_note = item.kind is ItemKind.TEXT
    most = MOST_IN_A_NOTE if is_note else MOST_IN_A_LINE
    return Text(
        key=key,
        prompt=words,
        required=required,
        lines=3 if is_note else 1,
        most=min(item.limits.longest or most, MOST_IN_A_NOTE),
    )


def is_score(item: Item) -> bool:
    """Whether a number is the sum of points: its unit says so, or its words do."""
    if item.kind not in NUMBERS:
        return False
    told = [item.text, *(code.display for code in item.codes)]
    units = {unit.code or unit.display for unit in item.units}
    return SCORE_UNIT in units or any(SCORE_WORD in words.casefold().split() for words in told)


def _written(item: Item, key: str, instrument: Instrument) -> Written:
    limits = item.limits
    return Written(
        key=key,
        prompt=item.words,
        required=item.is_required,
        form=FORMS[item.kind],
        least=limits.least if isinstance(limits.least, Decimal) else None,
        most=limits.most if isinstance(limits.most, Decimal) else None,
        places=limits.places,
        units=tuple(unit_words(unit) for unit in item.units if unit_words(unit) != SCORE_UNIT),
        usual_most=most_of_all(instrument.items) if is_score(item) else None,
    )


def _words(prefix: str, words: str) -> str:
    return f"{prefix}. {words}" if prefix else words

"""Between what an answer keeps and the values of FHIR that it means."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from app.domain.instrument import CHOICES, Coding, Given, Item, ItemKind, Option, Quantity
from app.domain.therapy_session import Value
from app.interview.question import OWN_WORDS

YES, NO = "yes", "no"


def given(item: Item, value: Value | None) -> tuple[Given, ...]:
    """The values an answer means, none for *not asked*."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(found for one in value for found in given(item, one))
    return (_one(item, str(value)),)


def kept(item: Item, value: Given) -> str | None:
    """What an answer keeps of a value; None where the item cannot hold it."""
    if item.kind in CHOICES:
        return _chosen(item, value)
    match value:
        case bool():
            return YES if value else NO
        case Decimal() | int():
            return plain(Decimal(value))
        case Quantity():
            return f"{plain(value.value)} {value.unit.display}".strip()
        case dt.datetime():
            return value.isoformat(timespec="seconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case Coding():
            return None
    return value


def plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def option_of(item: Item, token: str) -> Option | None:
    """The option an answer names."""
    return next((one for one in item.options if one.token == token), None)


def unit_of(item: Item, words: str) -> Coding:
    """The unit that stands behind a number, else the only one there is."""
    named = next((unit for unit in item.units if words and words == unit_words(unit)), None)
    return named or (item.units[0] if item.units and not words else Coding(display=words))


def unit_words(unit: Coding) -> str:
    return unit.display or unit.code


def _one(item: Item, text: str) -> Given:
    match item.kind:
        case ItemKind.BOOLEAN:
            return text == YES
        case ItemKind.INTEGER:
            return int(text)
        case ItemKind.DECIMAL:
            return Decimal(text)
        case ItemKind.QUANTITY:
            number, _space, unit = text.partition(" ")
            return Quantity(Decimal(number), unit_of(item, unit))
        case ItemKind.DATE:
            return dt.date.fromisoformat(text)
        case ItemKind.DATE_TIME:
            whole = "T" in text
            return dt.datetime.fromisoformat(text) if whole else dt.date.fromisoformat(text)
        case ItemKind.TIME:
            return dt.time.fromisoformat(text)
        case ItemKind.CHOICE | ItemKind.OPEN_CHOICE:
            return _meant(item, text)
    return text


def _meant(item: Item, text: str) -> Given:
    option = option_of(item, text)
    if option is not None:
        return option.value
    words = text.removeprefix(OWN_WORDS) if item.options else text
    return words if item.kind is ItemKind.OPEN_CHOICE else Coding(display=words)


def _chosen(item: Item, value: Given) -> str | None:
    for option in item.options:
        if is_equal(option.value, value):
            return option.token
    words = value.display if isinstance(value, Coding) else value
    if not isinstance(words, str) or not words:
        return None
    if not item.options:
        return words
    return f"{OWN_WORDS}{words}" if item.kind is ItemKind.OPEN_CHOICE else None


def is_equal(one: Given, other: Given) -> bool:
    """Whether two values are the same. Words meet a code that is shown by these words."""
    if isinstance(one, Coding) and isinstance(other, Coding):
        return one.is_same(other)
    if isinstance(one, Coding) or isinstance(other, Coding):
        code, words = (one, other) if isinstance(one, Coding) else (other, one)
        return isinstance(code, Coding) and bool(words) and words in (code.display, code.code)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value and _is_one_unit(one, other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    left, right = comparable(one, other)
    return type(left) is type(right) and left == right


def comparable(one: Given, other: Given) -> tuple[Given, Given]:
    """Two values made comparable: numbers alike, a moment and a day as days."""
    if isinstance(one, int) and not isinstance(one, bool):
        one = Decimal(one)
    if isinstance(other, int) and not isinstance(other, bool):
        other = Decimal(other)
    if isinstance(one, Quantity) and isinstance(other, Quantity) and _is_one_unit(one, other):
        return one.value, other.value
    if isinstance(one, dt.datetime) and not isinstance(other, dt.datetime):
        one = one.date()
    if isinstance(other, dt.datetime) and not isinstance(one, dt.datetime):
        other = other.date()
    return one, other


def _is_one_unit(one: Quantity, other: Quantity) -> bool:
    names = {one.unit.code or one.unit.display, one.unit.display or one.unit.code}
    return bool(names & {other.unit.code or other.unit.display, other.unit.display})

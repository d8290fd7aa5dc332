"""Answers to an instrument as they come from a screen, made fit to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.domain.instrument import AskedInstrument, Item, Limits
from app.domain.text import clean_line, clean_note
from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview.checking import check
from app.interview.instruments.beginning import first_answers
from app.interview.instruments.given import option_of
from app.interview.instruments.keys import Key, parsed
from app.interview.instruments.questions import question_of
from app.interview.instruments.spots import MOST_REPETITIONS, repetitions
from app.interview.question import OWN_WORDS, AnyQuestion, OpenChoice, Text
from resources.language import N_, _

GONE = N_("This question is not part of the session.")
NO_LIST = N_("This cannot be repeated so.")
TOO_OFTEN = N_("This can be repeated {most} times at most.")
ALONE = N_("“{words}” cannot stand beside another answer.")
TOO_EARLY = N_("{day} or later is possible.")
TOO_LATE = N_("{day} or earlier is possible.")


def checked(
    key: str, value: Value | None, asked: Iterable[AskedInstrument], *, on: dt.date
) -> Value | None:
    """The answer as it is kept; None takes it back. Raises Refused, with the key as its field."""
    found = parsed(key)
    one = next((one for one in asked if found is not None and one.id == found.asked), None)
    item, lists = (None, 0) if one is None or found is None else _item(one, found)
    if found is None or one is None or item is None or len(found.path) != lists:
        raise Refused(_(GONE), key)
    if value is None:
        return None
    if found.is_list:
        return _list(item, value, key)
    question = question_of(item, key, one.instrument)
    if question is None:
        raise Refused(_(GONE), key)
    kept = _cleaned(question, value, key)
    if kept is None:
        return None
    kept = check(question, kept, on=on)
    _within(item.limits, kept, key)
    _stands_alone(item, kept, key)
    return kept


def added(asked: AskedInstrument, item: Item, list_key: str, now: Value | None) -> dict[str, Value]:
    """One repetition more, with the answers it begins with, as edits."""
    found = parsed(list_key)
    if found is None:
        raise ValueError("only a list is repeated")
    numbers = repetitions(now)
    new = max(numbers) + 1
    below = first_answers(asked, item.items, (*found.path, new))
    return {list_key: tuple(str(number) for number in (*numbers, new))} | below


def taken_away(list_key: str, number: int, now: Value | None) -> dict[str, Value | None]:
    """One repetition less, as edits. Its answers stay stored; they count no more."""
    left = tuple(str(one) for one in repetitions(now) if one != number)
    return {list_key: left or None}


def _item(asked: AskedInstrument, key: Key) -> tuple[Item | None, int]:
    """The item of a key, and how many lists stand around its answer."""
    return _search(asked.instrument.items, key, 0)


def _search(items: tuple[Item, ...], key: Key, lists: int) -> tuple[Item | None, int]:
    for item in items:
        inside = lists + item.is_list
        if item.link_id == key.link_id:
            if key.is_list and not item.is_list:
                return None, 0
            return item, lists if key.is_list else inside
        found, count = _search(item.items, key, inside)
        if found is not None:
            return found, count
    return None, 0


def _list(item: Item, value: Value, key: str) -> Value:
    most = min(item.limits.most_often or MOST_REPETITIONS, MOST_REPETITIONS)
    if not isinstance(value, tuple) or not value or len(set(value)) < len(value):
        raise Refused(_(NO_LIST), key)
    if not all(one.isascii() and one.isdecimal() and 0 < int(one) < 10_000 for one in value):
        raise Refused(_(NO_LIST), key)
    if len(value) > most:
        raise Refused(_(TOO_OFTEN).format(most=most), key)
    return value


def _cleaned(question: AnyQuestion, value: Value, key: str) -> Value | None:
    if isinstance(question, OpenChoice) and isinstance(value, str) and value.startswith(OWN_WORDS):
        words = clean_line(value.removeprefix(OWN_WORDS), key, most=question.most)
        return f"{OWN_WORDS}{words}" if words else None
    if isinstance(question, Text) and isinstance(value, str):
        clean = clean_line if question.lines == 1 else clean_note
        return clean(value, key, most=question.most) or None
    return value


def _within(limits: Limits, value: Value, key: str) -> None:
    for limit, words, is_over in (
        (limits.least, TOO_EARLY, False),
        (limits.most, TOO_LATE, True),
    ):
        if isinstance(limit, dt.date):
            on = dt.date.fromisoformat(str(value)[:10])
            if (on > limit) if is_over else (on < limit):
                raise Refused(_(words).format(day=f"{limit:%m/%d/%Y}"), key)


def _stands_alone(item: Item, value: Value, key: str) -> None:
    if not isinstance(value, tuple) or len(value) < 2:
        return
    for token in value:
        option = option_of(item, token)
        if option is not None and option.is_exclusive:
            raise Refused(_(ALONE).format(words=option.words), key)

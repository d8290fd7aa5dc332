"""Instruments of our own making, asked and answered by hand, for tests."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from app.domain.instrument import (
    AskedId,
    AskedInstrument,
    Coding,
    Condition,
    Instrument,
    Item,
    ItemKind,
    Operator,
    Option,
    every_item,
)
from app.domain.therapy_session import Value
from app.interview.instruments.keys import Key
from app.interview.instruments.problems import is_asked, seen_spots
from app.interview.instruments.questions import question_of
from app.interview.instruments.spots import Spot, every_spot, lay_out
from app.interview.question import (
    AnyQuestion,
    Choice,
    Day,
    Form,
    OpenChoice,
    Several,
    Text,
    Written,
)

ASKED = AskedId(UUID("01980000-0000-7000-8000-000000000001"))
AT = dt.datetime(2026, 3, 14, 10, 0, tzinfo=dt.UTC)
ON = dt.date(2026, 3, 14)


def asking(*items: Item, **more) -> AskedInstrument:
    return AskedInstrument(ASKED, Instrument("Made up", items, **more), AT, "Somebody")


def about(link_id: str, kind: str = "boolean", **more) -> Item:
    return Item(link_id, ItemKind(kind), f"About {link_id}", **more)


def when(question: str, operator: str = "=", answer=True) -> tuple[Condition, ...]:
    return (Condition(question, Operator(operator), answer),)


def options(*codes: str, scores: tuple[int, ...] = ()) -> tuple[Option, ...]:
    return tuple(
        Option(f"c:|{code}", Coding(code), code, score=scores[n] if scores else None)
        for n, code in enumerate(codes)
    )


def key(link_id: str, *path: int, is_list: bool = False) -> str:
    return str(Key(ASKED, link_id, path, is_list))


def spots(asked: AskedInstrument, answers: dict[str, Value]) -> tuple[Spot, ...]:
    """As it stands with these answers, under their keys or under bare linkIds."""
    links = {one.link_id for one in every_item(asked.instrument.items)}
    held = {key(name) if name in links else name: value for name, value in answers.items()}
    return lay_out(asked, held.get)


def open_links(asked: AskedInstrument, answers: dict[str, Value]) -> list[str]:
    return [one.item.link_id for one in every_spot(spots(asked, answers)) if one.is_open]


def fill_in(asked: AskedInstrument, answers: dict[str, Value]) -> dict[str, Value]:
    """Answer everything that is asked until nothing new opens, as a patient person would."""
    answers = dict(answers)
    while True:
        laid = lay_out(asked, answers.get)
        new = {
            spot.key: answer_to(question)
            for spot in seen_spots(laid)
            if is_asked(spot)
            and spot.value is None
            and (question := question_of(spot.item, spot.key, asked.instrument)) is not None
        }
        if not new:
            return answers
        answers |= new


def answer_to(question: AnyQuestion) -> Value:
    match question:
        case Choice():
            return question.options[0].value
        case Several():
            return tuple(one.value for one in question.options[:2])
        case OpenChoice():
            return "w:Words of one's own"
        case Day():
            return "2026-03-14"
        case Text():
            return "Words"[: question.most]
        case Written():
            return _written(question)
    raise AssertionError(question)


def _written(question: Written) -> str:
    match question.form:
        case Form.TIME:
            return "14:30:00"
        case Form.MOMENT:
            return "2026-03-14T14:30:00-05:00"
        case Form.LINK:
            return "https://example.org/a"
    number = question.least if question.least is not None else min(3, question.most or 3)
    return f"{number} {question.units[0]}" if len(question.units) > 1 else str(number)

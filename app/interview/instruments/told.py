"""What instruments came to, in words: how far, the points, and each answer. Nothing is judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from app.domain.instrument import AskedInstrument, Coding, Given, Quantity
from app.domain.therapy_session import TherapySession
from app.interview.instruments.given import plain, unit_words
from app.interview.instruments.problems import problems, seen_spots
from app.interview.instruments.progress import how_far
from app.interview.instruments.scores import score
from app.interview.instruments.spots import Spot, lay_out
from resources.language import N_, _

WHOLE = N_("Points: {points} of at most {most}")
SO_FAR = N_("Points so far: {points} (from {answered} of {of} answers that have points)")


def summary(spots: tuple[Spot, ...]) -> str:
    """How far it is, what is missing, and the points the definition gives to what was answered."""
    far = how_far(spots)
    told = [_("{answered} of {of} answered").format(answered=far.answered, of=far.of)]
    lacking = len(problems(spots))
    if lacking:
        told.append(_("{number} still asked for").format(number=lacking))
    points = score(spots)
    if points is not None:
        words = _(WHOLE if points.is_whole else SO_FAR)
        told.append(
            words.format(
                points=plain(points.points),
                most=plain(points.most),
                answered=points.answered,
                of=points.of,
            )
        )
    return " · ".join(told)


def summaries(session: TherapySession) -> tuple[str, ...]:
    """A line for each instrument that was asked."""
    return tuple(_head(asked, lay_out(asked, session.value)) for asked in session.instruments)


def lines(session: TherapySession) -> tuple[str, ...]:
    """The same lines, each with the answers that were given below it."""
    return tuple(line for asked in session.instruments for line in _of_one(asked, session))


def said(spot: Spot) -> str:
    """The answer of one item in words, "" where there is none."""
    return "; ".join(_words(one) for one in spot.given)


def _of_one(asked: AskedInstrument, session: TherapySession) -> Iterator[str]:
    spots = lay_out(asked, session.value)
    yield _head(asked, spots)
    for spot in seen_spots(spots):
        answer = said(spot)
        if answer:
            yield _("{question}: {answer}").format(question=spot.item.words, answer=answer)


def _head(asked: AskedInstrument, spots: tuple[Spot, ...]) -> str:
    version = asked.instrument.version
    title = asked.instrument.title
    named = _("{title}, version {version}").format(title=title, version=version)
    return f"{named if version else title}: {summary(spots)}"


def _words(value: Given) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Coding():
            return value.display or value.code
        case Quantity():
            return f"{plain(value.value)} {unit_words(value.unit)}".strip()
        case Decimal() | int():
            return plain(Decimal(value))
        case dt.datetime():
            return f"{value.astimezone():%m/%d/%Y %H:%M}"
        case dt.date():
            return f"{value:%m/%d/%Y}"
        case dt.time():
            return f"{value:%H:%M}"
    return f"“{value}”"

"""What instruments came to, in words."""

from __future__ import annotations

from app.interview.instruments.told import lines, summaries
from tests.app.interview.instruments.asking import about, asking, key, options, when
from tests.make import make_session

ITEMS = (
    about("a"),
    about("b", "choice", options=options("low", "high", scores=(0, 3))),
    about("c", "string", conditions=when("a")),
    about("d", "date"),
)


def session(**answers):
    asked = asking(*ITEMS, version="2")
    return make_session(
        instruments=(asked,), answers={key(link): value for link, value in answers.items()}
    )


def test_every_open_answer_is_told_and_nothing_that_is_closed():
    told = lines(session(a="no", b="c:|high", c="words", d="2026-03-14"))

    assert told == (
        "Made up, version 2: 3 of 3 answered · Points: 3 of at most 3",
        "About a: No",
        "About b: high",
        "About d: 03/14/2026",
    )


def test_points_are_told_as_what_they_are_so_far():
    (told,) = summaries(session(a="yes"))

    assert told.endswith(
        "1 of 4 answered · Points so far: 0 (from 0 of 1 answers that have points)"
    )

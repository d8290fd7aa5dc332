"""Answers from a screen: kept as they can be exported, or refused beside their field."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.instrument import Coding, Limits, Quantity
from app.errors import Refused
from app.interview.instruments.beginning import first_answers
from app.interview.instruments.edits import added, checked, taken_away
from app.interview.instruments.given import given, kept
from app.interview.instruments.questions import question_of
from app.interview.instruments.spots import lay_out
from tests.app.interview.instruments.asking import ON, about, asking, key, options

TWO_UNITS = (Coding("mg", "", "mg"), Coding("g", "", "g"))


@pytest.mark.parametrize(
    ("item", "value", "means"),
    [
        (about("q"), "yes", True),
        (about("q", "integer"), "-5", -5),
        (about("q", "decimal"), "2.50", Decimal("2.5")),
        (about("q", "quantity", units=TWO_UNITS[:1]), "5", Quantity(Decimal(5), TWO_UNITS[0])),
        (about("q", "quantity", units=TWO_UNITS), "5 g", Quantity(Decimal(5), TWO_UNITS[1])),
        (about("q", "date"), "2030-01-02", dt.date(2030, 1, 2)),
        (about("q", "dateTime"), "2030-01-02", dt.date(2030, 1, 2)),
        (about("q", "time"), "14:30", dt.time(14, 30)),
        (about("q", "string"), "  some words ", "some words"),
        (about("q", "text"), "two\nlines", "two\nlines"),
        (about("q", "url"), "https://example.org", "https://example.org"),
        (about("q", "reference"), "Dr. Made Up", "Dr. Made Up"),
        (about("q", "choice", options=options("x")), "c:|x", Coding("x")),
        (about("q", "choice"), "words", Coding(display="words")),
        (about("q", "open-choice", options=options("x")), "w:own", "own"),
        (about("q", "open-choice", options=options("x")), "c:|x", Coding("x")),
        (about("q", "open-choice"), "own", "own"),
    ],
    ids=lambda value: value.kind.value if hasattr(value, "kind") else "",
)
def test_an_answer_of_every_kind_is_kept_and_means_its_value(item, value, means):
    asked = asking(item)

    stored = checked(key("q"), value, [asked], on=ON)

    assert given(item, stored) == (means,)
    assert given(item, kept(item, means)) == (means,)


@pytest.mark.parametrize(
    ("item", "value", "words"),
    [
        (about("q"), "declined", "Choose one"),
        (about("q", "integer"), "2.5", "whole number"),
        (about("q", "decimal"), "2,5", "number in digits"),
        (about("q", "decimal", limits=Limits(places=1)), "2.55", "At most 1"),
        (about("q", "decimal", limits=Limits(most=Decimal(27))), "28", "over the maximum"),
        (about("q", "decimal", limits=Limits(Decimal(1), Decimal(9))), "0", "From 1 to 9"),
        (about("q", "quantity", units=TWO_UNITS), "5", "its unit"),
        (about("q", "date", limits=Limits(least=ON)), "2026-03-13", "03/14/2026 or later"),
        (about("q", "date", limits=Limits(most=ON)), "2026-03-15", "03/14/2026 or earlier"),
        (about("q", "date"), "2026-02-30", "no such day"),
        (about("q", "time"), "25:00", "A time"),
        (about("q", "dateTime"), "2030-01-02T10:00:00", "A date, and a time"),
        (about("q", "url"), "example.org", "address"),
        (about("q", "string", limits=Limits(longest=3)), "four", "4/3"),
        (about("q", "choice", options=options("x")), "c:|y", "Choose one"),
        (about("q", "open-choice", options=options("x")), "own", "Choose one"),
        (about("q", "group"), "x", "not part"),
        (about("q", "attachment"), "x", "not part"),
    ],
)
def test_what_cannot_be_the_answer_is_refused_beside_its_field(item, value, words):
    with pytest.raises(Refused) as refused:
        checked(key("q"), value, [asking(item)], on=ON)

    assert words in refused.value.message
    assert refused.value.field == key("q")


@pytest.mark.parametrize("wrong", [key("z"), key("q", 1), "instrument.x", key("q", is_list=True)])
def test_a_key_that_is_none_of_the_instrument_is_refused(wrong):
    with pytest.raises(Refused):
        checked(wrong, "yes", [asking(about("q"))], on=ON)


def test_what_stands_alone_cannot_stand_beside_another():
    first, second = options("none", "other")
    alone = type(first)(first.token, first.value, first.words, is_exclusive=True)
    item = about("q", "choice", repeats=True, options=(alone, second))

    with pytest.raises(Refused, match="none"):
        checked(key("q"), (alone.token, second.token), [asking(item)], on=ON)

    assert checked(key("q"), (alone.token,), [asking(item)], on=ON) == (alone.token,)


def test_a_repetition_is_added_with_what_it_begins_with_and_taken_away_again():
    group = about("g", "group", repeats=True, items=(about("a", initial=(True,)),))
    asked = asking(group)
    where = key("g", is_list=True)

    more = added(asked, group, where, None)
    again = added(asked, group, where, more[where])
    less = taken_away(where, 1, again[where])

    assert more == {where: ("1", "2"), key("a", 2): "yes"}
    assert again[where] == ("1", "2", "3")
    assert less == {where: ("2", "3")}
    assert checked(where, again[where], [asked], on=ON) == ("1", "2", "3")


def test_more_repetitions_than_the_definition_allows_are_refused():
    asked = asking(about("q", "string", repeats=True, limits=Limits(most_often=2)))

    with pytest.raises(Refused, match="2 times"):
        checked(key("q", is_list=True), ("1", "2", "3"), [asked], on=ON)


def test_an_instrument_begins_with_the_answers_of_its_definition():
    chosen = options("x", "y")
    marked = type(chosen[1])("c:|y", Coding("y"), "y", is_initial=True)
    asked = asking(
        about("a", initial=(True,)),
        about("b", "choice", options=(chosen[0], marked)),
        about("c", "choice", repeats=True, options=chosen, initial=(Coding("x"), Coding("y"))),
        about("d", "string", repeats=True, initial=("one", "two")),
        about("e", "open-choice", options=chosen, initial=("own",)),
        about("f", "string"),
    )

    assert first_answers(asked) == {
        key("a"): "yes",
        key("b"): "c:|y",
        key("c"): ("c:|x", "c:|y"),
        key("d", 1): "one",
        key("d", 2): "two",
        key("d", is_list=True): ("1", "2"),
        key("e"): "w:own",
    }
    assert [spot.value for spot in lay_out(asked, first_answers(asked).get)][3:5] == ["one", "two"]


def test_a_typed_sum_of_points_over_what_the_answers_can_give_is_asked_about():
    asked = asking(
        about("q", "choice", options=options("x", "y", scores=(0, 3))), about("total", "decimal")
    )
    total = about("total score", "decimal")

    assert question_of(total, "k", asked.instrument).usual_most == 3
    assert question_of(about("weight", "decimal"), "k", asked.instrument).usual_most is None

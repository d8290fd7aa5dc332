"""Which items are open, whatever was answered and in whichever order."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.instrument import Coding, Condition, Operator, Quantity
from app.interview.instruments.problems import problems, seen_spots
from app.interview.instruments.scores import score
from app.interview.instruments.spots import every_spot, is_met, lay_out
from tests.app.interview.instruments.asking import (
    about,
    asking,
    key,
    open_links,
    options,
    spots,
    when,
)

FIVE = Decimal(5)
MG = Coding("mg", "", "mg")


@pytest.mark.parametrize(
    ("operator", "answer", "said", "met"),
    [
        ("exists", True, [], False),
        ("exists", True, [FIVE], True),
        ("exists", False, [], True),
        ("exists", False, [False], False),
        ("=", True, [], False),
        ("=", False, [], False),
        ("=", False, [False], True),
        ("=", 5, [Decimal("5.0")], True),
        ("=", FIVE, [Decimal(4), FIVE], True),
        ("=", "yes", ["yes"], True),
        ("=", "yes", ["Yes"], False),
        ("=", Coding("a", "s"), [Coding("a", "s", "shown")], True),
        ("=", Coding("a", "s"), [Coding("a", "t")], False),
        ("=", Coding("a", "s"), [Coding("a")], True),
        ("=", "shown", [Coding("a", "s", "shown")], True),
        ("=", Quantity(FIVE, MG), [Quantity(FIVE, MG)], True),
        ("=", Quantity(FIVE, MG), [Quantity(FIVE, Coding("g", "", "g"))], False),
        ("=", dt.date(2026, 1, 2), [dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)], True),
        ("=", 1, [True], False),
        ("!=", True, [], True),
        ("!=", True, [False], True),
        ("!=", True, [True], False),
        ("!=", FIVE, [Decimal(4), FIVE], False),
        (">", 5, [FIVE], False),
        (">", 5, [Decimal(4), Decimal(6)], True),
        (">=", 5, [FIVE], True),
        ("<", 5, [Decimal("4.99")], True),
        ("<=", 5, [Decimal("5.01")], False),
        ("<", dt.date(2026, 1, 2), [dt.date(2026, 1, 1)], True),
        (">", dt.time(13), [dt.time(13, 30)], True),
        (">", Quantity(FIVE, MG), [Quantity(Decimal(6), MG)], True),
        (">", Quantity(FIVE, MG), [Quantity(Decimal(6), Coding("g", "", "g"))], False),
        (">", "b", ["c"], True),
        (">", 5, [], False),
        (">", 5, ["words"], False),
    ],
)
def test_a_condition_compares_as_fhir_r4_says(operator, answer, said, met):
    assert is_met(Condition("q", Operator(operator), answer), said) is met


def test_all_or_any_of_the_conditions_open_an_item():
    both = when("a") + when("b")
    every = asking(about("a"), about("b"), about("c", conditions=both))
    some = asking(about("a"), about("b"), about("c", conditions=both, is_any=True))

    assert "c" not in open_links(every, {"a": "yes"})
    assert "c" in open_links(every, {"a": "yes", "b": "yes"})
    assert "c" in open_links(some, {"a": "yes"})
    assert "c" not in open_links(some, {"a": "no"})


def test_what_stands_in_something_closed_is_closed_and_opens_nothing():
    asked = asking(
        about("a"),
        about("g", "group", conditions=when("a"), items=(about("b"),)),
        about("c", conditions=when("b")),
    )

    assert open_links(asked, {"a": "no", "b": "yes"}) == ["a"]
    assert open_links(asked, {"a": "yes", "b": "yes"}) == ["a", "g", "b", "c"]


def test_an_answer_is_kept_while_its_item_is_closed_and_counts_for_nothing():
    asked = asking(
        about("a"),
        about("b", "choice", conditions=when("a"), options=options("x", scores=(3,))),
    )
    held = {"b": "c:|x"}

    closed = spots(asked, held | {"a": "no"})[1]
    opened = spots(asked, held | {"a": "yes"})[1]

    assert (closed.value, closed.given) == ("c:|x", ())
    assert opened.given == (Coding("x"),)
    assert score(spots(asked, held | {"a": "no"})) is None
    assert score(spots(asked, held | {"a": "yes"})).points == 3


def test_each_repetition_of_a_group_is_opened_by_its_own_answers():
    group = about("g", "group", repeats=True, items=(about("a"), about("b", conditions=when("a"))))
    asked = asking(group)
    held = {
        key("g", is_list=True): ("1", "3"),
        key("a", 1): "no",
        key("a", 3): "yes",
        key("a", 2): "yes",
    }

    found = [(s.item.link_id, s.path, s.is_open) for s in every_spot(lay_out(asked, held.get))]

    assert found == [
        ("g", (1,), True),
        ("a", (1,), True),
        ("b", (1,), False),
        ("g", (3,), True),
        ("a", (3,), True),
        ("b", (3,), True),
    ]


def test_a_question_outside_hears_any_repetition():
    group = about("g", "group", repeats=True, items=(about("a"),))
    asked = asking(group, about("b", conditions=when("a")))
    held = {key("g", is_list=True): ("1", "2"), key("a", 2): "yes"}

    assert lay_out(asked, held.get)[-1].is_open


def test_hidden_items_are_not_seen_but_count():
    asked = asking(about("a", is_hidden=True), about("b", conditions=when("a")))

    laid = spots(asked, {"a": "yes"})

    assert [spot.item.link_id for spot in seen_spots(laid)] == ["b"]
    assert laid[0].given == (True,)


LINKS = ("a", "b", "c", "d")


@st.composite
def _asked_with_conditions(draw):
    """Four questions, each waiting for some of those before it, the last two in a group."""
    items = []
    for at, link in enumerate(LINKS):
        before = draw(st.lists(st.sampled_from(LINKS[:at]), max_size=2)) if at else []
        operator = draw(st.sampled_from(["=", "!=", "exists"]))
        conditions = tuple(one for question in before for one in when(question, operator))
        items.append(about(link, conditions=conditions, is_any=draw(st.booleans())))
    return asking(*items[:2], about("g", "group", items=tuple(items[2:])))


@given(
    _asked_with_conditions(),
    st.lists(st.tuples(st.sampled_from(LINKS), st.sampled_from(["yes", "no"])), max_size=8),
    st.randoms(),
)
def test_the_order_of_answering_does_not_matter(asked, told, shuffle):
    answers = dict(told)
    mixed = list(answers.items())
    shuffle.shuffle(mixed)

    assert spots(asked, answers) == spots(asked, dict(mixed))


@given(_asked_with_conditions(), st.dictionaries(st.sampled_from(LINKS), st.just("yes")))
def test_what_is_closed_never_counts_and_comes_back(asked, answers):
    for spot in every_spot(spots(asked, answers)):
        if not spot.is_open:
            assert spot.given == ()
            without = {link: said for link, said in answers.items() if link != spot.item.link_id}
            rest = [one.is_open for one in every_spot(spots(asked, without))]
            assert rest == [one.is_open for one in every_spot(spots(asked, answers))]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=9))
def test_points_are_the_sum_of_the_answers_and_never_over_their_most(told):
    codes = ("w", "x", "y", "z")
    asked = asking(
        *(
            about(f"q{n}", "choice", options=options(*codes, scores=(0, 1, 2, 3)))
            for n in range(len(told))
        )
    )
    answers = {f"q{n}": f"c:|{codes[at]}" for n, (at, is_told) in enumerate(told) if is_told}

    found = score(spots(asked, answers))

    assert found.points == sum(at for at, is_told in told if is_told)
    assert found.points <= found.most == 3 * len(told)
    assert (found.answered, found.of) == (len(answers), len(told))


def test_what_is_required_and_open_is_missing_until_it_is_answered():
    asked = asking(
        about("a", is_required=True),
        about("b", is_required=True, conditions=when("a")),
        about("h", is_required=True, is_hidden=True),
        about("g", "group", is_required=True, items=(about("c", "string"),)),
    )

    assert [one.link_id for one in problems(spots(asked, {}))] == ["a", "g"]
    assert [one.link_id for one in problems(spots(asked, {"a": "yes", "c": "x"}))] == ["b"]
    assert not problems(spots(asked, {"a": "no", "c": "x"}))

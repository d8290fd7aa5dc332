"""Lines agree only where every source says the same; whatever is unknown agrees with nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.medicine import Review
from models.vocabulary import Decision, Source
from tests.make import about, make_medicine, make_session, make_statement
from tests.ui.fake_desk import make_finding
from ui.review import lines

LABEL = "Take 1 tablet by mouth every morning"
TEXTS = Review(directions={"en": LABEL}, reason={"en": "pressure"})


def medicine(**changes):
    said = make_statement(source=Source.PRESCRIBER, directions=LABEL)
    usual = make_medicine(label=LABEL, takes_as="as on the label", statements=(said,), review=TEXTS)
    return replace(usual, **changes)


def session(one):
    return make_session(medicines=(one,))


def agrees(one):
    return lines.agrees(session(one), one)


def test_the_same_words_agree_whatever_their_case_and_dots():
    said = make_statement(
        source=Source.PRESCRIBER, directions="take 1 tablet by mouth, every MORNING."
    )

    assert agrees(medicine(statements=(said,)))


@pytest.mark.parametrize(
    "changes",
    [
        {"takes_as": "two at night"},
        {"takes_as": None},
        {"label": "Take 2 tablets"},
        {"label": None, "statements": (), "takes_as": "as on the label"},
    ],
)
def test_anything_else_does_not(changes):
    assert not agrees(medicine(**changes))


def test_what_was_asked_in_adherence_counts_as_the_patients_words():
    one = medicine(takes_as=None)
    asked = make_session(
        medicines=(one,), answers={about("adherence.takes_as", one): "half a tablet"}
    )

    assert lines.takes(asked, one) == "half a tablet"
    assert not lines.agrees(asked, one)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_two_different_directions_never_agree(one, other):
    apart = one.casefold().split() != other.casefold().split()
    said = make_statement(source=Source.PRESCRIBER, directions=f"other {other}")

    assert not agrees(medicine(label=f"label {one}", statements=(said,))) or not apart


def test_only_a_settled_line_is_kept():
    one = medicine()

    assert lines.kept(session(one), one, ()).decision is Decision.KEEP
    assert lines.kept(replace(session(one), language="es"), one, ()) is None


def test_what_is_kept_prints_in_plain_words_of_a_label_that_was_understood():
    bare = medicine(review=Review(), label="1 tab po qam", reason=None)
    bare = replace(bare, statements=(make_statement(directions="1 tab po qam"),))

    kept = lines.kept(session(bare), bare, ())

    assert kept.directions == {"en": "Take 1 tablet by mouth in the morning."}
    assert kept.reason_unknown


def test_a_label_that_is_not_understood_is_never_kept_by_itself():
    odd = "take as the moon tells"
    bare = medicine(review=Review(), label=odd, statements=(make_statement(directions=odd),))

    assert lines.kept(session(bare), bare, ()) is None


def test_a_decision_that_was_made_stays():
    decided = medicine(review=replace(TEXTS, decision=Decision.OMIT_ASK))

    assert lines.kept(session(decided), decided, ()) is None


def test_an_open_finding_about_it_asks_a_person():
    one = medicine()
    finding = make_finding(evidence=(about("adherence.missed_days", one),))

    assert lines.kept(session(one), one, (finding,)) is None


@pytest.mark.parametrize(("language", "needed"), [("en", ("en",)), ("es", ("es", "en"))])
def test_the_patients_language_comes_first(language, needed):
    assert lines.languages(make_session(language=language)) == needed


def test_sources_are_named_once_and_in_order():
    twice = (make_statement(source=Source.PRESCRIBER), make_statement(source=Source.PRESCRIBER))

    assert lines.sources(medicine(statements=twice)) == (
        Source.PATIENT, Source.BOTTLE, Source.PRESCRIBER,
    )  # fmt: skip

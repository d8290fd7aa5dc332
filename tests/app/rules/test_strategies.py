"""What a technician may offer: from what was said, and filtered by medicine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.interview.adherence import OFFERS
from app.interview.barriers import BARRIERS
from app.rules.classes import table
from app.rules.engine import evaluate
from app.rules.picture import look
from app.rules.strategies import kept_out, offered, strategies, why_not_in_a_box
from app.store.drug_catalogue import read
from models.vocabulary import Level
from tests.make import TODAY, about, make_drug, make_medicine, make_session

PILL_BOX = "adherence.offer.pill_box"


def pill(name, form="tablet", **more):
    drug = replace(make_drug(name, rxcui=None, strength=None), form=form)
    return make_medicine(name, drug=drug, **more)


def hard(medicine, *barriers, overall=(), **answers):
    keyed = {about("adherence.barrier", medicine): barriers} if barriers else {}
    if overall:
        keyed["adherence.overall"] = overall
    return make_session(medicines=(medicine,), answers=keyed | answers)


def names(session):
    return {key.rpartition(".")[2] for key in offered(session)}


def test_every_strategy_is_a_question_and_every_question_a_strategy():
    assert {f"adherence.offer.{name}" for name in strategies()} == {one.key for one in OFFERS}


def test_every_barrier_and_everything_kept_out_of_a_box_exists():
    assert set().union(*(one.barriers for one in strategies().values())) <= set(BARRIERS)
    ingredients = {name for one in read().entries for name in one.ingredients}
    named = set().union(*(one.known_by for one in kept_out()))
    assert named <= set(table()) | ingredients


def test_where_nothing_is_hard_nothing_is_offered():
    assert names(hard(pill("lisinopril"))) == set()


@pytest.mark.parametrize(
    ("barrier", "fitting"),
    [
        ("forgets", {"reminder", "pill_box"}),
        ("busy", {"reminder", "pill_box"}),
        ("too_many", {"pill_box", "one_day"}),
        ("ran_out", {"one_day", "notice"}),
        ("sight_hands", {"large_print", "easy_open", "helper"}),
        ("hard_to_use", {"easy_open", "helper"}),
        ("mood_memory", {"reminder", "pill_box", "helper"}),
    ],
)
def test_each_barrier_has_its_strategies(barrier, fitting):
    assert names(hard(pill("lisinopril"), barrier)) == fitting
    assert names(hard(pill("lisinopril"), overall=(barrier,))) == fitting


@pytest.mark.parametrize(
    "barrier",
    ["side_effect", "no_need", "unclear_purpose", "cost", "belief", "told_to_stop", "other"],
)
def test_what_is_the_pharmacists_alone_offers_nothing(barrier):
    assert names(hard(pill("lisinopril"), barrier)) == set()


def test_late_refills_and_a_wish_for_help_count_too():
    late = make_session(answers={"adherence.refills": ("late",)})
    alone = make_session(answers={"adherence.help": "wanted"})

    assert names(late) == {"one_day", "notice"}
    assert names(alone) == {"helper"}


@pytest.mark.parametrize(
    ("medicine", "why"),
    [
        (pill("dabigatran", "capsule"), "it stays in its own bottle"),
        (pill("nitroglycerin", "sublingual tablet"), "it stays in its own glass bottle"),
        (pill("ondansetron", "orally disintegrating tablet"), "until it is taken"),
        (pill("methotrexate"), "special care"),
        (pill("mycophenolate mofetil"), "special care"),
        (pill("bosentan"), "special care"),
        (pill("ibuprofen", label="1 tablet every 6 hours as needed for pain"), "as needed"),
        (pill("albuterol", "inhaler"), "not known to be a tablet"),
        (pill("lisinopril", None), "not known to be a tablet"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.drug.name,
)
def test_what_has_no_place_in_a_pill_box_is_left_out_of_it(medicine, why):
    session = hard(medicine, "forgets")
    (line,) = look(session, on=TODAY).taken

    found = why_not_in_a_box(line, None)

    assert found is not None
    assert why in found.why
    assert PILL_BOX not in offered(session)
    assert "adherence.offer.reminder" in offered(session)


def test_beside_another_medicine_the_box_is_offered_and_says_what_it_is_not_for():
    dabigatran, lisinopril = pill("dabigatran", "capsule"), pill("lisinopril")
    session = make_session(
        medicines=(dabigatran, lisinopril), answers={"adherence.overall": ("forgets",)}
    )

    assert PILL_BOX in offered(session)
    (finding,) = [one for one in evaluate(session, on=TODAY) if one.rule == "not_in_a_box"]
    assert finding.level is Level.NOTE
    assert finding.technician_prompt == "A pill box is not for: dabigatran."
    assert finding.source.startswith("FDA label of dabigatran")


@given(
    st.lists(st.sampled_from(sorted(BARRIERS)), unique=True),
    st.lists(st.sampled_from(sorted(BARRIERS)), unique=True),
)
def test_one_more_barrier_never_takes_an_offer_away(fewer, more):
    lisinopril = pill("lisinopril")
    before = hard(lisinopril, overall=tuple(fewer))
    after = hard(lisinopril, overall=tuple({*fewer, *more}))

    assert offered(before) <= offered(after)

"""What holds of the safety rules whatever is taken: symmetry, order, and that more never hides."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules import table
from app.rules.classes import table as classes
from app.rules.engine import RULES, evaluate
from models.vocabulary import MeasurementKind
from tests.app.rules.bag import bag, reading
from tests.make import TODAY, make_condition, make_drug, make_fill, make_medicine

KNOWN = sorted({name for row in classes().values() for name in row.members})
UNRELATED = ("psyllium", "simethicone", "docusate")
CONDITIONS = ("Heart failure", "Asthma", "Dementia", "Peptic ulcer", "Epilepsy", "Gout")
SAFETY = {
    name: RULES[name]
    for name in (
        "red_flags",
        "duplicate_ingredient",
        "duplicate_class",
        "interaction",
        "condition",
        "age",
        "kidney",
        "kidney_unknown",
        "fills",
    )
}
a_medicine = st.sampled_from(KNOWN).map(
    lambda name: make_medicine(
        drug=make_drug(name, ingredients=frozenset({name}), strength=None, form=None)
    )
)
a_patient = st.fixed_dictionaries(
    {
        "conditions": st.lists(st.sampled_from(CONDITIONS).map(make_condition), max_size=3).map(
            tuple
        ),
        "measurements": st.sampled_from(
            ((), (reading(MeasurementKind.EGFR, 25),), (reading(MeasurementKind.EGFR, 55),))
        ),
    }
)
several = st.lists(a_medicine, max_size=7)


def found(session):
    return evaluate(session, on=TODAY, rules=SAFETY)


@settings(max_examples=40, deadline=None)
@given(medicines=several, patient=a_patient, order=st.randoms())
def test_the_order_of_what_is_known_does_not_matter(medicines, patient, order):
    session = bag(*medicines, **patient)
    mixed = list(medicines)
    order.shuffle(mixed)
    conditions = tuple(reversed(session.patient.conditions))

    other = replace(
        session,
        medicines=tuple(mixed),
        patient=replace(session.patient, conditions=conditions),
    )

    assert [f.fingerprint for f in found(other)] == [f.fingerprint for f in found(session)]


@settings(max_examples=60, deadline=None)
@given(entry=st.sampled_from(table.pair_entries("interactions.toml")), data=st.data())
def test_a_pair_is_the_same_whichever_comes_first(entry, data):
    one, other = (
        make_medicine(drug=make_drug(name, ingredients=frozenset({name}), strength=None, form=None))
        for name in (
            data.draw(st.sampled_from(_members(side))) for side in (entry.first, entry.second)
        )
    )

    forward = {f.fingerprint for f in found(bag(one, other))}
    backward = {f.fingerprint for f in found(bag(other, one))}

    assert forward == backward


@settings(max_examples=60, deadline=None)
@given(medicines=several, patient=a_patient, name=st.sampled_from(UNRELATED))
def test_an_unrelated_medicine_takes_nothing_away(medicines, patient, name):
    more = make_medicine(drug=make_drug(name, ingredients=frozenset({name}), strength=None))

    before = {f.fingerprint for f in found(bag(*medicines, **patient))}
    after = {f.fingerprint for f in found(bag(*medicines, more, **patient))}

    assert before <= after


@settings(max_examples=60, deadline=None)
@given(medicines=several, patient=a_patient, more=a_medicine)
def test_whatever_is_added_what_was_told_stays_told_and_no_milder(medicines, patient, more):
    before = found(bag(*medicines, **patient))

    after = found(bag(*medicines, more, **patient))

    for one in before:
        ids = {evidence for evidence in one.evidence if not evidence.startswith("patient.")}
        assert any(
            ids <= {e for f in after if f.level.rank <= one.level.rank for e in f.evidence}
            for _once in (1,)
        ), one


def test_more_fills_of_another_medicine_take_nothing_away():
    late = make_fill("lisinopril", filled_on=TODAY.replace(month=1), days_supply=30)
    session = bag("lisinopril", fills=(late,))
    more = replace(session.patient, fills=(late, make_fill("metformin")))

    before = {f.fingerprint for f in found(session)}

    assert before <= {f.fingerprint for f in found(replace(session, patient=more))}


def _members(names):
    groups = (classes()[name].members if name in classes() else {name} for name in names)
    return sorted(set().union(*groups))

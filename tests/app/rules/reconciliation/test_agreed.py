"""What was settled counts while the sources say the same; joins make one row of two medicines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.medicine import Drug
from app.domain.settled import Settled, pair
from app.rules.reconciliation.agreed import agreed
from app.rules.reconciliation.session import side_by_side
from models.vocabulary import DifferenceKind, SettledKind, Source, Verdict
from tests.make import (
    NOON,
    make_allergy,
    make_drug,
    make_medicine,
    make_patient,
    make_session,
    make_statement,
)

TODAY = dt.date(2026, 11, 23)


def bag(name, *told, **changes):
    """A medicine of which only these statements are known."""
    drug = make_drug(
        name=name, ingredients=frozenset({name.split()[0]}), rxcui=None, strength=None, form=None
    )
    statements = tuple(
        make_statement(name, source=source, directions=words) for source, words in told
    )
    plain = {"label": None, "takes_as": None, "statements": statements}
    return make_medicine(drug=drug, **(plain | changes))


def settled(kind, subject, verdict, seen=""):
    return Settled(kind, subject, verdict, "why", seen, "", "Ana Ruiz", NOON)


def kinds(session):
    return [one.kind for one in side_by_side(session, on=TODAY).differences]


PATIENT, FILLS = Source.PATIENT, Source.FILLS
METFORMIN = bag(
    "metformin 500 mg tablet",
    (PATIENT, "1 tablet in the morning"),
    (FILLS, "1 tablet in the morning and 1 tablet in the evening"),
)


def test_a_difference_that_was_explained_counts_until_the_words_change():
    session = make_session(medicines=(METFORMIN,))
    found = side_by_side(session, on=TODAY).differences[0]
    said = settled(SettledKind.DIFFERENCE, found.subject, Verdict.EXPLAINED, found.fingerprint)
    after = replace(session, settled=(said,))
    other = replace(
        after,
        medicines=(
            replace(
                METFORMIN,
                statements=(
                    replace(METFORMIN.statements[0], directions="1 tablet at noon"),
                    METFORMIN.statements[1],
                ),
            ),
        ),
    )

    assert agreed(session, on=TODAY).open_differences == 1
    assert agreed(after, on=TODAY).open_differences == 0
    assert agreed(other, on=TODAY).open_differences == 1
    assert agreed(other, on=TODAY).standings[0].settled == said


def test_a_medicine_settled_before_its_sources_changed_is_open_again():
    session = make_session(medicines=(METFORMIN,))
    row = agreed(session, on=TODAY).rows[0]
    said = settled(SettledKind.MEDICINE, row.row.id, Verdict.CONTINUE, row.row.fingerprint)

    now = agreed(replace(session, settled=(said,)), on=TODAY)
    later = agreed(replace(session, settled=(replace(said, seen="other"),)), on=TODAY)

    assert (now.open_medicines, later.open_medicines) == (0, 1)


def test_two_that_are_told_one_stand_in_one_row():
    taken = bag("metoprolol succinate 50 mg tablet", (PATIENT, "1 tablet every morning"))
    recorded = bag("metoprolol tartrate 50 mg tablet", (FILLS, "1 tablet every morning"))
    session = make_session(medicines=(taken, recorded))
    asked = side_by_side(session, on=TODAY)
    joined = replace(
        session,
        settled=(settled(SettledKind.JOIN, pair(taken.id, recorded.id), Verdict.ONE),),
    )
    told = replace(
        session,
        settled=(settled(SettledKind.JOIN, pair(taken.id, recorded.id), Verdict.TWO),),
    )

    assert len(asked.proposals) == 1
    assert len(side_by_side(joined, on=TODAY).rows) == 1
    assert side_by_side(joined, on=TODAY).proposals == ()
    assert len(side_by_side(told, on=TODAY).rows) == 2
    assert side_by_side(told, on=TODAY).proposals == ()


def test_one_ingredient_in_two_entries_is_d08_and_one_class_d09():
    statements = ((PATIENT, "1 tablet every morning"), (FILLS, "1 tablet every morning"))
    same = (
        bag("ibuprofen 200 mg tablet", *statements),
        bag("ibuprofen 800 mg tablet", *statements),
    )
    ace = bag("lisinopril 10 mg tablet", *statements)
    arb = bag("losartan 50 mg tablet", *statements)

    assert DifferenceKind.DUPLICATE_INGREDIENT in kinds(make_session(medicines=same))
    assert DifferenceKind.SAME_CLASS in kinds(make_session(medicines=(ace, arb)))


def test_an_earlier_reaction_is_d10_beside_the_medicine():
    allergy = make_allergy(substance="penicillin", ingredients=frozenset(), reaction=None)
    taken = bag("amoxicillin 500 mg capsule", (PATIENT, "1 capsule twice a day"))
    patient = make_patient(allergies=(allergy,))
    session = make_session(medicines=(taken,), patient=patient)

    found = [
        one
        for one in side_by_side(session, on=TODAY).differences
        if one.kind is DifferenceKind.REACTION
    ]

    assert [one.rows for one in found] == [(str(taken.id),)]
    assert "penicillin" in found[0].words


def test_a_loose_tablet_is_in_doubt_and_nothing_else():
    drug = Drug(name="")
    loose = make_medicine(
        drug=drug, label=None, takes_as=None, reason=None, unidentified="white, round, L544"
    )

    assert kinds(make_session(medicines=(loose,))) == [DifferenceKind.IDENTITY_DOUBT]


@given(st.permutations(range(3)))
def test_the_order_of_the_medicines_does_not_matter(order):
    medicines = (METFORMIN, OTHER, THIRD)
    session = make_session(medicines=tuple(medicines[number] for number in order))

    found = side_by_side(session, on=TODAY)

    assert sorted(one.subject for one in found.differences) == SUBJECTS


OTHER = bag("lisinopril 10 mg tablet", (PATIENT, "1 a day"), (FILLS, "1 a day"))
THIRD = bag("losartan 50 mg tablet", (PATIENT, "1 a day"), (FILLS, "1 a day"))
SUBJECTS = sorted(
    one.subject
    for one in side_by_side(make_session(medicines=(METFORMIN, OTHER, THIRD)), on=TODAY).differences
)

"""The scenarios of `domain.md` 11, whole as a session: these differences and flags, no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.therapy_session import TherapySession
from app.interchange import fhir_in
from app.rules.picture import look
from app.rules.reconciliation.session import side_by_side
from app.rules.red_flags import check
from app.services.drugs import DrugSearch
from app.services.told_session import told_session
from models.vocabulary import RecordId, Source
from resources.library import read_bytes

Case = Callable[[str, int], tuple[TherapySession, dt.date]]
LAST = 99

EXPECTED = {
    ("scenario_01_quiet_patient", LAST): (["D01 cholecalciferol"], []),
    ("scenario_02_spanish_and_a_pain_tablet", LAST): (
        ["D01 naproxen", "D04 metFORMIN"],
        ["R24 P1", "R51 P1"],
    ),
    ("scenario_04_switch_for_cough", LAST): (["D09 lisinopril", "D18 lisinopril"], ["R52 P1"]),
    ("scenario_06_warfarin_and_black_stools", 1): (
        ["D01 ibuprofen", "D01 sulfamethoxazole"],
        ["R08 E", "R09 P0", "R51 P1"],
    ),
    ("scenario_09_rationing_for_cost", LAST): (["D04 apixaban"], ["R10 P0", "R47 P0"]),
    ("scenario_12_administration_record", LAST): ([], []),
    ("scenario_14_many_medicines", LAST): (
        ["D10 cephalexin", "D11 folic", "D11 pantoprazole"],
        ["R28 P0"],
    ),
    ("child_with_a_representative", LAST): ([], []),
    ("no_medicines", LAST): ([], []),
}
"""What stands in `domain.md` 11, by the case and how many of its talks were held.

Scenario 6: he is light-headed (R08 is E), and 78 years old with ibuprofen (R51 of 3.4).
Scenario 4: the class told twice is D09, a stopped medicine still taken D18. Scenario 6 is seen in
its first talk, before the patient stopped two of the medicines. Scenario 14: an old hive to
penicillin and a cephalosporin (D10), two of 23 reasons unknown.
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    drugs = DrugSearch(tmp_path_factory.mktemp("drugs"))

    def told(name: str, talks: int) -> tuple[TherapySession, dt.date]:
        bundle = fhir_in.read(read_bytes(f"practice/{name}.json"))
        bundle = replace(bundle, interviews=bundle.interviews[:talks])
        assert bundle.patient is not None
        assert bundle.today is not None
        return told_session(bundle, bundle.patient, bundle.today, drugs), bundle.today

    yield told
    drugs.close()


def differences(session: TherapySession, on: dt.date) -> list[str]:
    found = side_by_side(session, on=on).differences
    return [f"{one.kind.value} {one.medicine.split()[0]}" for one in found]


def flags(session: TherapySession, on: dt.date) -> list[str]:
    found = check(look(session, on=on)).raised
    return sorted(f"{one.red_flag} {one.level.value}" for one in found)


@pytest.mark.parametrize("told", EXPECTED, ids=str)
def test_it_finds_what_stands_there_and_nothing_else(told: tuple[str, int], case: Case) -> None:
    session, on = case(*told)

    assert (differences(session, on), flags(session, on)) == EXPECTED[told]


@pytest.mark.parametrize("told", EXPECTED, ids=str)
def test_the_order_of_sources_and_medicines_does_not_matter(
    told: tuple[str, int], case: Case
) -> None:
    session, on = case(*told)
    turned = replace(
        session,
        patient=replace(
            session.patient,
            statements=session.patient.statements[::-1],
            fills=session.patient.fills[::-1],
        ),
        medicines=tuple(
            replace(one, statements=one.statements[::-1]) for one in reversed(session.medicines)
        ),
    )

    before, after = side_by_side(session, on=on), side_by_side(turned, on=on)

    assert before == after


@pytest.mark.parametrize("told", EXPECTED, ids=str)
def test_a_list_beside_itself_finds_nothing_between_the_two(
    told: tuple[str, int], case: Case
) -> None:
    """Every medicine of the list, and word for word the same list from a second source."""
    session, on = case(*told)
    medicines = tuple(
        replace(
            one,
            label=None,
            takes_as=None,
            statements=tuple(
                replace(said, id=RecordId(uuid5(said.id, source)), source=source)
                for said in one.statements[:1]
                for source in (Source.CLINIC, Source.DISCHARGE)
            ),
        )
        for one in session.medicines
    )
    alone = replace(
        session,
        patient=replace(session.patient, statements=(), fills=()),
        medicines=medicines,
        answers={},
    )

    found = side_by_side(alone, on=on).differences

    assert not [one for one in found if len(one.rows) == 1 and len(set(one.values)) > 1]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_order_of_what_is_told_gives_the_same(data: st.DataObject, case: Case) -> None:
    session, on = case("scenario_02_spanish_and_a_pain_tablet", LAST)
    turned = replace(
        session,
        medicines=tuple(
            replace(one, statements=tuple(data.draw(st.permutations(one.statements))))
            for one in data.draw(st.permutations(session.medicines))
        ),
    )

    assert side_by_side(turned, on=on) == side_by_side(session, on=on)

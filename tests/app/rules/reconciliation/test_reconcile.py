"""What does not agree between sources is typed, once, whatever order the sources come in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reconciled import MatchLevel, SourceLine
from app.rules.reconciliation.reconcile import Joined
from models.vocabulary import Source, StatementStatus
from tests.app.rules.reconciliation.lines import ON, line, on, reconciled, told

P, B, F, D = Source.PATIENT, Source.BOTTLE, Source.FILLS, Source.PRESCRIBER
EVERY_MORNING = "Take 1 tablet by mouth every morning"
LISINOPRIL = "lisinopril 20 mg tablet"


def test_sources_that_agree_have_no_differences() -> None:
    assert (
        told(
            line(D, LISINOPRIL, directions=EVERY_MORNING),
            line(F, LISINOPRIL, directions=EVERY_MORNING, status=StatementStatus.UNKNOWN),
            line(B, LISINOPRIL, directions="TAKE 1 TABLET BY MOUTH EVERY MORNING."),
            line(P, LISINOPRIL, directions="1 tablet in the morning"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("record", "patient", "expected"),
    [
        pytest.param("1 tablet 2 times a day", "1 tablet a day", "D04", id="less often"),
        pytest.param("1 tablet daily", "2 tablets daily", "D03", id="more at a time"),
        pytest.param("2 tablets daily", "1 tablet twice a day", "D04", id="the same a day, split"),
        pytest.param("1 tablet every morning", "1 tablet at bedtime", "D12", id="another time"),
        pytest.param("1 tablet daily", "1 tablet daily as needed for pain", "D14", id="as needed"),
        pytest.param(
            "1 tablet by mouth daily", "1 tablet under the tongue daily", "D05", id="route"
        ),
    ],
)
def test_how_it_is_taken_is_compared_per_dose_and_per_day(
    record: str, patient: str, expected: str
) -> None:
    found = told(line(D, LISINOPRIL, directions=record), line(P, LISINOPRIL, directions=patient))

    assert found == [(expected, LISINOPRIL)]


@pytest.mark.parametrize(
    ("record", "patient"),
    [
        pytest.param(
            "1 tablet twice a day", "1 tablet morning and evening", id="times for a count"
        ),
        pytest.param("Take one tablet by mouth bid", "1 tab 2 times a day", id="Latin"),
        pytest.param("1 tablet daily", "I take it", id="nothing to compare"),
        pytest.param("Take 1 tablet by mouth daily", "tome 1 tableta al día", id="Spanish"),
    ],
)
def test_the_same_in_other_words_is_no_difference(record: str, patient: str) -> None:
    assert (
        told(line(D, LISINOPRIL, directions=record), line(P, LISINOPRIL, directions=patient)) == []
    )


class TestProducts:
    def test_the_same_dose_from_another_strength_is_a_product(self) -> None:
        found = told(
            line(D, LISINOPRIL, directions="1 tablet daily"),
            line(B, "lisinopril 10 mg tablet", directions="2 tablets daily"),
            line(P, "lisinopril 10 mg tablet", directions="2 tablets daily"),
        )

        assert found == [("D07", LISINOPRIL)]

    def test_another_strength_and_the_same_count_is_another_dose(self) -> None:
        found = told(
            line(D, LISINOPRIL, directions="1 tablet daily"),
            line(P, "lisinopril 10 mg tablet", directions="1 tablet daily"),
        )

        assert found == [("D03", LISINOPRIL)]

    def test_salts_that_differ_are_never_one_medicine(self) -> None:
        record = line(D, "metoprolol succinate 50 mg extended release tablet")
        bottle = line(B, "metoprolol tartrate 50 mg tablet")

        found = reconciled(record, bottle)

        assert len(found.rows) == 2
        assert [one.kind.value for one in found.differences] == ["D06"]
        assert found.proposals[0].level is MatchLevel.SIMILAR

    def test_a_name_that_leaves_the_salt_open_is_asked_about(self) -> None:
        found = reconciled(
            line(D, "metoprolol succinate 50 mg extended release tablet"),
            line(P, "metoprolol 50 mg"),
        )

        assert len(found.rows) == 2
        assert [one.kind.value for one in found.differences] == ["D16"]

    def test_what_a_person_put_together_is_one_row_and_told_apart(self) -> None:
        record = line(D, "metoprolol succinate 50 mg extended release tablet")
        bottle = line(B, "metoprolol tartrate 50 mg tablet")

        found = reconciled(record, bottle, joined=Joined(together={record.id: "m", bottle.id: "m"}))

        assert [row.id for row in found.rows] == ["m"]
        assert [one.kind.value for one in found.differences] == ["D06"]

    def test_what_a_person_told_to_be_two_is_not_asked_again(self) -> None:
        lines = line(D, "lisinopril 10 mg tablet"), line(P, LISINOPRIL)
        rows = [row.id for row in reconciled(*lines).rows]

        found = reconciled(*lines, joined=Joined(apart=frozenset({frozenset(rows)})))

        assert found.proposals == ()
        assert sorted(one.kind.value for one in found.differences) == ["D01", "D17"]

    def test_a_combination_and_its_part_overlap(self) -> None:
        found = reconciled(
            line(
                D, "lisinopril / hydrochlorothiazide 20/12.5 mg", "lisinopril + hydrochlorothiazide"
            ),
            line(P, LISINOPRIL),
        )

        assert [one.level for one in found.proposals] == [MatchLevel.OVERLAP]

    def test_look_alikes_on_two_sides_are_in_doubt(self) -> None:
        found = reconciled(
            line(D, "hydrALAZINE 25 mg tablet", "hydralazine"),
            line(B, "hydrOXYzine 25 mg tablet", "hydroxyzine"),
        )

        assert [one.kind.value for one in found.differences] == ["D16"]

    def test_a_word_the_vocabulary_does_not_know_is_a_candidate_at_most(self) -> None:
        found = reconciled(line(D, "glucosamine complex", "?"), line(P, "glucosamin complex", "?"))

        assert len(found.rows) == 2
        assert [one.level for one in found.proposals] == [MatchLevel.CANDIDATE]


class TestLife:
    def test_taken_and_on_no_record(self) -> None:
        assert told(
            line(D, LISINOPRIL), line(P, LISINOPRIL), line(P, "naproxen 220 mg tablet")
        ) == [("D01", "naproxen 220 mg tablet")]

    def test_the_bottle_of_another_pharmacy_is_no_record_of_ours(self) -> None:
        antibiotic = "doxycycline 100 mg capsule"

        assert told(line(Source.OTHER_PHARMACY, antibiotic), line(P, antibiotic)) == [
            ("D01", antibiotic)
        ]

    def test_on_record_and_not_taken(self) -> None:
        assert told(line(D, LISINOPRIL), line(P, LISINOPRIL, status=StatementStatus.NOT_TAKEN)) == [
            ("D02", LISINOPRIL)
        ]

    def test_stopped_and_still_taken_is_the_whole_story(self) -> None:
        assert told(
            line(D, LISINOPRIL, directions=EVERY_MORNING, status=StatementStatus.STOPPED),
            line(P, LISINOPRIL, directions="2 tablets on bad days"),
        ) == [("D18", LISINOPRIL)]

    def test_changed_and_the_old_supply_still_used(self) -> None:
        assert told(
            line(D, "levothyroxine 75 mcg tablet", status=StatementStatus.STOPPED),
            line(P, "levothyroxine 75 mcg tablet"),
            line(D, "levothyroxine 88 mcg tablet"),
            line(F, "levothyroxine 88 mcg tablet"),
        ) == [("D19", "levothyroxine 75 mcg tablet")]

    def test_an_order_newer_than_the_supply_makes_it_the_old_supply(self) -> None:
        assert told(
            line(D, LISINOPRIL, directions="2 tablets daily", said_on=dt.date(2025, 7, 20)),
            line(F, LISINOPRIL, directions="1 tablet daily", said_on=dt.date(2025, 6, 1)),
            line(P, LISINOPRIL, directions="1 tablet daily"),
        )[0] == ("D19", LISINOPRIL)

    def test_a_course_that_has_passed_should_have_ended(self) -> None:
        course = "1 capsule 2 times a day for 10 days"
        begun = {"since": on("2025-07-01"), "said_on": dt.date(2025, 7, 1)}

        assert told(
            line(D, "doxycycline 100 mg capsule", directions=course, **begun),
            line(P, "doxycycline 100 mg capsule", directions="1 capsule 2 times a day"),
        ) == [("D13", "doxycycline 100 mg capsule")]

    def test_ordered_and_never_filled(self) -> None:
        ordered = {"said_on": ON - dt.timedelta(days=40)}

        assert told(
            line(D, "rosuvastatin 10 mg tablet", **ordered),
            line(F, LISINOPRIL),
            line(P, LISINOPRIL),
        ) == [("D20", "rosuvastatin 10 mg tablet")]

    def test_without_any_fills_nothing_is_missed_as_not_filled(self) -> None:
        ordered = {"said_on": ON - dt.timedelta(days=40)}

        assert told(line(D, LISINOPRIL, **ordered)) == [("D17", LISINOPRIL)]

    def test_what_nobody_told_is_asked_for(self) -> None:
        unknown = {"reason": None, "prescriber": None}

        assert told(line(D, LISINOPRIL, **unknown), line(P, LISINOPRIL, **unknown)) == [
            ("D11", LISINOPRIL),
            ("D15", LISINOPRIL),
        ]


NAMES = {
    "lisinopril 20 mg tablet": "lisinopril",
    "lisinopril 10 mg tablet": "lisinopril",
    "metoprolol succinate 50 mg extended release tablet": "metoprolol",
    "metoprolol tartrate 50 mg tablet": "metoprolol",
    "hydrALAZINE 25 mg tablet": "hydralazine",
    "hydrOXYzine 25 mg tablet": "hydroxyzine",
    "amlodipine / benazepril 5/10 mg capsule": "amlodipine + benazepril",
    "something nobody knows": "?",
}
DIRECTIONS = (
    "1 tablet daily",
    "2 tablets twice a day",
    "1 tablet at bedtime as needed",
    None,
    "as I like",
)
LINES = st.builds(
    lambda source, name, directions, status, said: line(
        source, name, NAMES[name], directions, status=status, said_on=said
    ),
    st.sampled_from(Source),
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(DIRECTIONS),
    st.sampled_from(StatementStatus),
    st.dates(dt.date(2025, 1, 1), ON) | st.none(),
)


@given(
    st.lists(LINES, max_size=8).flatmap(
        lambda lines: st.tuples(st.just(lines), st.permutations(lines))
    )
)
def test_the_order_of_sources_and_lines_does_not_matter(
    both: tuple[list[SourceLine], list[SourceLine]],
) -> None:
    straight, shuffled = both

    assert reconciled(*straight) == reconciled(*shuffled)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(NAMES)), st.sampled_from(DIRECTIONS)),
        unique_by=lambda one: NAMES[one[0]],
    )
)
def test_a_list_reconciled_with_itself_differs_in_nothing(
    medicines: list[tuple[str, str | None]],
) -> None:
    lines = [
        line(source, name, NAMES[name], directions)
        for name, directions in medicines
        for source in (P, D)
    ]

    assert reconciled(*lines).differences == ()


def test_one_source_more_that_agrees_adds_no_difference() -> None:
    lines = [line(D, LISINOPRIL, directions=EVERY_MORNING), line(P, LISINOPRIL)]
    before = told(*lines)

    after = told(*lines, replace(line(F, LISINOPRIL), directions=EVERY_MORNING))

    assert after == before == []


def test_meals_and_nights_are_times_of_day() -> None:
    at_dinner = line(D, LISINOPRIL, directions="1 tablet with dinner")

    assert told(at_dinner, line(P, LISINOPRIL, directions="1 tablet in the evening")) == []
    assert told(at_dinner, line(P, LISINOPRIL, directions="1 tablet with breakfast")) == [
        ("D12", LISINOPRIL)
    ]
    assert (
        told(
            line(D, LISINOPRIL, directions="1 tablet at bedtime"),
            line(P, LISINOPRIL, directions="1 tablet every night"),
        )
        == []
    )

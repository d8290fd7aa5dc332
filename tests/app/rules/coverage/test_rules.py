"""Which overlaps shift, what a stay does, who is in a measure, and what lies ahead."""

from __future__ import annotations

import pytest

from app.domain.patient import PartialDate
from app.rules.classes import table as classes
from app.rules.conditions import meanings_by_key
from app.rules.coverage.covered import Person
from app.rules.coverage.measures import measures
from app.rules.coverage.outlook import outlook
from app.rules.coverage.told import percent
from app.store.drug_catalogue import read
from tests.app.rules.coverage.by_hand import counted, day, fills, gaps, ledger, rows

YEAR = ("2025-01-01", "2025-12-31")


# ------------------------------------------------------------ overlaps


@pytest.mark.parametrize(
    ("one", "other", "key", "is_shifted"),
    [
        ("lisinopril", "lisinopril", "rasa", True),
        ("lisinopril", "lisinopril/hydrochlorothiazide", "rasa", True),
        ("lisinopril/hydrochlorothiazide", "lisinopril", "rasa", True),
        ("amlodipine/valsartan", "hydrochlorothiazide/valsartan", "rasa", True),
        ("metformin/sitagliptin", "glipizide/metformin", "diabetes", True),
        ("lisinopril", "losartan", "rasa", False),
        ("losartan/hydrochlorothiazide", "lisinopril/hydrochlorothiazide", "rasa", False),
        ("atorvastatin/amlodipine", "rosuvastatin", "statins", False),
    ],
)
def test_only_a_shared_target_drug_shifts(one, other, key, is_shifted):
    supplies = fills(one, 30, "2025-01-01") + fills(other, 30, "2025-01-11")

    found = rows(supplies, *YEAR)[key]

    wanted = ("01-31", "03-01") if is_shifted else ("01-11", "02-09")
    assert ledger(found)[1] == wanted


def test_a_combination_waits_for_everything_it_shares():
    supplies = (
        fills("metformin", 30, "2025-01-01")
        + fills("sitagliptin", 60, "2025-01-01")
        + fills("metformin/sitagliptin", 30, "2025-01-05")
    )

    found = rows(supplies, *YEAR)["diabetes"]

    assert ledger(found)[2] == ("03-02", "03-31")


def test_what_was_left_from_before_the_period_is_not_counted():
    supplies = fills("lisinopril", 90, "2024-12-15") + fills("lisinopril", 30, "2025-01-20")

    found = rows(supplies, "2025-01-01", "2025-02-28")["rasa"]

    assert ledger(found) == [("01-20", "02-18")]
    assert counted(found) == (30, 40)


# ------------------------------------------------------------ stays

ON = ("2025-01-01", "2025-01-15")


def lisinopril(*days_and_dates):
    return [one for d, date in days_and_dates for one in fills("lisinopril", d, f"2025-{date}")]


def test_a_gap_after_a_stay_takes_what_was_not_used_in_it():
    supplies = lisinopril((8, "01-01"), (4, "01-12"))

    found = rows(supplies, *ON, stays=[("2025-01-05", "2025-01-06")])["rasa"]

    assert counted(found) == (12, 13)
    assert gaps(found) == [("01-11", "01-11", 1)]


def test_a_gap_before_a_stay_stays_a_gap():
    supplies = lisinopril((7, "01-01"), (4, "01-12"))

    found = rows(supplies, *ON, stays=[("2025-01-12", "2025-01-13")])["rasa"]

    assert counted(found) == (9, 13)


def test_what_is_moved_moves_what_comes_after_it():
    supplies = lisinopril((10, "01-01"), (10, "01-11"))

    found = rows(supplies, "2025-01-01", "2025-01-31", stays=[("2025-01-05", "2025-01-06")])["rasa"]

    assert ledger(found) == [("01-01", "01-12"), ("01-13", "01-22")]
    assert counted(found) == (20, 29)


def test_what_is_moved_into_another_stay_moves_again():
    supplies = lisinopril((10, "01-01"))
    stays = [("2025-01-05", "2025-01-06"), ("2025-01-11", "2025-01-14")]

    found = rows(supplies, "2025-01-01", "2025-01-31", stays=stays)["rasa"]

    assert ledger(found) == [("01-01", "01-16")]
    assert counted(found) == (10, 25)


def test_stays_that_overlap_count_once():
    stays = [("2025-01-05", "2025-01-08"), ("2025-01-07", "2025-01-10")]

    found = rows(lisinopril((15, "01-01")), *ON, stays=stays)["rasa"]

    assert counted(found) == (9, 9)


# ------------------------------------------------------------ who is in a measure


def why(supplies, person=Person(), key="rasa", last="2025-12-31"):  # noqa: B008 - frozen
    row = rows(supplies, "2025-01-01", last, person=person)[key]
    assert row.in_measure is (row.why_not == ())
    return row.why_not


TWO = fills("lisinopril", 90, "01-10", "04-10", year=2025)


def test_two_fills_early_in_the_year_are_enough():
    assert why(TWO) == ()


@pytest.mark.parametrize(("first", "is_in"), [("10-01", True), ("10-02", False)])
def test_the_first_fill_is_91_days_before_the_end(first, is_in):
    assert (why(fills("lisinopril", 30, first, "11-01", year=2025)) == ()) is is_in


def test_two_fills_of_one_day_are_one_date():
    (reason,) = why(fills("lisinopril", 30, "2025-01-10", "2025-01-10"))

    assert "one day only" in reason


def test_two_different_drugs_of_the_class_are_two_fills():
    both = fills("lisinopril", 30, "2025-01-10") + fills("losartan", 30, "2025-02-10")

    assert why(both) == ()


@pytest.mark.parametrize(
    ("key", "supplies", "other"),
    [
        ("rasa", TWO, "sacubitril/valsartan"),
        ("diabetes", fills("metformin", 90, "01-10", "04-10", year=2025), "insulin glargine"),
        ("diabetes", fills("metformin", 90, "01-10", "04-10", year=2025),
         "insulin degludec/liraglutide"),
    ],
)  # fmt: skip
def test_one_fill_of_these_leaves_the_patient_out(key, supplies, other):
    (reason,) = why(supplies + fills(other, None, "2025-05-01"), key=key)

    assert "left out" in reason


def test_sacubitril_with_valsartan_is_no_fill_of_the_class():
    supplies = TWO + fills("sacubitril/valsartan", 90, "2025-07-20")

    found = rows(supplies, *YEAR)

    assert counted(found["rasa"]) == (180, 356)
    assert {"sacubitril", "valsartan"} <= set(found)


@pytest.mark.parametrize("condition", ["esrd", "hospice"])
@pytest.mark.parametrize(
    ("key", "name"),
    [("rasa", "lisinopril"), ("statins", "simvastatin"), ("diabetes", "glipizide")],
)
def test_conditions_leave_the_patient_out(condition, key, name):
    supplies = fills(name, 90, "01-10", "04-10", year=2025)

    assert len(why(supplies, Person(conditions=frozenset({condition})), key)) == 1


@pytest.mark.parametrize(("born", "is_in"), [((2007, 1, 1), True), ((2007, 1, 2), False)])
def test_whoever_is_18_on_the_first_day_is_in(born, is_in):
    assert (why(TWO, Person(born=PartialDate(*born))) == ()) is is_in


def test_every_reason_is_told():
    one = fills("lisinopril", 30, "2025-11-01")
    person = Person(PartialDate(2015, 1, 1), frozenset({"esrd"}))

    assert len(why(one, person)) == 4


def test_hiv_medicines_ask_for_90_percent():
    supplies = fills("dolutegravir", 30, "01-01", "02-02", "03-08", year=2025)

    row = rows(supplies, "2025-01-01", "2025-04-06")["antiretrovirals"]

    assert row.percent == 90
    assert row.count.reaches(80)
    assert counted(row) == (90, 96)
    assert row.count.reaches(90)
    assert not row.count.reaches(94)


def test_paxlovid_is_no_hiv_medicine():
    found = rows(fills("nirmatrelvir/ritonavir", 5, "2025-01-10"), *YEAR)

    assert "antiretrovirals" not in found


def test_an_anticoagulant_measure_counts_switches():
    both = fills("apixaban", 30, "2025-01-10") + fills("rivaroxaban", 30, "2025-02-09")

    assert counted(rows(both, "2025-01-01", "2025-03-10")["doac"]) == (60, 60)


# ------------------------------------------------------------ what lies ahead


def test_scenario_2_what_the_year_still_allows():
    dates = ("01-10", "02-08", "04-25", "05-24", "06-22")
    row = rows(fills("atorvastatin", 30, *dates, year=2025), "2025-01-01", "2025-07-15")["statins"]

    rest = outlook(row.count, ends=day("2025-12-31"), percent=80)

    assert (rest.period_days, rest.needed_days, rest.allowed_days) == (356, 285, 71)
    assert (rest.missed_days, rest.missable_days) == (45, 26)
    assert f"{100 * rest.best:.2f}" == "87.36"


def test_a_share_just_below_is_never_shown_as_reached():
    row = rows(fills("lisinopril", 300, "2025-01-01"), "2025-01-01", "2026-01-10")["rasa"]
    big = type(row.count)(row.count.placed, 0, 99_999, (1 << 79_999) - 1, 0)

    assert big.covered_days == 79_999
    assert percent(big, 80) == "79.99 %"


# ------------------------------------------------------------ the table


def test_every_medicine_of_a_measure_is_in_our_catalogue_or_told_of_a_class():
    known = {n for entry in read().entries for n in (*entry.name.split(" / "), *entry.ingredients)}

    for measure in measures().values():
        assert len(measure.counted & known) >= 5, measure.key
        assert measure.source


def test_a_measure_names_classes_that_exist_and_conditions_we_know():
    for measure in measures().values():
        assert set(measure.not_when) <= set(meanings_by_key())
        assert measure.counted.isdisjoint(measure.not_with)
    assert classes()["statin"].members == measures()["statins"].counted


PUBLISHED = {
    "rasa": """benazepril captopril enalapril fosinopril lisinopril moexipril perindopril quinapril
        ramipril trandolapril azilsartan candesartan eprosartan irbesartan losartan olmesartan
        telmisartan valsartan aliskiren""",
    "statins": """atorvastatin fluvastatin lovastatin pitavastatin pravastatin rosuvastatin
        simvastatin""",
    "diabetes": """metformin glipizide glimepiride glyburide pioglitazone sitagliptin liraglutide
        tirzepatide repaglinide empagliflozin""",
    "doac": "apixaban dabigatran edoxaban rivaroxaban",
}


@pytest.mark.parametrize(("key", "names"), PUBLISHED.items())
def test_the_published_lists_count(key, names):
    assert set(names.split()) <= measures()[key].counted

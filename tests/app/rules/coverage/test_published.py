"""Days covered to the digit: PQA's examples, published vectors, and our scenarios."""

from __future__ import annotations

import pytest

from tests.app.rules.coverage.by_hand import counted, fills, gaps, ledger, rows

PLAN_YEAR = ("2018-01-01", "2018-12-31")


# ------------------------------------------------------------ PQA's own test data (domain.md 6.2)


def test_pqa_a_different_drugs_of_a_class_do_not_shift():
    both = fills("lisinopril", 90, "2018-01-01") + fills("losartan", 90, "2018-01-01")

    found = rows(both, *PLAN_YEAR)["rasa"]

    assert ledger(found) == [("01-01", "03-31"), ("01-01", "03-31")]
    assert counted(found) == (90, 365)


def test_pqa_b_the_third_fill_begins_when_the_second_has_ended():
    found = rows(fills("losartan", 90, "03-25", "07-05", "09-25", year=2018), *PLAN_YEAR)["rasa"]

    assert ledger(found)[2] == ("10-03", "12-31")
    assert counted(found) == (270, 282)
    assert f"{found.count.pdc:.4f}" == "0.9574"


def test_pqa_c_the_second_fill_begins_when_the_first_has_ended():
    dates = ("01-01", "03-25", "07-05", "10-15")

    found = rows(fills("losartan", 90, *dates, year=2018), *PLAN_YEAR)["rasa"]

    assert ledger(found)[1] == ("04-01", "06-29")
    assert counted(found) == (348, 365)
    assert f"{found.count.pdc:.4f}" == "0.9534"


def test_pqa_d_thirty_days():
    found = rows(fills("losartan", 30, "10-04", "11-01", year=2018), *PLAN_YEAR)["rasa"]

    assert ledger(found)[1] == ("11-03", "12-02")


# ------------------------------------------------------------ published vectors (data/README.md)


@pytest.mark.parametrize(
    ("supplies", "days", "share"),
    [
        (
            fills("lisinopril", 90, "2021-01-01")
            + fills("lisinopril", 90, "01-01", "03-25", "07-05", "09-25", year=2022),
            (360, 365),
            "0.986301",
        ),
        (
            fills("lisinopril", 90, "2022-01-01")
            + fills("losartan", 90, "03-25", "07-05", "09-25", year=2022),
            (353, 365),
            "0.967123",
        ),
        (
            fills("lisinopril", 90, "01-01", "03-25", "09-25", year=2022),
            (270, 365),
            "0.739726",
        ),
    ],
    ids=["same drug", "different drugs", "not adherent"],
)
def test_vector_a(supplies, days, share):
    found = rows(supplies, "2022-01-01", "2022-12-31")["rasa"]

    assert counted(found) == days
    assert f"{found.count.pdc:.6f}" == share


TOYS = {
    "A": "01-01/30 01-31/60 03-01/60 05-30/30 06-29/30 07-29/30 08-28/30 09-27/30",
    "B": "01-01/30 01-31/30 03-01/30 05-30/60 06-29/60 07-29/30 08-28/30 09-27/30",
    "D": "01-01/60 01-31/60 03-01/60 05-30/30 08-28/60 09-27/30",
}


@pytest.mark.parametrize(
    ("who", "last", "gap", "days"),
    [("A", "2020-09-26", 0, (270, 270)), ("B", "2020-12-25", 60, (300, 360)),
     ("D", "2020-11-25", 30, (300, 330))],
)  # fmt: skip
def test_vector_b_up_to_the_end_of_the_supply(who, last, gap, days):
    supplies = [
        one
        for told in TOYS[who].split()
        for one in fills("simvastatin", int(told[6:]), f"2020-{told[:5]}")
    ]

    found = rows(supplies, "2020-01-01", last)["statins"]

    assert sum(each.days for each in found.count.gaps) == gap
    assert counted(found) == days


def test_vector_b_shifts_as_published():
    supplies = [
        one for t in TOYS["B"].split() for one in fills("simvastatin", int(t[6:]), f"2020-{t[:5]}")
    ]

    found = rows(supplies, "2020-01-01", "2020-12-31")["statins"]

    wanted = ["01-01", "01-31", "03-01", "05-30", "07-29", "09-27", "10-27", "11-26"]
    assert [first for first, _last in ledger(found)] == wanted


# ------------------------------------------------------------ our scenarios (domain.md 11)


@pytest.mark.parametrize(("name", "key"), [("lisinopril", "rasa"), ("atorvastatin", "statins")])
def test_scenario_1_every_day_is_covered(name, key):
    supplies = fills(name, 90, "01-06", "04-05", "07-02", year=2025)

    found = rows(supplies, "2025-01-01", "2025-07-31")[key]

    assert ledger(found) == [("01-06", "04-05"), ("04-06", "07-04"), ("07-05", "10-02")]
    assert counted(found) == (207, 207)
    assert found.count.days_on_hand == 63


DELGADO = (
    fills("lisinopril", 30, "01-10", "02-08", "03-15", "04-14", "05-20", "06-18", year=2025)
    + fills("metformin", 90, "01-15", "05-02", year=2025)
    + fills("atorvastatin", 30, "01-10", "02-08", "04-25", "05-24", "06-22", year=2025)
)


@pytest.mark.parametrize(
    ("key", "days", "share", "told"),
    [
        ("rasa", (177, 187), "94.65", [("03-11", "03-14", 4), ("05-14", "05-19", 6)]),
        ("diabetes", (165, 182), "90.66", [("04-15", "05-01", 17)]),
        ("statins", (142, 187), "75.94", [("03-11", "04-24", 45)]),
    ],
)
def test_scenario_2_each_medicine_to_the_digit(key, days, share, told):
    found = rows(DELGADO, "2025-01-01", "2025-07-15")[key]

    assert counted(found) == days
    assert f"{100 * found.count.pdc:.2f}" == share
    assert gaps(found) == told


def test_scenario_2_is_neither_the_merged_nor_the_possessed_share():
    found = rows(DELGADO, "2025-01-01", "2025-07-15")["rasa"]

    assert counted(found) != (176, 187)
    assert f"{100 * found.count.mpr:.2f}" == "96.26"
    assert ledger(found)[1] == ("02-09", "03-10")
    assert ledger(found)[5] == ("06-19", "07-18")


def test_scenario_4_other_drugs_of_a_class_are_not_shifted_as_one():
    supplies = fills("lisinopril", 90, "2025-03-01") + fills(
        "losartan", 90, "2025-03-31", "2025-08-20"
    )

    found = rows(supplies, "2025-01-01", "2025-10-31")["rasa"]

    assert counted(found) == (193, 245)
    assert f"{100 * found.count.pdc:.2f}" == "78.78"
    assert f"{100 * found.count.mpr:.1f}" == "110.2"
    assert not found.count.reaches(80)


CARTER = fills(
    "rosuvastatin",
    30,
    *("01-06", "02-05", "03-15", "04-14", "06-01", "07-01", "08-08", "09-05"),
    year=2025,
)


def test_scenario_9_just_below_is_below_whatever_it_rounds_to():
    found = rows(CARTER, "2025-01-01", "2025-11-02")["statins"]
    day_before = rows(CARTER, "2025-01-01", "2025-11-01")["statins"]

    assert counted(found) == (240, 301)
    assert f"{100 * found.count.pdc:.2f}" == "79.73"
    assert not found.count.reaches(80)
    assert counted(day_before) == (240, 300)
    assert day_before.count.reaches(80)
    assert ledger(found)[-1] == ("09-07", "10-06")
    assert gaps(found) == [
        ("03-07", "03-14", 8),
        ("05-14", "05-31", 18),
        ("07-31", "08-07", 8),
        ("10-07", "11-02", 27),
    ]


def test_scenario_14_a_leap_year_has_its_day():
    supplies = fills("lisinopril", 90, "01-15", "04-14", "07-13", "10-11", year=2024)

    found = rows(supplies, "2024-01-01", "2024-12-31")["rasa"]

    assert counted(found) == (352, 352)


def test_scenario_14_two_strengths_of_one_day_are_counted_both_ways():
    supplies = fills("lisinopril", 30, "2025-01-10", "2025-01-10", "2025-02-20")

    found = rows(supplies, "2025-01-01", "2025-04-20")["rasa"]

    assert counted(found) == (90, 101)
    assert f"{100 * found.count.pdc:.2f}" == "89.11"
    assert found.one_regimen.covered_days == 60
    assert f"{100 * found.one_regimen.pdc:.2f}" == "59.41"


def test_warfarin_is_in_no_measure_and_still_counted():
    found = rows(fills("warfarin", 30, "2025-01-10"), "2025-01-01", "2025-03-18")

    assert list(found) == ["warfarin"]
    assert not found["warfarin"].in_measure
    assert found["warfarin"].why_not == ("No measure counts this medicine.",)

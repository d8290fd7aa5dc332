"""`main.py coverage`: who is covered, which line does not count and why, and how it exits."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from app.errors import Refused
from app.services.drugs import DrugSearch
from app.services.fill_coverage import Asked, answered, as_object, in_words
from tests.shared_data import shared_data

ASKED = Asked(dt.date(2025, 1, 1), dt.date(2025, 7, 15), today=dt.date(2025, 7, 20))
HEADER = "patient_id,drug_name,days_supply,date_filled"
FIELDS = {
    *("patient_id", "measure", "ingredient", "label", "from", "to", "covered_days", "period_days"),
    *("pdc", "percent", "reached", "ledger", "gaps", "in_measure", "why_not", "not_suitable"),
    *("days_on_hand", "by_year_end", "one_regimen", "notes"),
}


@pytest.fixture(scope="module")
def drugs(tmp_path_factory):
    return DrugSearch(tmp_path_factory.mktemp("vocabulary"))


@pytest.fixture
def ask(tmp_path, drugs):
    """The answer to a table, given as lines below a header."""

    def asked(*lines, header=HEADER, stays=None, what=ASKED):
        path = tmp_path / "fills.csv"
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        away = None
        if stays is not None:
            away = tmp_path / "stays.csv"
            away.write_text("\n".join(stays) + "\n", encoding="utf-8")
        return answered(path, what, drugs, away)

    return asked


def statin(*days, who="P1", supply=30):
    return [f"{who},atorvastatin 20 mg tablet,{supply},2025-{day}" for day in days]


GAP = statin("01-10", "02-08", "04-25", "05-24", "06-22")


def only(answer):
    (row,) = as_object(answer)["coverage"]
    return row


def reasons(answer):
    return [(one["line"], one["reason"]) for one in as_object(answer)["rejected"]]


def test_the_object_is_the_documented_one(ask):
    told = as_object(ask(*GAP))

    assert set(told) == {
        "version",
        "file",
        "from",
        "to",
        "coverage",
        "rejected",
        "notes",
        "returned",
    }
    assert told["version"] == 1
    assert set(told["coverage"][0]) == FIELDS
    assert json.loads(json.dumps(told)) == told


def test_scenario_2_comes_out_to_the_digit(ask):
    row = only(ask(*GAP))

    assert (row["patient_id"], row["measure"], row["ingredient"]) == (
        "P1",
        "statins",
        "atorvastatin",
    )
    assert (row["covered_days"], row["period_days"], row["pdc"]) == (142, 187, 142 / 187)
    assert (row["from"], row["to"]) == ("2025-01-10", "2025-07-15")
    assert row["gaps"] == [{"from": "2025-03-11", "to": "2025-04-24", "days": 45}]
    assert row["ledger"][1]["fill"] == "2025-02-08"
    assert row["ledger"][1]["start"] == "2025-02-09"
    assert row["ledger"][1]["end"] == "2025-03-10"
    assert (row["in_measure"], row["why_not"], row["reached"]) == (True, [], False)
    assert row["days_on_hand"] == 8
    rest = row["by_year_end"]
    assert (rest["period_days"], rest["missable_days"], rest["best_days"]) == (356, 26, 311)


def test_columns_come_in_any_order_and_case(ask):
    lines = [",".join(reversed(line.split(","))) for line in GAP]

    row = only(ask(*lines, header="Date_Filled,DAYS_SUPPLY,drug_name,Patient_ID"))

    assert row["covered_days"] == 142


def test_the_order_of_the_lines_does_not_matter(ask):
    one, other = only(ask(*GAP)), only(ask(*reversed(GAP)))

    assert one == other


def test_each_patient_stands_alone(ask):
    told = as_object(ask(*GAP, *statin("01-10", who="P2", supply=90)))["coverage"]

    assert [(row["patient_id"], row["covered_days"]) for row in told] == [("P1", 142), ("P2", 90)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("P1,atorvastatin,0,2025-06-24", "the days' supply is missing or zero"),
        ("P1,atorvastatin,,2025-06-24", "the days' supply is missing or zero"),
        ("P1,atorvastatin,-30,2025-06-24", "the days' supply is not a whole number"),
        ("P1,atorvastatin,9999,2025-06-24", "the days' supply is not a whole number"),
        ("P1,atorvastatin,30,2025-12-24", "the day has not come yet"),
        ("P1,atorvastatin,30,1/2/25", "a day is not written as"),
        ("P1,zzyzxastatin 20 mg,30,2025-06-24", "the medicine is not known here"),
        (GAP[-1], "the same fill is there twice"),
    ],
)
def test_a_line_that_does_not_count_is_told_with_its_reason(ask, line, reason):
    answer = ask(*GAP, line)

    ((number, told),) = reasons(answer)
    assert number == 7
    assert told.startswith(reason)
    assert only(answer)["covered_days"] == 142


def test_a_prescription_filled_twice_on_a_day_counts_once(ask):
    header = f"{HEADER},rx_number,qty"
    lines = [f"{GAP[0]},7301452,30", f"{GAP[0]},7301452,60"]

    answer = ask(*lines, header=header)

    assert reasons(answer) == [(3, "the same fill is there twice; it was counted once, please ask")]


def test_fills_that_went_back_are_counted_and_cover_nothing(ask):
    lines = [f"{line},sold" for line in GAP] + [
        "P1,atorvastatin 20 mg tablet,30,2025-03-11,reversed",
        "P1,atorvastatin 20 mg tablet,30,2025-03-11,returned",
    ]

    answer = ask(*lines, header=f"{HEADER},status")

    assert as_object(answer)["returned"] == 2
    assert only(answer)["covered_days"] == 142


def test_a_fill_beside_its_own_reversal_is_asked_about(ask):
    header = f"{HEADER},rx_number,status"
    lines = [f"{GAP[0]},7301452,sold", f"{GAP[0]},7301452,reversed", f"{GAP[1]},7301452,sold"]

    told = as_object(ask(*lines, header=header))

    assert [one["line"] for one in told["notes"]] == [2]
    assert "went back on the same day" in told["notes"][0]["reason"]
    assert told["coverage"][0]["covered_days"] == 60


def test_two_strengths_of_one_day_are_told_both_ways(ask):
    lines = [
        "P1,lisinopril 10 mg tablet,30,2025-01-10",
        "P1,lisinopril 20 mg tablet,30,2025-01-10",
        "P1,lisinopril 20 mg tablet,30,2025-02-20",
    ]
    asked = Asked(dt.date(2025, 1, 1), dt.date(2025, 4, 20), today=dt.date(2025, 7, 20))

    answer = ask(*lines, what=asked)

    row = only(answer)
    assert (row["covered_days"], row["period_days"]) == (90, 101)
    assert row["one_regimen"] == {"covered_days": 60, "period_days": 101, "pdc": 60 / 101}
    assert "60 of 101 days, 59.41 %. Please ask" in in_words(answer)


def test_days_in_hospital_leave_both_counts(ask):
    stays = ["to,patient_id,from", "2025-03-20,P1,03/16/2025", "2025-01-01,P2,2025-01-01"]

    row = only(ask(*GAP, stays=stays))

    assert (row["covered_days"], row["period_days"]) == (142, 182)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("P1,2025-03-20,2025-03-16", "it ends before it begins"),
        ("P1,2025-03-20,", "a day is not written as 03/14/2026 or 2026-03-14, or does not exist"),
        (",2025-03-16,2025-03-20", "nothing tells whose it is"),
    ],
)
def test_a_stay_that_cannot_be_read_is_told(ask, line, reason):
    answer = ask(*GAP, stays=["patient_id,from,to", line])

    assert as_object(answer)["rejected"] == [{"file": "stays.csv", "line": 2, "reason": reason}]
    assert only(answer)["period_days"] == 187


def test_a_table_of_no_stays_tells_of_none(ask):
    assert only(ask(*GAP, stays=["patient_id,from,to"]))["period_days"] == 187


def test_a_table_of_stays_without_its_columns_is_refused(ask):
    with pytest.raises(Refused, match="patient_id, from and to"):
        ask(*GAP, stays=["patient_id,began", "P1,2025-01-01"])


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("patient_id,drug_name,date_filled,qty", "days_supply"),
        ("qty,drug_name,date_filled,days_supply", "patient_id"),
        ("patient_id,qty,date_filled,days_supply", "drug_name"),
        ("patient_id,drug_name,qty,days_supply", "date_filled"),
    ],
)
def test_a_column_that_is_missing_is_named(ask, header, name):
    with pytest.raises(Refused, match=f"has no {name}"):
        ask("P1,x,x,x", header=header)


def test_a_last_day_before_the_first_is_refused(ask):
    with pytest.raises(Refused, match="before the first"):
        ask(*GAP, what=Asked(ASKED.last, ASKED.first, today=ASKED.today))


def test_possession_is_told_only_when_somebody_asks(ask):
    asked = Asked(ASKED.first, ASKED.last, ASKED.today, with_mpr=True)

    assert "mpr" not in only(ask(*GAP))
    assert only(ask(*GAP, what=asked))["mpr"] == 150 / 187


@pytest.mark.parametrize(
    ("name", "sig", "why"),
    [
        ("insulin glargine 100 units/mL pen", "", "insulin"),
        ("albuterol 90 mcg inhaler", "", "an inhaler"),
        ("latanoprost 0.005 % eye drops", "", "an inhaler, drops"),
        ("oxycodone 5 mg tablet", "take 1 tablet every 6 hours as needed for pain", "as needed"),
        ("prednisone 5 mg tablet", "take 2 tablets daily for 3 days then 1 tablet daily for 3 days",
         "changes with time"),
    ],
)  # fmt: skip
def test_what_days_covered_say_little_about_is_marked(ask, name, sig, why):
    row = only(ask(f"P1,{name},30,2025-01-10,{sig}", header=f"{HEADER},sig_text"))

    assert why in "; ".join(row["not_suitable"])
    assert (row["pdc"], row["covered_days"], row["reached"]) == (None, None, None)


def test_a_child_is_not_in_the_measure(ask):
    lines = [f"{line},2012-05-05" for line in GAP]

    row = only(ask(*lines, header=f"{HEADER},dob"))

    assert not row["in_measure"]
    assert row["why_not"] == ["The patient was under 18 when the period began."]


def test_a_person_reads_what_it_is_and_that_it_is_an_estimate(ask):
    words = in_words(ask(*GAP, "P1,zzyzxastatin 20 mg,30,2025-06-24"))

    assert words.startswith("P1: Estimate from this pharmacy's fills, as of 07/15/2025")
    assert "Statins (atorvastatin): 142 of 187 days covered, 75.94 % (below 80 %)" in words
    assert (
        "By 12/31/2025 26 more days may be missed to stay at 80 %; at best it is 87.36 %." in words
    )
    assert "line 7 was left out: the medicine is not known here" in words
    assert "zzyzx" not in words


def test_the_fills_of_cms_are_read_and_what_nobody_knows_is_told(drugs):
    path = shared_data("cms_bfd_partd", "pde.csv")
    asked = Asked(dt.date(2015, 1, 1), dt.date(2015, 12, 31), today=dt.date(2025, 7, 20))

    answer = answered(path, asked, drugs)

    assert len(answer.rejected) + sum(len(e.fills) for e in answer.patients.values()) >= 18
    assert {reason for _file, _line, reason in answer.rejected} <= {
        "the medicine is not known here",
        "the days' supply is missing or zero",
        "the same fill is there twice; it was counted once, please ask",
    }

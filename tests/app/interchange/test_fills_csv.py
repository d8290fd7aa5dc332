"""Tables of fills: encodings, separators, headers in any order, and why a line is left out."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.interchange import csv_guard, fill_columns, fills_csv
from tests.shared_data import shared_data

TODAY = dt.date(2026, 11, 23)
HEADER = (
    "patient_id,name,dob,rx_number,ndc11,drug_name,strength,form,sig_text,qty,days_supply,"
    "date_filled,date_picked_up,refills_left,prescriber,npi,status"
)
LINE = (
    'P7,"Reed, Thomas",06/14/1955,7301452,00069294030,amlodipine,5 mg,tablet,1 tab po daily,30,30,'
    "11/02/2026,11/03/2026,2,Dr. Stone,1234567893,sold"
)


def table(*lines, header=HEADER):
    return "\n".join((header, *lines)) + "\n"


def read(text, *, encoding="utf-8", columns=None):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    sheet = csv_guard.open_sheet(data)
    return fills_csv.read(sheet, columns or fill_columns.guessed(sheet), today=TODAY)


def fills(found):
    return [one.value for each in found.patients.values() for one in each.fills]


def changed(**cells):
    names = HEADER.split(",")
    values = dict(zip(names, LINE.replace('"Reed, Thomas"', "Reed").split(","), strict=True))
    return ",".join((values | cells)[name] for name in names)


def why(**cells):
    return [one.reason for one in read(table(changed(**cells))).rejected]


def test_every_column_of_a_line_is_kept():
    found = read(table(LINE))

    fill = fills(found)[0]
    assert (fill.name, fill.strength, fill.form) == ("amlodipine", "5 mg", "tablet")
    assert (fill.prescription, fill.ndc) == ("7301452", "00069294030")
    assert (fill.filled_on, fill.picked_up_on) == (dt.date(2026, 11, 2), dt.date(2026, 11, 3))
    assert (fill.quantity, fill.days_supply, fill.refills_left) == (Decimal(30), 30, 2)
    assert (fill.directions, fill.prescriber, fill.status) == (
        "1 tab po daily",
        "Dr. Stone",
        "sold",
    )
    patient = found.patients["P7"].patient
    assert (patient.name.given, patient.name.family) == ("Thomas", "Reed")
    assert patient.birth_date.exact == dt.date(1955, 6, 14)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_with_accents_come_whole(encoding):
    found = read(table(changed(name="José Núñez", prescriber="Dra. Peña")), encoding=encoding)

    assert fills(found)[0].prescriber == "Dra. Peña"
    assert found.patients["P7"].patient.name.family == "Núñez"


def test_bytes_that_are_no_utf_8_are_told_apart():
    assert csv_guard.open_sheet(b"name,dob\nJos\xe9,x\n").encoding == csv_guard.WINDOWS
    assert csv_guard.open_sheet("name,dob\nJosé,x\n".encode()).encoding == csv_guard.UTF8


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_apart(separator):
    line = changed().replace(",", separator)

    assert len(fills(read(table(line, header=HEADER.replace(",", separator))))) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_will_do(end):
    assert len(fills(read(table(LINE, LINE.replace("7301452", "7301453")).replace("\n", end)))) == 2


def test_headers_come_in_any_order_and_case():
    header = "Date Filled ; NDC11; Days Supply; Drug Name;RX NUMBER; Patient Name; DOB"
    line = "2026-11-02;00069294030;30;amlodipine 5 mg;7301452;Thomas Reed;1955-06-14"

    fill = fills(read(table(line, header=header)))[0]

    assert (fill.name, fill.prescription, fill.days_supply) == ("amlodipine 5 mg", "7301452", 30)


def test_a_quoted_line_break_stays_in_its_cell_and_lines_are_counted_in_the_file():
    two = changed(sig_text='"1 tab\ndaily"')
    found = read(table(two, changed(date_filled="")))

    assert fills(found)[0].directions == "1 tab daily"
    assert [one.where for one in found.rejected] == ["Line 4"]


def test_days_supply_that_is_missing_is_unknown():
    assert fills(read(table(changed(days_supply=""))))[0].days_supply is None
    assert fills(read(table(changed(days_supply="0"))))[0].days_supply is None


@pytest.mark.parametrize("status", ["returned", "Returned to stock", "RTS", "reversed"])
def test_what_went_back_to_stock_is_counted_and_dropped(status):
    found = read(table(LINE, changed(status=status)))

    assert (len(fills(found)), found.dropped) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"date_filled": ""}, "the day it was filled is missing"),
        ({"date_filled": "36526"}, "a day is not written"),
        ({"date_filled": "04/05/26"}, "a day is not written"),
        ({"date_filled": "02/30/2026"}, "a day is not written"),
        ({"date_filled": "20261102"}, "a day is not written"),
        ({"date_filled": "11/24/2026"}, "has not come yet"),
        ({"drug_name": "", "ndc11": ""}, "nothing names the medicine"),
        ({"patient_id": "", "dob": ""}, "nothing tells whose it is"),
        ({"patient_id": "1.23E+05"}, "a spreadsheet has rewritten"),
        ({"drug_name": "#REF!"}, "a spreadsheet has rewritten"),
        ({"rx_number": "7.30E+06"}, "a spreadsheet has rewritten"),
        ({"qty": "1e9"}, "a number is not written in digits"),
        ({"qty": "-1"}, "a number is not written in digits"),
        ({"days_supply": "12.5"}, "the days' supply is not a whole number of days up to 730"),
        ({"days_supply": "9000"}, "the days' supply is not a whole number"),
        ({"days_supply": "-30"}, "the days' supply is not a whole number"),
        ({"refills_left": "many"}, "a number is not written in digits"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(cells, reason):
    assert [reason in one for one in why(**cells)] == [True]


@pytest.mark.parametrize("line", [LINE + ",extra", "P7,Reed"])
def test_a_line_with_other_cells_than_the_header_is_left_out(line):
    found = read(table(line, LINE))

    assert [one.where for one in found.rejected] == ["Line 2"]
    assert "the header 17" in found.rejected[0].reason
    assert len(fills(found)) == 1


def test_an_ndc_that_lost_its_zeros_is_left_out_and_told():
    found = read(table(changed(ndc11="0069294030")))

    assert fills(found)[0].ndc is None
    assert [one.where for one in found.notes] == ["Line 2"]


def test_hyphens_tell_which_ndc_it_is():
    assert fills(read(table(changed(ndc11="0069-2940-30"))))[0].ndc == "00069294030"


def test_a_formula_is_kept_as_it_was_written():
    assert fills(read(table(changed(sig_text="=1+1"))))[0].directions == "=1+1"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        HEADER.encode() + b"\n",
        b"no table at all\n",
        b"PK\x03\x04" + b"\x00" * 100,
        b"\x1f\x8b" + b"\x00" * 100,
        b"name,name,dob\nA,B,1990-01-01\n",
        b"Name,NAME ,dob\nA,B,1990-01-01\n",
        b'name,dob\n"A,1990-01-01\nB,1991-01-01\n',
        b"name,dob\n" + b"A\x00,1990-01-01\n",
        b"name,dob\n\x81\xfe,1990-01-01\n",
        b",".join(b"c%d" % n for n in range(100_001)) + b"\n",
        b"name,dob\n" + b"x" * 40_000 + b",1990-01-01\n",
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(data):
    with pytest.raises(Refused):
        read(data)


def test_more_lines_than_the_limit_are_refused():
    data = b"name,dob\n" + b"A,1990-01-01\n" * 200_001
    sheet = csv_guard.open_sheet(data)

    with pytest.raises(Refused, match="200,000"):
        list(sheet.rows())


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data):
    with suppress(Refused):
        read(data, columns={"patient_id": csv_guard.open_sheet(data).columns[0]})


@pytest.mark.parametrize(
    ("start", "is_table"),
    [
        (b"a,b\n", True),
        (b"\xef\xbb\xbfa;b\n", True),
        (b'{"resourceType":"Bundle"}', False),
        (b"<xml a,b>", False),
        (b"words", False),
        (b"", False),
    ],
)
def test_a_table_is_told_from_a_bundle_by_its_first_bytes(start, is_table):
    assert csv_guard.is_table(start) is is_table


class TestRealFiles:
    def read(self, folder, name):
        sheet = csv_guard.open_sheet(shared_data(folder, name).read_bytes())
        columns = fill_columns.guessed(sheet)
        assert fill_columns.is_enough(columns)
        return fill_columns.layout_of(sheet), fills_csv.read(sheet, columns, today=TODAY)

    def test_prescription_drug_events_of_cms(self):
        layout, found = self.read("cms_bfd_partd", "pde.csv")

        first = found.patients["-1000014"].fills[0].value
        assert layout.name == "CMS PDE"
        assert found.lines == len(fills(found)) == 18
        assert (first.ndc, first.filled_on) == ("50090443201", dt.date(2015, 3, 1))
        assert (first.days_supply, first.quantity) == (90, Decimal(90))

    def test_an_event_without_a_package_says_so(self):
        _layout, found = self.read("cms_bfd_partd", "sample-a-pde.txt")

        assert fills(found) == []
        assert [one.reason for one in found.rejected] == ["nothing names the medicine"]

    def test_the_medications_of_synthea(self):
        layout, found = self.read("synthea_csv_ohdsi", "medications.csv")

        assert layout.name == "Synthea"
        assert found.lines == len(fills(found)) == 663
        assert len(found.patients) == 19
        assert found.rejected == []
        assert all(fill.rxcui and fill.days_supply is None for fill in fills(found))


def test_synpuf_writes_its_days_in_eight_digits():
    header = (
        "DESYNPUF_ID,PDE_ID,SRVC_DT,PROD_SRVC_ID,QTY_DSPNSD_NUM,DAYS_SUPLY_NUM,PTNT_PAY_AMT,"
        "TOT_RX_CST_AMT"
    )
    found = read(table("0001,1,20091222,00378010301,30.000,30,10.00,20.00", header=header))

    fill = fills(found)[0]
    assert (fill.filled_on, fill.ndc) == (dt.date(2009, 12, 22), "00378010301")


def test_omop_names_the_medicine_or_its_package():
    header = (
        "drug_exposure_id,person_id,drug_exposure_start_date,quantity,days_supply,sig,refills,"
        "drug_source_value"
    )
    lines = ("1,5,2026-01-02,30,30,1 daily,2,00378010301", "2,5,2026-01-02,,,,,metformin 500 mg")

    first, second = fills(read(table(*lines, header=header)))

    assert (first.ndc, first.name) == ("00378010301", "NDC 00378010301")
    assert (second.name, second.days_supply) == ("metformin 500 mg", None)

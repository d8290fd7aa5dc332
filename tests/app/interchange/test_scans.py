"""What a scanner types is told apart, and nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.scans import NotRead, ScannedLabel, ScannedPackage
from app.interchange.scans import has_right_check_digit, ndc11, pattern_of, read

TODAY = dt.date(2026, 11, 23)
GS = "\x1d"


def with_check_digit(body: str) -> str:
    return next(body + digit for digit in "0123456789" if has_right_check_digit(body + digit))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("0002-7510-01", ("00002751001",), id="4-4-2"),
        pytest.param("50090-347-00", ("50090034700",), id="5-3-2"),
        pytest.param("60575-4112-1", ("60575411201",), id="5-4-1"),
        pytest.param("00002-7510-01", ("00002751001",), id="5-4-2"),
        pytest.param("00002751001", ("00002751001",), id="eleven digits"),
        pytest.param("0002-751-01", (), id="4-3-2 is no NDC"),
        pytest.param("٠٠٠٢٧٥١٠٠١", (), id="digits of another script"),
    ],
)
def test_an_ndc_is_brought_to_eleven_digits(typed: str, expected: tuple[str, ...]) -> None:
    assert ndc11(typed) == expected


def test_ten_digits_without_hyphens_stay_ambiguous() -> None:
    assert ndc11("0002751001") == ("00002751001", "00027051001", "00027510001")


@given(st.from_regex("[0-9]{10}", fullmatch=True), st.sampled_from(["", "0", "00"]))
def test_every_form_of_a_gtin_stands_for_the_same_codes(ndc: str, lead: str) -> None:
    upc = with_check_digit("3" + ndc)

    scans = read(lead + upc, today=TODAY)

    assert scans == (ScannedPackage(ndc11(ndc)),)


@given(st.from_regex("[0-9]{10}", fullmatch=True), st.integers(1, 9))
def test_a_wrong_check_digit_is_refused(ndc: str, off: int) -> None:
    upc = with_check_digit("3" + ndc)
    wrong = upc[:-1] + str((int(upc[-1]) + off) % 10)

    assert isinstance(read(wrong, today=TODAY), NotRead)


def test_groceries_are_no_medicine() -> None:
    assert isinstance(read(with_check_digit("01234567890"), today=TODAY), NotRead)


GTIN = with_check_digit("0030002751001")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(f"01{GTIN}17270131" + "10AB12", id="lot last"),
        pytest.param(f"01{GTIN}10AB12{GS}17270131", id="lot first, ended by GS"),
        pytest.param(f"]d201{GTIN}17270131" + "10AB12", id="with the symbology's name"),
        pytest.param(
            f"{GS}01{GTIN}17270131" + f"21SER9{GS}10AB12{GS}", id="serial number, GS at both ends"
        ),
        pytest.param(f"(01){GTIN}(17)270131(10)AB12", id="as people read it"),
    ],
)
def test_a_datamatrix_tells_code_lot_and_last_day(typed: str) -> None:
    assert read(typed, today=TODAY) == (
        ScannedPackage(ndc11("0002751001"), "AB12", dt.date(2027, 1, 31)),
    )


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        pytest.param("280200", dt.date(2028, 2, 29), id="day 00 is the month's last"),
        pytest.param("770101", dt.date(1977, 1, 1), id="51 years ahead is the century before"),
        pytest.param("760101", dt.date(2076, 1, 1), id="50 years ahead is this century"),
    ],
)
def test_two_digits_of_a_year_are_the_nearest_year(digits: str, expected: dt.date) -> None:
    scans = read(f"01{GTIN}17{digits}", today=TODAY)

    assert not isinstance(scans, NotRead)
    assert scans[0] == ScannedPackage(ndc11("0002751001"), None, expected)


@pytest.mark.parametrize("digits", ["271301", "270230", "270001"])
def test_a_day_that_does_not_exist_is_said(digits: str) -> None:
    assert isinstance(read(f"01{GTIN}17{digits}", today=TODAY), NotRead)


def test_a_package_is_used_until_the_end_of_its_last_day() -> None:
    package = ScannedPackage(("00002751001",), expires=TODAY)

    assert package.has_expired(TODAY) is False
    assert package.has_expired(TODAY + dt.timedelta(days=1)) is True
    assert ScannedPackage(("00002751001",)).has_expired(TODAY) is None


@pytest.mark.parametrize(
    ("scanned", "prescription", "pattern"),
    [
        pytest.param("RX123456700", "1234567", "RX#######??", id="with a fill number"),
        pytest.param("1234567", "1234567", "#######", id="the bare number"),
        pytest.param("P01-123456", "123456", "P??-######", id="store in front"),
        pytest.param("1234512345", "12345", None, id="the number stands twice"),
        pytest.param("RX1234567", "7654321", None, id="another number"),
        pytest.param("RX12", "12", None, id="too short to be told from chance"),
    ],
)
def test_the_pattern_of_our_labels_is_learned_from_one(
    scanned: str, prescription: str, pattern: str | None
) -> None:
    assert pattern_of(scanned, prescription) == pattern


def test_our_own_label_gives_the_prescription_number() -> None:
    scans = read("RX765432103", today=TODAY, labels=("RX#######??",))

    assert scans == (ScannedLabel("7654321"),)


def test_what_may_be_a_label_or_a_package_is_both() -> None:
    scans = read("0002751001", today=TODAY, labels=("##########",))

    assert scans == (ScannedLabel("0002751001"), ScannedPackage(ndc11("0002751001")))


@given(st.text(max_size=300))
def test_no_scan_breaks_the_reader(typed: str) -> None:
    read(typed, today=TODAY, labels=("RX#######??", "((##"))

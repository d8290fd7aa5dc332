"""What a scanner types, told apart: UPC, NDC, GS1 and the pharmacy's own labels. Never a guess.

Sources: GS1 General Specifications (element strings, check digit, two-digit years); 21 CFR 207.33
(the shapes of an NDC: 4-4-2, 5-3-2, 5-4-1 and, in eleven digits, 5-4-2).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from app.domain.scans import NotRead, Scan, ScannedLabel, ScannedPackage
from resources.language import N_, _

MOST_CHARACTERS = 200
SEPARATOR = "\x1d"
"""GS: ends an element of variable length."""

_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9]")
_HYPHENATED = re.compile(r"([0-9]{4,5})-([0-9]{3,4})-([0-9]{1,2})")
_SHAPES = {(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)}
_IN_BRACKETS = re.compile(r"\(([0-9]{2,4})\)")
_FIXED = {
    "00": 18,
    "01": 14,
    "02": 14,
    "11": 6,
    "12": 6,
    "13": 6,
    "15": 6,
    "16": 6,
    "17": 6,
    "20": 2,
}
_VARIABLE = {
    "10": 20,
    "21": 20,
    "22": 20,
    "30": 8,
    "37": 8,
    "240": 30,
    "241": 30,
    "710": 20,
    "714": 20,
}

EMPTY = N_("The scanner sent nothing that can be read. Please scan again.")
TOO_LONG = N_("This code is too long for a medicine. Please scan the code of the medicine.")
WRONG_CHECK = N_("The check digit does not fit: the code was not read whole. Please scan again.")
NO_DRUG = N_("This code does not belong to a drug package. Please search by name.")
BAD_ELEMENTS = N_("This code could not be read whole. Please scan again, or search by name.")
BAD_DATE = N_("The date in this code does not exist. Please read it from the package.")
UNKNOWN = N_("This code is neither a package nor one of our labels. Please search by name.")


def read(typed: str, *, today: dt.date, labels: tuple[str, ...] = ()) -> tuple[Scan, ...] | NotRead:
    """What a scan may be: one meaning, or several to ask about.

    `labels` are the patterns of the pharmacy's own labels (`pattern_of`); `today` tells the century
    of a two-digit year.
    """
    code = _SYMBOLOGY.sub("", typed.strip(" \t\r\n"), count=1) if typed[:1] == "]" else typed
    code = code.strip(" \t\r\n").removeprefix(SEPARATOR)
    if not code:
        return NotRead(_(EMPTY))
    if len(code) > MOST_CHARACTERS:
        return NotRead(_(TOO_LONG))
    own = tuple(ScannedLabel(number) for number in _own_numbers(code, labels))
    package = _package(code, today)
    if isinstance(package, NotRead):
        return own or package
    return (*own, package)


def pattern_of(scanned: str, prescription: str) -> str | None:
    """The pattern of our own labels, learned from one label and the number a person reads on it.

    `#` stands for a digit of the number, `?` for another digit (the fill); the rest stands for
    itself. None where the number does not stand in the scan exactly one time.
    """
    scanned, prescription = scanned.strip(), prescription.strip()
    if not re.fullmatch(r"[0-9]{4,15}", prescription) or scanned.count(prescription) != 1:
        return None
    if len(scanned) > MOST_CHARACTERS or "#" in scanned or "?" in scanned:
        return None
    before, after = scanned.split(prescription)
    digits = re.compile("[0-9]")
    return digits.sub("?", before) + "#" * len(prescription) + digits.sub("?", after)


def ndc11(typed: str) -> tuple[str, ...]:
    """The 11-digit codes that a typed NDC may stand for; none where it is no NDC."""
    parts = _HYPHENATED.fullmatch(typed)
    if parts is not None:
        labeler, product, package = parts.groups()
        if (len(labeler), len(product), len(package)) not in _SHAPES:
            return ()
        return (labeler.zfill(5) + product.zfill(4) + package.zfill(2),)
    if re.fullmatch("[0-9]{11}", typed):
        return (typed,)
    return _from_ten(typed) if re.fullmatch("[0-9]{10}", typed) else ()


def has_right_check_digit(digits: str) -> bool:
    """GS1's check digit: weights 3 and 1 from the right, the check digit itself not counted."""
    body, check = digits[:-1], int(digits[-1])
    total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(reversed(body)))
    return (10 - total % 10) % 10 == check


def _own_numbers(code: str, labels: tuple[str, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for pattern in labels:
        found = _compiled(pattern).fullmatch(code)
        if found is not None and found.group(1) not in seen:
            seen.add(found.group(1))
            yield found.group(1)


def _compiled(pattern: str) -> re.Pattern[str]:
    start, end = pattern.find("#"), pattern.rfind("#") + 1
    before, after = (
        re.escape(part).replace(r"\?", "[0-9]") for part in (pattern[:start], pattern[end:])
    )
    return re.compile(f"{before}([0-9]{{{end - start}}}){after}")


def _package(code: str, today: dt.date) -> ScannedPackage | NotRead:
    if _IN_BRACKETS.match(code):
        return _from_elements(tuple(_bracketed(code)), today)
    ndcs = ndc11(code)
    if ndcs:
        return ScannedPackage(ndcs)
    if re.fullmatch("[0-9]+", code) and len(code) in (12, 13, 14):
        return _from_gtin(code.zfill(14))
    if code.startswith("01") or SEPARATOR in code:
        return _from_elements(tuple(_elements(code)), today)
    return NotRead(_(UNKNOWN))


def _from_gtin(gtin: str) -> ScannedPackage | NotRead:
    """A GTIN of a US drug: packaging digit, 03, the ten digits of the NDC, check digit."""
    if not has_right_check_digit(gtin):
        return NotRead(_(WRONG_CHECK))
    if gtin[1:3] != "03":
        return NotRead(_(NO_DRUG))
    return ScannedPackage(_from_ten(gtin[3:13]))


def _from_ten(digits: str) -> tuple[str, ...]:
    """Ten digits without hyphens: the pads of 4-4-2, 5-3-2 and 5-4-1, each one possible."""
    return tuple(
        dict.fromkeys(
            (
                "0" + digits,
                digits[:5] + "0" + digits[5:],
                digits[:9] + "0" + digits[9:],
            )
        )
    )


def _from_elements(
    elements: tuple[tuple[str, str] | None, ...], today: dt.date
) -> ScannedPackage | NotRead:
    if not elements or None in elements:
        return NotRead(_(BAD_ELEMENTS))
    found = dict(one for one in elements if one is not None)
    if len(found) != len(elements):
        return NotRead(_(BAD_ELEMENTS))
    package = _from_gtin(found["01"]) if "01" in found else NotRead(_(NO_DRUG))
    if isinstance(package, NotRead):
        return package
    if "17" not in found:
        return ScannedPackage(package.ndcs, found.get("10"))
    expires = _last_day(found["17"], today)
    if expires is None:
        return NotRead(_(BAD_DATE))
    return ScannedPackage(package.ndcs, found.get("10"), expires)


def _bracketed(code: str) -> Iterator[tuple[str, str] | None]:
    """The form people read: (01)00312345678906(17)270131(10)A1."""
    pieces = _IN_BRACKETS.split(code)[1:]
    for identifier, value in zip(pieces[::2], pieces[1::2], strict=True):
        yield _element(identifier, value.strip().rstrip(SEPARATOR))


def _elements(code: str) -> Iterator[tuple[str, str] | None]:
    """The elements one after another; None where the rest cannot be read."""
    rest = code
    while rest:
        identifier = next((ai for ai in (*_FIXED, *_VARIABLE) if rest.startswith(ai)), None)
        if identifier is None:
            yield None
            return
        rest = rest[len(identifier) :]
        if identifier in _FIXED:
            value, rest = rest[: _FIXED[identifier]], rest[_FIXED[identifier] :]
        else:
            value, _gap, rest = rest.partition(SEPARATOR)
        yield _element(identifier, value)
        rest = rest.removeprefix(SEPARATOR)


def _element(identifier: str, value: str) -> tuple[str, str] | None:
    if identifier in _FIXED:
        fits = re.fullmatch(f"[0-9]{{{_FIXED[identifier]}}}", value) is not None
    else:
        fits = 0 < len(value) <= _VARIABLE.get(identifier, 30) and value.isascii()
    return (identifier, value) if fits and value.isprintable() else None


def _last_day(digits: str, today: dt.date) -> dt.date | None:
    """YYMMDD after GS1: day 00 is the month's last; the year is the nearest to today's."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    century = today.year - today.year % 100
    apart = year - today.year % 100
    full = century + year + (-100 if apart >= 51 else 100 if apart <= -50 else 0)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(full, month)[1]
    return dt.date(full, month, day or last) if day <= last else None

"""Lines of a table as fills: whose, of what, when. A line that cannot be read says why."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain import typed
from app.domain.patient import Fill, Identifier, PartialDate, PersonName
from app.domain.text import clean_line, search_key
from app.errors import Refused
from app.interchange.csv_guard import Sheet
from app.interchange.fill_columns import OWN, Columns, layout_of
from app.interchange.incoming import (
    Incoming,
    IncomingPatient,
    Unreadable,
    incoming,
    record_id,
)
from app.interchange.scans import ndc11
from app.interchange.supplies import MOST_DAYS
from resources.language import N_, _

MOST_IN_A_LINE, MOST_DIRECTIONS = 500, 1000
_SPREADSHEET = re.compile(r"[0-9.]+[eE]\+?[0-9]+", re.ASCII)
_SHEET_ERROR = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)|#{3,}")
_RETURNED = re.compile(r"return|rts\b|revers|cancel|void|not picked", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}.*", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

CELLS = N_("it has {found} cells and the header {wanted}")
NO_DAY = N_("the day it was filled is missing")
NO_MEDICINE = N_("nothing names the medicine")
NO_PATIENT = N_("nothing tells whose it is")
REWRITTEN = N_("a spreadsheet has rewritten a number or a date")
NOT_A_DAY = N_("a day is not written as 03/14/2026 or 2026-03-14, or does not exist")
TOO_EARLY = N_("the day has not come yet")
NOT_A_NUMBER = N_("a number is not written in digits, or is not possible")
NOT_DAYS = N_("the days' supply is not a whole number of days up to {most}")
NOT_TEXT = N_("it is too long, or holds a character that can't be kept")
WENT_BACK = N_(
    "another line says that this prescription went back on the same day; the fill was taken over, "
    "please look which is true"
)
NO_NDC = N_("the NDC has lost its zeros or hyphens and was left out; the fill was taken over")


class _NotReadError(ValueError):
    """Why a line is left out, as a sentence."""


@dataclass(slots=True)
class PatientFills:
    """The fills of one patient of the table, with the line each stands in."""

    patient: IncomingPatient
    fills: list[Incoming[Fill]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class ReadFills:
    """What a table says. `dropped` went back to stock; `notes` tell what a read line lost."""

    patients: dict[str, PatientFills] = field(default_factory=dict)
    rejected: list[Unreadable] = field(default_factory=list)
    notes: list[Unreadable] = field(default_factory=list)
    dropped: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of one line by our own names."""

    cells: Mapping[str, str]
    dates: tuple[str, ...]
    today: dt.date

    def words(self, name: str, most: int = MOST_IN_A_LINE) -> str | None:
        value = self.cells.get(name, "")
        if not value:
            return None
        if _SHEET_ERROR.fullmatch(value):
            raise _NotReadError(REWRITTEN)
        if value.isascii() and value.isprintable() and len(value) <= most:
            return value.strip() or None
        try:
            return clean_line(value, name, most=most) or None
        except Refused:
            raise _NotReadError(NOT_TEXT) from None

    def code(self, name: str) -> str | None:
        """A number that is a name: kept with its zeros, refused where a spreadsheet rewrote it."""
        value = self.words(name)
        if value is not None and _SPREADSHEET.fullmatch(value):
            raise _NotReadError(REWRITTEN)
        return value

    def day(self, name: str) -> dt.date | None:
        value = self.words(name)
        if value is None:
            return None
        found = next((d for form in self.dates if (d := FORMS[form](value))), None)
        if found is None:
            try:
                found = typed.day(value, name)
            except Refused:
                raise _NotReadError(NOT_A_DAY) from None
        if found > self.today:
            raise _NotReadError(TOO_EARLY)
        return found

    def whole(self, name: str, *, most: int, why: str = NOT_A_NUMBER) -> int | None:
        value = self.number(name, why)
        if value is None:
            return None
        if value != int(value) or value > most:
            raise _NotReadError(why)
        return int(value)

    def number(self, name: str, why: str = NOT_A_NUMBER) -> Decimal | None:
        value = self.words(name)
        if value is None:
            return None
        try:
            return typed.number(value, name)
        except Refused:
            raise _NotReadError(why) from None


def read(sheet: Sheet, columns: Columns, *, today: dt.date) -> ReadFills:
    """Every line of a table. Raises Refused where the table as a whole is damaged."""
    layout = layout_of(sheet)
    system = layout.system if layout else OWN
    dates = layout.dates if layout else ()
    dropping = layout.dropped if layout else ("", frozenset[str]())
    places = {column.casefold(): at for at, column in enumerate(sheet.columns)}
    at_of = {name: places[column.casefold()] for name, column in columns.items()}
    found = ReadFills()
    taken: Counter[str] = Counter()
    back: set[tuple[str, ...]] = set()
    kept: dict[tuple[str, ...], int] = {}
    for number, cells in sheet.rows():
        found.lines += 1
        where = _("Line {number}").format(number=number)
        try:
            whole = _fitting(cells, len(sheet.columns))
            line = _Line({name: whole[at].strip() for name, at in at_of.items()}, dates, today)
            if _is_taken_back(line, whole, places, dropping):
                found.dropped += 1
                back.add(_prescribed(line))
                continue
            _take(found, line, system, number, taken)
            kept[_prescribed(line)] = number
            if _lost_its_zeros(line):
                found.notes.append(Unreadable(where, _(NO_NDC)))
        except _NotReadError as why:
            found.rejected.append(Unreadable(where, _told(why, cells, sheet)))
    for same in (back & kept.keys()) - {()}:
        where = _("Line {number}").format(number=kept[same])
        found.notes.append(Unreadable(where, _(WENT_BACK)))
    return found


def _prescribed(line: _Line) -> tuple[str, ...]:
    """Whose prescription was filled on which day, as written; nothing where it has no number."""
    cells = [line.cells.get(name, "") for name in ("patient_id", "rx_number", "date_filled")]
    return tuple(cells) if cells[1] else ()


def _take(found: ReadFills, line: _Line, system: str, number: int, taken: Counter[str]) -> None:
    patient = _patient(line, system)
    whose = patient.identifiers[0].value if patient.identifiers else _name_key(patient)
    fill = _fill(line, f"{system}|{whose}", taken)
    entry = found.patients.setdefault(whose, PatientFills(patient))
    entry.fills.append(fill)
    entry.lines.append(number)


def _patient(line: _Line, system: str) -> IncomingPatient:
    number, born = line.code("patient_id"), line.day("dob")
    name = _name(line)
    if number is None and (not str(name) or born is None):
        raise _NotReadError(NO_PATIENT)
    return IncomingPatient(
        identifiers=(Identifier(system, number),) if number else (),
        name=name,
        birth_date=PartialDate.of(born) if born else None,
        record_number=number if number and system == OWN else "",
    )


def _name(line: _Line) -> PersonName:
    given, family, whole = (line.words(part, 100) for part in ("given", "family", "name"))
    if given or family:
        return PersonName(given or "", family or "")
    if whole is None:
        return PersonName("", "")
    if "," in whole:
        family, _comma, given = whole.partition(",")
        return PersonName(given.strip(), family.strip())
    given, _space, family = whole.rpartition(" ")
    return PersonName(given.strip(), family.strip())


def _name_key(patient: IncomingPatient) -> str:
    born = patient.birth_date.isoformat() if patient.birth_date else ""
    return f"{search_key(str(patient.name))} {born}"


def _fill(line: _Line, whose: str, taken: Counter[str]) -> Incoming[Fill]:
    filled_on = line.day("date_filled")
    if filled_on is None:
        raise _NotReadError(NO_DAY)
    ndc, name = _ndc(line), line.words("drug_name")
    if name is not None and ndc is None and (written := _sure_ndc(name)):
        ndc, name = written, None
    rxcui, number = line.code("rxcui"), line.code("rx_number")
    shown = name or (f"NDC {ndc}" if ndc else f"RxNorm {rxcui}" if rxcui else None)
    if shown is None:
        raise _NotReadError(NO_MEDICINE)
    what = number or f"{ndc or search_key(shown)} {line.words('qty') or ''}"
    own = f"MedicationDispense {whose}|{what} {filled_on} {line.words('fill_number') or ''}".strip()
    taken[own] += 1
    key = own if taken[own] == 1 else f"{own} {taken[own]}"
    value = Fill(
        id=record_id(key),
        name=shown,
        filled_on=filled_on,
        days_supply=line.whole("days_supply", most=MOST_DAYS, why=NOT_DAYS) or None,
        quantity=line.number("qty"),
        rxcui=rxcui,
        ndc=ndc,
        prescriber=line.words("prescriber") or _npi(line),
        prescription=number,
        picked_up_on=line.day("date_picked_up"),
        status=line.words("status", 40),
        directions=line.words("sig_text", MOST_DIRECTIONS),
        refills_left=line.whole("refills_left", most=999),
        strength=line.words("strength", 100),
        form=line.words("form", 100),
    )
    return incoming(key, value)


def _npi(line: _Line) -> str | None:
    npi = line.code("npi")
    return f"NPI {npi}" if npi else None


def _ndc(line: _Line) -> str | None:
    written = line.code("ndc11")
    return _sure_ndc(written) if written else None


def _sure_ndc(written: str) -> str | None:
    """Eleven digits, or nothing: ten without hyphens may be three packages."""
    known = ndc11(written)
    return known[0] if len(known) == 1 and known[0].strip("0") else None


def _lost_its_zeros(line: _Line) -> bool:
    return bool(line.cells.get("ndc11")) and _ndc(line) is None


def _fitting(cells: list[str], wanted: int) -> list[str]:
    """As many cells as the header has; empty ones behind the last column do not count."""
    while len(cells) > wanted and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != wanted:
        raise _NotReadError(CELLS)
    return cells


def _told(why: _NotReadError, cells: list[str], sheet: Sheet) -> str:
    return _(str(why)).format(found=len(cells), wanted=len(sheet.columns), most=MOST_DAYS)


def _is_taken_back(
    line: _Line,
    cells: list[str],
    places: Mapping[str, int],
    dropping: tuple[str, frozenset[str]],
) -> bool:
    """Whether the fill went back to stock: it says nothing about what the patient has."""
    column, values = dropping
    at = places.get(column.casefold()) if column else None
    if at is not None and cells[at].strip().casefold() in values:
        return True
    return bool(_RETURNED.search(line.cells.get("status", "")))


def _day_month_year(value: str) -> dt.date | None:
    """01-Mar-2015 and 12-MAY-2015, as CMS writes them."""
    day, _dash, rest = value.partition("-")
    month, _dash, year = rest.partition("-")
    if month.casefold() not in _MONTHS or not (day + year).isdecimal() or len(year) != 4:
        return None
    return _date(int(year), _MONTHS.index(month.casefold()) + 1, int(day))


def _eight_digits(value: str) -> dt.date | None:
    if not re.fullmatch("[0-9]{8}", value):
        return None
    return _date(int(value[:4]), int(value[4:6]), int(value[6:]))


def _of_moment(value: str) -> dt.date | None:
    found = _MOMENT.fullmatch(value)
    return _date(*(int(part) for part in found[1].split("-"))) if found else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


FORMS: Mapping[str, Callable[[str], dt.date | None]] = {
    "day-month-year": _day_month_year,
    "yyyymmdd": _eight_digits,
    "moment": _of_moment,
}

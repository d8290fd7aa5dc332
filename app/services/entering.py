"""What is typed about a patient, checked field by field before anything is stored."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.domain import typed
from app.domain.guardrail import Judgement
from app.domain.measured import GUARDRAILS, units
from app.domain.patient import PartialDate, PersonName
from app.domain.text import clean_line, clean_note, holds_a_picture, mixes_alphabets, required
from app.errors import Refused
from app.services.values import NewPatient
from app.store import patient_picture, patients
from app.store.in_hand import InHand
from models.vocabulary import MeasurementKind, PharmacyId
from resources.language import _

COMPARATORS = ("<", "<=", ">=", ">")
FEWEST_DIGITS, MOST_DIGITS = 7, 15
MOST_IN_ADDRESS = 300
MOST_IN_NUMBER = 40

_PHONE = re.compile(r"[0-9()+./ -]+( ?(x|ext\.?) ?[0-9]{1,6})?", re.ASCII | re.IGNORECASE)
_RECORD_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*", re.ASCII)
_SPREADSHEET = re.compile(r"[0-9.]+[eE]\+[0-9]+", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-[0-9]{2})?|[0-9]{1,2}/[0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entered:
    """A patient as typed, cleaned."""

    name: PersonName
    birth_date: PartialDate
    phone: str
    address: str
    language: str
    record_number: str


def checked(new: NewPatient, *, on: dt.date) -> Entered:
    """Refused at the first field that can't be kept; nothing is guessed."""
    given = required(clean_line(new.given, "given"), "given", _("The first name"))
    family = required(clean_line(new.family, "family"), "family", _("The last name"))
    return Entered(
        name=PersonName(given, family),
        birth_date=typed.birth_date(new.birth_date, "birth_date", on=on),
        phone=phone(new.phone),
        address=clean_note(new.address, "address", most=MOST_IN_ADDRESS),
        language=_language(new.language),
        record_number=_record_number(new.record_number),
    )


def phone(text: str) -> str:
    """A telephone number as typed; international ones stay as they are."""
    number = clean_line(text, "phone", most=MOST_IN_NUMBER)
    if not number:
        return ""
    digits = patients.digits(number) or ""
    if not _PHONE.fullmatch(number) or not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        raise Refused(_("A telephone number with its area code."), "phone")
    return number


def require_unlike(db: Session, pharmacy: PharmacyId, entered: Entered) -> None:
    """A question, with the field "alike", where somebody alike is known or the name looks odd."""
    same = patients.find_by_name_and_birth(
        db, pharmacy, name=entered.name, birth_date=entered.birth_date
    )
    if same:
        words = _(
            "Somebody with this name and birth date is in the records. "
            "Open that record, or enter another patient after comparing a second identifier."
        )
        raise Refused(words, "alike")
    if mixes_alphabets(entered.name.given) or mixes_alphabets(entered.name.family):
        raise Refused(
            _("This name mixes letters of two alphabets that look the same. Is it right?"), "alike"
        )
    if holds_a_picture(str(entered.name)):
        raise Refused(
            _("This name holds a picture, which not every paper prints. Is it right?"), "alike"
        )


def require_free_number(db: Session, pharmacy: PharmacyId, number: str) -> None:
    """Refused where another patient bears the record number."""
    if number and patients.bears_record_number(db, pharmacy, number):
        raise Refused(_("Another patient has this record number."), "record_number")


def since(text: str, field: str, *, on: dt.date) -> PartialDate | None:
    """Nothing, a year, a month (05/2019, 2019-05) or a day that has come."""
    stripped = text.strip(" ")
    if not stripped:
        return None
    if _YEAR_OR_MONTH.fullmatch(stripped):
        return _past_month(stripped, field, on)
    return PartialDate.of(typed.past_day(stripped, field, on=on))


def judge(
    hand: InHand,
    kind: MeasurementKind,
    value: Decimal,
    unit: str,
    on: dt.date | None,
    *,
    is_confirmed: bool,
) -> bool:
    """Whether a value is unusual. Refused where impossible, or unusual and not confirmed."""
    if on is not None and on > hand.on:
        raise Refused(_("This day has not come yet."), "on")
    guardrail = GUARDRAILS.get((kind, unit))
    if guardrail is None:
        if units(kind) or not unit:
            raise Refused(_("Choose one of the units that are offered."), "unit")
        return False
    judgement = guardrail.judge(value)
    if judgement is Judgement.IMPOSSIBLE:
        words = _("From {least} to {most} is possible. Please look again, at the unit too.")
        possible = guardrail.possible
        raise Refused(words.format(least=possible.least, most=possible.most), "value")
    is_unusual = judgement is Judgement.UNUSUAL or _is_swapped(hand, kind, value, on)
    if is_unusual and not is_confirmed:
        raise Refused(_("This is unusual. Is it right, and the unit too?"), "unusual")
    return is_unusual


def comparator(text: str) -> str | None:
    """One of < <= >= >, or none."""
    if text and text not in COMPARATORS:
        raise Refused(_("Choose one of the signs that are offered."), "comparator")
    return text or None


def _is_swapped(hand: InHand, kind: MeasurementKind, value: Decimal, on: dt.date | None) -> bool:
    """Whether the lower blood pressure would not lie below the upper one of the same day."""
    pairs = {
        MeasurementKind.DIASTOLIC: MeasurementKind.SYSTOLIC,
        MeasurementKind.SYSTOLIC: MeasurementKind.DIASTOLIC,
    }
    if kind not in pairs:
        return False
    patient = patient_picture.load(hand.db, hand.by.pharmacy, hand.patient)
    beside = [m.value for m in patient.measurements if m.kind is pairs[kind] and m.on == on]
    if not beside:
        return False
    upper, lower = (value, beside[-1]) if kind is MeasurementKind.SYSTOLIC else (beside[-1], value)
    return lower >= upper


def _past_month(text: str, field: str, on: dt.date) -> PartialDate:
    try:
        found = PartialDate.read(text)
    except ValueError:
        raise Refused(_("There is no such month in the calendar."), field) from None
    if (found.year, found.month or 1) > (on.year, on.month):
        raise Refused(_("This day has not come yet."), field)
    return found


def _language(text: str) -> str:
    language = clean_line(text, "language", most=MOST_IN_NUMBER)
    if language and not _LANGUAGE.fullmatch(language):
        raise Refused(_("A language by its short name, such as en or es."), "language")
    return language


def _record_number(text: str) -> str:
    number = clean_line(text, "record_number", most=MOST_IN_NUMBER)
    if not number:
        return ""
    if _SPREADSHEET.fullmatch(number):
        raise Refused(
            _("A spreadsheet has rewritten this number. Please type it from the record."),
            "record_number",
        )
    if not _RECORD_NUMBER.fullmatch(number):
        raise Refused(_("Letters and digits, with . / or - between them."), "record_number")
    return number

"""What several papers say about a session in the same words."""

from __future__ import annotations

from collections.abc import Iterable

from app.documents.picture import Picture
from app.documents.wording import Wording
from app.domain.patient import Allergy, Measurement
from app.domain.record_words import condition_words, number_words, substance_words
from app.domain.therapy_session import Flag, TherapySession
from app.interview import red_flag_questions
from models.vocabulary import AllergyKind, Reply

ALLERGIES = (AllergyKind.ALLERGY, AllergyKind.UNKNOWN)
INTOLERANCES = (AllergyKind.INTOLERANCE,)


def who(picture: Picture, words: Wording) -> str:
    """Birth date, age and sex."""
    patient = picture.session.patient
    born, sex = words.partial(patient.birth_date), words(f"sex.{patient.sex}")
    years = patient.age(picture.on)
    if years is None:
        return words("who.age_unknown", born=born, sex=sex)
    return words("who.age", born=born, years=str(years), sex=sex)


def flag_title(flag: Flag, language: str) -> str:
    """What the flag is about: its short title, or in Spanish the question that was asked."""
    if flag.red_flag not in red_flag_questions.red_flags():
        return flag.red_flag
    question = red_flag_questions.flag(flag.red_flag)
    return question.prompt if language == "en" else question.say.get(language, question.prompt)


def flag_reasons(flag: Flag) -> tuple[str, ...]:
    """The sentences a flag rests on; the answer keys among them are for the program alone."""
    return tuple(reason for reason in flag.because if " " in reason)


def flags_in_order(session: TherapySession) -> list[Flag]:
    """Open flags before cleared ones, the most urgent first, then the oldest."""
    return sorted(session.flags, key=lambda f: (not f.is_open, f.level.rank, f.raised_at))


def allergies(session: TherapySession, kinds: Iterable[AllergyKind]) -> list[str]:
    """What is recorded of these kinds, each with its reaction and how bad it was."""
    return [_allergy(a) for a in session.patient.allergies if a.kind in kinds]


def _allergy(allergy: Allergy) -> str:
    told = ", ".join(part for part in (allergy.reaction, allergy.severity) if part)
    substance = substance_words(allergy.substance)
    return f"{substance}: {told}" if told else substance


def conditions(session: TherapySession) -> list[str]:
    """The conditions that are not known to be over."""
    return [condition_words(c.name) for c in session.patient.conditions if c.is_active is not False]


def pregnancy(session: TherapySession, words: Wording) -> str | None:
    """What was answered, or None for *not asked*."""
    value = session.value("intake.pregnancy")
    return None if value is None else words.get(f"pregnancy.{value}", str(value))


def language_of(session: TherapySession, words: Wording) -> str:
    """The patient's language, and who interprets."""
    spoken = str(session.value("identity.language") or session.patient.language or session.language)
    name = words.get(f"language.{spoken}", spoken)
    interpreter = session.value("identity.interpreter")
    if interpreter is None:
        return name
    named = [said(session, f"identity.interpreter_{part}") for part in ("name", "number")]
    parts = [name, words.get(f"interpreter.{interpreter}", str(interpreter)), *named]
    return ", ".join(part for part in parts if part)


def measured(measurement: Measurement, words: Wording) -> str:
    """A measurement as reported, with its day."""
    name = measurement.label or words(f"measurement.{measurement.kind}")
    sign = measurement.comparator or ""
    told = f"{name} {sign}{number_words(measurement.value)} {measurement.unit}".strip()
    return told if measurement.on is None else f"{told} ({words.day(measurement.on)})"


def said(session: TherapySession, key: str) -> str:
    """An answer in words, or nothing where there is none or it was declined."""
    value = session.value(key)
    return "" if value is None or value == Reply.DECLINED else str(value)

"""Values as they are said on the screen: dates, ages, states, how long. Plain words, no jargon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.days import written
from app.domain.patient import PartialDate
from models.vocabulary import (
    Channel,
    Decision,
    Disposition,
    Level,
    PaperKind,
    Role,
    SessionKind,
    SessionState,
    Sex,
    Source,
    Speaker,
    Task,
    Verdict,
)
from resources.language import N_, _

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": N_("English"), "es": N_("Spanish")})

STATES: Mapping[SessionState, str] = MappingProxyType(
    {
        SessionState.COLLECTING: N_("Being collected"),
        SessionState.QUEUED: N_("In the queue"),
        SessionState.IN_REVIEW: N_("In review"),
        SessionState.RETURNED: N_("Returned"),
        SessionState.CONSULTED: N_("Talked with"),
        SessionState.RELEASED: N_("Released"),
        SessionState.DELIVERED: N_("Handed over"),
        SessionState.CLOSED: N_("Closed"),
        SessionState.VOID: N_("Void"),
    }
)

KINDS: Mapping[SessionKind, str] = MappingProxyType(
    {
        SessionKind.COMPREHENSIVE: N_("Comprehensive review"),
        SessionKind.TARGETED: N_("Targeted review"),
        SessionKind.FOLLOW_UP: N_("Follow-up"),
    }
)

LEVELS: Mapping[Level, tuple[str, str, str]] = MappingProxyType(
    {
        Level.EMERGENCY: (N_("Emergency"), "danger", "danger"),
        Level.NOW: (N_("Now"), "danger", "danger"),
        Level.SAME_DAY: (N_("Same day"), "urgent", "urgent"),
        Level.QUEUE: (N_("Look at it"), "warn", "warn"),
        Level.NOTE: (N_("Note"), "info", "info"),
    }
)
"""Words, tone and icon of a level."""

DECISIONS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.KEEP: N_("Keep the label"),
        Decision.AGREED_CHANGE: N_("Agreed new way"),
        Decision.OMIT_ASK: N_("Leave out and ask"),
        Decision.OMIT_STOPPED: N_("Leave out: stopped"),
    }
)

VERDICTS: Mapping[Verdict, tuple[str, str, str]] = MappingProxyType(
    {
        Verdict.CONTINUE: (N_("Goes on"), "ok", "ok"),
        Verdict.CHANGED: (N_("Changed"), "info", "edit"),
        Verdict.STOPPED: (N_("Stopped"), "info", "cross"),
        Verdict.UNCLEAR: (N_("Unclear"), "warn", "question"),
        Verdict.EXPLAINED: (N_("Explained"), "ok", "ok"),
        Verdict.SENT: (N_("Sent to the pharmacist"), "info", "send"),
    }
)
"""Words, tone and icon of what was settled."""

DECIDED: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.KEEP: N_("Keep"),
        Decision.AGREED_CHANGE: N_("New way"),
        Decision.OMIT_ASK: N_("Left out, ask"),
        Decision.OMIT_STOPPED: N_("Stopped"),
    }
)
"""The same in a word, for a badge."""

DISPOSITIONS: Mapping[Disposition, str] = MappingProxyType(
    {
        Disposition.SENT_TO_EMERGENCY: N_("Sent to emergency care"),
        Disposition.CALLED_PRESCRIBER: N_("Called the prescriber"),
        Disposition.COUNSELED: N_("Spoke with the patient"),
        Disposition.NOT_RELEVANT: N_("Not relevant"),
    }
)

SPEAKERS: Mapping[Speaker, str] = MappingProxyType(
    {
        Speaker.PATIENT: N_("The patient"),
        Speaker.CAREGIVER: N_("A caregiver"),
        Speaker.REPRESENTATIVE: N_("The representative"),
    }
)

CHANNELS: Mapping[Channel, tuple[str, str]] = MappingProxyType(
    {
        Channel.COUNTER: (N_("At the counter"), "counter"),
        Channel.PHONE: (N_("On the phone"), "phone"),
        Channel.VIDEO: (N_("By video"), "video"),
    }
)

SEXES: Mapping[Sex, str] = MappingProxyType(
    {
        Sex.FEMALE: N_("Female"),
        Sex.MALE: N_("Male"),
        Sex.OTHER: N_("Other"),
        Sex.UNKNOWN: N_("Not known"),
    }
)

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.TECHNICIAN: N_("technician"),
        Role.PHARMACIST: N_("pharmacist"),
        Role.MANAGER: N_("manager"),
    }
)

TASKS: Mapping[Task, str] = MappingProxyType(
    {
        Task.IDENTIFY: N_("Confirm who the patient is"),
        Task.COLLECT_HISTORY: N_("Collect the medicines and the history"),
        Task.RECORD_ALLERGIES: N_("Record allergies"),
        Task.ASK_ADHERENCE: N_("Ask how medicines are taken"),
        Task.IMPORT_RECORDS: N_("Import records"),
        Task.HAND_OFF: N_("Send to the pharmacist"),
        Task.PRINT_PAPERS: N_("Print papers"),
        Task.HAND_OVER: N_("Hand papers over"),
    }
)

SOURCES: Mapping[Source, str] = MappingProxyType(
    {
        Source.PATIENT: N_("patient"),
        Source.BOTTLE: N_("bottle"),
        Source.FILLS: N_("pharmacy fills"),
        Source.PRESCRIBER: N_("prescriber's list"),
        Source.DISCHARGE: N_("discharge list"),
        Source.CAREGIVER: N_("caregiver"),
        Source.CLINIC: N_("clinic"),
        Source.OTHER_PHARMACY: N_("other pharmacy"),
    }
)

PAPERS: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.MEDICATION_LIST: N_("Medication list"),
        PaperKind.PHARMACIST_PAGE: N_("Pharmacist's page"),
        PaperKind.EMERGENCY_SHEET: N_("Emergency sheet"),
        PaperKind.RECOVERY_KIT: N_("Recovery kit"),
        PaperKind.ADMINISTRATION_RECORD: N_("Administration record"),
    }
)


def day(value: dt.date) -> str:
    """A date as it is written here: 07/15/2025."""
    return written(value)


def partial(value: PartialDate | None) -> str:
    """A date as far as it is known: 11/03/1952, 11/1952, 1952."""
    if value is None:
        return _("birth date not known")
    return value.written


def born(value: PartialDate | None, on: dt.date) -> str:
    """Born 11/03/1952, 72 years."""
    if value is None:
        return _("Birth date not known")
    return _("Born {date}, {years} years").format(date=partial(value), years=value.age(on))


def clock(moment: dt.datetime) -> str:
    """The time of day at this desk: 14:02."""
    return moment.astimezone().strftime("%H:%M")


def when(moment: dt.datetime, now: dt.datetime) -> str:
    """The time for a moment of today, the date for any other."""
    local, today = moment.astimezone(), now.astimezone().date()
    return clock(moment) if local.date() == today else day(local.date())


def long_day(value: dt.date) -> str:
    """Tuesday, July 15."""
    return f"{value:%A}, {value:%B} {value.day}"


def roles(held: frozenset[Role]) -> str:
    """The roles of a person, the weightiest first, without the manager's."""
    order = (Role.PHARMACIST, Role.TECHNICIAN, Role.MANAGER)
    named = [_(ROLES[role]) for role in order if role in held]
    return named[0] if named else ""


def how_many(number: int, one: str, many: str) -> str:
    """A count with its word; `many` holds {number}."""
    return one if number == 1 else many.format(number=number)


def together(sentences: Sequence[str]) -> str:
    """Sentences in a row; what all of them begin with ("Not asked: ") is said once."""
    begins = {sentence.partition(": ")[0] for sentence in sentences}
    told = [sentence.partition(": ")[2] for sentence in sentences]
    if len(sentences) < 2 or len(begins) > 1 or not all(told):
        return " ".join(sentences)
    return f"{begins.pop()}: " + "; ".join(words.removesuffix(".") for words in told) + "."

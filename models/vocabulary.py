"""Words shared by tables, rules and screens. Standard library only.

Every choice that is stored, and every identifier that travels, is named here once. The values of
the enums are what stands in the database and in files: they are never renamed after a release.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

PharmacyId = NewType("PharmacyId", UUID)
PersonId = NewType("PersonId", UUID)
PatientId = NewType("PatientId", UUID)
SessionId = NewType("SessionId", UUID)
TalkId = NewType("TalkId", UUID)
MedicineId = NewType("MedicineId", UUID)
StatementId = NewType("StatementId", UUID)
FlagId = NewType("FlagId", UUID)
RecordId = NewType("RecordId", UUID)
CommandId = NewType("CommandId", UUID)
PaperId = NewType("PaperId", UUID)
OrderId = NewType("OrderId", UUID)


class Role(StrEnum):
    """What a person of the pharmacy may be. One person may hold several."""

    TECHNICIAN = "technician"
    PHARMACIST = "pharmacist"
    MANAGER = "manager"


class Task(StrEnum):
    """What a pharmacist delegates to a technician, one by one (`domain.md` 3.2)."""

    IDENTIFY = "identify"
    COLLECT_HISTORY = "collect_history"
    RECORD_ALLERGIES = "record_allergies"
    ASK_ADHERENCE = "ask_adherence"
    IMPORT_RECORDS = "import_records"
    HAND_OFF = "hand_off"
    PRINT_PAPERS = "print_papers"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. Issued by sign-in alone; everything that changes data asks for one."""

    pharmacy: PharmacyId
    person: PersonId
    name: str
    roles: frozenset[Role]
    tasks: frozenset[Task]
    workstation: str

    @property
    def is_pharmacist(self) -> bool:
        return Role.PHARMACIST in self.roles


class SessionKind(StrEnum):
    COMPREHENSIVE = "comprehensive"
    TARGETED = "targeted"
    FOLLOW_UP = "follow_up"


class SessionState(StrEnum):
    """The states of `product.md` 3. *Escalated* is not one of them: it runs beside any."""

    COLLECTING = "collecting"
    QUEUED = "queued"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    CONSULTED = "consulted"
    RELEASED = "released"
    DELIVERED = "delivered"
    CLOSED = "closed"
    VOID = "void"


class Level(StrEnum):
    """How urgent a red flag or a finding is (`domain.md` 3.4). NOTE is information only."""

    EMERGENCY = "E"
    NOW = "P0"
    SAME_DAY = "P1"
    QUEUE = "P2"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return list(Level).index(self)

    @property
    def stops(self) -> bool:
        """Whether it stops printing, routine handoff and closing until a pharmacist clears it."""
        return self in (Level.EMERGENCY, Level.NOW)


class Reply(StrEnum):
    """What a person can answer. *Not asked* is the absence of an answer, and never "no"."""

    YES = "yes"
    NO = "no"
    DECLINED = "declined"


class Source(StrEnum):
    """Where a statement about a medicine comes from (`product.md` 1, `urn:brownbag:source`)."""

    PATIENT = "patient"
    BOTTLE = "bottle"
    FILLS = "fills"
    PRESCRIBER = "prescriber"
    DISCHARGE = "discharge"
    CAREGIVER = "caregiver"
    CLINIC = "clinic"
    OTHER_PHARMACY = "other-pharmacy"


class Speaker(StrEnum):
    PATIENT = "patient"
    CAREGIVER = "caregiver"
    REPRESENTATIVE = "representative"


class Channel(StrEnum):
    COUNTER = "counter"
    PHONE = "phone"
    VIDEO = "video"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class AllergyKind(StrEnum):
    """An allergy and an intolerance live in different boxes of the CMS list (`domain.md` 1.5)."""

    ALLERGY = "allergy"
    INTOLERANCE = "intolerance"
    UNKNOWN = "unknown"


class MeasurementKind(StrEnum):
    WEIGHT = "weight"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    PULSE = "pulse"
    CREATININE = "creatinine"
    EGFR = "egfr"
    HBA1C = "hba1c"
    GLUCOSE = "glucose"
    POTASSIUM = "potassium"
    INR = "inr"
    LDL = "ldl"
    TSH = "tsh"
    DRUG_LEVEL = "drug_level"
    ALT = "alt"
    AST = "ast"
    ALP = "alp"
    BILIRUBIN = "bilirubin"


class StatementStatus(StrEnum):
    """What a source says about a medicine's life. UNKNOWN is not ACTIVE."""

    ACTIVE = "active"
    ON_HOLD = "on-hold"
    STOPPED = "stopped"
    COMPLETED = "completed"
    NOT_TAKEN = "not-taken"
    UNKNOWN = "unknown"


class DifferenceKind(StrEnum):
    """What does not agree between sources: our own codes (`domain.md` 4.3)."""

    NOT_ON_RECORD = "D01"
    NOT_TAKEN = "D02"
    DOSE = "D03"
    FREQUENCY = "D04"
    ROUTE = "D05"
    RELEASE = "D06"
    PRODUCT = "D07"
    DUPLICATE_INGREDIENT = "D08"
    SAME_CLASS = "D09"
    REACTION = "D10"
    REASON_UNKNOWN = "D11"
    TIMING = "D12"
    SHOULD_HAVE_ENDED = "D13"
    AS_NEEDED = "D14"
    PRESCRIBER_UNKNOWN = "D15"
    IDENTITY_DOUBT = "D16"
    ONE_SOURCE = "D17"
    STOPPED_STILL_TAKEN = "D18"
    CHANGED_OLD_SUPPLY = "D19"
    NOT_FILLED = "D20"

    @property
    def is_clinical(self) -> bool:
        """Whether only a pharmacist is told its type (`product.md` 2, step 4)."""
        return self in (
            DifferenceKind.DUPLICATE_INGREDIENT,
            DifferenceKind.SAME_CLASS,
            DifferenceKind.REACTION,
        )


class SettledKind(StrEnum):
    """What a person settles while the sources stand side by side."""

    JOIN = "join"
    DIFFERENCE = "difference"
    MEDICINE = "medicine"


class Verdict(StrEnum):
    """What was settled: of two rows, of a difference, of a medicine of the agreed list."""

    ONE = "one"
    TWO = "two"
    EXPLAINED = "explained"
    SENT = "sent"
    CONTINUE = "continue"
    CHANGED = "changed"
    STOPPED = "stopped"
    UNCLEAR = "unclear"


class Decision(StrEnum):
    """The pharmacist's word on one line of the list (`domain.md` 7, "Printed truth problem")."""

    KEEP = "keep"
    AGREED_CHANGE = "agreed_change"
    OMIT_ASK = "omit_ask"
    OMIT_STOPPED = "omit_stopped"


class Disposition(StrEnum):
    """How a pharmacist cleared a red flag (`domain.md` 3.4 c)."""

    SENT_TO_EMERGENCY = "sent_to_emergency"
    CALLED_PRESCRIBER = "called_prescriber"
    COUNSELED = "counseled"
    NOT_RELEVANT = "not_relevant"


class RhythmKind(StrEnum):
    """When the doses of an order fall due."""

    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    HOURS = "hours"
    NEEDED = "needed"


class DoseCode(StrEnum):
    """What became of one dose (`domain.md` 5.4). No row at all is *undocumented*, never given.

    IN_ERROR takes an earlier row back: the dose is undocumented again.
    """

    GIVEN = "given"
    SELF_TAKEN = "self_taken"
    REFUSED = "refused"
    HELD = "held"
    WITHHELD = "withheld"
    MISSED = "missed"
    NOT_AVAILABLE = "not_available"
    VOMITED = "vomited"
    SLEEPING = "sleeping"
    HOSPITAL = "hospital"
    LEAVE_SENT = "leave_sent"
    LEAVE_NOT_SENT = "leave_not_sent"
    OTHER = "other"
    IN_ERROR = "in_error"


class AwayKind(StrEnum):
    """Why somebody was not where their doses are given."""

    HOSPITAL = "hospital"
    LEAVE_SENT = "leave_sent"
    LEAVE_NOT_SENT = "leave_not_sent"


class PaperKind(StrEnum):
    MEDICATION_LIST = "medication_list"
    PHARMACIST_PAGE = "pharmacist_page"
    EMERGENCY_SHEET = "emergency_sheet"
    RECOVERY_KIT = "recovery_kit"
    ADMINISTRATION_RECORD = "administration_record"


class SignatureMeaning(StrEnum):
    RELEASED = "reviewed and released"
    WITHDRAWN = "withdrawn before delivery"
    ADDENDUM = "addendum"


class OfferOutcome(StrEnum):
    """What became of an offer; belongs to the enrolment, not to a session (`product.md` 3)."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NO_SHOW = "no_show"
    UNABLE_TO_REACH = "unable_to_reach"
    OPTED_OUT = "opted_out"


class CareKind(StrEnum):
    """What a care task asks of the pharmacy."""

    REFILL = "refill"


class CareState(StrEnum):
    """A care task is open until it is done, or given up."""

    OPEN = "open"
    DONE = "done"
    GIVEN_UP = "given_up"


class AuditAction(StrEnum):
    """What an audit row says was done. Closed list; the first three come from the flush itself."""

    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"
    READ = "read"
    SEARCH = "search"
    IMPORT = "import"
    EXPORT = "export"
    PRINT = "print"
    SIGN = "sign"
    SET_UP = "set_up"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCK = "lock"
    RECOVER = "recover"
    CHANGE_PASSWORD = "change_password"
    MANAGE_PEOPLE = "manage_people"
    CHECKPOINT = "checkpoint"
    ALARM = "alarm"
    BACKUP = "backup"
    RESTORE = "restore"
    UPGRADE = "upgrade"
    ATTEMPT = "attempt"


class Outcome(StrEnum):
    """How what an audit row tells of ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"

"""The exact bytes that a signature covers: one spelling for one meaning, tagged with its recipe.

Sorted, compact JSON in UTF-8 and NFC; numbers are whole or stand as text; moments are UTC. The
fields are listed here by name, so that a field added to a picture does not change what was signed.
If the recipe ever changes it gets a new tag, and this one stays readable for ever.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from app.domain.findings import Finding
from app.domain.patient import PartialDate, Patient
from app.domain.therapy_session import Concern, TherapySession

RECIPE = "brownbag session v1"
SEAL_RECIPE = "brownbag seal v1"

SESSION = ("id", "kind", "started_at", "content_version", "language", "technician_minutes")
PATIENT = (
    "id",
    "birth_date",
    "sex",
    "record_number",
    "phone",
    "address",
    "language",
    "deceased",
    "died_on",
)
NAME = ("given", "family")
ALLERGY = ("id", "substance", "kind", "reaction", "severity", "source")
CONDITION = ("id", "name", "code", "system", "since", "is_active", "source")
MEASUREMENT = ("id", "kind", "value", "unit", "on", "comparator", "label", "source")
DRUG = ("name", "rxcui", "strength", "form", "brand", "ingredients")
MEDICINE = (
    "id",
    "label",
    "takes_as",
    "reason",
    "prescriber",
    "since",
    "last_taken",
    "unidentified",
    "is_over_the_counter",
    "is_put_aside",
)
BOTTLE = ("read_at", "ndc", "lot", "expires", "prescription")
LOOKS = ("imprint", "shape", "colour")
REVIEW = ("decision", "directions", "reason", "reason_unknown", "translated_by", "note")
TALK = ("id", "began", "ended", "by", "by_name", "channel", "speaker", "speaker_name", "is_alone")
ANSWER = ("value", "at", "by", "talk")
FLAG = (
    "id",
    "red_flag",
    "level",
    "raised_at",
    "because",
    "words",
    "emergency_called_at",
    "pharmacist_called_at",
    "pharmacist_joined_at",
    "cleared_at",
    "cleared_by",
    "disposition",
    "disposition_note",
)
CONCERN = ("id", "words", "asked_at", "answer", "answered_by")
READING = ("answer", "digest", "language")
RETURN = ("id", "question", "by_name", "at", "answer", "answered_by")
SETTLED = ("kind", "subject", "verdict", "words", "seen", "shown", "by_name", "at")
ACKNOWLEDGEMENT = ("fingerprint", "accepted", "reason", "by_name", "at")
LIVE_TALK = ("on", "minutes", "with_whom", "by_name")
ASKED = ("id", "began", "by_name", "digest")
INSTRUMENT = ("url", "version", "title")
FINDING = ("rule", "level", "title", "because", "evidence", "source", "rule_version")


def content(session: TherapySession, findings: Iterable[Finding]) -> dict[str, Any]:
    """What is signed: the session's own part, the patient as known then, and what rules noticed."""
    return {
        "recipe": RECIPE,
        "session": session_part(session),
        "patient": patient_part(session.patient),
        "findings": [
            _pick(finding, FINDING) | {"fingerprint": finding.fingerprint} for finding in findings
        ],
    }


def session_part(session: TherapySession) -> dict[str, Any]:
    """Everything that belongs to the session alone. After a release none of it may change."""
    return (
        _pick(session, SESSION)
        | _instruments(session)
        | {
            "talks": [_pick(talk, TALK) for talk in session.talks],
            "answers": {key: _pick(answer, ANSWER) for key, answer in session.answers.items()},
            "medicines": [
                _pick(medicine, MEDICINE)
                | {
                    "drug": _pick(medicine.drug, DRUG),
                    "bottle": None if medicine.bottle is None else _pick(medicine.bottle, BOTTLE),
                    "looks": None if medicine.looks is None else _pick(medicine.looks, LOOKS),
                    "review": _pick(medicine.review, REVIEW),
                    "statements": [plain(statement.id) for statement in medicine.statements],
                }
                for medicine in session.medicines
            ],
            "flags": [_pick(flag, FLAG) for flag in session.flags],
            "concerns": [_concern(concern) for concern in session.concerns],
            "returns": [_pick(returned, RETURN) for returned in session.returns],
            "acknowledgements": [_pick(word, ACKNOWLEDGEMENT) for word in session.acknowledgements],
            "settled": [_pick(word, SETTLED) for word in session.settled],
            "live_talk": None if session.live_talk is None else _pick(session.live_talk, LIVE_TALK),
        }
    )


def _instruments(session: TherapySession) -> dict[str, Any]:
    """Which definitions the answers belong to; nothing where no instrument was asked."""
    asked = [_pick(one, ASKED) | _pick(one.instrument, INSTRUMENT) for one in session.instruments]
    return {"instruments": asked} if asked else {}


def _concern(concern: Concern) -> dict[str, Any]:
    """Which approved text was read; nothing of the kind where a pharmacist answered."""
    told = _pick(concern, CONCERN)
    return told if concern.reading is None else told | {"reading": _pick(concern.reading, READING)}


def patient_part(patient: Patient) -> dict[str, Any]:
    """The patient as known at a moment, as far as papers show it."""
    return _pick(patient, PATIENT) | {
        "name": _pick(patient.name, NAME),
        "allergies": [_pick(allergy, ALLERGY) for allergy in patient.allergies],
        "conditions": [_pick(condition, CONDITION) for condition in patient.conditions],
        "measurements": [_pick(measured, MEASUREMENT) for measured in patient.measurements],
    }


def as_bytes(value: Mapping[str, Any]) -> bytes:
    """One spelling for one meaning."""
    text = json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def digest(canonical: bytes) -> str:
    """What is shown beside a signature: the SHA-256 of the bytes."""
    return hashlib.sha256(canonical).hexdigest()


def plain(value: Any) -> Any:
    """A value as canonical JSON holds it. Raises TypeError for what has no one spelling."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        case dt.date() | PartialDate():
            return value.isoformat()
        case UUID():
            return str(value)
        case Decimal():
            return format(value, "f")
        case Mapping():
            return {plain(key): plain(inner) for key, inner in value.items()}
        case frozenset() | set():
            return sorted(plain(inner) for inner in value)
        case tuple() | list():
            return [plain(inner) for inner in value]
    raise TypeError(f"no canonical spelling for {type(value).__name__}")


def _pick(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(value, name)) for name in names}

"""What a pharmacist who keeps a label would let print: read by a person before it is stored.

Our plain words of a label, in a language we have wording for, and only where every word of it was
understood, every dose has its unit, and nothing in it is error-prone. Without a label, the same of
what the patient says.
Source: domain.md 7 (what prints is verified, never the raw label) and product.md 3.
"""

from __future__ import annotations

from app.directions.labels import parse
from app.directions.plain import plain
from app.directions.wording import LANGUAGES
from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession

REASONS_ARE_IN = "en"


def proposed_directions(medicine: Medicine, language: str) -> str | None:
    """The directions in plain words; None where a person must find the words."""
    said = medicine.label or medicine.takes_as
    if not said or language not in LANGUAGES:
        return None
    read = parse(said)
    is_whole = all(part.dose is None or part.dose.unit for part in read.parts)
    if not read.parts or not is_whole or read.left_over or read.cautions:
        return None
    return plain(read, language)


def proposed_reason(medicine: Medicine, language: str) -> str | None:
    """What the technician wrote down that it is for, in the language that is written in."""
    return medicine.reason if language == REASONS_ARE_IN else None


def languages(session: TherapySession) -> tuple[str, ...]:
    """The languages a line must be worded in: the patient's first, and English beside it."""
    return tuple(dict.fromkeys((session.language, "en")))

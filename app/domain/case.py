"""A whole case as a file tells it: the talks with their answers, and texts a pharmacist verified.

For the demo, which types it all through the window. Nothing here has been stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.therapy_session import Value
from models.vocabulary import Decision, Speaker


@dataclass(frozen=True, slots=True)
class TalkTold:
    """One talk. `medicines` are the answers about each medicine, by its name as the file has it."""

    authored: dt.datetime | None
    answers: Mapping[str, Value]
    questions: tuple[str, ...] = ()
    medicines: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    speaker: Speaker | None = None
    speaker_name: str | None = None


@dataclass(frozen=True, slots=True)
class VerifiedText:
    """What a pharmacist verified about one medicine, by language."""

    directions: Mapping[str, str]
    reason: Mapping[str, str]
    translated_by: Mapping[str, str]
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class WholeCase:
    """`on` is the rules' today (`product.md` 7); `verified` is by the name of the medicine."""

    on: dt.date
    name: str
    birth_date: str
    is_deceased: bool
    is_child: bool
    has_allergies: bool
    talks: tuple[TalkTold, ...] = ()
    verified: Mapping[str, VerifiedText] = field(default_factory=dict)
    guardian: str | None = None

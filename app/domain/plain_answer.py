"""Short, plain answers to questions of fact: what a technician may read aloud once approved."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.medicine import Medicine
from resources.language import N_

LANGUAGES = ("en", "es")


class Topic(StrEnum):
    """What an answer is about. There is no topic that judges: those are the pharmacist's."""

    USE = "use"
    STORAGE = "storage"
    DEVICE = "device"
    REFILL = "refill"
    DISPOSAL = "disposal"


TOPICS: Mapping[Topic, str] = {
    Topic.USE: N_("Use"),
    Topic.STORAGE: N_("Storage"),
    Topic.DEVICE: N_("Device"),
    Topic.REFILL: N_("Refill"),
    Topic.DISPOSAL: N_("Disposal"),
}


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """One answer in both languages. `asks` is the question it answers, `words` what is read aloud.

    It is about medicines that are one of `known_by` (ingredients and classes), hold nothing of
    `unless`, and have one of `forms` in their name or form. Given neither `known_by` nor `forms`,
    it is for everyone.
    """

    id: str
    topic: Topic
    asks: Mapping[str, str]
    words: Mapping[str, str]
    source: str
    known_by: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def is_for_everyone(self) -> bool:
        return not self.known_by and not self.forms

    @property
    def digest(self) -> str:
        """Of what is approved: both texts, what they answer, and whom they are for."""
        told = [
            self.id,
            self.topic,
            [self.asks[language] for language in LANGUAGES],
            [self.words[language] for language in LANGUAGES],
            sorted(self.known_by),
            sorted(self.unless),
            sorted(self.forms),
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def is_about(self, medicine: Medicine) -> bool:
        """Whether it is about this medicine in particular; what is for everyone is about none."""
        if self.is_for_everyone:
            return False
        drug = medicine.drug
        if self.known_by and self.known_by.isdisjoint(drug.ingredients | drug.classes):
            return False
        if not self.unless.isdisjoint(drug.ingredients):
            return False
        words = f"{drug.name} {drug.form or ''}".casefold()
        return not self.forms or any(form in words for form in self.forms)


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """An answer with the approval that counts now; `is_changed`: another text was approved once."""

    answer: PlainAnswer
    approved_by: str | None = None
    approved_at: dt.datetime | None = None
    is_changed: bool = False

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """Which approved text was read aloud, word for word, and in which language."""

    answer: str
    digest: str
    language: str

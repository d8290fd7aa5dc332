"""What rules noticed (for a pharmacist), and what a technician is shown of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from models.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule noticed, for pharmacists only. It describes and cites; it never advises.

    `because` are whole short sentences, `evidence` the ids and answer keys it rests on, `source`
    the citation. Two findings with one fingerprint are the same finding about the same facts.
    """

    rule: str
    level: Level
    title: str
    because: tuple[str, ...]
    evidence: tuple[str, ...]
    source: str
    technician_prompt: str
    rule_version: int = 1

    @property
    def fingerprint(self) -> str:
        parts = (
            self.rule,
            str(self.rule_version),
            self.level,
            *self.because,
            *sorted(self.evidence),
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a technician is shown: neutral words, never a conclusion."""

    words: str
    detail: str
    is_urgent: bool
    where: str = ""


Notice = Finding | Prompt

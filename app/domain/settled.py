"""What a person settled while the sources stood side by side (`product.md` 2, step 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.vocabulary import MedicineId, SettledKind, Verdict

VERDICTS: Mapping[SettledKind, tuple[Verdict, ...]] = MappingProxyType(
    {
        SettledKind.JOIN: (Verdict.ONE, Verdict.TWO),
        SettledKind.DIFFERENCE: (Verdict.EXPLAINED, Verdict.SENT),
        SettledKind.MEDICINE: (
            Verdict.CONTINUE,
            Verdict.CHANGED,
            Verdict.STOPPED,
            Verdict.UNCLEAR,
        ),
    }
)
"""What can be said of each."""

NEEDS_WORDS = (Verdict.EXPLAINED, Verdict.CHANGED, Verdict.STOPPED, Verdict.UNCLEAR)
"""Said with a reason, or not at all."""


@dataclass(frozen=True, slots=True)
class Settling:
    """A wish to settle one thing; `verdict` None takes back what was settled.

    `subject` names it for as long as the session lasts; `seen` is the fingerprint of what the
    screen showed, and `shown` those words: what is settled counts while they are the same.
    """

    kind: SettledKind
    subject: str
    verdict: Verdict | None
    words: str = ""
    seen: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled last, by whom and when."""

    kind: SettledKind
    subject: str
    verdict: Verdict
    words: str
    seen: str
    shown: str
    by_name: str
    at: dt.datetime

    @property
    def again(self) -> Settling:
        """The wish that settles it so once more."""
        return Settling(self.kind, self.subject, self.verdict, self.words, self.seen, self.shown)


def pair(one: MedicineId | str, other: MedicineId | str) -> str:
    """The subject of two rows, the same whichever comes first."""
    return "+".join(sorted((str(one), str(other))))

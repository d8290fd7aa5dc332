"""What of a red flag is new after a pharmacist cleared it (decision 0007).

What was cleared stays cleared for the same facts, and in the same talk for their details. It comes
back with whatever is more urgent, changed, about another medicine, of another kind, or said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.therapy_session import Flag, TherapySession
from app.rules.raised import Raised, Reason
from app.rules.red_flag import RedFlag
from models.vocabulary import Reply

TAKING = "adherence."
"""The keys of what a patient tells about taking one medicine."""


def news(one: Raised, flag: RedFlag, session: TherapySession) -> Raised | None:
    """The flag with its new reasons alone; None where what was cleared answers all of it."""
    cleared = [f for f in session.flags if f.red_flag == one.red_flag and not f.is_open]
    if not cleared:
        return one
    look = _Look(one, flag, session, cleared)
    reasons = tuple(reason for reason in one.reasons if not look.is_answered(reason))
    is_new = any(reason.raises for reason in reasons)
    return replace(one, reasons=reasons) if is_new else None


@dataclass(frozen=True, slots=True)
class _Look:
    one: Raised
    flag: RedFlag
    session: TherapySession
    cleared: Sequence[Flag]

    def is_answered(self, reason: Reason) -> bool:
        """Whether some pharmacist cleared this, or what it is a detail of, at no milder level."""
        if self._is_said_again(reason):
            return False
        heard = [flag for flag in self.cleared if flag.level.rank <= reason.level.rank]
        return any(
            reason.fact.words in flag.because or self._is_detail(reason, flag) for flag in heard
        )

    def _is_said_again(self, reason: Reason) -> bool:
        if reason.fact.evidence != (self.flag.key,):
            return False
        said = self.session.answers.get(self.flag.key)
        last = max(flag.cleared_at for flag in self.cleared if flag.cleared_at is not None)
        return said is not None and said.at > last

    def _is_detail(self, reason: Reason, cleared: Flag) -> bool:
        known, evidence = set(cleared.evidence), set(reason.fact.evidence)
        if not self._is_of_this_talk(cleared) or evidence <= known:
            return False  # the very same evidence with other words: the fact has changed
        if all(self._is_own_question(key) for key in evidence):
            return self.flag.key in known
        medicine = _medicine_taken(evidence)
        if medicine is None:
            return False
        return _tells_of_taking(medicine, known) or (
            self.flag.key in known and self._is_what_yes_meant(reason)
        )

    def _is_of_this_talk(self, cleared: Flag) -> bool:
        began = self.session.talk_began
        return began is not None and cleared.raised_at >= began

    def _is_own_question(self, key: str) -> bool:
        return key == self.flag.key or key.startswith(f"{self.flag.key}.")

    def _is_what_yes_meant(self, reason: Reason) -> bool:
        """A yes names no medicine: it meant the one that is named, at the level that was said."""
        named = {
            _medicine_taken(set(other.fact.evidence))
            for other in self.one.reasons
            if other.level is reason.level
        }
        told = [c for c in self.flag.conditions if c.known_from_facts and c.level is reason.level]
        return len(named - {None}) == 1 and all(
            self.session.value(self.flag.condition_key(condition)) == Reply.YES
            for condition in told
        )


def _medicine_taken(evidence: set[str]) -> str | None:
    """The one medicine whose taking it tells about, or None for any other kind of evidence."""
    keys = {one for one in evidence if one.startswith(TAKING)}
    medicines = evidence - keys
    return next(iter(medicines)) if keys and len(medicines) == 1 else None


def _tells_of_taking(medicine: str, known: set[str]) -> bool:
    return any(one.startswith(TAKING) and one.endswith(f"#{medicine}") for one in known)

"""What the pharmacy sets once for all its workstations."""

from __future__ import annotations

from app.errors import Refused
from app.interchange import scans
from app.services.permissions import UseCase
from app.services.work import Work
from app.store import settings
from models.vocabulary import Actor
from resources.language import N_, _

MOST_PATTERNS = 5
NO_PATTERN = N_(
    "The number does not stand in what was scanned, or more than once. "
    "Please scan the label again, and type the prescription number printed on it."
)
TOO_MANY = N_("Five kinds of label are known already. Please take one back first.")


class Settings:
    """Keeps the promise of `api.Settings` on an open database."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def label_patterns(self, *, by: Actor) -> tuple[str, ...]:
        """How the labels of the pharmacy look: `#` for a digit of the prescription number."""
        with self._work.transaction(UseCase.READ_SETTINGS, by=by, reads=True) as (db, _at):
            return settings.label_patterns(db, by.pharmacy)

    def learn_label(self, scanned: str, prescription: str, *, by: Actor) -> tuple[str, ...]:
        """One label scanned and the number read on it: from now on such labels are known."""
        pattern = scans.pattern_of(scanned, prescription)
        if pattern is None:
            raise Refused(_(NO_PATTERN), "prescription")
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by) as (db, _at):
            known = settings.label_patterns(db, by.pharmacy)
            patterns = tuple(dict.fromkeys((*known, pattern)))
            if len(patterns) > MOST_PATTERNS:
                raise Refused(_(TOO_MANY), "scanned")
            settings.put(db, settings.LABEL_PATTERNS, list(patterns), by=by)
            return patterns

    def forget_label(self, pattern: str, *, by: Actor) -> tuple[str, ...]:
        """Such labels are no longer known."""
        with self._work.transaction(UseCase.CHANGE_SETTINGS, by=by) as (db, _at):
            known = settings.label_patterns(db, by.pharmacy)
            patterns = tuple(one for one in known if one != pattern)
            settings.put(db, settings.LABEL_PATTERNS, list(patterns), by=by)
            return patterns

"""What stands between a session and its released medication list. Light: no ReportLab here.

The review asks the same before it lets a pharmacist sign, so that what was signed can be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession
from app.errors import Refused
from app.rules.reconciliation.joins import second_entries
from models.vocabulary import AllergyKind
from resources.language import _

ONCE = re.compile(r"\bonce\b", re.IGNORECASE)
ALLERGIES = "intake.allergies"


def not_ready(session: TherapySession, language: str) -> Iterator[Refused]:
    """Why the list can't be released in a language, one by one; nothing where it can."""
    if not _allergies_known(session):
        yield Refused(_("Ask about allergies first: the list may not leave them open."), ALLERGIES)
    second = second_entries(session)
    for medicine in session.medicines:
        if str(medicine.id) in second:
            continue
        if not medicine.review.is_settled(language):
            words = _("A medicine is not settled in this language yet.")
            yield Refused(words, str(medicine.id))
        elif language == "es" and _says_once(medicine):
            words = _(
                "Write a number in place of “once”: it means 1 time in English, 11 in Spanish."
            )
            yield Refused(words, str(medicine.id))


def _allergies_known(session: TherapySession) -> bool:
    """Whether they were denied when asked, or at least one is recorded."""
    recorded = any(a.kind is not AllergyKind.INTOLERANCE for a in session.patient.allergies)
    return recorded or session.value(ALLERGIES) == "none"


def _says_once(medicine: Medicine) -> bool:
    review = medicine.review
    return any(ONCE.search(text.get("es", "")) for text in (review.directions, review.reason))

"""Taking a strike-through back: the medicine is entered anew with all that was known of it.

The struck row stays struck, with its reason; the audit shows both.
"""

from __future__ import annotations

from app.domain.changes import Saved
from app.domain.medicine import Medicine
from app.domain.therapy_session import Value, subject_key
from app.interview.medicines import FIELDS
from app.services.api import Sessions
from models.vocabulary import MedicineId
from ui.ids import new_command
from ui.reading import field_of
from ui.workspace import UseCase, Wish


def copy_of(medicine: Medicine, sessions: Sessions, there: frozenset[MedicineId]) -> UseCase:
    """The use case that enters the medicine again. `there` are the medicines that stand now."""

    def use_case(wish: Wish) -> Saved:
        is_written = not medicine.drug.is_known and medicine.unidentified is None
        added = sessions.add_medicine(
            wish.session,
            medicine.drug if medicine.unidentified is None and not is_written else None,
            written=medicine.drug.name if is_written else "",
            unidentified=medicine.unidentified or "",
            seen=wish.seen,
            command=wish.command,
            by=wish.by,
        )
        known = _fields(medicine, added, there)
        if not known:
            return added
        return sessions.record(
            wish.session, known, seen=added.session.version, command=new_command(), by=wish.by
        )

    return use_case


def _fields(
    medicine: Medicine, added: Saved, there: frozenset[MedicineId]
) -> dict[str, Value | None]:
    new = next((m for m in reversed(added.session.medicines) if m.id not in there), None)
    if new is None:
        return {}
    known = {subject_key(key, new.id): field_of(medicine, key) for key in FIELDS}
    return {key: value for key, value in known.items() if value is not None}

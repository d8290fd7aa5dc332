"""The lists of a technician's day and of a patient. Reading one is audited."""

from __future__ import annotations

from app.services import lists
from app.services.api import Shown
from app.services.permissions import UseCase
from app.services.values import QueueRow, Today
from app.services.work import Work, note_list_read, note_read
from app.store import session_lists
from models.vocabulary import Actor, PatientId, SessionState

_TODAY = {
    "returned": (SessionState.RETURNED,),
    "put_down": (SessionState.COLLECTING,),
    "with_pharmacist": (
        SessionState.QUEUED,
        SessionState.IN_REVIEW,
        SessionState.CONSULTED,
        SessionState.RELEASED,
    ),
}


class Listing:
    """The part of `api.Sessions` that shows many sessions at once."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def today(self, *, shown: Shown = None, by: Actor) -> Today:
        """What came back, what lies there, and what the pharmacist has or has signed."""
        with self._work.transaction(UseCase.TODAY, by=by, reads=True) as (db, _at):
            found = {
                name: lists.rows(session_lists.in_states(db, by.pharmacy, wanted), by=by)
                for name, wanted in _TODAY.items()
            }
            read = [row.session for rows in found.values() for row in rows]
            note_list_read(db, "today", read, shown)
        return Today(**found)

    def of_patient(self, patient: PatientId, *, by: Actor) -> tuple[QueueRow, ...]:
        """The sessions of a patient, the newest first."""
        with self._work.transaction(UseCase.OF_PATIENT, by=by, patient=patient, reads=True) as (
            db,
            _at,
        ):
            note_read(db, "sessions_of_patient", patient, patient=patient)
            return lists.rows(session_lists.of_patient(db, by.pharmacy, patient), by=by)

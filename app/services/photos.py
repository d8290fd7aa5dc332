"""Photos of loose tablets: kept in the encrypted records, shown to whoever opens the session."""

from __future__ import annotations

from app.domain.changes import Changes, Saved
from app.domain.photo import is_plain_jpeg
from app.errors import Refused
from app.services import states, talking
from app.services.permissions import UseCase
from app.services.work import Work
from app.store import photos
from app.store.in_hand import InHand, take
from models.vocabulary import Actor, CommandId, MedicineId, SessionId
from resources.language import N_, _

NO_PHOTO = N_("This picture cannot be kept. Please take another one, or go on without.")


class Photos:
    """Keeps the promise of `api.Photos` on an open database."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def put(
        self,
        session: SessionId,
        medicine: MedicineId,
        jpeg: bytes,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Keep a photo. Refused unless it is a small JPEG that tells nothing beside the picture."""
        if not is_plain_jpeg(jpeg):
            raise Refused(_(NO_PHOTO), "photo")

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            talking.go_on(hand)
            photos.put(hand, medicine, jpeg)
            return Changes(medicines=True)

        return self._work.change(
            UseCase.ADD_MEDICINE, session, change, by=by, command=command, seen=seen
        )

    def load(self, session: SessionId, medicine: MedicineId, *, by: Actor) -> bytes | None:
        """The photo, or None where there is none."""
        with self._work.transaction(UseCase.OPEN, by=by, session=session, reads=True) as (db, at):
            return photos.of_medicine(take(db, session, by=by, at=at), medicine)

"""The photos of loose tablets. They are loaded one by one, never with a session."""

from __future__ import annotations

from sqlalchemy import select

from app.errors import Refused
from app.store import medicines
from app.store.in_hand import InHand
from models.base import new_id
from models.tables.medicines import MedicinePhotoRow
from models.vocabulary import MedicineId
from resources.language import _


def put(hand: InHand, medicine: MedicineId, jpeg: bytes) -> None:
    """Keep a photo, in the place of an earlier one. Refused where the row is gone."""
    if medicine not in medicines.ids(hand):
        raise Refused(_("This medicine is no longer in the list of this session."))
    row = _row(hand, medicine)
    if row is None:
        row = MedicinePhotoRow(pharmacy_id=hand.row.pharmacy_id, id=new_id(), medicine_id=medicine)
        hand.db.add(row)
    row.jpeg, row.recorded_at, row.recorded_by = jpeg, hand.at, hand.by.person
    hand.db.flush()


def of_medicine(hand: InHand, medicine: MedicineId) -> bytes | None:
    """The photo of a medicine of this session, or None."""
    if medicine not in medicines.ids(hand):
        return None
    row = _row(hand, medicine)
    return None if row is None else row.jpeg


def _row(hand: InHand, medicine: MedicineId) -> MedicinePhotoRow | None:
    query = select(MedicinePhotoRow).where(
        MedicinePhotoRow.pharmacy_id == hand.row.pharmacy_id,
        MedicinePhotoRow.medicine_id == medicine,
    )
    return hand.db.scalar(query)

"""The medicines of a session as rows: added, filled in, struck through, decided about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.medicine import Bottle, Drug, Looks, Review
from app.domain.patient import Statement
from app.errors import Refused
from app.store.columns import apply
from app.store.in_hand import InHand
from app.store.rows import of_session
from models.base import new_id
from models.tables.medicines import MedicineRow, MedicineStatementRow
from models.vocabulary import MedicineId
from resources.language import N_, _

FIELDS: Mapping[str, str] = {
    "medicine.label": "label",
    "medicine.takes_as": "takes_as",
    "medicine.reason": "reason",
    "medicine.prescriber": "prescriber",
    "medicine.since": "since",
    "medicine.last_taken": "last_taken",
    "medicine.over_the_counter": "is_over_the_counter",
    "medicine.put_aside": "is_put_aside",
}
"""The answer keys that are columns of a medicine."""
CHOICES: Mapping[str, Mapping[str, bool | None]] = {
    "medicine.over_the_counter": {"yes": True, "no": False, "None": None},
    "medicine.put_aside": {"yes": True, "no": False, "None": False},
}
"""What the answers mean that are a choice; "None" is an answer taken back."""

NOT_HERE = N_("This medicine is no longer in the list of this session.")


def add_medicine(
    hand: InHand,
    drug: Drug,
    *,
    unidentified: str | None = None,
    label: str | None = None,
    takes_as: str | None = None,
    reason: str | None = None,
    prescriber: str | None = None,
    since: str | None = None,
    is_over_the_counter: bool | None = None,
    bottle: Bottle | None = None,
    looks: Looks | None = None,
    statements: Sequence[Statement] = (),
) -> MedicineId:
    """A new row of the brown bag, with the statements that stand behind it."""
    row = MedicineRow(
        pharmacy_id=hand.row.pharmacy_id,
        id=new_id(),
        session_id=hand.row.id,
        name=drug.name,
        rxcui=drug.rxcui,
        strength=drug.strength,
        form=drug.form,
        brand=drug.brand,
        ingredients=sorted(drug.ingredients),
        classes=sorted(drug.classes),
        is_high_alert=drug.is_high_alert,
        unidentified=unidentified,
        label=label,
        takes_as=takes_as,
        reason=reason,
        prescriber=prescriber,
        since=since,
        is_over_the_counter=is_over_the_counter,
        **_of_bottle(bottle),
        imprint=looks.imprint if looks else None,
        shape=looks.shape if looks else None,
        colour=looks.colour if looks else None,
        is_put_aside=False,
        directions={},
        reasons={},
        reason_unknown=False,
        translated_by={},
        recorded_at=hand.at,
        recorded_by=hand.by.person,
    )
    hand.db.add(row)
    hand.db.flush()
    for statement in statements:
        _link(hand, row, statement)
    return MedicineId(row.id)


def ids(hand: InHand) -> tuple[MedicineId, ...]:
    """The medicines of the session that were not struck through."""
    rows = of_session(hand.db, MedicineRow, hand.row)
    return tuple(MedicineId(row.id) for row in rows if row.voided_at is None)


def fill_in(hand: InHand, medicine: MedicineId, key: str, value: str | None) -> bool:
    """Set the field that an answer key names; answers whether it differed."""
    row = _medicine_row(hand, medicine)
    stored = CHOICES[key][str(value)] if key in CHOICES else value
    return bool(apply(row, {FIELDS[key]: stored}))


def put_bottle(hand: InHand, medicine: MedicineId, bottle: Bottle, label: str | None) -> None:
    """Keep what a scan told of a row that is there; its label's words only where it has none."""
    row = _medicine_row(hand, medicine)
    apply(row, _of_bottle(bottle))
    if label and not row.label:
        row.label = label


def void(hand: InHand, medicine: MedicineId, reason: str) -> None:
    """Strike it through, with a reason."""
    row = _medicine_row(hand, medicine)
    row.voided_at, row.voided_because = hand.at, reason


def put_back(hand: InHand, medicine: MedicineId) -> None:
    """Take the strike-through back: the whole row stands again. The audit keeps both."""
    row = hand.db.get(MedicineRow, (hand.row.pharmacy_id, medicine))
    if row is None or row.session_id != hand.row.id:
        raise Refused(_(NOT_HERE))
    row.voided_at = row.voided_because = None


def decide(hand: InHand, medicine: MedicineId, review: Review) -> None:
    """The pharmacist's word on this line, in the place of an earlier one."""
    apply(
        _medicine_row(hand, medicine),
        {
            "decision": None if review.decision is None else review.decision.value,
            "directions": dict(review.directions),
            "reasons": dict(review.reason),
            "reason_unknown": review.reason_unknown,
            "translated_by": dict(review.translated_by),
            "review_note": review.note,
        },
    )


def _medicine_row(hand: InHand, medicine: MedicineId) -> MedicineRow:
    row = hand.db.get(MedicineRow, (hand.row.pharmacy_id, medicine))
    if row is None or row.session_id != hand.row.id or row.voided_at is not None:
        raise Refused(_(NOT_HERE))
    return row


def _of_bottle(bottle: Bottle | None) -> dict[str, Any]:
    """The columns of what a scan told (untyped: each has its own type)."""
    return {
        "bottle_read_at": bottle.read_at if bottle else None,
        "ndc": bottle.ndc if bottle else None,
        "lot": bottle.lot if bottle else None,
        "expires_on": bottle.expires if bottle else None,
        "prescription": bottle.prescription if bottle else None,
    }


def _link(hand: InHand, medicine: MedicineRow, statement: Statement) -> None:
    hand.db.add(
        MedicineStatementRow(
            pharmacy_id=medicine.pharmacy_id,
            id=new_id(),
            medicine_id=medicine.id,
            statement_id=statement.id,
        )
    )

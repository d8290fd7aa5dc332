"""What the pharmacy is to do for a patient: made from a session, and done when it is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.vocabulary import CareKind, CareState, MedicineId, RecordId


@dataclass(frozen=True, slots=True)
class CareTask:
    """`words` say what it is about; `due_on` is None where nobody set a day."""

    id: RecordId
    kind: CareKind
    words: str
    made_at: dt.datetime
    made_by: str
    state: CareState = CareState.OPEN
    medicine: MedicineId | None = None
    due_on: dt.date | None = None

    @property
    def is_open(self) -> bool:
        return self.state is CareState.OPEN


@dataclass(frozen=True, slots=True)
class ListedTask:
    """An open task with the patient it is for."""

    task: CareTask
    patient_name: str

"""How the pharmacy keeps its records, as one setting: minutes, clock times, letters."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from app.domain.administration import CLOCK, LETTERS, Customs
from app.store import settings
from models.vocabulary import Actor, DoseCode, PharmacyId

NAME = "administration"


def customs(db: Session, pharmacy: PharmacyId) -> Customs:
    """What was set, and the defaults for the rest."""
    told: dict[str, Any] = settings.value(db, pharmacy, NAME) or {}
    usual = Customs()
    clock = {name: dt.time.fromisoformat(time) for name, time in told.get("clock", {}).items()}
    letters = {DoseCode(code): text for code, text in told.get("letters", {}).items()}
    return Customs(
        told.get("daily_window", usual.daily_window),
        told.get("often_window", usual.often_window),
        told.get("critical_window", usual.critical_window),
        told.get("result_after", usual.result_after),
        MappingProxyType({**CLOCK, **clock}),
        MappingProxyType({**LETTERS, **letters}),
    )


def keep(db: Session, new: Customs, *, by: Actor) -> None:
    """Set it for all workstations."""
    told = {
        "daily_window": new.daily_window,
        "often_window": new.often_window,
        "critical_window": new.critical_window,
        "result_after": new.result_after,
        "clock": {name: f"{time:%H:%M}" for name, time in new.clock.items()},
        "letters": {code.value: text for code, text in new.letters.items()},
    }
    settings.put(db, NAME, told, by=by)

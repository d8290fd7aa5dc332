"""“I'm out”: a refill asked for from the row of a medicine, and taken back from there."""

from __future__ import annotations

from functools import partial

from app.domain.changes import Saved
from app.domain.therapy_session import TherapySession
from models.vocabulary import MedicineId, RecordId
from resources.language import _
from ui.panels.panel import Place
from ui.words import day
from ui.workspace import Otherwise, Wish


def refill_words(session: TherapySession, medicine: MedicineId) -> str:
    """That a refill was asked for, and on which day; "" where none waits."""
    task = session.open_refill(medicine)
    if task is None:
        return ""
    return _("Refill asked for, {day}").format(day=day(task.made_at.astimezone().date()))


def ask_or_take_back(place: Place, medicine: MedicineId, otherwise: Otherwise) -> None:
    """Ask for a refill; where one waits, take it back."""
    task = place.session.open_refill(medicine)
    if task is None:
        place.workspace.do(partial(_ask, place, medicine), None, otherwise)
    else:
        place.workspace.do(partial(_take_back, place, task.id), None, otherwise)


def _ask(place: Place, medicine: MedicineId, wish: Wish) -> Saved:
    care = place.workspace.desk.care
    return care.ask_refill(wish.session, medicine, command=wish.command, by=wish.by)


def _take_back(place: Place, task: RecordId, wish: Wish) -> Saved:
    care = place.workspace.desk.care
    return care.take_back(wish.session, task, command=wish.command, by=wish.by)

"""Short builders for the tests of the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession
from app.rules.red_flags import raised
from models.vocabulary import Level, MeasurementKind
from tests.make import (
    TODAY,
    about,
    make_drug,
    make_measurement,
    make_medicine,
    make_patient,
    make_session,
)

UNITS = {
    MeasurementKind.GLUCOSE: "mg/dL",
    MeasurementKind.SYSTOLIC: "mm[Hg]",
    MeasurementKind.DIASTOLIC: "mm[Hg]",
    MeasurementKind.PULSE: "/min",
    MeasurementKind.EGFR: "mL/min/{1.73_m2}",
    MeasurementKind.WEIGHT: "[lb_av]",
}


def bag(*names: str | Medicine, answers: dict | None = None, **patient: object) -> TherapySession:
    """A session with these medicines, answers, and changes to the patient."""
    medicines = tuple(n if isinstance(n, Medicine) else make_medicine(n) for n in names)
    return make_session(medicines=medicines, answers=answers or {}, patient=make_patient(**patient))


def combined(name: str, *ingredients: str, **changes: object) -> Medicine:
    return make_medicine(drug=make_drug(name, ingredients=frozenset(ingredients)), **changes)


def reading(kind: MeasurementKind, value: object, **changes: object):
    return make_measurement(
        **({"kind": kind, "value": Decimal(str(value)), "unit": UNITS[kind]} | changes)
    )


def with_habit(medicine: Medicine, **habits: object) -> TherapySession:
    """A session with one medicine and its answers about taking it."""
    answers = {about(f"adherence.{key}", medicine): value for key, value in habits.items()}
    return bag(medicine, answers=answers)


def levels(session: TherapySession, on=TODAY) -> dict[str, Level]:
    return {one.red_flag: one.level for one in raised(session, on=on)}


def answer(session: TherapySession, **values: str) -> TherapySession:
    """More answers; `R08_active` stands for redflags.R08.active."""
    told = make_session(
        answers={f"redflags.{key.replace('_', '.', 1)}": value for key, value in values.items()}
    )
    return replace(session, answers={**session.answers, **told.answers})

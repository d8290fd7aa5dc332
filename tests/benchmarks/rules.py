"""All rules and the reconciliation of forty medicines that six sources tell of."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from uuid import UUID

from app.domain.medicine import Drug, Medicine
from app.domain.patient import (
    Condition,
    Fill,
    Measurement,
    PartialDate,
    Patient,
    PersonName,
    Statement,
)
from app.domain.therapy_session import TherapySession
from app.rules.classes import classes_of
from app.rules.engine import evaluate
from app.rules.reconciliation.session import side_by_side
from models.vocabulary import (
    MeasurementKind,
    MedicineId,
    PatientId,
    RecordId,
    SessionId,
    SessionKind,
    SessionState,
    Sex,
    Source,
    StatementStatus,
)
from tests.benchmarks.figures import Figure

RULES_MS = 50
TODAY = dt.date(2025, 7, 31)
SOURCES = (
    Source.PATIENT,
    Source.BOTTLE,
    Source.FILLS,
    Source.PRESCRIBER,
    Source.DISCHARGE,
    Source.CLINIC,
)
LABELS = ("1 tablet every morning", "1 tablet twice a day", "Take 2 tablets by mouth at bedtime")
NAMES = (
    *("lisinopril", "losartan", "amlodipine", "metoprolol", "hydrochlorothiazide"),
    *("furosemide", "spironolactone", "atorvastatin", "simvastatin", "warfarin"),
    *("aspirin", "clopidogrel", "digoxin", "diltiazem", "metformin"),
    *("glipizide", "sitagliptin", "levothyroxine", "omeprazole", "famotidine"),
    *("sertraline", "trazodone", "gabapentin", "tramadol", "oxycodone"),
    *("lorazepam", "zolpidem", "cyclobenzaprine", "ibuprofen", "acetaminophen"),
    *("prednisone", "methotrexate", "allopurinol", "colchicine", "alendronate"),
    *("calcium carbonate", "cholecalciferol", "montelukast", "tamsulosin", "oxybutynin"),
)
CONDITIONS = (
    "Hypertension",
    "Chronic congestive heart failure (disorder)",
    "Type 2 diabetes",
    "Atrial fibrillation",
    "Chronic kidney disease stage 3",
    "Gout",
    "Osteoporosis (disorder)",
    "Benign prostatic hyperplasia",
)


def measure(*, times: int) -> list[Figure]:
    """Milliseconds of each on the same session, and of both together."""
    session = forty()
    rules, sources = [], []
    for _turn in range(times + 1):
        began = time.perf_counter()
        evaluate(session, on=TODAY)
        between = time.perf_counter()
        side_by_side(session, on=TODAY)
        rules.append((between - began) * 1000)
        sources.append((time.perf_counter() - between) * 1000)
    both = tuple(one + other for one, other in zip(rules[1:], sources[1:], strict=True))
    return [
        Figure("all rules, 40 medicines", tuple(rules[1:])),
        Figure("reconciliation, 40 medicines from 6 sources", tuple(sources[1:])),
        Figure("rules and reconciliation together", both, budget=RULES_MS),
    ]


def forty() -> TherapySession:
    """A session of forty medicines, each told by six sources and filled six times."""
    medicines = tuple(_medicine(number, name) for number, name in enumerate(NAMES))
    patient = Patient(
        id=PatientId(UUID(int=1)),
        version=1,
        name=PersonName("Made", "Up"),
        birth_date=PartialDate(1945, 3, 2),
        sex=Sex.MALE,
        conditions=tuple(
            Condition(_id(90_000 + number), name, is_active=True)
            for number, name in enumerate(CONDITIONS)
        ),
        measurements=(
            Measurement(_id(95_000), MeasurementKind.EGFR, Decimal(45), "mL/min", TODAY),
        ),
        fills=tuple(
            Fill(
                _id(50_000 + 10 * number + turn),
                f"{name} 10 mg tablet",
                TODAY - dt.timedelta(days=30 * turn + number),
                days_supply=30,
                ingredients=frozenset({name}),
            )
            for number, name in enumerate(NAMES)
            for turn in range(6)
        ),
        statements=tuple(said for medicine in medicines for said in medicine.statements),
    )
    return TherapySession(
        id=SessionId(UUID(int=2)),
        version=1,
        kind=SessionKind.COMPREHENSIVE,
        state=SessionState.COLLECTING,
        patient=patient,
        started_at=dt.datetime.combine(TODAY, dt.time(12), dt.UTC),
        medicines=medicines,
    )


def _medicine(number: int, name: str) -> Medicine:
    ingredients = frozenset({name})
    label = LABELS[number % len(LABELS)]
    drug = Drug(
        name=f"{name} 10 mg tablet",
        strength="10 mg",
        form="tablet",
        ingredients=ingredients,
        classes=classes_of(ingredients),
    )
    return Medicine(
        id=MedicineId(UUID(int=10_000 + number)),
        drug=drug,
        label=label,
        takes_as="one every morning",
        statements=tuple(_said(number, turn, drug, source) for turn, source in enumerate(SOURCES)),
    )


def _said(number: int, turn: int, drug: Drug, source: Source) -> Statement:
    return Statement(
        id=_id(20_000 + 10 * number + turn),
        source=source,
        name=drug.name,
        status=StatementStatus.ACTIVE,
        directions=LABELS[(number + turn % 2) % len(LABELS)],
        ingredients=drug.ingredients,
        said_on=TODAY,
        known_as=drug.name,
    )


def _id(number: int) -> RecordId:
    return RecordId(UUID(int=number))

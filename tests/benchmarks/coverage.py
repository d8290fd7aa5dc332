"""Days covered of 50,000 patients with a million fills, on one core.

From rows that were read already (a patient's number, ingredients, the day as an ordinal, days'
supply; patient by patient, the fills of each in any order) to the share of every measure and
medicine and whether the patient is in it. Reading the words of a file is not in it.
"""

from __future__ import annotations

import datetime as dt
import time
from itertools import groupby
from operator import itemgetter
from random import Random

from app.domain.patient import PartialDate
from app.rules.coverage.covered import Period, Person, covered
from app.rules.coverage.ledger import Supply
from tests.benchmarks.figures import Figure

PATIENTS, FILLS_EACH, MEDICINES = 50_000, 20, 3
MOST_SECONDS = 10.0
YEAR = Period.of(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
WHO = Person(PartialDate(1950, 1, 1))
PRODUCTS = [
    frozenset(name.split("/"))
    for name in (
        *("lisinopril", "losartan", "atorvastatin", "metformin", "glipizide", "apixaban"),
        *("amlodipine", "sertraline", "lisinopril/hydrochlorothiazide", "metformin/sitagliptin"),
    )
]


def measure(*, patients: int = PATIENTS, times: int = 1) -> list[Figure]:
    """All patients, again and again."""
    rows = _rows(patients)
    took = []
    for _turn in range(times):
        began = time.perf_counter()
        shares = _counted(rows)
        took.append(time.perf_counter() - began)
    note = f"{len(rows):,} fills of {patients:,} patients, {len(shares):,} results"
    budget = MOST_SECONDS if patients == PATIENTS else None
    return [Figure("days covered", tuple(took), unit="s", budget=budget, note=note)]


def _counted(
    rows: list[tuple[int, frozenset[str], int, int]],
) -> list[tuple[int, str | None, str | None, float | None, bool]]:
    """Patient, measure, medicine, share, and whether the patient is in the measure."""
    return [
        (
            patient,
            row.measure.key if row.measure else None,
            row.ingredient,
            row.count.pdc if row.count else None,
            row.in_measure,
        )
        for patient, own in groupby(rows, key=itemgetter(0))
        for row in covered([Supply(what, days, on) for _who, what, on, days in own], WHO, YEAR)
    ]


def _rows(patients: int) -> list[tuple[int, frozenset[str], int, int]]:
    """Some fill on time, some early, some late; the same in every run."""
    random = Random(20250101)
    rows = []
    for patient in range(patients):
        own = []
        medicines = random.sample(PRODUCTS, MEDICINES)
        for number in range(FILLS_EACH):
            turn, at = divmod(number, MEDICINES)
            day = YEAR.first + 45 * turn + random.randrange(25)
            own.append((patient, medicines[at], day, random.choice((30, 30, 30, 60, 90))))
        random.shuffle(own)
        rows += own
    return rows

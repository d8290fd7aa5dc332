"""A patient over time, read and drawn. Reading it is audited."""

from __future__ import annotations

from app.rules import trends as told
from app.rules.administration.months import by_month, first_of
from app.rules.coverage.over_time import two_years
from app.rules.trends import Trends
from app.services.permissions import UseCase
from app.services.trends_api import Look, TrendsDrawn
from app.services.work import Work, note_read
from app.store import administrations, patient_picture
from app.store import trends as kept
from app.worker.works import DRAW_BARS, DRAW_DAYS_COVERED, Here, Works
from models.vocabulary import Actor, PatientId

MONTHS = 12
"""So many months of the administration record are told."""


class PatientTrends:
    """Keeps the promise of `trends_api.PatientTrends` on an open database."""

    def __init__(self, work: Work, works: Works | None = None) -> None:
        self._work = work
        self._works = works or Here()

    def of_patient(self, patient: PatientId, *, by: Actor) -> Trends:
        """What sessions were told, what fills cover, what became of due doses."""
        with self._work.transaction(UseCase.TRENDS, by=by, patient=patient, reads=True) as (
            db,
            at,
        ):
            note_read(db, "trends", patient, patient=patient)
            today = at.date()
            known = patient_picture.load(db, by.pharmacy, patient)
            first = first_of(MONTHS, on=today)
            chart = administrations.load(db, by.pharmacy, patient, first, today)
            return Trends(
                taking=kept.taking(db, by.pharmacy, patient),
                fills=two_years(known, on=today),
                doses=() if chart is None else by_month(chart, first, today, now=at),
            )

    def drawn(self, found: Trends, look: Look) -> TrendsDrawn:
        """Its pictures as SVG; "" where there is nothing to draw."""
        many = [
            (told.taking_bars(found.taking), " ".join(told.taking_lines(found.taking))),
            (told.dose_bars(found.doses), " ".join(told.dose_lines(found.doses))),
        ]
        taking, doses = self._works.call(
            DRAW_BARS, many, look.width, look.ink, look.ground, look.font
        )
        fills: tuple[str, ...] = ()
        if found.fills.rows:
            fills = self._works.call(
                DRAW_DAYS_COVERED, found.fills, look.width, look.ink, look.ground
            )
        return TrendsDrawn(taking, fills, doses)

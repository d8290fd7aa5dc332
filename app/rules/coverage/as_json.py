"""Days covered as the JSON of the command line (`docs/formats.md`)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.rules.coverage.counting import Count
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate
from app.rules.coverage.outlook import outlook


def as_json(found: Estimate, patient_id: str, *, with_mpr: bool = False) -> list[dict[str, Any]]:
    """A list of objects, one for each row. `Any`: JSON has no narrower type."""
    return [_row(one, found, patient_id, with_mpr=with_mpr) for one in found.rows]


def _row(row: Covered, found: Estimate, patient_id: str, *, with_mpr: bool) -> dict[str, Any]:
    count = row.count
    is_told = count is not None and not row.unsuitable
    share = count.pdc if count is not None and is_told else None
    answer: dict[str, Any] = {
        "patient_id": patient_id,
        "measure": row.measure.key if row.measure else None,
        "ingredient": row.ingredient,
        "label": found.label,
        "from": _day(count.first) if count else None,
        "to": _day(count.last) if count else None,
        "covered_days": count.covered_days if count and is_told else None,
        "period_days": count.period_days if count else None,
        "pdc": share,
        "percent": row.percent,
        "reached": count.reaches(row.percent) if count and share is not None else None,
        "ledger": _ledger(count, found) if count else [],
        "gaps": _gaps(count) if count and is_told else [],
        "in_measure": row.in_measure,
        "why_not": list(row.why_not),
        "not_suitable": list(row.unsuitable),
        "days_on_hand": count.days_on_hand if count and is_told else None,
        "by_year_end": _outlook(count, row, found) if count and is_told else None,
        "one_regimen": _other(row.one_regimen) if is_told else None,
        "notes": [*found.notes, *([row.measure.note] if row.measure and row.measure.note else [])],
    }
    if with_mpr:
        answer["mpr"] = count.mpr if count and is_told else None
    return answer


def _ledger(count: Count, found: Estimate) -> list[dict[str, Any]]:
    return [
        {
            "fill": _day(one.supply.filled),
            "medicine": found.fills[one.supply.id].name,
            "days": one.supply.days,
            "start": _day(one.first),
            "end": _day(one.last),
        }
        for one in count.ledger
    ]


def _gaps(count: Count) -> list[dict[str, Any]]:
    return [{"from": _day(g.first), "to": _day(g.last), "days": g.days} for g in count.gaps]


def _outlook(count: Count, row: Covered, found: Estimate) -> dict[str, Any]:
    rest = outlook(count, ends=found.period.year_ends, percent=row.percent)
    return {
        "end": _day(found.period.year_ends),
        "period_days": rest.period_days,
        "needed_days": rest.needed_days,
        "missed_days": rest.missed_days,
        "missable_days": rest.missable_days,
        "best_days": rest.best_days,
        "best_pdc": rest.best,
    }


def _other(count: Count | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {
        "covered_days": count.covered_days,
        "period_days": count.period_days,
        "pdc": count.pdc,
    }


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()

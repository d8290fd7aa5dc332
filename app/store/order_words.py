"""What an order says, as JSON and back: exact numbers as text, times as HH:MM."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from app.domain.administration import Limits, Order, Phase, Reading, Rhythm, ScaleStep
from models.vocabulary import RhythmKind

LINES = (
    "unit",
    "each_unit",
    "route",
    "reason",
    "prescriber",
    "prescription",
    "instruction",
    "has_site",
    "window",
    "off_hours",
)


def said(order: Order) -> dict[str, Any]:
    """`Any`: JSON has no narrower type."""
    limits, reading = order.limits, order.reading
    return {
        "version": 1,
        **{name: getattr(order, name) for name in LINES},
        "each": _text(order.each),
        "phases": [_phase(phase) for phase in order.phases],
        "limits": limits and [limits.least_minutes, _text(limits.most), limits.most_unit],
        "reading": reading and [reading.name, _text(reading.hold_under), _text(reading.hold_over)],
        "scale": [[_text(s.low), _text(s.high), _text(s.amount)] for s in order.scale],
    }


def understood(says: dict[str, Any], **columns: Any) -> Order:
    """The order again. `columns` are what stands beside it; `Any` as there are many."""
    limits, reading = says["limits"], says["reading"]
    return Order(
        **columns,
        **{name: says[name] for name in LINES},
        each=_number(says["each"]),
        phases=tuple(_phase_of(phase) for phase in says["phases"]),
        limits=None if limits is None else Limits(limits[0], _number(limits[1]), limits[2]),
        reading=None
        if reading is None
        else Reading(reading[0], _number(reading[1]), _number(reading[2])),
        scale=tuple(
            ScaleStep(Decimal(low), _number(high), Decimal(amount))
            for low, high, amount in says["scale"]
        ),
    )


def _phase(phase: Phase) -> dict[str, Any]:
    rhythm = phase.rhythm
    return {
        "amount": _text(phase.amount),
        "days": phase.days,
        "kind": rhythm.kind.value,
        "times": [f"{time:%H:%M}" for time in rhythm.times],
        "every_days": rhythm.every_days,
        "weekdays": list(rhythm.weekdays),
        "month_days": list(rhythm.month_days),
        "every_hours": rhythm.every_hours,
    }


def _phase_of(told: dict[str, Any]) -> Phase:
    rhythm = Rhythm(
        RhythmKind(told["kind"]),
        tuple(dt.time.fromisoformat(time) for time in told["times"]),
        told["every_days"],
        tuple(told["weekdays"]),
        tuple(told["month_days"]),
        told["every_hours"],
    )
    return Phase(rhythm, _number(told["amount"]), told["days"])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

"""Directions in one short line, so that a table of labels can be read and checked by eye."""

from __future__ import annotations

from collections.abc import Iterator

from app.directions.values import Amount, Around, Directions, Length, Limit, Part, Range


def compact(directions: Directions) -> str:
    parts = " | ".join(" ".join(_part(part)) for part in directions.parts)
    said = [parts] if parts else []
    said += [_limit(limit) for limit in directions.limits]
    said += [f"note:{note}" for note in directions.notes]
    said += ["as directed"] if directions.as_directed else []
    said += [f"LEFT[{left.words}]" for left in directions.left_over]
    return "; ".join(said)


def _part(part: Part) -> Iterator[str]:
    if part.link != "first":
        yield part.link.upper()
    if part.dose:
        yield _amount(part.dose)
    if part.strength:
        yield f"({_amount(part.strength)})"
    if part.route:
        yield part.route
    yield from (f"[{site}]" for site in part.site)
    if part.frequency:
        one = part.frequency
        yield f"{_range(one.count)}x/{_range(one.period)}{one.unit}"
    yield from part.times
    yield from (["+".join(part.days)] if part.days else [])
    yield from (_around(around) for around in part.around)
    if part.as_needed:
        yield "prn"
    yield from (f"for:{reason.replace('|', '_').replace(' ', '_')}" for reason in part.reasons)
    if part.duration:
        yield f"during:{_length(part.duration)}"
    if part.until:
        yield f"until:{part.until}"
    if part.on:
        yield f"on:{part.on.unit}{_range(part.on.range)}"
    if part.repeat_after:
        yield f"again:{_length(part.repeat_after)}"
    if part.starts:
        yield f"starts:{_around(part.starts)}"
    yield from ([f"over:{_length(part.over)}"] if part.over else [])
    yield from ([f"rest:{_length(part.rest)}"] if part.rest else [])
    yield from ([f"since:{part.first_day}"] if part.first_day else [])
    yield from ([f"till:{part.last_day}"] if part.last_day else [])
    if part.once:
        yield "once"


def _range(one: Range) -> str:
    return str(one.low) if one.is_one else f"{one.low}..{one.high}"


def _amount(amount: Amount) -> str:
    return f"{_range(amount.range)}{amount.unit or '?'}"


def _length(length: Length) -> str:
    return f"{_range(length.range)}{length.unit}"


def _around(around: Around) -> str:
    offset = f"{_length(around.offset)}-" if around.offset else ""
    return f"{offset}{around.relation}:{around.what.replace(' ', '_')}"


def _limit(limit: Limit) -> str:
    within = f"/{limit.hours}h" if limit.hours else ""
    return f"max {limit.amount}{limit.unit or '?'}{within}"

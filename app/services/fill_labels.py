"""What the labels of a patient's newest fills say, as statements of the pharmacy's records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.domain.patient import Fill, Statement
from app.domain.text import search_key
from app.interchange.incoming import Incoming, incoming, record_id
from app.interchange.supplies import LABEL, may_be_in_use
from models.vocabulary import Source


def labels(fills: Iterable[Incoming[Fill]], today: dt.date) -> tuple[Incoming[Statement], ...]:
    """One for each medicine that may still be in use, from its newest fill.

    A fill does not say that somebody takes it: the status is unknown. Refills of one prescription
    are one statement, which the newest of them brings up to date.
    """
    newest: dict[str, Incoming[Fill]] = {}
    for one in fills:
        medicine = one.value.rxcui or one.value.ndc or search_key(named(one.value))
        known = newest.get(medicine)
        if known is None or known.value.filled_on <= one.value.filled_on:
            newest[medicine] = one
    return tuple(_label(one) for one in newest.values() if may_be_in_use(one.value, today))


def _label(one: Incoming[Fill]) -> Incoming[Statement]:
    fill = one.value
    whose, _bar, rest = one.key.rpartition("|")
    key = f"{whose}|{fill.prescription or rest}{LABEL}"
    value = Statement(
        id=record_id(key),
        source=Source.FILLS,
        name=named(fill),
        directions=fill.directions,
        rxcui=fill.rxcui,
        ndc=fill.ndc,
        prescriber=fill.prescriber,
        said_on=fill.filled_on,
    )
    return incoming(key, value)


def named(fill: Fill) -> str:
    """Name, strength and form in one, none of them twice."""
    parts = [fill.name]
    parts += [
        part
        for part in (fill.strength, fill.form)
        if part and part.casefold() not in fill.name.casefold()
    ]
    return " ".join(parts)

"""The answers to an instrument as a FHIR R4 QuestionnaireResponse, ready for JSON.

Only what is open and was answered stands in it: an item that is absent was not asked, which is
never "no". The items stand in the order of the definition, with the words that were shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from app.domain.instrument import AskedInstrument, Coding, Given, ItemKind, Quantity
from app.interview.instruments.spots import Spot

UCUM = "http://unitsofmeasure.org"


@dataclass(frozen=True, slots=True)
class About:
    """Who was asked, by whom, when it was answered last, and how far it is (a code of FHIR)."""

    patient: str
    patient_id: str
    author: str
    at: dt.datetime
    status: str
    source: str = ""


def response(asked: AskedInstrument, spots: tuple[Spot, ...], about: About) -> dict[str, Any]:
    """The resource (`Any`: JSON)."""
    found: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "id": str(asked.id),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{asked.id}"},
        "questionnaire": asked.instrument.canonical,
        "status": about.status,
        "subject": {"reference": f"urn:uuid:{about.patient_id}", "display": about.patient},
        "authored": about.at.isoformat(timespec="seconds"),
        "author": {"display": about.author},
        "source": {"display": about.source},
        "item": _items(spots),
    }
    if not about.source:
        del found["source"]
    return {name: part for name, part in found.items() if part not in ("", [])}


def _items(spots: tuple[Spot, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _link, group in groupby(spots, key=lambda spot: spot.item.link_id):
        together = [spot for spot in group if spot.is_open]
        if together and together[0].item.is_question:
            found += _question(together)
        else:
            found += [item for spot in together for item in _group(spot)]
    return found


def _group(spot: Spot) -> Iterator[dict[str, Any]]:
    """A group that holds an answer; one for each repetition."""
    below = _items(spot.spots)
    if below and spot.item.kind is not ItemKind.DISPLAY:
        yield _head(spot) | {"item": below}


def _question(together: list[Spot]) -> Iterator[dict[str, Any]]:
    """A question with its answers, those below an answer inside of it."""
    answers = []
    for spot in together:
        below = _items(spot.spots)
        said = [_answer(spot, one) for one in spot.given]
        if below and said:
            said[0]["item"] = below
        answers += said
    if answers:
        yield _head(together[0]) | {"answer": answers}


def _head(spot: Spot) -> dict[str, Any]:
    words = {"text": spot.item.text} if spot.item.text else {}
    return {"linkId": spot.item.link_id, **words}


def _answer(spot: Spot, value: Given) -> dict[str, Any]:
    match value:
        case bool():
            return {"valueBoolean": value}
        case Coding():
            return {"valueCoding": _coding(value)}
        case Quantity():
            return {"valueQuantity": {"value": _number(value.value)} | _unit(value.unit)}
        case Decimal() | int():
            is_decimal = spot.item.kind is ItemKind.DECIMAL or isinstance(value, Decimal)
            name = "valueDecimal" if is_decimal else "valueInteger"
            return {name: _number(Decimal(value))}
        case dt.datetime():
            return {"valueDateTime": value.isoformat(timespec="seconds")}
        case dt.date():
            is_moment = spot.item.kind is ItemKind.DATE_TIME
            return {"valueDateTime" if is_moment else "valueDate": value.isoformat()}
        case dt.time():
            return {"valueTime": value.isoformat(timespec="seconds")}
    match spot.item.kind:
        case ItemKind.URL:
            return {"valueUri": value}
        case ItemKind.REFERENCE:
            return {"valueReference": {"display": value}}
    return {"valueString": value}


def _coding(value: Coding) -> dict[str, str]:
    parts = {
        "system": value.system,
        "version": value.version,
        "code": value.code,
        "display": value.display,
    }
    return {name: part for name, part in parts.items() if part}


def _unit(unit: Coding) -> dict[str, str]:
    parts = {"unit": unit.display or unit.code, "code": unit.code}
    if unit.code:
        parts["system"] = unit.system or UCUM
    return {name: part for name, part in parts.items() if part}


def _number(number: Decimal) -> int | float:
    """A JSON number that reads back as the same decimal."""
    return int(number) if number == number.to_integral_value() else float(number)

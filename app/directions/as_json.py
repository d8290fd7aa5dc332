"""The JSON of `main.py directions` (product 7; docs/formats.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.directions.fhir_out import dosages, number
from app.directions.parse import parse
from app.directions.plain import plain
from app.directions.schedule import asks, schedule
from app.directions.values import Caution, Directions

VERSION = 1


def directions_json(text: str) -> dict[str, Any]:
    """What a label says, as one object."""
    return as_json(parse(text))


def as_json(directions: Directions) -> dict[str, Any]:
    """The object of directions that were read already."""
    day = schedule(directions)
    return {
        "version": VERSION,
        "text": directions.text,
        "understood": directions.is_understood,
        "unparsed": [left.words for left in directions.left_over if left.words.strip()],
        "dosage": dosages(directions),
        "schedule": None if day is None else {k: number(v) for k, v in asdict(day).items()},
        "plain": {language: plain(directions, language) for language in ("en", "es")},
        "warnings": [_warning(caution) for caution in directions.cautions],
        "asks": list(asks(directions)),
    }


def _warning(caution: Caution) -> dict[str, Any]:
    return {
        "kind": caution.kind,
        "words": caution.words,
        "start": caution.start,
        "end": caution.end,
        "instead": caution.instead,
        "why": caution.why,
        "source": caution.source,
    }

"""An instrument as JSON and back, exactly: how it is kept, whatever later readers of files do."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from app.domain.instrument import (
    Coding,
    Condition,
    Instrument,
    Item,
    ItemKind,
    Limits,
    Operator,
    Option,
    Quantity,
)
from app.remembered import until_locked

_KIND = "="
_CLASSES: dict[str, Any] = {
    kind.__name__: kind for kind in (Coding, Condition, Instrument, Item, Limits, Option, Quantity)
}
_PLAIN: dict[str, Any] = {
    "decimal": Decimal,
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def written(instrument: Instrument) -> str:
    """The JSON of an instrument."""
    return json.dumps(_packed(instrument), separators=(",", ":"), ensure_ascii=False)


@until_locked(32)
def read(text: str) -> Instrument:
    """The instrument that `written` wrote."""
    found: Instrument = _unpacked(json.loads(text))
    return found


def _packed(value: Any) -> Any:
    """`Any`: a value of any field, as JSON holds it."""
    match value:
        case None | bool() | str() | int():
            return value
        case Decimal():
            return {_KIND: "decimal", "v": str(value)}
        case dt.datetime():
            return {_KIND: "datetime", "v": value.isoformat()}
        case dt.date():
            return {_KIND: "date", "v": value.isoformat()}
        case dt.time():
            return {_KIND: "time", "v": value.isoformat()}
        case tuple():
            return [_packed(inner) for inner in value]
    if not is_dataclass(value):
        raise TypeError(f"an instrument holds no {type(value).__name__}")
    told = {one.name: getattr(value, one.name) for one in fields(value)}
    kept = {
        one.name: _packed(told[one.name]) for one in fields(value) if told[one.name] != one.default
    }
    return {_KIND: type(value).__name__} | kept


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpacked(inner) for inner in value)
    if not isinstance(value, dict):
        return value
    kind = value[_KIND]
    if kind in _PLAIN:
        return _PLAIN[kind](value["v"])
    told = {name: _unpacked(inner) for name, inner in value.items() if name != _KIND}
    if kind == "Item":
        told["kind"] = ItemKind(told["kind"])
    if kind == "Condition":
        told["operator"] = Operator(told["operator"])
    return _CLASSES[kind](**told)

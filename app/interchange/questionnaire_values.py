"""The values of a Questionnaire: `value[x]`, `answer[x]` and `initial[x]`, each in its own type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from app.domain.instrument import CHOICES, Coding, Given, ItemKind, Quantity
from app.interchange import fields
from app.interchange.fields import Node, NotRead
from resources.language import _

MOST_WORDS = 4000
SUFFIXES = (
    "Boolean",
    "Decimal",
    "Integer",
    "DateTime",
    "Date",
    "Time",
    "String",
    "Uri",
    "Coding",
    "Quantity",
    "Reference",
    "Attachment",
)
FITS: dict[ItemKind, tuple[type, ...]] = {
    ItemKind.BOOLEAN: (bool,),
    ItemKind.DECIMAL: (Decimal, int),
    ItemKind.INTEGER: (int,),
    ItemKind.DATE: (dt.date,),
    ItemKind.DATE_TIME: (dt.datetime, dt.date),
    ItemKind.TIME: (dt.time,),
    ItemKind.STRING: (str,),
    ItemKind.TEXT: (str,),
    ItemKind.URL: (str,),
    ItemKind.REFERENCE: (str,),
    ItemKind.QUANTITY: (Quantity,),
}
"""Which values an item of a type may hold."""


def value_of(node: Node, stem: str) -> tuple[str, Given | None]:
    """The element's name and its value; None for a kind of value that we do not hold.

    Raises NotRead where nothing stands there, or what stands there is not what its name says.
    """
    for suffix in SUFFIXES:
        name = f"{stem}{suffix}"
        if name in node:
            return name, _read(node, name, suffix)
    raise NotRead(stem, _("a value was expected"))


def coding(node: Node) -> Coding:
    """A Coding with what it says."""
    return Coding(
        fields.text(node, "code") or "",
        fields.text(node, "system") or "",
        fields.text(node, "display", most=MOST_WORDS) or "",
        fields.text(node, "version") or "",
    )


def fits(value: Given, kind: ItemKind) -> bool:
    """Whether an item of this type can hold this value."""
    if kind in CHOICES:
        return not isinstance(value, bool | Quantity)
    if kind is ItemKind.DATE and isinstance(value, dt.datetime):
        return False
    if isinstance(value, bool) and kind is not ItemKind.BOOLEAN:
        return False
    return isinstance(value, FITS.get(kind, ()))


def _read(node: Node, name: str, suffix: str) -> Given | None:
    match suffix:
        case "Boolean":
            return fields.flag(node, name)
        case "Integer":
            return fields.whole(node, name)
        case "Decimal":
            return fields.number(node, name)
        case "Date":
            return fields.day(node, name)
        case "DateTime":
            return _moment(node, name)
        case "Time":
            return _time(node, name)
        case "String" | "Uri":
            return fields.text(node, name, most=MOST_WORDS)
        case "Coding":
            return coding(fields.one(node, name))
        case "Quantity":
            return _quantity(fields.one(node, name))
    return None


def _moment(node: Node, name: str) -> Given | None:
    written: Any = node.get(name)
    if isinstance(written, str) and "T" not in written:
        return fields.day(node, name)
    return fields.moment(node, name)


def _time(node: Node, name: str) -> dt.time:
    try:
        return dt.time.fromisoformat(fields.text(node, name) or "")
    except ValueError:
        raise NotRead(name, _("it is not a time of the clock")) from None


def _quantity(node: Node) -> Quantity | None:
    value = fields.number(node, "value")
    if value is None:
        return None
    unit = fields.text(node, "unit") or ""
    code = fields.text(node, "code") or ""
    return Quantity(value, Coding(code, fields.text(node, "system") or "", unit or code))

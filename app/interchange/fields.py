"""Reading single elements of a resource, without ever turning one type into another.

What cannot be read raises `NotRead` with the path of the element and a sentence; never its content.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from app.domain.patient import PartialDate
from app.domain.text import clean_line
from app.errors import Refused
from resources.language import _

Node: TypeAlias = dict[str, Any]
"""A JSON object of the file. `Any`: JSON has no types until an element was looked at."""

MOST_IN_A_LINE = 500

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


class NotRead(Exception):  # noqa: N818 - a part that is put aside, not an error of ours
    """An element that cannot be taken over: where it stands, and why, as a sentence."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


def text(node: Node, name: str, *, most: int = MOST_IN_A_LINE) -> str | None:
    """The cleaned text of an element; None where it is absent or empty."""
    value = node.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotRead(name, _("words were expected"))
    if value.isascii() and value.isprintable() and len(value) <= most:
        return value.strip() or None
    try:
        return clean_line(value, name, most=most) or None
    except Refused:
        raise NotRead(name, _("it is too long, or holds a character that can't be kept")) from None


def code(node: Node, name: str, allowed: frozenset[str]) -> str | None:
    """One of the codes that R4 allows here. NotRead for any other."""
    value = text(node, name)
    if value is not None and value not in allowed:
        raise NotRead(name, _("it is not one of the codes that FHIR R4 knows here"))
    return value


def flag(node: Node, name: str) -> bool | None:
    """True or false as JSON writes them; the words "true" and "false" are not."""
    value = node.get(name)
    if value is not None and not isinstance(value, bool):
        raise NotRead(name, _("true or false was expected"))
    return value


def number(node: Node, name: str) -> Decimal | None:
    """A number as JSON writes it; a number in quotes is not one."""
    value = node.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NotRead(name, _("a number was expected"))
    return Decimal(value)


def whole(node: Node, name: str) -> int | None:
    value = number(node, name)
    if value is not None and value != value.to_integral_value():
        raise NotRead(name, _("a whole number was expected"))
    return None if value is None else int(value)


def one(node: Node, name: str) -> Node:
    """The object under a name, or an empty one."""
    value = node.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NotRead(name, _("one element was expected"))
    return value


def many(node: Node, name: str) -> list[Node]:
    """The objects under a name; an empty list where there are none."""
    value = node.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise NotRead(name, _("a list was expected"))
    return value


def texts(node: Node, name: str, *, most: int = MOST_IN_A_LINE) -> list[str]:
    """The cleaned strings of a list of strings."""
    values = node.get(name)
    if values is None:
        return []
    if not isinstance(values, list):
        raise NotRead(name, _("a list was expected"))
    found = [text({name: value}, name, most=most) for value in values]
    return [value for value in found if value]


def partial(node: Node, name: str) -> PartialDate | None:
    """A date or the day of a moment, as far as it is known.

    The day is the one that was written, at the place where it was written; a time without a zone is
    not FHIR and could mean another day, so it is not read.
    """
    value = text(node, name)
    if value is None:
        return None
    if "T" in value:
        value = _day_of(value, name)
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise NotRead(name, _("it is not a date of the calendar")) from None


def day(node: Node, name: str) -> dt.date | None:
    """A whole day; None where only a year or a month is known."""
    found = partial(node, name)
    return None if found is None else found.exact


def moment(node: Node, name: str) -> dt.datetime | None:
    """A moment with its zone. A day alone is its noon in UTC."""
    value = text(node, name)
    if value is None:
        return None
    exact = day(node, name)
    if "T" in value:
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            raise NotRead(name, _("it is not a time of the clock")) from None
    if exact is None:
        return None
    return dt.datetime.combine(exact, dt.time(12), dt.UTC)


def concept(node: Node, name: str) -> tuple[str | None, list[Node]]:
    """The words and the codings of a CodeableConcept: its text, else what a coding shows."""
    inner = one(node, name)
    codings = many(inner, "coding")
    shown = (text(coding, "display") for coding in codings)
    return text(inner, "text") or next(filter(None, shown), None), codings


def first_code(codings: list[Node], system: str) -> str | None:
    """The code of the first coding of a system."""
    for coding in codings:
        if coding.get("system") == system and (found := text(coding, "code")):
            return found
    return None


def codes(node: Node, name: str) -> Iterator[str]:
    """All codes of a CodeableConcept, whatever their system."""
    for coding in many(one(node, name), "coding"):
        if found := text(coding, "code"):
            yield found


def extension(node: Node, url: str) -> Iterator[Node]:
    """The extensions of an element with that url."""
    return (part for part in many(node, "extension") if part.get("url") == url)


def _day_of(value: str, name: str) -> str:
    match = DAY.fullmatch(value)
    if match is None:
        raise NotRead(name, _("it is not a date of the calendar"))
    if match[4] is None:
        raise NotRead(name, _("its time has no time zone, so the day is uncertain"))
    return match[1]

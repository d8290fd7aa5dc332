"""The permitted answers of a question: listed with it, or in a value set that came along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.domain.instrument import Coding, Given, ItemKind, Option, Quantity
from app.interchange import fields
from app.interchange.fields import Node, NotRead
from app.interchange.questionnaire_features import (
    EXCLUSIVE,
    PREFIX,
    SCORES,
    Noted,
)
from app.interchange.questionnaire_values import MOST_WORDS, coding, value_of
from resources.language import N_, _

MOST_OPTIONS = 500
NOT_OFFERED = N_("A permitted answer that is a reference to a record: it is not offered.")
TWICE = N_("A permitted answer that is listed twice: it is offered once.")
LISTED_ELSEWHERE = N_(
    "Permitted answers that are listed elsewhere: words are typed instead of choosing."
)
FILTERED = N_(
    "A list of answers made by a rule of a code system: only those that are listed are offered."
)
TOO_MANY = N_("it has more than 500 permitted answers")


def options_of(node: Node, kind: ItemKind, sets: ValueSets, noted: Noted) -> tuple[Option, ...]:
    """What may be answered, in order; nothing where it is listed nowhere in the file."""
    link_id = str(node["linkId"])
    named = fields.text(node, "answerValueSet")
    found = sets.options(named, link_id, noted) if named else []
    found = found or list(_listed(node, link_id, noted))
    if not found and (named or kind is ItemKind.CHOICE):
        noted.note(_(LISTED_ELSEWHERE), link_id)
    if len(found) > MOST_OPTIONS:
        raise NotRead("answerOption", _(TOO_MANY))
    kept = _told_apart(found)
    if len(kept) < len(found):
        noted.note(_(TWICE), link_id)
    return kept


def _told_apart(found: list[Option]) -> tuple[Option, ...]:
    """Each once. Other words under the same code are another answer, so its token has the words."""
    kept: dict[str, Option] = {}
    for option in found:
        known = kept.get(option.token)
        if known is not None and known.words != option.words:
            token = f"{option.token}|{option.words}"
            kept.setdefault(token, replace(option, token=token))
        kept.setdefault(option.token, option)
    return tuple(kept.values())


def token_of(value: Given) -> str:
    """What an answer keeps of a chosen value: the same value has the same token in every file."""
    match value:
        case Coding():
            return f"c:{value.system}|{value.code}" if value.code else f"d:{value.display}"
        case Quantity():
            return f"q:{value.value}|{value.unit.display}"
        case Decimal() | int():
            return f"n:{value}"
        case dt.datetime() | dt.date() | dt.time():
            return f"t:{value.isoformat()}"
    return f"s:{value}"


class ValueSets:
    """The value sets that stand inside the definition, by how an item names them."""

    def __init__(self, contained: list[Node]) -> None:
        self._sets: dict[str, Node] = {}
        for inner in contained:
            if inner.get("resourceType") == "ValueSet":
                for name in (f"#{inner.get('id')}", str(inner.get("url"))):
                    self._sets.setdefault(name, inner)

    def options(self, named: str, link_id: str, noted: Noted) -> list[Option]:
        """Its answers; nothing where the set is not in the file."""
        found = self._sets.get(named) or self._sets.get(named.partition("|")[0])
        if found is None:
            return []
        expanded = list(_expanded(fields.one(found, "expansion"), ""))
        return expanded or list(_composed(fields.one(found, "compose"), link_id, noted))


def _listed(node: Node, link_id: str, noted: Noted) -> Iterator[Option]:
    for part in fields.many(node, "answerOption"):
        noted.extensions(part, link_id)
        _name, value = value_of(part, "value")
        if value is None:
            noted.note(_(NOT_OFFERED), link_id)
            continue
        inner = fields.one(part, "valueCoding")
        noted.extensions(inner, link_id)
        yield _option(value, [part, inner], is_initial=fields.flag(part, "initialSelected"))


def _expanded(node: Node, system: str) -> Iterator[Option]:
    for part in fields.many(node, "contains"):
        if part.get("abstract") is not True and part.get("code"):
            yield _option(coding(part), [part])
        yield from _expanded(part, system)


def _composed(node: Node, link_id: str, noted: Noted) -> Iterator[Option]:
    if node.get("exclude"):
        noted.note(_(FILTERED), link_id)
    for part in fields.many(node, "include"):
        if part.get("filter") or part.get("valueSet") or not part.get("concept"):
            noted.note(_(FILTERED), link_id)
        system = fields.text(part, "system") or ""
        for concept in fields.many(part, "concept"):
            found = coding(concept)
            yield _option(Coding(found.code, system, found.display), [concept])


def _option(value: Given, where: list[Node], *, is_initial: bool | None = False) -> Option:
    prefix = next(iter(_extended(where, PREFIX, "valueString")), None)
    exclusive = next(iter(_extended(where, EXCLUSIVE, "valueBoolean")), False)
    scores = [score for url in SCORES for score in _scores(where, url)]
    return Option(
        token=token_of(value),
        value=value,
        words=_words(value),
        prefix=str(prefix or ""),
        score=scores[0] if scores else None,
        is_initial=bool(is_initial),
        is_exclusive=exclusive is True,
    )


def _scores(where: list[Node], url: str) -> Iterator[Decimal]:
    for node in where:
        for part in fields.extension(node, url):
            found = fields.number(part, "valueDecimal")
            if found is not None:
                yield found


def _extended(where: list[Node], url: str, name: str) -> Iterator[object]:
    for node in where:
        for part in fields.extension(node, url):
            yield part.get(name)


def _words(value: Given) -> str:
    match value:
        case Coding():
            return value.display or value.code or "–"
        case Quantity():
            return f"{value.value} {value.unit.display}".strip()
        case dt.date():
            return f"{value:%m/%d/%Y}"
        case dt.time():
            return f"{value:%H:%M}"
    return str(value)[:MOST_WORDS] or "–"

"""The items of a Questionnaire that was found valid, as our own values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from app.domain.instrument import (
    CHOICES,
    NO_QUESTIONS,
    Coding,
    Condition,
    Given,
    Item,
    ItemKind,
    Limits,
    Operator,
)
from app.interchange import fields
from app.interchange.fields import Node, NotRead
from app.interchange.questionnaire_features import (
    CALCULATED,
    FEWEST,
    HIDDEN,
    LEAST,
    MOST,
    MOST_OFTEN,
    PLACES,
    SHORTEST,
    UNIT,
    UNIT_OPTION,
    Noted,
    has,
)
from app.interchange.questionnaire_options import ValueSets, options_of
from app.interchange.questionnaire_values import MOST_WORDS, coding, fits, value_of
from resources.language import N_, _

MOST_IN_A_LINK_ID = 255
MOST_CONDITIONS = 100
MOST_LEVELS = 16
NO_FILE = N_("A file as the answer: it cannot be attached, so the question stays unanswered.")
PART_OF_A_DATE = N_("A date that is only a year or a month: it is left out.")
QUOTED = N_("“true” or “false” written as words: they are taken as they are meant.")
UNREADABLE = N_("A condition that compares with something unreadable: it is always asked.")
NOT_A_TYPE = N_("it is not a type of question that FHIR R4 knows")
NOT_TRUE = N_("“exists” compares with true or false alone")
INITIAL = N_("it begins with an answer of another type than its own")
NOT_COMPARED = N_("it is not a way to compare that FHIR R4 knows")
NO_NAME = N_("a question has no linkId, so its answers could not be told apart")
TOO_DEEP = N_("questions stand more than 16 levels deep in one another")
TOO_MANY = N_("it has more conditions than a questionnaire needs")


class Reader:
    """Reads items one after another; what it cannot carry out goes to `noted`."""

    def __init__(self, contained: list[Node], noted: Noted) -> None:
        self._sets = ValueSets(contained)
        self._noted = noted

    def items(self, node: Node, level: int = 1) -> tuple[Item, ...]:
        """The items below an element. Raises NotRead, with the linkId as its path."""
        found = fields.many(node, "item")
        if found and level > MOST_LEVELS:
            raise NotRead("", _(TOO_DEEP))
        return tuple(self._item(part, level) for part in found)

    def _item(self, node: Node, level: int) -> Item:
        link_id = node.get("linkId")
        if not isinstance(link_id, str) or not 0 < len(link_id.strip()) <= MOST_IN_A_LINK_ID:
            raise NotRead("", _(NO_NAME))
        try:
            own = self._own(node, link_id)
        except NotRead as fault:
            raise NotRead(link_id, fault.reason) from None
        below = self.items(node, level + 1)
        return replace(own, items=below) if below else own

    def _own(self, node: Node, link_id: str) -> Item:
        try:
            kind = ItemKind(str(node.get("type")))
        except ValueError:
            raise NotRead(link_id, _(NOT_A_TYPE)) from None
        self._noted.extensions(node, link_id)
        if kind is ItemKind.ATTACHMENT:
            self._noted.note(_(NO_FILE), link_id)
        is_choice = kind in CHOICES
        options = options_of(node, kind, self._sets, self._noted) if is_choice else ()
        units = _units(node)
        return Item(
            link_id=link_id,
            kind=kind,
            text=fields.text(node, "text", most=MOST_WORDS) or "",
            prefix=fields.text(node, "prefix") or "",
            is_required=self._flag(node, "required", link_id) and kind not in NO_QUESTIONS,
            repeats=self._flag(node, "repeats", link_id),
            is_hidden=_extended(node, HIDDEN, "valueBoolean") is True,
            is_read_only=self._flag(node, "readOnly", link_id),
            is_calculated=has(node, CALCULATED),
            is_any=node.get("enableBehavior") == "any",
            conditions=self._conditions(node, link_id),
            options=options,
            initial=self._initial(node, kind, link_id),
            limits=_limits(node, kind),
            units=units,
            codes=tuple(coding(part) for part in fields.many(node, "code")),
        )

    def _flag(self, node: Node, name: str, link_id: str) -> bool:
        quoted = {"true": True, "false": False}.get(str(node.get(name)))
        if quoted is not None and isinstance(node.get(name), str):
            self._noted.note(_(QUOTED), link_id)
            return quoted
        return bool(fields.flag(node, name))

    def _conditions(self, node: Node, link_id: str) -> tuple[Condition, ...]:
        found = fields.many(node, "enableWhen")
        if len(found) > MOST_CONDITIONS:
            raise NotRead(link_id, _(TOO_MANY))
        read = [self._condition(part, link_id) for part in found]
        if None in read:
            self._noted.note(_(UNREADABLE), link_id)
            return ()
        return tuple(one for one in read if one is not None)

    def _condition(self, part: Node, link_id: str) -> Condition | None:
        """The condition; None where what it compares with cannot be read."""
        self._noted.extensions(part, link_id)
        try:
            operator = Operator(str(part.get("operator")))
        except ValueError:
            raise NotRead(link_id, _(NOT_COMPARED)) from None
        try:
            _name, answer = value_of(part, "answer")
        except NotRead:
            return None
        if operator is Operator.EXISTS and not isinstance(answer, bool):
            raise NotRead(link_id, _(NOT_TRUE))
        if answer is None:
            return None
        return Condition(fields.text(part, "question") or "", operator, answer)

    def _initial(self, node: Node, kind: ItemKind, link_id: str) -> tuple[Given, ...]:
        found: list[Given] = []
        for part in fields.many(node, "initial"):
            self._noted.extensions(part, link_id)
            _name, value = value_of(part, "value")
            if value is None:
                self._noted.note(_(PART_OF_A_DATE), link_id)
            elif not fits(value, kind):
                raise NotRead(link_id, _(INITIAL))
            else:
                found.append(value)
        return tuple(found)


def _limits(node: Node, kind: ItemKind) -> Limits:
    return Limits(
        least=_bound(node, LEAST, kind),
        most=_bound(node, MOST, kind),
        places=_whole(node, PLACES),
        shortest=_whole(node, SHORTEST),
        longest=fields.whole(node, "maxLength"),
        fewest=_whole(node, FEWEST),
        most_often=_whole(node, MOST_OFTEN),
    )


def _bound(node: Node, url: str, kind: ItemKind) -> Decimal | dt.date | None:
    for part in fields.extension(node, url):
        _name, value = value_of(part, "value")
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        raise NotRead(kind, _("a limit is no number and no day"))
    return None


def _whole(node: Node, url: str) -> int | None:
    for part in fields.extension(node, url):
        return fields.whole(part, "valueInteger")
    return None


def _units(node: Node) -> tuple[Coding, ...]:
    return tuple(
        coding(fields.one(part, "valueCoding"))
        for url in (UNIT, UNIT_OPTION)
        for part in fields.extension(node, url)
    )


def _extended(node: Node, url: str, name: str) -> object:
    return next((part.get(name) for part in fields.extension(node, url)), None)

"""Whether a definition makes sense as a whole. What never could be answered is refused.

Questions that open one another in a ring have no order in which they could be asked, so what opens
them is left out and told, and they are always asked. A question that waits for itself, or for one
that stands below it, could never be asked: that is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.instrument import NO_QUESTIONS, Item, ItemKind, every_item
from app.interchange.fields import NotRead
from app.interchange.questionnaire_features import Noted
from resources.language import N_, _

MOST_ITEMS = 2000
MOST_IN_A_CHAIN = 100
TOO_MANY = N_("it has more than 2,000 questions")
TWICE = N_("two questions have this linkId, so their answers could not be told apart")
UNKNOWN = N_("it waits for the answer of a question that is not there")
NO_ANSWER = N_("it waits for the answer of something that is no question")
ITSELF = N_("it waits for its own answer, so it could never be asked")
BELOW = N_("it waits for a question that stands below it, so neither could ever be asked")
RING = N_("Questions that wait for one another in a ring: they are always asked.")
CHAIN = N_("more than 100 questions wait for one another in a row")
CROSSED = N_("its least is more than its most")
CROSSED_OFTEN = N_("it must stand more often than it may")
DISPLAY = N_("words to be read have questions below them")


def checked(items: tuple[Item, ...], noted: Noted) -> tuple[Item, ...]:
    """The items as they are kept. Raises NotRead, with the linkId as its path."""
    everything = list(every_item(items))
    if len(everything) > MOST_ITEMS:
        raise NotRead("", _(TOO_MANY))
    for link_id, count in Counter(item.link_id for item in everything).items():
        if count > 1:
            raise NotRead(link_id, _(TWICE))
    known = {item.link_id: item for item in everything}
    for item in everything:
        _check(item, known)
    ringed = _ringed(items, known)
    for link_id in ringed:
        noted.note(_(RING), link_id)
    kept = _always(items, frozenset(ringed)) if ringed else items
    _refuse_long_chains(kept)
    return kept


def _refuse_long_chains(items: tuple[Item, ...]) -> None:
    """Every round takes away what waits for nothing that is left."""
    left = _waits(items)
    for _round in range(MOST_IN_A_CHAIN):
        left = {link: on & left.keys() for link, on in left.items() if on & left.keys()}
        if not left:
            return
    raise NotRead(next(iter(left)), _(CHAIN))


def _check(item: Item, known: Mapping[str, Item]) -> None:
    limits = item.limits
    if _is_crossed(limits.least, limits.most) or _is_crossed(limits.shortest, limits.longest):
        raise NotRead(item.link_id, _(CROSSED))
    if _is_crossed(limits.fewest, limits.most_often):
        raise NotRead(item.link_id, _(CROSSED_OFTEN))
    if item.kind is ItemKind.DISPLAY and item.items:
        raise NotRead(item.link_id, _(DISPLAY))
    below = {inner.link_id for inner in every_item(item.items)}
    for condition in item.conditions:
        if condition.question == item.link_id:
            raise NotRead(item.link_id, _(ITSELF))
        if condition.question in below:
            raise NotRead(item.link_id, _(BELOW))
        if condition.question not in known:
            raise NotRead(item.link_id, _(UNKNOWN))
        if known[condition.question].kind in NO_QUESTIONS:
            raise NotRead(item.link_id, _(NO_ANSWER))


def _is_crossed(least: object, most: object) -> bool:
    if least is None or most is None:
        return False
    try:
        return bool(least > most)  # type: ignore[operator]  # two numbers, or two days
    except TypeError:
        return True


def _ringed(items: tuple[Item, ...], known: Mapping[str, Item]) -> list[str]:
    """The items whose conditions close a ring: each waits for another of them, in the end itself.

    An item waits for what its conditions ask, and for what it stands below.
    """
    waits = {link: {one.question for one in item.conditions} for link, item in known.items()}
    for above, inner in _pairs(items):
        waits[inner.link_id].add(above.link_id)
    return [link for link, item in known.items() if item.conditions and _comes_back(link, waits)]


def _waits(items: tuple[Item, ...]) -> dict[str, set[str]]:
    waits = {item.link_id: {one.question for one in item.conditions} for item in every_item(items)}
    for above, inner in _pairs(items):
        waits[inner.link_id].add(above.link_id)
    return waits


def _pairs(items: tuple[Item, ...]) -> Iterator[tuple[Item, Item]]:
    for item in items:
        for inner in item.items:
            yield item, inner
        yield from _pairs(item.items)


def _comes_back(start: str, waits: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    ahead = list(waits[start])
    while ahead:
        link = ahead.pop()
        if link == start:
            return True
        if link not in seen:
            seen.add(link)
            ahead += waits[link]
    return False


def _always(items: tuple[Item, ...], ringed: frozenset[str]) -> tuple[Item, ...]:
    return tuple(
        replace(
            item,
            conditions=() if item.link_id in ringed else item.conditions,
            items=_always(item.items, ringed),
        )
        for item in items
    )

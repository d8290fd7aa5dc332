"""The last look at the parts: contradictions, what was said once for all, the canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from app.directions.assembly import Assembly
from app.directions.draft import MEAL_AT, MEALS, WEEK_DAYS, Draft, around_order, day_order
from app.directions.lexicon import lexicon
from app.directions.reading import Item
from app.directions.values import LeftOver, Link, Part, Why

TIMES_SAID = (
    "freq",
    "ly",
    "perday",
    "moment",
    "hour",
    "daysin",
    "everymoment",
    "othermoment",
    "day",
    "otherweekday",
)
ONE_MEAL = re.compile(r"(?<!each )(?<!every )(?<!cada )\b(meal|comida)\b", re.IGNORECASE)
MOMENTS_SAID = ("moment", "hour", "everymoment")
AT = re.compile(r"(at|in|every|each|al|en|a|por|cada)\b", re.IGNORECASE)
LISTS = re.compile(r"[,;&+/]|\b(and|y|e|plus|also)\b")
IN_THE_MOUTH = ("oral", "sublingual", "buccal")
FOR_ALL = ("duration", "until", "starts", "rest", "first_day", "last_day")


def parts_of(assembly: Assembly) -> tuple[Part, ...]:
    """The parts in their canonical form; contradictions are left over, never resolved."""
    drafts = [draft for draft in assembly.drafts if not draft.is_empty]
    _share_meals(assembly, drafts)
    for draft in drafts:
        if not (_says_which_meals(assembly, draft) and draft.settle()):
            _leave_times(assembly, draft)
    _share(drafts)
    _check_sites(assembly, drafts)
    _check_days_of_treatment(assembly, drafts)
    _check_times(assembly, drafts)
    _check_says_when(assembly, drafts)
    parts = _merged([draft.part() for draft in drafts])
    if parts and parts[0].link is not Link.FIRST:
        parts[0] = replace(parts[0], link=Link.FIRST)
    return tuple(parts)


def left_over(assembly: Assembly) -> tuple[LeftOver, ...]:
    """What is left, places next to each other joined, in the order of the text."""
    joined: list[tuple[int, int, Why]] = []
    for place in sorted(set(assembly.left)):
        is_next = joined and not assembly.text[joined[-1][1] : place[0]].strip(" \t-")
        joined.append(_together(joined.pop(), place) if is_next else place)
    text = assembly.text
    return tuple(LeftOver(start, end, text[start:end], why) for start, end, why in joined)


def _together(one: tuple[int, int, Why], other: tuple[int, int, Why]) -> tuple[int, int, Why]:
    return one[0], max(one[1], other[1]), max(one[2], other[2], key=_weight)


def _weight(why: Why) -> int:
    return list(Why).index(why)


def _leave_times(assembly: Assembly, draft: Draft) -> None:
    clashing = {*MEALS, *lexicon().plain["event"]}
    for item in _items_of(assembly, draft):
        if item.kind in TIMES_SAID or (item.kind == "around" and item.value.what in clashing):
            assembly.leave(item, Why.CONTRADICTS)
    draft.frequency, draft.times, draft.days = None, [], []
    draft.around = [around for around in draft.around if around.what not in clashing]


def _items_of(assembly: Assembly, draft: Draft) -> Iterator[Item]:
    following = assembly.drafts[assembly.drafts.index(draft) + 1 :]
    end = following[0].begin if following else len(assembly.text)
    begin = 0 if draft is assembly.drafts[0] else draft.begin
    return (item for item in assembly.items if begin <= item.start < end)


def _share_meals(assembly: Assembly, drafts: list[Draft]) -> None:
    """In the morning and in the evening, with meals: with both of them. With a meal: only there."""
    for group in _groups(drafts):
        last = group[-1]
        said = [one for one in last.around if one.what == "meals"]
        others = [draft for draft in group[:-1] if draft.times and not draft.around]
        if said and last.times and not _is_one_meal(assembly, last):
            for draft in others:
                draft.around = list(said)


def _says_which_meals(assembly: Assembly, draft: Draft) -> bool:
    """Before meals and at bedtime are four times a day; at bedtime with meals, nobody knows when.

    In the morning with meals is with breakfast.
    """
    timed = [
        item
        for item in _items_of(assembly, draft)
        if item.kind in MOMENTS_SAID or (item.kind == "around" and item.value.what == "meals")
    ]
    at_meals = bool(draft.times) and all(time in MEAL_AT for time in draft.times)
    return all(
        (one.kind == "around") == (other.kind == "around")
        or _are_listed(assembly.text, one, other) != at_meals
        for one, other in pairwise(timed)
    )


def _are_listed(text: str, one: Item, other: Item) -> bool:
    """Whether two sayings of when stand in a list: with "and", a comma, or as abbreviations."""
    between = text[one.end : other.start].strip(" \t").casefold()
    if not between:
        return one.kind == "around" and not AT.match(text[other.start : other.end])
    return bool(LISTS.search(between))


def _is_one_meal(assembly: Assembly, draft: Draft) -> bool:
    told = [item for item in _items_of(assembly, draft) if item.kind == "around"]
    return any(ONE_MEAL.search(assembly.text[item.start : item.end]) for item in told)


def _share(drafts: list[Draft]) -> None:
    """What the last of several simultaneous parts says of how long counts for all of them."""
    for group in _groups(drafts):
        last = group[-1]
        for draft in group[:-1]:
            for name in FOR_ALL:
                if getattr(draft, name) is None:
                    setattr(draft, name, getattr(last, name))
            if draft.on is None and draft.times and last.times and not draft.frequency:
                draft.on = last.on
            if not draft.reasons and last.as_needed == draft.as_needed:
                draft.reasons = list(last.reasons)


def _groups(drafts: list[Draft]) -> Iterator[list[Draft]]:
    group: list[Draft] = []
    for draft in drafts:
        if group and draft.link is not Link.AND:
            yield group
            group = []
        group.append(draft)
    if group:
        yield group


def _check_sites(assembly: Assembly, drafts: list[Draft]) -> None:
    """By mouth in the left eye: one of the two is a slip."""
    sites = lexicon().plain["site"]
    for draft in drafts:
        routes = {sites[site].get("route") for site in draft.site} - {None, draft.route}
        if draft.route in IN_THE_MOUTH and routes:
            for item in _items_of(assembly, draft):
                if item.kind in ("route", "site"):
                    assembly.leave(item, Why.CONTRADICTS)
            draft.route, draft.site = None, []


def _check_days_of_treatment(assembly: Assembly, drafts: list[Draft]) -> None:
    """A dose for every day beside doses for single days of the treatment: which one counts?"""
    if not any(draft.on for draft in drafts):
        return
    for place, draft in enumerate(drafts):
        if draft.on is None and draft.dose and (place == 0 or draft.link is not Link.THEN):
            for item in _items_of(assembly, draft):
                if item.kind in ("dose", *TIMES_SAID):
                    assembly.leave(item, Why.CONTRADICTS)


def _check_times(assembly: Assembly, drafts: list[Draft]) -> None:
    """Two doses for one time of the same day: which one counts?"""
    for group in _groups(drafts):
        for one, other in pairwise(group):
            plain = not (one.days or other.days or one.on or other.on or other.as_needed)
            if plain and set(one.times) & set(other.times) and one.frequency == other.frequency:
                _leave_times(assembly, one)
                _leave_times(assembly, other)


def _check_says_when(assembly: Assembly, drafts: list[Draft]) -> None:
    """Words like "as directed" instead of how often is no direction that can be understood."""
    says_when = any(
        draft.frequency or draft.times or draft.days or draft.as_needed or draft.once or draft.on
        or any(around.what not in ("food", "milk", "food or milk") for around in draft.around)
        for draft in drafts
    )  # fmt: skip
    if assembly.directed is not None and not says_when:
        assembly.leave(assembly.directed, Why.SAYS_NOTHING)
    elif not drafts and not assembly.left:
        assembly.left.append((0, len(assembly.text), Why.SAYS_NOTHING))


def _merged(parts: list[Part]) -> list[Part]:
    """Equal doses at several times or on several days are one part."""
    merged: list[Part] = []
    for part in parts:
        both = _both(merged[-1], part) if merged and part.link is Link.AND else None
        if both is None:
            merged.append(part)
        else:
            merged[-1] = both
    return merged


def _both(one: Part, other: Part) -> Part | None:
    strength = one.strength if other.dose == one.dose and not other.strength else other.strength
    other = replace(other, strength=strength)
    plain = replace(other, link=one.link, times=one.times, around=one.around)
    if plain == one and _is_timed(one) and _is_timed(other) and _aside(one) == _aside(other):
        times = tuple(sorted({*one.times, *other.times}, key=day_order))
        around = tuple(sorted({*one.around, *other.around}, key=around_order))
        return replace(one, times=times, around=around, end=other.end)
    if replace(other, link=one.link, days=one.days) == one and one.days and other.days:
        days = tuple(day for day in WEEK_DAYS if day in (*one.days, *other.days))
        return replace(one, days=days, end=other.end)
    return None


def _is_timed(part: Part) -> bool:
    return part.frequency is None and bool(
        part.times or any(around.what in MEALS for around in part.around)
    )


def _aside(part: Part) -> list[str]:
    """Food and events that name no time of day."""
    return [around.what for around in part.around if around.what not in MEALS]

"""Directions said again in plain words for papers, in English and Spanish (domain 7).

What was not understood follows in the words of the label, marked. Reading these sentences again
gives the same directions.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.directions.draft import MEALS, eaten_then
from app.directions.lexicon import lexicon
from app.directions.schedule import on_the_day
from app.directions.values import Around, Directions, Link, Part, Period, Stretch
from app.directions.wording import Wording, wording

LINKS = {Link.AND: "also", Link.THEN: "then", Link.OR: "otherwise"}
NOT_EVEN = ("inhale",)
"""Verbs that say a route themselves; they are not put where the label has none."""


def plain(directions: Directions, language: str) -> str:
    """The sentences in a language ("en" or "es")."""
    return " ".join(_sentences(on_the_day(directions), wording(language)))


def _sentences(directions: Directions, words: Wording) -> Iterator[str]:
    parts = directions.parts
    is_single = len(parts) == 1
    place = 0
    while place < len(parts):
        together = _same_but_times(parts, place)
        yield _sentence(parts[place : place + together], words, is_single=is_single)
        if parts[place].repeat_after is not None:
            count, period = words.period(parts[place].repeat_after)  # type: ignore[arg-type]
            yield words.words["repeat"].format(count=count, period=period)
        if parts[place + together - 1].rest is not None:
            count, period = words.period(parts[place + together - 1].rest)  # type: ignore[arg-type]
            yield words.words["rest"].format(count=count, period=period)
        place += together
    if is_single:
        yield from _beside(parts[0], words)
    yield from (words.limit(limit) for limit in directions.limits)
    yield from (words.plain("note", note) for note in directions.notes)
    if directions.as_directed and (parts or not directions.left_over):
        yield words.words["directed"]
    for left in directions.left_over:
        if left.words.strip():
            yield words.words["label"].format(words=left.words.strip())


def _beside(part: Part, words: Wording) -> Iterator[str]:
    """What a single part says once for all: food, what it is for."""
    for around in part.around:
        if not _is_timely(around.what):
            yield words.words["all_of_it"].format(how=words.around(around))
    if part.reasons and not part.as_needed:
        yield words.words["purpose"].format(reason=words.reasons(part, joined="and"))
    if part.starts is not None:
        yield words.words["starts"].format(around=words.around(part.starts))


def _is_timely(what: str) -> bool:
    return what in MEALS or what in lexicon().plain["event"] or what == "bedtime"


def _same_but_times(parts: tuple[Part, ...], place: int) -> int:
    """How many parts from here are one sentence: other doses at other times of the same day."""
    first, count = parts[place], 1
    while place + count < len(parts) and _continues(first, parts[place + count]):
        count += 1
    return count


def _continues(first: Part, other: Part) -> bool:
    plain_times = all(
        part.times and not (part.around or part.frequency or part.as_needed or part.starts)
        and not (part.once or part.repeat_after or part.days or part.on or part.over)
        for part in (first, other)
    )  # fmt: skip
    alike = _lasting(first) == _lasting(other)
    return other.link is Link.AND and plain_times and alike and bool(first.dose and other.dose)


def _lasting(part: Part) -> tuple[object, ...]:
    """What parts said in one sentence have in common."""
    days = (part.first_day, part.last_day, part.rest)
    return (part.route, part.site, part.duration, part.until, part.reasons, *days)


def _sentence(parts: tuple[Part, ...], words: Wording, *, is_single: bool) -> str:
    part = parts[0]
    pieces = [_verb(part, words), *_dose(part, words), *_where(part, words)]
    beside = [around for around in part.around if _is_beside(around.what, part.times)]
    if not beside:
        pieces.append(words.both(_times(parts, words)))
    pieces += _when(part, words, beside, is_single=is_single)
    if part.as_needed:
        pieces.append(words.words["as_needed"])
    if part.reasons and (part.as_needed or not is_single):
        reason = words.reasons(part, joined="or" if part.as_needed else "and")
        pieces.append(words.words["reason"].format(reason=reason))
    if part.over is not None:
        pieces.append(words.over(part.over))
    if part.duration is not None:
        pieces.append(words.lasting(part.duration))
    pieces += words.dates(part)
    if part.until is not None:
        pieces.append(words.until(part.until))
    if part.once:
        pieces.append(words.words["single"])
    return " ".join(piece for piece in pieces if piece) + "."


def _verb(part: Part, words: Wording) -> str:
    unit = lexicon().units.get(part.dose.unit or "") if part.dose else None
    route = lexicon().plain["route"].get(part.route or "", {})
    verb = part.verb or (unit.verb if unit and unit.family == "piece" else None)
    is_taken = part.route == "oral" or (part.route is None and part.dose and not part.site)
    verb = verb or route.get("verb") or ("take" if is_taken else "use")
    if part.verb is None and verb in NOT_EVEN and part.route != "inhaled":
        verb = "use"
    said = words.plain("verb", verb)
    if part.link is Link.FIRST:
        return said
    return f"{words.words[LINKS[part.link]]} {said[:1].lower()}{said[1:]}"


def _dose(part: Part, words: Wording) -> Iterator[str]:
    if part.dose is not None:
        yield words.amount(part.dose)
    if part.strength is not None:
        yield f"({words.amount(part.strength)})"


def _where(part: Part, words: Wording) -> Iterator[str]:
    sites = lexicon().plain["site"]
    by_site = any(sites[site].get("route") == part.route for site in part.site)
    if part.route is not None and not by_site and (part.route, part.verb) != ("inhaled", "inhale"):
        yield words.plain("route", part.route)
    for site in part.site:
        yield words.plain("site", site)


def _times(parts: tuple[Part, ...], words: Wording) -> list[str]:
    """The times of day; where there are several, the dose is said with each."""
    first = parts[0]
    said: list[str] = []
    others = [around for around in first.around if around not in _meals_then(first).values()]
    once_said = others or first.frequency or first.as_needed or first.days or first.on
    again = bool(first.dose) and not once_said
    for part in parts:
        meals = _meals_then(part)
        for time in part.times:
            at = " ".join((words.time(time), *(words.around(meals[t]) for t in meals if t == time)))
            is_said = not said or not again or part.dose is None
            said.append(at if is_said else f"{words.amount(part.dose)} {at}")  # type: ignore[arg-type]
    return said


def _meals_then(part: Part) -> dict[str, Around]:
    """The meal at each of several times of day: in the morning with breakfast, and so on."""
    pairs = [
        (time, around)
        for time in part.times
        for around in part.around
        if around.what in MEALS and eaten_then(around.what, (time,))
    ]
    is_plain = len(part.times) > 1 and len({time for time, _around in pairs}) == len(pairs)
    return dict(pairs) if is_plain else {}


def _is_beside(what: str, times: tuple[str, ...]) -> bool:
    """Whether a meal is another time of the day than those that are named."""
    return bool(times) and what in MEALS and not eaten_then(what, times)


def _when(part: Part, words: Wording, beside: list[Around], *, is_single: bool) -> Iterator[str]:
    """How often, around which meals, on which days; `beside` are meals beside the times named."""
    if part.frequency is not None:
        yield words.often(part.frequency)
    said = _meals_then(part).values()
    timely = [
        around
        for around in part.around
        if around not in said and (_is_timely(around.what) or not is_single)
    ]
    at_times = _times((part,), words) if beside else []
    yield words.both([*map(words.around, (a for a in timely if a in beside)), *at_times])
    yield words.both([words.around(around) for around in timely if around not in beside])
    if part.days:
        yield words.days(part.days)
    if part.on is not None:
        yield _stretch(part.on, words)


def _stretch(stretch: Stretch, words: Wording) -> str:
    forms = words.words["on_week" if stretch.unit is Period.WEEK else "on_day"]
    template: str = forms[0] if stretch.range.is_one else forms[1]
    return template.format(count=words.range(stretch.range))

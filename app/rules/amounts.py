"""How many a day some directions mean, as far as a few plain patterns can tell. Never a guess.

This compares what a label says with what a patient says; it does not understand directions in full.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

NUMBERS = {
    "half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "media": Fraction(1, 2),
    **dict.fromkeys(("one", "un", "uno", "una", "once", "a single"), Fraction(1)),
    **dict.fromkeys(("two", "dos", "twice"), Fraction(2)),
    **dict.fromkeys(("three", "tres", "thrice"), Fraction(3)),
    **dict.fromkeys(("four", "cuatro"), Fraction(4)),
    **dict.fromkeys(("five", "cinco"), Fraction(5)),
    **dict.fromkeys(("six", "seis"), Fraction(6)),
    **dict.fromkeys(("eight", "ocho"), Fraction(8)),
}
LATIN = {"qd": 1, "od": 1, "bid": 2, "tid": 3, "qid": 4, "qam": 1, "qpm": 1, "qhs": 1, "hs": 1}

MOST_CHARACTERS = 500
"""No label is longer; longer words are not read."""

_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?:[0-9]{{1,5}}(?:\.[0-9]{{1,4}})?|1/2|{_WORDS})"
_PIECE = (
    r"(?:tab(?:let)?s?|cap(?:sule)?s?|caplets?|pills?|puffs?|drops?|patch(?:es)?|sprays?"
    r"|tabletas?|capsulas?|pastillas?|gotas?|parches?)"
)
_PER = r"(?:a|an|per|each|every|al|por|cada|a la)"
_LONG_NUMBER = re.compile(r"[0-9]{6}")
_STRENGTH = re.compile(r"[0-9][0-9,.]*\s*(?:mcg|mg|g|ml|units?|unidades|iu|meq|%)(?![a-z])")
_AS_NEEDED = re.compile(r"\bprn\b|as needed|if needed|when needed|necesario|si necesita")
_EVERY_HOURS = re.compile(
    r"(?:\bq\s*|every\s+|cada\s+)([0-9]{1,3})(?:\s*(?:-|to|a)\s*([0-9]{1,3}))?\s*(?:h\b|hr|hour|hora)"
)
_TIMES = re.compile(rf"\b({_NUMBER})\s*(?:times?|x|vez|veces)?\s*{_PER}\s*(day|dia|week|semana)\b")
_TIMES_DAILY = re.compile(rf"\b({_NUMBER})\s*(?:times?|x)?\s*(daily|weekly)\b")
_OTHER_DAY = re.compile(r"every other day|\bqod\b|cada dos dias|dia por medio|un dia si")
_WEEKLY = re.compile(
    r"\bweekly\b|\bsemanal|(?:every|each|per|a|cada|por|a la) (?:week|semana)\b"
    r"|(?:every|each|on|cada|los) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:cada|los) (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
)
_DAILY = re.compile(r"\bdaily\b|(?:every|each|per|a) day\b|(?:cada|al|por) dia\b|todos los dias")
_MEALS = re.compile(r"(?:each|every|with|before|after) meals?\b|three meals|cada comida")
_WITH_FOOD = re.compile(
    r"\b(?:with|con)\s+(?:the |la |el )?(?:food|breakfast|lunch|dinner|supper|comida|desayuno|cena)"
)
_TIMES_OF_DAY = (
    re.compile(r"\bmornings?\b|\bbreakfast\b|\bam\b|\bmanana\b|\bdesayuno\b"),
    re.compile(r"\bnoon\b|\blunch\b|\bmidday\b|\bmediodia\b|\balmuerzo\b"),
    re.compile(r"\bafternoons?\b|\bevenings?\b|\bdinner\b|\bsupper\b|\bpm\b|\btarde\b|\bcena\b"),
    re.compile(r"\bnights?\b|\bnightly\b|\bbedtime\b|\bbed\b|\bnoche\b|\bacostarse\b"),
)
_WHEN = r"(?:every |each |in the |at |before |en la |por la |a la |al |cada )*"
_SPLIT = re.compile(
    rf"\b({_NUMBER})\s*(?:{_PIECE}\s*)?(?:by mouth |por la boca )?{_WHEN}"
    r"(?:morning|breakfast|noon|lunch|afternoon|evening|dinner|supper|night|bedtime"
    r"|manana|desayuno|mediodia|almuerzo|tarde|cena|noche|acostarse)\b"
)
_PIECES = re.compile(rf"\b({_NUMBER})(?:\s*(?:-|to|or|a|o)\s*({_NUMBER}))?\s*{_PIECE}\b")
_LEADING = re.compile(
    rf"^(?:take |use |apply |tome |toma |tomar )?({_NUMBER})(?:\s*(?:-|to|or|a|o)\s*({_NUMBER}))?\b"
    r"(?!\s*(?:times?|x|vez|veces|daily|weekly|a day|a week|al dia|por semana))"
)


@dataclass(frozen=True, slots=True)
class PerDay:
    """Between `least` and `most` pieces a day; `least` is 0 for what is taken as needed."""

    least: Fraction
    most: Fraction


def per_day(text: str | None) -> PerDay | None:
    """How many pieces a day the words mean, or None where they do not say it plainly."""
    if text is None or len(text) > MOST_CHARACTERS:
        return None
    words = _plain(text)
    if _LONG_NUMBER.search(words):
        return None
    split = [_number(found) for found in _SPLIT.findall(words)]
    if len(split) > 1:
        return _allowing(words, PerDay(sum(split, Fraction(0)), sum(split, Fraction(0))))
    total = _said_as_total(words)
    if total is not None:
        return _allowing(words, PerDay(total, total))
    often = _how_often(words)
    if often is None:
        return None
    each = _each_time(words)
    return _allowing(words, PerDay(often.least * each.least, often.most * each.most))


def is_as_needed(text: str | None) -> bool:
    """Whether the words say that it is taken only as needed."""
    return text is not None and bool(_AS_NEEDED.search(_folded(text[:MOST_CHARACTERS])))


def strengths(text: str | None) -> frozenset[str]:
    """The amounts with a unit that the words name, such as "10units"."""
    return frozenset(
        re.sub(r"s$|\s|,", "", found)
        for found in _STRENGTH.findall(_folded((text or "")[:MOST_CHARACTERS]))
    )


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in bare if not unicodedata.combining(mark))


def _plain(text: str) -> str:
    words = _STRENGTH.sub(" ", _folded(text))
    words = re.sub(r"[^\w\s./-]", " ", words)
    words = " ".join(words.strip(" .").split())
    without_food = _WITH_FOOD.sub(" ", words)
    has_time = any(time.search(without_food) for time in _TIMES_OF_DAY)
    return " ".join((without_food if has_time else words).split())


def _number(found: str) -> Fraction:
    return NUMBERS[found] if found in NUMBERS else Fraction(found)


def _said_as_total(words: str) -> Fraction | None:
    """The whole day's count, said at once: one a day, 2 tablets per day."""
    found = re.search(rf"\b({_NUMBER})\s*(?:{_PIECE}\s*)?(?:by mouth )?{_PER} (?:day|dia)\b", words)
    if found is None or found.group(1) in ("once", "twice", "thrice"):
        return None
    return _number(found.group(1))


def _how_often(words: str) -> PerDay | None:
    hours = _EVERY_HOURS.search(words)
    if hours is not None:
        return _every(int(hours.group(1)), int(hours.group(2) or hours.group(1)))
    if _OTHER_DAY.search(words):
        return _exactly(Fraction(1, 2))
    for pattern in (_TIMES, _TIMES_DAILY):
        found = pattern.search(words)
        if found is not None:
            is_week = found.group(2) in ("week", "semana", "weekly")
            return _exactly(_number(found.group(1)) / (7 if is_week else 1))
    if _WEEKLY.search(words):
        return _exactly(Fraction(1, 7))
    return _by_names(words)


def _by_names(words: str) -> PerDay | None:
    latin = [LATIN[word] for word in words.replace(".", "").split() if word in LATIN]
    if latin:
        return _exactly(Fraction(latin[0]))
    if _MEALS.search(words):
        return _exactly(Fraction(3))
    named = sum(bool(time.search(words)) for time in _TIMES_OF_DAY)
    if named:
        return _exactly(Fraction(named))
    return _exactly(Fraction(1)) if _DAILY.search(words) else None


def _every(shortest: int, longest: int) -> PerDay | None:
    if not shortest or not longest:
        return None
    return PerDay(Fraction(24, max(shortest, longest)), Fraction(24, min(shortest, longest)))


def _exactly(count: Fraction) -> PerDay:
    return PerDay(count, count)


def _each_time(words: str) -> PerDay:
    found = _PIECES.search(words) or _LEADING.search(words)
    if found is None:
        return _exactly(Fraction(1))
    first = _number(found.group(1))
    second = _number(found.group(2)) if found.group(2) else first
    return PerDay(min(first, second), max(first, second))


def _allowing(words: str, amount: PerDay) -> PerDay:
    return PerDay(Fraction(0), amount.most) if _AS_NEEDED.search(words) else amount

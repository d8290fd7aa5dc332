"""What two sayings mean alone they mean together, or the label is marked: no word is lost."""

from __future__ import annotations

from itertools import permutations

import pytest

from app.directions.parse import parse
from app.directions.plain import plain
from app.directions.schedule import on_the_day

SAYINGS = (
    "bid", "tid", "q6h", "q8h prn", "at bedtime", "hs", "in the morning", "qpm", "at noon",
    "at night", "ac", "pc", "with food", "with meals", "before meals", "with breakfast",
    "before dinner", "on an empty stomach", "30 minutes before meals", "1 hour after eating",
    "prn pain", "as needed for nausea", "for 7 days", "until gone", "once a week", "on Mon Wed Fri",
    "every other day", "no more than 3 tablets a day", "with a full glass of water",
    "for blood pressure", "at 8 am", "every 12 hours", "before bed", "to left eye", "by mouth",
    "may cause drowsiness", "for 3 days then stop", "do not crush",
)  # fmt: skip
MEAL_OF = {"morning": "breakfast", "noon": "lunch", "evening": "dinner"}
IN_OTHER_WORDS = (
    {"bid", "every 12 hours"}, {"tid", "q8h prn"}, {"pc", "1 hour after eating"},
    {"for 3 days then stop", "for 7 days"},
)  # fmt: skip
"""Pairs that say one thing twice, in the end in one way."""


def facts(label):
    """Everything a label tells, part by part."""
    read = parse(label)
    told = {("limit", limit) for limit in read.limits} | {("note", note) for note in read.notes}
    for part in read.parts:
        told |= {("time", time) for time in part.times} | {("day", day) for day in part.days}
        told |= {("around", one.relation, one.what, one.offset) for one in part.around}
        told |= {("site", site) for site in part.site} | {("for", why) for why in part.reasons}
        told |= {(name, getattr(part, name)) for name in ("frequency", "duration", "until", "route")
                 if getattr(part, name) is not None}  # fmt: skip
        if part.as_needed:
            told.add(("as needed",))
    return told


def is_told(fact, by):
    """Meals at a time that is named are that meal."""
    if fact[0] == "around" and fact[2] == "meals":
        meals = [MEAL_OF[one[1]] for one in by if one[0] == "time" and one[1] in MEAL_OF]
        return fact in by or any((*fact[:2], meal, fact[3]) in by for meal in meals)
    return fact in by


@pytest.mark.parametrize("between", [" ", ", ", " and "])
def test_no_saying_is_lost_beside_another(between):
    alone = {saying: facts(f"1 tab {saying}") for saying in SAYINGS}
    for one, other in permutations(SAYINGS, 2):
        label = f"1 tab {one}{between}{other}"
        if {one, other} in IN_OTHER_WORDS or not parse(label).is_understood:
            continue

        both = facts(label)

        lost = [fact for fact in alone[one] | alone[other] if not is_told(fact, both)]
        assert not lost, label


def test_what_is_said_of_a_pair_in_plain_words_says_it_too():
    for one, other in permutations(SAYINGS, 2):
        read = parse(f"1 tab {one}, {other}")
        if read.is_understood and {one, other} not in IN_OTHER_WORDS:
            assert parse(plain(read, "en")) == on_the_day(read), (one, other)
            assert parse(plain(read, "es")) == on_the_day(read), (one, other)

"""The fixed words: present for every urgent flag, in both languages, and without a conclusion."""

from __future__ import annotations

import pytest

from app.rules.fixed_words import fixed_words, languages
from app.rules.red_flags import RED_FLAGS
from models.vocabulary import Channel, Level

URGENT = [
    (flag, level)
    for flag, one in RED_FLAGS.items()
    for level in (Level.EMERGENCY, Level.NOW)
    if level in {one.level, one.higher, one.milder, *(fires.level for fires in one.fires)}
]


def words(red_flag="R08", level=Level.NOW, language="en", channel=Channel.COUNTER):
    return fixed_words(red_flag, level, language=language, channel=channel)


@pytest.mark.parametrize(("red_flag", "level"), URGENT)
@pytest.mark.parametrize("channel", Channel)
def test_every_urgent_flag_has_words_and_steps_in_both_languages(red_flag, level, channel):
    english = words(red_flag, level, "en", channel)
    spanish = words(red_flag, level, "es", channel)

    assert english.say != spanish.say
    assert english.steps == spanish.steps
    assert len(english.steps) >= 2
    assert all(step.title and step.detail for step in english.steps)
    assert any("pharmacist" in f"{step.title} {step.detail}" for step in english.steps)


@pytest.mark.parametrize(("red_flag", "level"), URGENT)
def test_the_medicine_sentence_is_said_where_a_medicine_is_concerned(red_flag, level):
    expected = RED_FLAGS[red_flag].about_medicine

    assert (words(red_flag, level).medicine is not None) is expected


@pytest.mark.parametrize("level", [Level.SAME_DAY, Level.QUEUE, Level.NOTE])
def test_milder_levels_interrupt_nobody(level):
    assert words(level=level) is None


@pytest.mark.parametrize(
    ("red_flag", "call"),
    [("R01", "911"), ("R04", "988"), ("R05", "1-800-222-1222"), ("R06", "911"), ("R56", "911")],
)
def test_an_emergency_names_the_number(red_flag, call):
    assert words(red_flag, Level.EMERGENCY).call == call


def test_self_harm_is_never_left_alone():
    counter = words("R04", Level.EMERGENCY)
    phone = words("R04", Level.EMERGENCY, channel=Channel.PHONE)

    assert "Do not leave them alone" in counter.steps[0].detail
    assert phone.steps[0].title == "Stay on the line"


@pytest.mark.parametrize(("red_flag", "level"), [p for p in URGENT if p[0] not in ("R44", "R48")])
def test_by_phone_the_first_step_is_to_stay_on_the_line(red_flag, level):
    assert words(red_flag, level, channel=Channel.PHONE).steps[0].title == "Stay on the line"


def test_bleeding_says_when_to_call_911():
    said = words("R08").say

    assert said == "I am getting the pharmacist now. If you feel faint or bleed more, call 911."


def test_naloxone_is_the_pharmacists():
    details = " ".join(step.detail for step in words("R06", Level.EMERGENCY).steps)

    assert "the pharmacist decides" in details


def test_an_unknown_language_gets_the_english_words():
    assert words(language="vi") == words(language="en")
    assert languages() == {"en", "es"}


@pytest.mark.parametrize(("red_flag", "level"), URGENT)
def test_no_fixed_words_state_a_conclusion(red_flag, level):
    found = words(red_flag, level)
    said = " ".join([found.say, *(f"{s.title} {s.detail}" for s in found.steps)]).casefold()

    assert not any(
        word in said
        for word in ("interaction", "stroke", "heart attack", "overdose", "toxic", "allergic")
    )


def test_a_flag_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        words("R99")

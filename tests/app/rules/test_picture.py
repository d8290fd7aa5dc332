"""What counts as taken: the patient's word first, then every source that knows."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.medicine import Drug
from app.rules.picture import is_taken, look, supplied
from models.vocabulary import Reply, Source, StatementStatus
from tests.app.rules.bag import bag, combined, with_habit
from tests.make import (
    TODAY,
    about,
    make_drug,
    make_fill,
    make_medicine,
    make_session,
    make_statement,
)

ACTIVE, STOPPED, UNKNOWN = (
    StatementStatus.ACTIVE,
    StatementStatus.STOPPED,
    StatementStatus.UNKNOWN,
)
EARLIER, LATER = dt.date(2025, 1, 1), dt.date(2025, 6, 1)


def told(*statements, **changes):
    return make_medicine("warfarin", **({"takes_as": None} | changes), statements=statements)


def says(status, source=Source.PRESCRIBER, on=None):
    return make_statement("warfarin", status=status, source=source, said_on=on)


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        (told(), True),
        (told(says(UNKNOWN)), True),
        (told(says(ACTIVE), says(STOPPED)), True),
        (told(says(STOPPED)), False),
        (told(says(STOPPED), says(UNKNOWN)), False),
        (told(says(StatementStatus.ON_HOLD)), False),
        (told(says(STOPPED), says(ACTIVE, Source.PATIENT)), True),
        (told(says(ACTIVE), says(StatementStatus.NOT_TAKEN, Source.CAREGIVER)), False),
        (told(says(ACTIVE, Source.PATIENT, EARLIER), says(STOPPED, Source.PATIENT, LATER)), False),
        (told(says(STOPPED, Source.PATIENT, EARLIER), says(ACTIVE, Source.PATIENT, LATER)), True),
        (told(says(STOPPED, Source.PATIENT), says(ACTIVE, Source.PATIENT, EARLIER)), True),
        (told(says(STOPPED), says(UNKNOWN, Source.PATIENT)), False),
        (told(says(STOPPED), takes_as="both on bad days"), True),
        (told(says(ACTIVE), takes_as="not taking it"), False),
    ],
)
def test_the_patients_word_stands_over_the_other_sources(medicine, expected):
    assert is_taken(make_session(medicines=(medicine,)), medicine) is expected


@pytest.mark.parametrize(
    "words",
    [
        "Not taking.",
        "not taking it anymore",
        "I don’t take it",
        "no longer takes it",
        "stopped in March",
        "I stopped taking it because of the cough",
        "quit 2 weeks ago",
        "never started it",
        "none",
        "not taking it now",
        "no lo toma",
        "ya no la tomo",
        "dejó de tomarlo en marzo",
    ],
)
def test_words_that_plainly_say_not_taking(words):
    assert not is_taken(make_session(), make_medicine("warfarin", takes_as=words))


@pytest.mark.parametrize(
    "words",
    [
        "one every morning",
        "never misses",
        "never takes more than one",
        "nunca falta",
        "stopped in March, restarted in April",
        "stopped a week ago but took one today",
        "takes it when it hurts",
    ],
)
def test_words_that_do_not_plainly_say_so_count_as_taken(words):
    assert is_taken(make_session(), make_medicine("warfarin", takes_as=words))


def test_the_answer_about_taking_stands_over_the_field():
    medicine = make_medicine("warfarin", takes_as="one a day")

    assert not is_taken(with_habit(medicine, takes_as="stopped"), medicine)


def test_classes_come_from_the_ingredients_and_from_the_drug():
    drug = make_drug("lisinopril", classes=frozenset({"own"}))
    (line,) = look(bag(make_medicine(drug=drug)), on=TODAY).taken

    assert {"own", "ace_inhibitor"} <= line.classes


@pytest.mark.parametrize(
    ("name", "is_local"),
    [
        ("diclofenac 1 % topical gel", True),
        ("ketorolac 0.5 % ophthalmic solution", True),
        ("hydrocortisone 1 % cream", True),
        ("budesonide 90 mcg inhaler", True),
        ("ibuprofen 200 mg softgel capsule", False),
        ("fentanyl 25 mcg/h patch", False),
        ("insulin glargine 100 units/mL pen", False),
    ],
)
def test_local_forms_are_told_by_their_words(name, is_local):
    (line,) = look(bag(make_medicine(name)), on=TODAY).taken

    assert line.is_local is is_local


def test_a_line_is_always_called_something():
    tablet = make_medicine(drug=Drug(""), unidentified="white, L484")
    nothing = make_medicine(drug=Drug(""))

    names = [line.name for line in look(bag(tablet, nothing), on=TODAY).taken]

    assert sorted(names) == ["A medicine without a name", "white, L484"]


def test_a_reply_is_one_of_three_or_not_known():
    session = bag(answers={"a": "yes", "b": "declined", "c": "perhaps", "d": 3})
    picture = look(session, on=TODAY)

    assert [picture.reply(key) for key in "abcde"] == [Reply.YES, Reply.DECLINED, None, None, None]


def test_habits_are_read_as_they_were_answered():
    medicine = make_medicine("warfarin")
    session = with_habit(medicine, missed_days=0, barrier="cost")
    silent = look(bag(medicine), on=TODAY)
    picture = look(session, on=TODAY)
    (line,) = picture.taken

    assert picture.missed_days(line) == 0
    assert picture.barriers(line) == {"cost"}
    assert silent.missed_days(line) is None
    assert silent.barriers(line) == frozenset()
    assert look(with_habit(medicine, barrier=()), on=TODAY).barriers(line) == frozenset()


def test_recent_fills_of_what_is_on_no_list_count_as_supplies():
    fills = (
        make_fill("cephalexin", filled_on=TODAY),
        make_fill("lisinopril", filled_on=TODAY),
        make_fill("warfarin", filled_on=TODAY),
        make_fill("amoxicillin", filled_on=TODAY - dt.timedelta(days=31)),
        make_fill("doxycycline", filled_on=TODAY + dt.timedelta(days=1)),
        make_fill("unknown thing", filled_on=TODAY, ingredients=frozenset()),
    )
    left_off = make_medicine("warfarin", takes_as="stopped")

    found = supplied(look(bag("lisinopril", left_off, fills=fills), on=TODAY))

    assert [fill.name for fill in found] == ["cephalexin"]


def test_answers_about_one_medicine_stay_with_it():
    one, other = make_medicine("warfarin"), combined("apixaban", "apixaban")
    session = bag(one, other, answers={about("adherence.missed_days", one): 3})
    picture = look(session, on=TODAY)

    assert [picture.missed_days(line) for line in picture.taken] == [None, 3]

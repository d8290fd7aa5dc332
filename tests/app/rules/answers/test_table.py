"""The plain answers: both languages, a source, facts alone."""

from __future__ import annotations

import re

import pytest

from app.domain.plain_answer import LANGUAGES, Topic
from app.rules import classes
from app.rules.answers import table
from app.store import drug_catalogue

ALL = tuple(table.answers().values())
ADVICE = (
    "stop taking",
    "start taking",
    "skip",
    "double",
    "take more",
    "take less",
    "you should take",
    "take it with",
    "interact",
    "side effect",
    "symptom",
    "dizz",
    "deje de tomar",
    "empiece a tomar",
    "tome más",
    "tome menos",
    "efecto secundario",
    "síntoma",
    "mareo",
)
MOST_WORDS = 75
NAMED = {name for row in classes.table().values() for name in row.members} | {
    name for entry in drug_catalogue.read().entries for name in entry.ingredients
}
"""Every ingredient that a class or the catalogue names."""


@pytest.fixture(params=ALL, ids=[one.id for one in ALL])
def answer(request):
    return request.param


def test_there_are_answers_of_every_topic():
    assert len(ALL) >= 40
    assert {one.topic for one in ALL} == set(Topic)


def test_an_answer_stands_in_both_languages_and_they_are_not_the_same(answer):
    for texts in (answer.asks, answer.words):
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() == text and text for text in texts.values())
        assert texts["en"] != texts["es"]


def test_a_question_is_asked_and_sentences_end(answer):
    assert all(answer.asks[language].endswith("?") for language in LANGUAGES)
    assert answer.asks["es"].startswith("¿")
    assert all(answer.words[language].endswith(".") for language in LANGUAGES)


def test_an_answer_can_be_read_aloud_in_one_go(answer):
    assert all(len(text.split()) <= MOST_WORDS for text in answer.words.values())


def test_an_answer_names_its_source_with_a_date(answer):
    assert re.search(r"\b(19|20)\d\d\b", answer.source.rsplit(",", 1)[-1])


def test_an_answer_gives_no_advice_on_taking(answer):
    told = " ".join((*answer.words.values(), *answer.asks.values())).casefold()

    assert [words for words in ADVICE if words in told] == []


def test_both_languages_name_the_same_numbers(answer):
    english, spanish = (re.findall(r"\d+(?:\.\d+)?", answer.words[one]) for one in LANGUAGES)

    assert english == spanish


def test_whom_an_answer_is_for_is_known_by_a_name_of_ours(answer):
    known = set(classes.table()) | set(NAMED)

    assert answer.known_by | answer.unless <= known
    assert all(form == form.casefold() for form in answer.forms)


def test_a_changed_word_changes_the_digest(answer):
    assert len({one.digest for one in ALL}) == len(ALL)

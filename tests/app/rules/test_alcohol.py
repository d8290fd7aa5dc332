"""Words about alcohol that say plainly that the patient drinks."""

from __future__ import annotations

import pytest

from app.rules.alcohol import drinks
from app.rules.picture import look
from tests.app.rules.bag import bag
from tests.make import TODAY


@pytest.mark.parametrize(
    "words", ["2 beers a day", "wine with dinner", "Socially", "yes", "una copa los domingos", "sí"]
)
def test_words_that_say_so(words):
    (fact,) = drinks(look(bag(answers={"intake.alcohol": words}), on=TODAY))

    assert fact.evidence == ("intake.alcohol",)


@pytest.mark.parametrize(
    "words",
    ["none", "No", "never", "0", "doesn’t drink", "sober 12 years", "quit", "nunca", "not sure"],
)
def test_words_that_do_not(words):
    assert drinks(look(bag(answers={"intake.alcohol": words}), on=TODAY)) == ()


def test_not_asked_says_nothing():
    assert drinks(look(bag(), on=TODAY)) == ()

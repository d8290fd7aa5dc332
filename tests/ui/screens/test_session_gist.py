"""What rail, head and side panel are drawn from changes with answers, not with every letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from app.domain.changes import Changes
from app.domain.therapy_session import Answer
from tests.make import NOON, TECHNICIAN, make_id, make_session, make_talk
from ui.screens.session_gist import gist


def _with(session, **answers):
    given = {
        key.replace("__", "."): Answer(value, NOON, TECHNICIAN, session.talk.id)
        for key, value in answers.items()
    }
    return replace(session, answers={**session.answers, **given})


def test_words_that_grow_longer_change_nothing():
    session = make_session()

    assert gist(_with(session, intake__concern="kne")) == gist(
        _with(session, intake__concern="knee")
    )


def test_the_first_letter_is_an_answer():
    session = make_session()

    assert gist(session) != gist(_with(session, intake__concern="k"))


def test_another_choice_is_another_gist():
    session = make_session()

    assert gist(_with(session, identity__alone="yes")) != gist(_with(session, identity__alone="no"))


def test_where_two_people_asked_the_time_of_the_last_answer_counts():
    session = make_session()
    session = replace(session, talks=(*session.talks, make_talk(by=make_id())))
    first = _with(session, intake__concern="kne")
    answer = first.answers["intake.concern"]
    later = replace(answer, value="knee", at=answer.at + dt.timedelta(minutes=5))

    assert gist(first) != gist(replace(first, answers={**first.answers, "intake.concern": later}))


def test_changes_that_were_missed_are_drawn_together():
    both = Changes(frozenset({"a"}), medicines=True) | Changes(frozenset({"b"}), flags=True)

    assert both == Changes(frozenset({"a", "b"}), medicines=True, flags=True)

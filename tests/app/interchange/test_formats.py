"""What `docs/formats.md` promises is what the readers do."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.interchange.loinc import CODES, PANELS, UNITS
from app.interview.walkthrough import all_questions

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted([*CODES, *PANELS]))
def test_every_code_that_is_read_is_written_down(code):
    assert code in PAGE


def test_every_unit_that_is_read_is_written_down():
    assert not [unit for units in UNITS.values() for unit in units if unit not in PAGE]


def test_every_question_that_a_file_may_answer_is_written_down():
    missing = [
        question.key
        for question in all_questions()
        if not question.key.startswith(("redflags.", "screening.q"))
        and f"`{question.key}`" not in PAGE
        and f"`.{question.key.rpartition('.')[2]}`" not in PAGE
    ]

    assert missing == []


def test_every_condition_of_a_red_flag_is_written_down():
    names = {q.key.split(".", 1)[1] for q in all_questions() if q.key.startswith("redflags.")}
    conditions = {name for name in names if "." in name and not name.endswith(".words")}

    assert not [name for name in conditions if f".{name.split('.')[1]}`" not in PAGE]
    assert not [name for name in conditions if name.split(".")[0] not in PAGE]


def test_every_choice_is_written_down():
    offered = {o.value for q in all_questions() for o in getattr(q, "options", ())}

    assert not [value for value in offered if value not in PAGE]

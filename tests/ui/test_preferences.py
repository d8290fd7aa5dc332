"""Preferences: kept, limited, and never in the way."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Unavailable
from ui.preferences import FILE_NAME, Preferences, load, save


def test_what_was_chosen_comes_back(tmp_path):
    chosen = Preferences(idle_minutes=3, mode="dark", letters=150)

    save(tmp_path, chosen)

    assert load(tmp_path) == chosen


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"idle_minutes": "never"}', '{"letters": null}', '"\\ud800"']
)
def test_a_file_nobody_can_read_gives_the_usual(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")

    assert load(tmp_path) == Preferences()


@settings(max_examples=40, deadline=None)
@given(st.integers(), st.integers(), st.text(max_size=9))
def test_nothing_leaves_its_limits(minutes, letters, mode):
    kept = Preferences(minutes, mode, letters).within_limits()

    assert 1 <= kept.idle_minutes <= 15
    assert 100 <= kept.letters <= 200
    assert kept.mode in ("system", "light", "dark")


def test_a_folder_that_cannot_be_written_is_said_with_a_remedy(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(Unavailable) as said:
        save(tmp_path / "file", Preferences())

    assert said.value.remedy


def test_only_settings_are_stored(tmp_path):
    save(tmp_path, Preferences())

    stored = json.loads((tmp_path / FILE_NAME).read_text(encoding="utf-8"))

    assert set(stored) == {"idle_minutes", "mode", "letters"}

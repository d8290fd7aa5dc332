from __future__ import annotations

import pytest

from ui.words import together


@pytest.mark.parametrize(
    ("sentences", "words"),
    [
        (("Not asked: Bleeding.", "Not asked: Alcohol."), "Not asked: Bleeding; Alcohol."),
        (("Not asked: Bleeding.",), "Not asked: Bleeding."),
        (("LDL was 68.", "Weight was 89 kg."), "LDL was 68. Weight was 89 kg."),
        (("Label: one a day.", "Patient: two a day."), "Label: one a day. Patient: two a day."),
        ((), ""),
    ],
)
def test_what_all_sentences_begin_with_is_said_once(sentences, words):
    assert together(sentences) == words

from __future__ import annotations

import pytest

from ui.panels.label_times import label_times


@pytest.mark.parametrize(
    ("label", "times"),
    [
        ("Take 1 tablet in the morning", ("1", "", "", "")),
        ("Take 1 tablet by mouth every morning", ("1", "", "", "")),
        ("Take 1 tablet (20 mg) by mouth in the morning", ("1", "", "", "")),
        ("Take 2 tablets in the morning and 1 tablet at bedtime", ("2", "", "", "1")),
        ("1 capsule at noon, 1 capsule in the evening.", ("", "1", "1", "")),
        ("Take one tablet every night", ("", "", "", "1")),
        ("Take ½ tablet in the morning with food", ("½", "", "", "")),
    ],
)
def test_a_label_that_names_its_times_is_read(label, times):
    assert label_times(label) == times


@pytest.mark.parametrize(
    "label",
    [
        None,
        "",
        "1 tab po bid with food",
        "Take 1 tablet daily",
        "Take 1 tablet twice a day",
        "Take 1 tablet every other morning",
        "Take 1 tablet in the morning as needed",
        "Take 1 tablet in the morning and as directed",
        "Take 1 tablet in the morning and 2 tablets in the morning",
        "Do not take 1 tablet in the morning",
        "Take 1-2 tablets in the morning",
    ],
)
def test_anything_else_is_not_known_and_never_guessed(label):
    assert label_times(label) is None

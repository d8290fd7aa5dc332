"""The real labels against two independent readings; each difference stands here with its reason."""

from __future__ import annotations

import pytest

from app.directions.parse import parse
from app.directions.schedule import asks
from tests.app.directions.readings import differences, labels, readings
from tests.shared_data import needs_shared

LEAST_UNDERSTOOD = 0.9

VERB = "the readers take the route from the verb apply; we say only what the words say"
ONCE = "the readers call a dose before an event a single one; we keep the event"
EQUAL = "the readers differ in which of two equal amounts is the dose and which stands beside it"
AT = "at breakfast is a time for the readers, with food for us: both are the same meal"
ACCEPTED = {
    "cd38b80afbc6f2b2": f"{VERB}; {ONCE}",
    "e4d37787df464afb": VERB,
    "396dff2fe963944d": EQUAL,
    "7d3e3c4523a34231": AT,
}
"""Labels on which a reader and the parser differ, and why the parser stays as it is."""

pytestmark = needs_shared


def understood():
    return {hash_: read for hash_, text in labels().items() if (read := parse(text)).is_understood}


def test_every_real_label_has_two_readings():
    assert set(labels()) == set(readings("a")) == set(readings("b"))


def test_nine_of_ten_real_labels_are_understood_completely():
    assert len(understood()) / len(labels()) >= LEAST_UNDERSTOOD


@pytest.mark.parametrize("reader", ["a", "b"])
def test_no_label_is_understood_otherwise_than_a_reader_understood_it(reader):
    theirs = readings(reader)
    found = {hash_: differences(theirs[hash_], read) for hash_, read in understood().items()}

    unexplained = {hash_: said for hash_, said in found.items() if said and hash_ not in ACCEPTED}

    assert unexplained == {}


def test_each_explained_difference_is_still_there():
    read = understood()

    for hash_ in ACCEPTED:
        assert any(differences(readings(reader)[hash_], read[hash_]) for reader in "ab")


def test_what_both_readers_would_ask_about_is_marked_or_asked():
    first, second = readings("a"), readings("b")
    unclear = {hash_ for hash_ in first if first[hash_]["unclear"] and second[hash_]["unclear"]}

    for hash_, text in labels().items():
        if hash_ in unclear:
            read = parse(text)
            assert read.left_over or asks(read), text

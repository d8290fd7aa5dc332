"""A label is read once for everybody who asks, and nothing of it stays behind a lock."""

from __future__ import annotations

from app.directions import labels
from app.directions import parse as parsing
from app.directions.labels import LONGEST, parse
from app.remembered import forget, until_locked

LABEL = "take 1 tablet by mouth every morning"


def test_it_says_what_the_parser_says() -> None:
    assert parse(LABEL) == parsing.parse(LABEL)


def test_a_label_is_read_once_until_it_is_forgotten() -> None:
    first = parse(LABEL)
    assert parse(LABEL) is first

    forget()

    assert parse(LABEL) is not first


def test_nothing_of_a_longer_text_is_kept() -> None:
    forget()

    parse("x" * (LONGEST + 1))

    assert labels._read.cache_info().currsize == 0


def test_what_was_made_of_a_label_goes_with_it() -> None:
    made: list[str] = []

    @until_locked()
    def shout(text: str) -> str:
        made.append(text)
        return text.upper()

    assert [shout(LABEL), shout(LABEL)] == [LABEL.upper()] * 2
    assert made == [LABEL]
    forget()
    shout(LABEL)

    assert made == [LABEL, LABEL]

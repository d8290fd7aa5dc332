from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Refused
from app.security.recovery_code import _ALPHABET, new_code, read_code


def letters(code):
    return code.replace("-", "")


def test_a_code_has_26_letters_in_groups_and_reads_as_120_bits():
    code = new_code()

    assert len(letters(code)) == 26
    assert set(letters(code)) <= set(_ALPHABET)
    assert len(read_code(code)) == 15


def test_codes_differ():
    assert len({new_code() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "written",
    [
        lambda code: code.lower(),
        letters,
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("1", "I").replace("-", "\u2013"),
    ],
)
def test_a_code_reads_the_same_however_it_is_copied(written):
    code = new_code()

    assert read_code(written(code)) == read_code(code)


@pytest.mark.parametrize("place", range(26))
def test_every_single_wrong_character_is_refused(place):
    code = letters(new_code())

    for other in _ALPHABET.replace(code[place], ""):
        with pytest.raises(Refused):
            read_code(code[:place] + other + code[place + 1 :])


@settings(max_examples=60)
@given(st.integers(0, 22))
def test_two_neighbours_swapped_are_refused(place):
    code = letters(new_code())
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    if swapped != code:
        with pytest.raises(Refused):
            read_code(swapped)


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 26, "é" * 26, "0" * 27, "9" * 100_000])
def test_what_is_no_code_is_refused_without_repeating_it(typed):
    with pytest.raises(Refused) as refused:
        read_code(typed)

    assert not typed or typed not in refused.value.message

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import audit_chain
from models.audit_chain import Anchor
from models.vocabulary import Role

EVENT = {
    "id": UUID(int=7),
    "seq": 1,
    "at": dt.datetime(2026, 11, 23, 14, 2, 11, tzinfo=dt.UTC),
    "fields": ["given"],
    "person_id": None,
}


def test_the_key_of_the_chain_is_the_known_one():
    assert audit_chain.chain_key(bytes(range(32))).hex() == (
        "ada348d64c2535699a93a752aa505cd22246adacfb789565ac5de00263d07c2a"
    )


def test_the_first_link_is_the_known_one():
    key = bytes(32)

    assert audit_chain.link(key, audit_chain.GENESIS, EVENT).hex() == (
        "df6c34b1964f6d8042af9786c970ee6012799bae13a07947fb6a263aa350442e"
    )


def test_one_meaning_has_one_spelling():
    composed, decomposed = {"a": "é", "b": 1}, {"b": 1, "a": "e\u0301"}

    assert audit_chain.canonical(composed) == audit_chain.canonical(decomposed)
    assert audit_chain.canonical(composed) == '{"a":"é","b":1}'.encode()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("1.50"), "1.50"),
        (1.5, "1.5"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        (Role.PHARMACIST, "pharmacist"),
        (frozenset({"b", "a"}), ["a", "b"]),
        ((1, None, True), [1, None, True]),
        ({"x": UUID(int=1)}, {"x": str(UUID(int=1))}),
    ],
)
def test_every_kind_of_value_has_a_plain_form(value, plain):
    assert audit_chain.plain(value) == plain


def test_what_has_no_plain_form_is_our_mistake():
    with pytest.raises(TypeError):
        audit_chain.plain(object())


@settings(max_examples=50)
@given(st.binary(min_size=32, max_size=32), st.integers(0, 10**9), st.text(max_size=20))
def test_a_link_changes_with_anything_it_covers(previous, seq, word):
    link = audit_chain.link(bytes(32), previous, {"seq": seq, "word": word})

    assert link != audit_chain.link(bytes(32), previous, {"seq": seq + 1, "word": word})
    assert link != audit_chain.link(bytes(32), previous, {"seq": seq, "word": word + "x"})
    assert link != audit_chain.link(b"\1" * 32, previous, {"seq": seq, "word": word})
    flipped = bytes([previous[0] ^ 1]) + previous[1:]
    assert link != audit_chain.link(bytes(32), flipped, {"seq": seq, "word": word})


def test_a_checkpoint_says_chain_place_and_link():
    message = audit_chain.checkpoint_message(Anchor("counter-1", 3, b"\xab"))

    assert message == b'{"chain":"counter-1","link":"ab","seq":3}'

from __future__ import annotations

import gzip
import json
import random
from contextlib import suppress
from decimal import Decimal

import pytest

from app.errors import Refused, Unavailable
from app.interchange import json_guard
from app.interchange.json_guard import MOST_BYTES, parse, read_file

OPEN = b'{"resourceType":"Patient"'


def test_json_becomes_values_with_exact_decimals():
    assert parse(b'{"a": 5.10, "b": [1, true, null]}') == {
        "a": Decimal("5.10"),
        "b": [1, True, None],
    }


def test_a_byte_order_mark_is_accepted():
    assert parse(b"\xef\xbb\xbf" + OPEN + b"}") == {"resourceType": "Patient"}


def test_gzip_is_unpacked():
    assert parse(gzip.compress(b'{"a": 1}')) == {"a": 1}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"  \n", "empty", id="blank"),
        pytest.param(OPEN, "damaged", id="FHR-02 truncated"),
        pytest.param(OPEN + b',"x":' + b"1" * 5000 + b"}", "number", id="FHR-04 huge integer"),
        pytest.param(
            OPEN + b',"birthDate":"1990-01-01","birthDate":"1980-01-01"}', "twice", id="FHR-05"
        ),
        pytest.param(OPEN + b',"x":NaN}', "number", id="NaN"),
        pytest.param(OPEN + b',"x":Infinity}', "number", id="Infinity"),
        pytest.param(OPEN + b',"x":-Infinity}', "number", id="-Infinity"),
        pytest.param(OPEN + b',"x":1e999999999}', "number", id="huge exponent"),
        pytest.param(OPEN + b',"x":1e400}', "number", id="large exponent"),
        pytest.param(OPEN + b',"x":0.' + b"1" * 99 + b"}", "number", id="long decimal"),
        pytest.param(OPEN + b"}{}", "damaged", id="FHR-12 trailing data"),
        pytest.param(OPEN + b',"x":"\xff"}', "UTF-8", id="not UTF-8"),
        pytest.param('{"a":"é"}'.encode("utf-16"), "UTF-8", id="UTF-16"),
        pytest.param(b"<Bundle/>", "XML", id="XML"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 100, "zip", id="zip"),
        pytest.param(b"\x1f\x8b" + b"\x00" * 30, "unpacked", id="broken gzip"),
        pytest.param(gzip.compress(OPEN + b"}")[:-6], "unpacked", id="half a gzip"),
        pytest.param(b"[" * 100 + b"]" * 100, "64", id="deep"),
        pytest.param(b"[" * 2_000_000, "64", id="very deep"),
        pytest.param(b'{"a":' * 65 + b"1" + b"}" * 65, "64", id="one too deep"),
        pytest.param(
            b'{"extension":[' + b",".join([b"{}"] * 50_000) + b"]}", "too many", id="FHR-27"
        ),
        pytest.param(b"[" + b",".join([b"1"] * 10_001) + b"]", "too many", id="long list"),
        pytest.param(b"[" + b"1," * 12_000_000 + b"1]", "too many", id="endless list"),
        pytest.param(b"[" + b'"" ' * 6_000_000 + b"]", "too many", id="endless words"),
        pytest.param(b'{"entry":[' + b",".join([b"1"] * 100_001) + b"]}", "too many", id="entries"),
    ],
)
def test_what_is_not_plain_json_is_refused_in_a_sentence(data, says):
    with pytest.raises(Refused) as refused:
        parse(data)

    assert says in refused.value.message
    assert refused.value.message.endswith(".")


def test_depth_64_is_still_read():
    assert parse(b'{"a":' * 64 + b"1" + b"}" * 64)


def test_brackets_inside_words_do_not_count_as_depth():
    assert parse(json.dumps({"a": "[" * 500 + '\\"' + "{" * 500}).encode())


def test_an_unfinished_string_of_escapes_is_refused_without_looking_at_it_twice():
    with pytest.raises(Refused):
        parse(b'"\\' + b'"\\' * 2_000_000)


def test_more_than_the_cap_is_refused_also_when_packed_small():
    bomb = gzip.compress(b" " * (MOST_BYTES + 1))

    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="25 MiB"):
        parse(bomb)


def test_200_megabytes_are_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(json_guard, "parse", lambda _data: pytest.fail("it was read"))

    with pytest.raises(Refused, match="25 MiB"):
        read_file(path)


def test_a_file_that_grew_after_it_was_measured_is_cut_off_at_the_cap(tmp_path):
    path = tmp_path / "grows.json"
    path.write_bytes(b"{}")

    assert read_file(path) == b"{}"


def test_a_missing_file_is_the_worlds_no(tmp_path):
    with pytest.raises(Unavailable) as unavailable:
        read_file(tmp_path / "Ann Example.json")

    assert "Ann" not in unavailable.value.message + unavailable.value.remedy


def test_random_bytes_are_refused_or_read_and_nothing_else():
    chance = random.Random(7)
    text = json.dumps({"a": [1, 2.5, "x", None, {"b": "c"}]}).encode()

    for _ in range(2000):
        data = bytearray(text)
        for _flip in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(Refused):
            parse(bytes(data))

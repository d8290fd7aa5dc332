"""Bytes from a stranger become JSON, or are refused in a sentence. Nothing is guessed or repaired.

Refused are: more than 25 MiB after unpacking, anything nested deeper than 64, lists longer than a
cap, keys that stand twice, NaN and Infinity, numbers of absurd length, other encodings than UTF-8,
and text after the end. No message holds a word of the file.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import TypeAlias

from app.errors import Refused, Unavailable
from resources.language import N_, _

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | Decimal | bool | None"

MOST_BYTES = 25 * 1024 * 1024
MOST_DEEP = 64
MOST_ENTRIES = 100_000
MOST_ELEMENTS = 10_000
MOST_QUOTES, MOST_COMMAS = 5_000_000, 2_000_000
"""More than 25 MiB of real records hold; they bound the time that looking at them takes."""
MOST_DIGITS = 18
MOST_DECIMAL = 40
MOST_EXPONENT = 30

TOO_LARGE = N_(
    "This file is larger than 25 MiB, the most that can be imported. "
    "Please ask the sender for one patient per file."
)
TOO_DEEP = N_("This file is nested more than 64 levels deep, so it was not read.")
TOO_LONG = N_("This file repeats one element too many times, so it was not read.")
TWICE = N_(
    "This file names the same thing twice in one place, so nobody can tell which one counts."
)
NO_NUMBER = N_("This file holds a number that is not a usable number, so it was not read.")
NOT_UTF8 = N_("This file is not written in UTF-8. Please ask the sender for a FHIR file in UTF-8.")
NOT_JSON = N_(
    "This file is damaged or is not JSON. Please ask the sender for the whole file again."
)
IS_XML = N_("This file is XML. Please ask the sender for the same record as FHIR R4 in JSON.")
IS_ZIP = N_("This is a zip archive. Please unpack it first and import the JSON file inside.")
IS_EMPTY = N_("This file is empty.")
BAD_GZIP = N_("This file is packed, but cannot be unpacked. Please ask the sender for it again.")

GZIP_MAGIC, ZIP_MAGIC, BOM = b"\x1f\x8b", b"PK\x03\x04", b"\xef\xbb\xbf"
# Possessive, and with the closing quote optional, so that no input makes it look twice.
STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
STEPS = [0] * 256
STEPS[ord("[")] = STEPS[ord("{")] = 1
STEPS[ord("]")] = STEPS[ord("}")] = -1
CHUNK = 1 << 20


class _BrokenError(ValueError):
    """Carries the sentence out of the JSON decoder's callbacks."""


def read_file(path: Path) -> bytes:
    """The bytes of a file, never more than the cap. Raises Refused or Unavailable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(_(TOO_LARGE))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise Unavailable(
            _("The file could not be opened."),
            _("See whether it is still there and whether you may read it, then try again."),
        ) from None
    if len(data) > MOST_BYTES:
        raise Refused(_(TOO_LARGE))
    return data


def parse(data: bytes) -> Json:
    """The JSON of a file, gzipped or not. Decimals are exact. Raises Refused."""
    text = _unpacked(data)
    text = text.removeprefix(BOM)
    _look(text)
    if text.count(b'"') > MOST_QUOTES or text.count(b",") > MOST_COMMAS:
        raise Refused(_(TOO_LONG))
    if _depth(text) > MOST_DEEP:
        raise Refused(_(TOO_DEEP))
    try:
        parsed: Json = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_constant,
        )
    except _BrokenError as broken:
        raise Refused(_(str(broken))) from None
    except UnicodeDecodeError:
        raise Refused(_(NOT_UTF8)) from None
    except (ValueError, RecursionError):
        raise Refused(_(NOT_JSON)) from None
    if isinstance(parsed, list) and len(parsed) > MOST_ELEMENTS:
        raise Refused(_(TOO_LONG))
    return parsed


def _unpacked(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise Refused(_(TOO_LARGE))
    if not data.startswith(GZIP_MAGIC):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            text = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise Refused(_(BAD_GZIP)) from None
    if len(text) > MOST_BYTES:
        raise Refused(_(TOO_LARGE))
    return text


def _look(text: bytes) -> None:
    start = text[:512].lstrip(b" \t\r\n")
    if not start:
        raise Refused(_(IS_EMPTY))
    if start.startswith(ZIP_MAGIC):
        raise Refused(_(IS_ZIP))
    if start.startswith(b"<"):
        raise Refused(_(IS_XML))
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_(NOT_UTF8))


def _depth(text: bytes) -> int:
    """How deep brackets go, strings left out; stops looking soon after the cap."""
    brackets = STRING.sub(b"", text).translate(None, NOT_BRACKETS)
    step: Callable[[int], int] = STEPS.__getitem__
    deepest = level = 0
    for start in range(0, len(brackets), CHUNK):
        levels = list(accumulate(map(step, brackets[start : start + CHUNK]), initial=level))
        highest, level = max(levels), levels[-1]
        deepest = max(deepest, highest)
        if deepest > MOST_DEEP:
            break
    return deepest


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _BrokenError(TWICE)
    for key, value in pairs:
        if type(value) is list and len(value) > _most(key):
            raise _BrokenError(TOO_LONG)
    return found


def _most(key: str) -> int:
    return MOST_ENTRIES if key == "entry" else MOST_ELEMENTS


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise _BrokenError(NO_NUMBER)
    return int(digits)


def _decimal(digits: str) -> Decimal:
    mantissa, _e, exponent = digits.lower().partition("e")
    if len(mantissa) > MOST_DECIMAL or len(exponent) > 4:
        raise _BrokenError(NO_NUMBER)
    number = Decimal(digits)
    if abs(number.adjusted()) > MOST_EXPONENT:
        raise _BrokenError(NO_NUMBER)
    return number


def _constant(_name: str) -> Json:
    raise _BrokenError(NO_NUMBER)

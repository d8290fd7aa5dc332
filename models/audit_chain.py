"""How one audit row is bound to the one before it. Pure: bytes in, bytes out.

The tag stands for the exact recipe. If the recipe ever changes, it gets a new tag, and this one
stays readable for ever.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RECIPE: Final = b"brownbag-audit-v1"
GENESIS: Final = bytes(32)
_AS_IT_IS: Final = frozenset({NoneType, bool, int})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a chain stood once, written down outside the database."""

    chain: str
    seq: int
    link: bytes


def chain_key(data_key: bytes) -> bytes:
    """The key that binds the audit rows, derived from the data key and good for nothing else."""
    return HKDF(SHA256(), length=32, salt=None, info=b"audit").derive(data_key)


def canonical(value: Mapping[str, Any]) -> bytes:
    """One spelling for one meaning: sorted, compact, UTF-8, NFC."""
    text = json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def plain(value: Any) -> Any:
    """A value as JSON can hold it. Bytes become their digest and length."""
    if type(value) in _AS_IT_IS or (type(value) is str and value.isascii()):
        return value
    match value:
        case Enum():
            return plain(value.value)
        case int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case float():
            return repr(value)
        case UUID():
            return str(value)
        case Decimal():
            return format(value, "f")
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case bytes():
            return {"sha256": hashlib.sha256(value).hexdigest(), "length": len(value)}
        case Mapping():
            return {plain(str(key)): plain(inner) for key, inner in value.items()}
        case set() | frozenset():
            return sorted(plain(inner) for inner in value)
        case Sequence():
            return [plain(inner) for inner in value]
    raise TypeError(f"the audit cannot hold a {type(value).__name__}")


def link(key: bytes, previous: bytes, event: Mapping[str, Any]) -> bytes:
    """The row's own link: it fixes the row's content, its place and everything before it."""
    return hmac.digest(key, RECIPE + previous + canonical(event), "sha256")


def detail_digest(salt: bytes, body: str) -> str:
    """What binds old and new values to their row, without telling what they are."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def checkpoint_message(anchor: Anchor) -> bytes:
    """What a person signs to say: I saw the trail stand here."""
    return canonical({"chain": anchor.chain, "seq": anchor.seq, "link": anchor.link.hex()})

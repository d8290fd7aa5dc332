"""The recovery code: 26 characters that a person can copy, 24 of them random, 2 to catch a slip.

The alphabet leaves out I, L, O and U; typed I, L and O are read as 1, 1 and 0. The check is the
remainder by the prime 1021: no single wrong character, and no two neighbours swapped among the 24,
keep it.
"""

from __future__ import annotations

import secrets
from typing import Final

from app.errors import Refused
from resources.language import _

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("ILO", "110", " -\t\n\u2010\u2011\u2012\u2013\u2014")
_RANDOM_BITS: Final = 120
_CHECK: Final = 1021
_LENGTH: Final = 26
_GROUP: Final = 5


def new_code() -> str:
    """A fresh code in groups, as it is printed: 120 random bits and their check."""
    secret = secrets.randbits(_RANDOM_BITS)
    return _grouped(_spelled(secret << 10 | secret % _CHECK))


def read_code(typed: str) -> bytes:
    """The code's 15 secret bytes. Refused, without saying more, when it was not copied right."""
    text = typed[: 4 * _LENGTH].upper().translate(_READ_AS)
    if len(text) != _LENGTH or any(letter not in _ALPHABET for letter in text):
        raise Refused(_("A recovery code has 26 letters and digits. Please look again."), "code")
    number = sum(
        _ALPHABET.index(letter) << 5 * place for place, letter in enumerate(reversed(text))
    )
    secret, check = divmod(number, 1 << 10)
    if secret % _CHECK != check:
        raise Refused(_("One character of the recovery code is not right. Please compare."), "code")
    return secret.to_bytes(_RANDOM_BITS // 8)


def _spelled(number: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))

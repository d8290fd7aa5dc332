"""What the bars and squares of a package or of a pharmacy's own label say, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ScannedPackage:
    """A manufacturer's package.

    `ndcs` are the 11-digit codes (5-4-2, no hyphens) the scan may stand for: ten digits without
    hyphens fit three of them. `expires` is the last day on which it may be used.
    """

    ndcs: tuple[str, ...]
    lot: str | None = None
    expires: dt.date | None = None

    def has_expired(self, on: dt.date) -> bool | None:
        """Whether its last day lies before a day; None where the package does not say."""
        return None if self.expires is None else self.expires < on


@dataclass(frozen=True, slots=True)
class ScannedLabel:
    """The pharmacy's own label: the prescription number on it."""

    prescription: str


@dataclass(frozen=True, slots=True)
class NotRead:
    """A scan nobody can tell the meaning of; `why` is a whole sentence."""

    why: str


FEWEST_CHARACTERS, FEWEST_DIGITS = 6, 5
"""The shortest code a scanner sends; a code is mostly digits, and words are not."""


def may_be_scanned(typed: str) -> bool:
    """Whether characters that came fast may be a code, and never a word somebody typed."""
    code = typed.replace("\x1d", "")
    digits = sum(character in "0123456789" for character in code)
    return (
        len(typed) >= FEWEST_CHARACTERS
        and code.isascii()
        and code.isprintable()
        and " " not in code
        and digits >= FEWEST_DIGITS
        and digits * 2 >= len(code)
    )


Scan: TypeAlias = ScannedPackage | ScannedLabel

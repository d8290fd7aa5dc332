"""Whether two directions say the same. By their letters, until directions are understood."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s*([./,:-])\s*(?=[0-9])")
_KEPT = re.compile(r"[0-9]+(?:[./,:-][0-9]+)*|[^\W_]+")
_SIGNS = str.maketrans({"\u2044": "/", "\u2013": "-", "\u2014": "-", "\u2212": "-"})


def same_directions(one: str | None, other: str | None) -> bool:
    """The same letters and numbers, whatever their case, spaces, accents and punctuation.

    What stands between two digits counts: 1/2 is not 1-2. Two that say nothing are not the same.
    """
    words = plain(one)
    return bool(words) and words == plain(other)


def plain(directions: str | None) -> str:
    """What is compared of directions; "" where they say nothing."""
    folded = unicodedata.normalize("NFKD", directions or "").translate(_SIGNS).casefold()
    text = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(_KEPT.findall(_BETWEEN_DIGITS.sub(r"\1", text)))

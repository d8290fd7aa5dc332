"""Whether two directions say the same: by their letters, else by what is understood of them."""

from __future__ import annotations

import re
import unicodedata

from app.directions import same as understood
from app.directions.labels import parse
from app.remembered import until_locked

_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s*([./,:-])\s*(?=[0-9])")
_KEPT = re.compile(r"[0-9]+(?:[./,:-][0-9]+)*|[^\W_]+")
_SIGNS = str.maketrans({"\u2044": "/", "\u2013": "-", "\u2014": "-", "\u2212": "-"})


def same_directions(one: str | None, other: str | None) -> bool:
    """The same letters and numbers, whatever their case, spaces, accents and punctuation; or both
    understood, and the same doses at the same times.

    What stands between two digits counts: 1/2 is not 1-2. Two that say nothing are not the same.
    """
    words, others = plain(one), plain(other)
    if not words or not others:
        return False
    return words == others or _are_understood_alike(str(one), str(other))


def _are_understood_alike(one: str, other: str) -> bool:
    """Whether both are wholly understood and ask for the same."""
    return understood.same_directions(parse(one), parse(other)) is understood.Same.SAME


def plain(directions: str | None) -> str:
    """What is compared of directions; "" where they say nothing."""
    return _plain(directions) if directions else ""


@until_locked()
def _plain(directions: str) -> str:
    folded = unicodedata.normalize("NFKD", directions).translate(_SIGNS).casefold()
    text = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(_KEPT.findall(_BETWEEN_DIGITS.sub(r"\1", text)))

"""Whether the days' supply of a medicine tells on how many days it is used (`domain.md` 6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.directions.labels import parse
from app.directions.values import Link
from app.remembered import until_locked
from app.rules.amounts import MOST_CHARACTERS, is_as_needed
from app.rules.classes import classes_of
from app.rules.picture import is_local
from resources.language import N_, _

INSULIN = N_("insulin: the dose changes from day to day")
LOCAL = N_("an inhaler, drops, cream or spray: nobody counts its doses")
AS_NEEDED = N_("it is taken as needed")
CHANGING = N_("the dose changes with time")
PACK = N_("a pack")

_PACK = re.compile(r"\b(?:dose ?pack|starter|titration|therapy pack|blister pack|kit)\b")
_DROPS = re.compile(r"\bdrops?\b|\binhaler\b|\bspray\b|\bpuffs?\b")


@until_locked()
def unsuitable(
    words: str, ingredients: frozenset[str], directions: tuple[str | None, ...]
) -> tuple[str, ...]:
    """Why its days' supply tells little; empty where it tells enough.

    `words` name the product, its strength and form, in any case; `directions` are all that say how
    it is taken.
    """
    return tuple(
        _(why) for why in dict.fromkeys(_reasons(words.casefold(), ingredients, directions))
    )


def _reasons(
    words: str, ingredients: frozenset[str], directions: tuple[str | None, ...]
) -> Iterator[str]:
    if "insulin" in classes_of(ingredients):
        yield INSULIN
    if is_local(words) or _DROPS.search(words):
        yield LOCAL
    if _PACK.search(words):
        yield PACK
    for text in directions:
        if text and len(text) <= MOST_CHARACTERS:
            if is_as_needed(text):
                yield AS_NEEDED
            if any(part.link is Link.THEN for part in parse(text).parts):
                yield CHANGING

"""Whether the patient's words about alcohol say plainly that they drink; else it is not known."""

from __future__ import annotations

import re

from app.rules.facts import Fact, Facts
from app.rules.picture import Picture

KEY = "intake.alcohol"

_DRINKS = re.compile(
    r"\d|beer|wine|drink|glass|liquor|vodka|whisk|\brum\b|gin\b|tequila|bourbon|daily|week|night"
    r"|social|occasion|sometimes|\byes\b|cerveza|\bvinos?\b|copa|trago|bebe|diario|semana|\bs[ií]\b"
)
_DOES_NOT = re.compile(
    r"^(?:no\b|none|never|nothing|0\b|zero|non|nunca|nada|ningun)|does ?n[o']t|do not|don't|quit"
    r"|sober|stopped|former|used to|any ?more|dej[oó]|ya no|no bebe|no toma|years ago"
)


def drinks(picture: Picture) -> Facts:
    """The words tell of drinking, and do not tell of the opposite too."""
    words = str(picture.session.value(KEY) or "").casefold().replace("’", "'").strip()
    if not _DRINKS.search(words) or _DOES_NOT.search(words):
        return ()
    return (Fact("The patient tells of drinking alcohol.", (KEY,)),)

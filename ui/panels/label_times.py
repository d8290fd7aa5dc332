"""The four times of day of a label that names them itself; anything else is not known.

"Take 1 tablet by mouth in the morning and 2 tablets at bedtime" names its times; "twice daily" does
not, and is never guessed here. A word that is not understood makes the whole label not known.
"""

from __future__ import annotations

import re

TIMES = ("morning", "noon", "evening", "bedtime")

_UNIT = r"(?:tablets?|capsules?|caplets?|pills?|puffs?|drops?|units?|patch(?:es)?|tabs?|caps?)"
_AMOUNT = rf"(?P<amount>[0-9]{{1,3}}|½|1½|one|two|three)(?: {_UNIT})?(?: \([^()]*\))?(?: by mouth)?"
_WHEN = (
    r"(?:every|each|in the|at|with the|once in the) (?P<time>morning|noon|evening|bedtime|night)"
)
_PART = re.compile(rf"(?:take )?{_AMOUNT} {_WHEN}(?: with food| daily)?", re.IGNORECASE)
_WORDS = {"one": "1", "two": "2", "three": "3"}


def label_times(label: str | None) -> tuple[str, str, str, str] | None:
    """The number to take in the morning, at noon, in the evening, at bedtime; None: not known."""
    if not label:
        return None
    amounts = dict.fromkeys(TIMES, "")
    for part in re.split(r"(?:,)? and |, ", label.strip().rstrip(".")):
        match = _PART.fullmatch(part)
        if match is None:
            return None
        time = match["time"].lower()
        time = "bedtime" if time == "night" else time
        if amounts[time]:
            return None
        amount = match["amount"].lower()
        amounts[time] = _WORDS.get(amount, amount)
    return amounts["morning"], amounts["noon"], amounts["evening"], amounts["bedtime"]

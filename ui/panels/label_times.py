"""The four times of day of a label that names them itself; anything else is not known.

"Take 1 tablet by mouth in the morning and 2 tablets at bedtime" names its times; "twice daily" does
not, and is never guessed here. A word that is not understood makes the whole label not known.
"""

from __future__ import annotations

from fractions import Fraction

from app.directions.labels import parse
from app.directions.schedule import schedule

_PARTS = {Fraction(0): "", Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾"}


def label_times(label: str | None) -> tuple[str, str, str, str] | None:
    """The number to take in the morning, at noon, in the evening, at bedtime; None: not known."""
    read = parse(label or "")
    names_times = all(part.frequency is None for part in read.parts)
    day = schedule(read) if names_times and not read.as_directed else None
    if day is None:
        return None
    amounts = (day.morning, day.noon, day.evening, day.bedtime)
    return None if any(amount % 1 not in _PARTS for amount in amounts) else _written(amounts)


def _written(amounts: tuple[Fraction, ...]) -> tuple[str, str, str, str]:
    morning, noon, evening, bedtime = (
        f"{int(amount) or ''}{_PARTS[amount % 1]}" for amount in amounts
    )
    return morning, noon, evening, bedtime

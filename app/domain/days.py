"""Days as people here write them."""

from __future__ import annotations

import datetime as dt


def written(day: dt.date) -> str:
    """A date as it is written here: 07/15/2025."""
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"

"""What is said of a fill, whatever file it comes from: how long it lasts, and its label's key."""

from __future__ import annotations

import datetime as dt

from app.domain.patient import Fill

LABEL = " label"
"""Ends the key of the statement that a fill's label makes."""
MOST_DAYS = 730
A_SUPPLY, GRACE = 30, 90
"""Days: a usual supply where the file tells none, and how long a rest may last."""


def may_be_in_use(fill: Fill, today: dt.date) -> bool:
    """Whether something of it may still be taken today."""
    days = (fill.days_supply or A_SUPPLY) + GRACE
    return fill.filled_on + dt.timedelta(days=days) >= today

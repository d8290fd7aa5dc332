"""The sources of a session side by side."""

from __future__ import annotations

import datetime as dt

from app.domain.reconciled import Reconciliation
from app.domain.therapy_session import TherapySession
from app.rules.reconciliation.gathering import gathered
from app.rules.reconciliation.reconcile import Joined, reconcile
from app.rules.reconciliation.understood import regimen_of


def side_by_side(session: TherapySession, *, on: dt.date) -> Reconciliation:
    """What the sources of a session say on a day; each row is one of its medicines."""
    lines, together = gathered(session)
    return reconcile(lines, regimen_of, on=on, joined=Joined(together=together))

"""The sources side by side: what agrees goes on, what differs is sent to the pharmacist."""

from __future__ import annotations

from functools import partial

from models.vocabulary import Verdict
from ui.demo.hands import CannotGoOn, Hands
from ui.demo.pictures import Pictures
from ui.panels.reconciliation import ReconciliationPanel

SENT = "The practice pharmacist looks at it."
MOST_TURNS = 400


def reconcile(hands: Hands, pictures: Pictures) -> None:
    """Settle every medicine; pairs that may be one stay open, as only a person can tell them."""
    panel = hands.find_as(ReconciliationPanel, "reconciliation")
    hands.wait("the sources side by side", lambda: panel.agreed)
    pictures.take("walk-reconciliation-found")
    if hands.see("reconciliation.agreeing") is not None:
        _settle(hands, panel, "G")
    for _turn in range(MOST_TURNS):
        if panel.agreed is None or not panel.agreed.open_medicines:
            return
        here = panel.here
        if here is None or here.counts:
            hands.key("Return", on=hands.find("reconciliation.table"))
        elif here.open_differences:
            _settle(hands, panel, "S")
        elif here.standings:
            hands.press("reconciliation.unclear")
            hands.type("reconciliation.why", SENT)
            hands.press("reconciliation.why.do")
            hands.wait("the medicine to be settled", partial(_is, panel, here.row.id))
        else:
            _settle(hands, panel, "C")
    raise CannotGoOn("The reconciliation does not come to an end.")


def _settle(hands: Hands, panel: ReconciliationPanel, key: str) -> None:
    before = panel.agreed
    hands.key(key, on=hands.find("reconciliation.table"))
    hands.wait(f"what {key} settles", lambda: panel.agreed is not before)


def _is(panel: ReconciliationPanel, row: str) -> bool:
    rows = panel.agreed.rows if panel.agreed is not None else ()
    settled = next((one.settled for one in rows if one.row.id == row), None)
    return settled is not None and settled.verdict is Verdict.UNCLEAR

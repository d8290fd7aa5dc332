"""The administration record: begun, an order for each medicine taken, the dose of today."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.domain.medicine import Medicine
from app.rules.picture import is_taken
from ui.charting.grid_view import GridView
from ui.demo.hands import Hands
from ui.demo.pictures import Pictures
from ui.panels.administration import AdministrationPanel
from ui.screens.session import SessionScreen

GIVEN = "G"
INITIALS = "ST"


def keep_record(hands: Hands, pictures: Pictures, screen: SessionScreen, on: dt.date) -> None:
    """Begin the record where there is none; what its form refuses stays for a person."""
    panel = hands.find_as(AdministrationPanel, "administration")
    hands.wait("the record to be read", lambda: hands.see("begin") or panel.chart)
    if panel.chart is None:
        _begin(hands, screen, panel)
    for medicine in screen.workspace.session.medicines:
        if is_taken(screen.workspace.session, medicine):
            _order(hands, pictures, panel, medicine, on)
    pictures.take("walk-administration-month")
    if panel.chart is not None and panel.chart.orders:
        _give(hands, panel)


def _begin(hands: Hands, screen: SessionScreen, panel: AdministrationPanel) -> None:
    hands.type("begin.place", str(screen.workspace.value("identity.place") or "At home"))
    hands.press("begin.keep")
    hands.wait("the record to be begun", lambda: panel.chart)


def _order(
    hands: Hands,
    pictures: Pictures,
    panel: AdministrationPanel,
    medicine: Medicine,
    on: dt.date,
) -> None:
    """From the first of the month on, at the times that its directions name."""
    before = _orders(panel)
    hands.press("administration.add_order")
    which = hands.find_as(QComboBox, "order.medicine")
    which.setCurrentIndex(which.findData(str(medicine.id)))
    which.activated.emit(which.currentIndex())
    hands.type("order.first", f"{on.replace(day=1):%m/%d/%Y}")
    if not before:
        pictures.take("walk-administration-order")
    hands.press("order.keep")
    hands.wait("the order to be kept, or refused", partial(_is_answered, hands, panel, before))
    if _orders(panel) == before:
        hands.press("order.leave")
        hands.wait("the form to close", lambda: hands.see("order") is None)


def _is_answered(hands: Hands, panel: AdministrationPanel, before: int) -> bool:
    return _orders(panel) > before or _is_refused(hands)


def _is_refused(hands: Hands) -> bool:
    """Whether a field of the order, or the form, says why it can't be so."""
    order = hands.see("order")
    lines = order.findChildren(QLineEdit) if order is not None else []
    return hands.see("order.sentence") is not None or any(
        line.property("state") == "wrong" for line in lines
    )


def _orders(panel: AdministrationPanel) -> int:
    return 0 if panel.chart is None else len(panel.chart.orders)


def _give(hands: Hands, panel: AdministrationPanel) -> None:
    """The dose one stands on; what is noticed of it is read, and kept so."""
    grid = hands.find_as(GridView, "administration.grid")
    grid.setFocus(Qt.FocusReason.OtherFocusReason)
    before = _entries(panel)
    hands.key(GIVEN, on=grid)
    hands.type("dose.initials", INITIALS)
    hands.press("dose.keep")
    hands.breathe()
    if _is_asked(hands):
        hands.press("dose.keep")
    hands.wait("the dose to be kept", lambda: _entries(panel) > before)


def _is_asked(hands: Hands) -> bool:
    """Whether something was noticed of the dose, which is to be read first."""
    dose = hands.see("dose")
    lines = dose.findChildren(QLineEdit) if dose is not None else []
    return hands.see("dose.sentence") is not None or any(
        line.property("state") == "ask" for line in lines
    )


def _entries(panel: AdministrationPanel) -> int:
    return 0 if panel.chart is None else len(panel.chart.entries)

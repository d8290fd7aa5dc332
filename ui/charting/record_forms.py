"""The short forms of a record: to begin it, what stands over it, an order's end, days away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from models.vocabulary import AwayKind
from resources.language import _
from ui.charting.short_form import ShortForm


def begin_form(parent: QWidget) -> ShortForm:
    """Who gives the doses, where: with it the record begins."""
    title = _("Nobody keeps an administration record for this patient yet.")
    return ShortForm("begin", title, _head_fields(), _("Begin the record"), parent=parent)


def head_form(parent: QWidget) -> ShortForm:
    """The same of a record that is kept."""
    title, action = _("What stands over it"), _("Keep it")
    return ShortForm("over", title, _head_fields(), action, _("Cancel"), parent=parent)


def end_form(parent: QWidget) -> ShortForm:
    """The end of an order; nothing is due behind it."""
    fields = {
        "last": (_("Last day"), _("MM/DD/YYYY, with a time if it counts")),
        "because": (_("Why it is ended"), ""),
    }
    return ShortForm("end", "", fields, _("End the order"), _("Cancel"), parent=parent)


def strike_form(parent: QWidget) -> ShortForm:
    """An order that was a mistake from the first."""
    fields = {"because": (_("Why it is struck out"), "")}
    return ShortForm("strike", "", fields, _("Strike it out"), _("Cancel"), parent=parent)


def away_form(parent: QWidget) -> ShortForm:
    """Days in a hospital or on leave."""
    fields = {
        "began": (_("From"), _("MM/DD/YYYY 14:00")),
        "ended": (_("Until, if over"), _("MM/DD/YYYY 10:00")),
        "place": (_("Where"), ""),
    }
    options = {
        AwayKind.HOSPITAL.value: _("In the hospital"),
        AwayKind.LEAVE_SENT.value: _("On leave, medicines sent along"),
        AwayKind.LEAVE_NOT_SENT.value: _("On leave, medicines not sent"),
    }
    title = _("Days away: no dose is given here meanwhile")
    return ShortForm("away", title, fields, _("Keep it"), _("Cancel"), options, parent)


def _head_fields() -> Mapping[str, tuple[str, str]]:
    return {
        "place": (_("Who gives the doses, or where"), _("Maple House")),
        "room": (_("Room"), ""),
        "diet": (_("Diet"), ""),
        "needs": (_("Special needs"), ""),
        "zone": (_("Time zone"), _("America/Chicago")),
    }

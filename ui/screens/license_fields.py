"""A license or credential: its number, its state, and the day it runs out."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import Refused
from app.services.api import PersonSummary
from resources.language import _
from ui.kit.boxes import row
from ui.kit.form import Field, Form, line


class LicenseFields(QWidget):
    """Three fields beside each other. The day is written YYYY-MM-DD, and may stay empty."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        fields = {
            "credential": Field(_("Number"), line(f"{name}.credential", _("RPh 12345"), most=60)),
            "state": Field(_("State"), line(f"{name}.state", _("IL"), most=40)),
            "expires": Field(_("Expires"), line(f"{name}.expires", _("YYYY-MM-DD"), most=10)),
        }
        self._form = Form(fields)
        self.setLayout(row(*((field, 1) for field in fields.values()), gap=16))

    def show_person(self, person: PersonSummary) -> None:
        """Show what is known of a person."""
        known = {
            "credential": person.credential,
            "state": person.license_state,
            "expires": person.expires.isoformat() if person.expires else "",
        }
        self._form.be_content()
        for name, text in known.items():
            editor = self._form[name].editor
            if isinstance(editor, QLineEdit):
                editor.setText(text)

    def clear(self) -> None:
        """Begin anew."""
        for name in self._form.texts():
            editor = self._form[name].editor
            if isinstance(editor, QLineEdit):
                editor.clear()

    def typed(self) -> tuple[str, str, dt.date | None] | None:
        """Number, state and day; None where the day is none, which is said beside it."""
        typed = {name: text.strip() for name, text in self._form.texts().items()}
        try:
            day = dt.date.fromisoformat(typed["expires"]) if typed["expires"] else None
        except ValueError:
            said = _("Write the day as YYYY-MM-DD, for example 2027-06-30.")
            self._form.refuse(Refused(said, "expires"))
            return None
        return typed["credential"], typed["state"], day

    def refuse(self, error: Refused) -> None:
        """Show a refusal beside its field."""
        names = {"license_state": "state"}
        self._form.refuse(Refused(error.message, names.get(error.field, error.field)))

"""A license or credential: its number, its state, and the day it runs out."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.typed import day
from app.errors import Refused
from app.services.account_values import PersonSummary
from resources.language import _
from ui.kit.boxes import row
from ui.kit.fields import ROOM
from ui.kit.form import Field, Form, line


class LicenseFields(QWidget):
    """Three fields beside each other. The day is written as every day here, and may stay empty."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        fields = {
            "credential": Field(_("Number"), line(f"{name}.credential", _("RPh 12345"), most=60)),
            "state": Field(_("State"), line(f"{name}.state", _("IL"), most=40)),
            "expires": Field(_("Expires"), line(f"{name}.expires", _("MM/DD/YYYY"), most=ROOM)),
        }
        self._form = Form(fields)
        self.setLayout(row(*((field, 1) for field in fields.values()), gap=16))

    def put_focus(self) -> None:
        """Be ready for typing."""
        self._form["credential"].editor.setFocus(Qt.FocusReason.TabFocusReason)

    def show_person(self, person: PersonSummary) -> None:
        """Show what is known of a person."""
        known = {
            "credential": person.credential,
            "state": person.license_state,
            "expires": f"{person.expires:%m/%d/%Y}" if person.expires else "",
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
            expires = day(typed["expires"], "expires") if typed["expires"] else None
        except Refused as refusal:
            self._form.refuse(refusal)
            return None
        return typed["credential"], typed["state"], expires

    def refuse(self, error: Refused) -> None:
        """Show a refusal beside its field."""
        names = {"license_state": "state"}
        self._form.refuse(Refused(error.message, names.get(error.field, error.field)))

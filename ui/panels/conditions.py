"""Illnesses and conditions, by name and since when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.changes import Saved
from app.domain.patient import Condition
from app.domain.record_words import condition_words
from app.errors import Refused
from resources.language import _
from ui.kit.boxes import holder, row
from ui.kit.fields import ROOM, LineField
from ui.panels.panel import Place
from ui.panels.records import RecordForm, RecordRow, RecordsPanel, Texts
from ui.words import SOURCES
from ui.words import partial as partial_day
from ui.workspace import UseCase, Wish

KEY = "intake.conditions"


class _Form(RecordForm):
    def __init__(self, place: Place) -> None:
        super().__init__("conditions.form")
        self._place = place
        self._name = LineField(_("Condition"), name="conditions.name", most=200)
        self._since = LineField(
            _("Since, if known"), name="conditions.since", hint=_("2019 or 05/2019"), most=ROOM
        )
        fields = row((self._name, 3), (self._since, 1), gap=16)
        self.fill(holder(fields), action=_("Add it"))

    def start(self) -> None:
        for field in (self._name, self._since):
            field.show_text("")
            field.refuse("")
        self._name.setFocus()

    def use_case(self) -> UseCase:
        return partial(
            _add, self._place, name=self._name.text.strip(), since=self._since.text.strip()
        )

    def submit(self) -> None:
        if not self._name.text.strip():
            self._name.refuse(_("Which illness or condition?"))
            self._name.setFocus()
        else:
            super().submit()

    def refuse(self, refusal: Refused) -> None:
        field = self._since if refusal.field == "since" else self._name
        field.refuse(refusal.message)


class ConditionsPanel(RecordsPanel):
    """What the patient tells, and what records say."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        texts = Texts(
            _("Conditions"),
            _("Add one"),
            _("None recorded."),
            _("Ask, then answer above, or add what the patient tells."),
            "condition",
        )
        super().__init__(place, "conditions", texts, _Form(place), parent)

    def records(self) -> Sequence[RecordRow]:
        return [self._row_of(condition) for condition in self.place.session.patient.conditions]

    def after_adding(self) -> None:
        if self.place.workspace.value(KEY) != "some":
            self.place.autosave.keep(KEY, "some")

    def _row_of(self, condition: Condition) -> RecordRow:
        since = condition.since
        told = [_("since {day}").format(day=partial_day(since)) if since is not None else ""]
        told.append(_("resolved") if condition.is_active is False else "")
        told.append(_(SOURCES[condition.source]))
        detail = ", ".join(part for part in told if part)
        return RecordRow(condition.id, "condition", condition_words(condition.name), detail)


def _add(place: Place, wish: Wish, *, name: str, since: str) -> Saved:
    return place.workspace.desk.patients.add_condition(
        place.session.patient.id,
        wish.session,
        name=name,
        since=since,
        command=wish.command,
        by=wish.by,
    )

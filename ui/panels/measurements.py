"""Weight, blood pressure, kidney function and other numbers, with unit, day and source.

The service knows what is possible and what is expected: impossible is refused beside the field,
unusual is asked in place and stored once the person says that it is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.changes import Saved
from app.domain.patient import Measurement
from app.domain.record_words import number_words
from app.domain.typed import past_day
from app.errors import Refused
from models.vocabulary import MeasurementKind
from resources.language import N_, _
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import ROOM, LineField
from ui.kit.form import choice
from ui.kit.text import TextLabel
from ui.panels.panel import Place
from ui.panels.records import RecordForm, RecordRow, RecordsPanel, Texts
from ui.words import SOURCES, day
from ui.workspace import UseCase, Wish

KINDS: Mapping[MeasurementKind, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        MeasurementKind.WEIGHT: (N_("Weight"), ("[lb_av]", "kg")),
        MeasurementKind.SYSTOLIC: (N_("Blood pressure, upper"), ("mm[Hg]",)),
        MeasurementKind.DIASTOLIC: (N_("Blood pressure, lower"), ("mm[Hg]",)),
        MeasurementKind.PULSE: (N_("Pulse"), ("/min",)),
        MeasurementKind.GLUCOSE: (N_("Blood sugar"), ("mg/dL", "mmol/L")),
        MeasurementKind.HBA1C: (N_("HbA1c"), ("%", "mmol/mol")),
        MeasurementKind.CREATININE: (N_("Creatinine"), ("mg/dL", "umol/L")),
        MeasurementKind.EGFR: (N_("eGFR"), ("mL/min/{1.73_m2}",)),
        MeasurementKind.POTASSIUM: (N_("Potassium"), ("mmol/L", "meq/L")),
        MeasurementKind.INR: (N_("INR"), ("{INR}",)),
        MeasurementKind.LDL: (N_("LDL cholesterol"), ("mg/dL", "mmol/L")),
        MeasurementKind.TSH: (N_("TSH"), ("m[IU]/L",)),
        MeasurementKind.ALT: (N_("ALT"), ("U/L",)),
        MeasurementKind.AST: (N_("AST"), ("U/L",)),
        MeasurementKind.ALP: (N_("Alkaline phosphatase"), ("U/L",)),
        MeasurementKind.BILIRUBIN: (N_("Bilirubin"), ("mg/dL", "umol/L")),
    }
)
_SPOKEN_UNITS = {
    "[lb_av]": N_("lb"),
    "mm[Hg]": N_("mmHg"),
    "/min": N_("a minute"),
    "mL/min/{1.73_m2}": N_("mL/min/1.73 m²"),
    "{INR}": N_("(no unit)"),
    "m[IU]/L": N_("mIU/L"),
    "meq/L": N_("mEq/L"),
    "umol/L": N_("µmol/L"),
}


def unit_words(unit: str) -> str:
    """A unit as it is read here ("lb", "mmHg")."""
    return _(_SPOKEN_UNITS.get(unit, unit))


class _Form(RecordForm):
    def __init__(self, place: Place) -> None:
        super().__init__("measurements.form")
        self._place = place
        self._is_confirmed = False
        self._kind = _list("measurements.kind", [(k, _(words)) for k, (words, _u) in KINDS.items()])
        self._unit = _list("measurements.unit", [])
        self._value = LineField(_("Value"), name="measurements.value", most=ROOM)
        self._day = LineField(
            _("Day, if known"), name="measurements.day", hint=_("MM/DD/YYYY"), most=ROOM
        )
        self._confirm = Button(_("Yes, it is right"), name="measurements.confirm")
        self._confirm.hide()
        line = row(
            _labelled(_("What"), self._kind),
            self._value,
            _labelled(_("Unit"), self._unit),
            self._day,
            STRETCH,
            gap=16,
        )
        self.fill(holder(column(line, row(self._confirm, STRETCH), gap=8)), action=_("Add it"))
        self._kind.activated.connect(self._show_units)
        self._value.typed.connect(self._doubt_again)
        self._confirm.clicked.connect(self._confirm_it)
        self._show_units()

    def start(self) -> None:
        for field in (self._value, self._day):
            field.show_text("")
            field.refuse("")
        self._doubt_again()
        self._kind.setFocus()

    def use_case(self) -> UseCase:
        return partial(
            _add,
            self._place,
            kind=MeasurementKind(self._kind.currentData()),
            value=self._value.text.strip(),
            unit=str(self._unit.currentData()),
            on=self._on(),
            is_confirmed=self._is_confirmed,
        )

    def submit(self) -> None:
        if not self._value.text.strip():
            self._value.refuse(_("Which number?"))
            self._value.setFocus()
            return
        try:
            self._on()
        except Refused as refusal:
            self._day.refuse(refusal.message)
            self._day.setFocus()
            return
        super().submit()

    def refuse(self, refusal: Refused) -> None:
        if refusal.field == "unusual":
            self._value.ask(refusal.message)
            self._confirm.show()
            self._confirm.setFocus()
        elif refusal.field == "on":
            self._day.refuse(refusal.message)
        else:
            self._value.refuse(refusal.message)

    def _on(self) -> dt.date | None:
        typed = self._day.text.strip()
        return past_day(typed, "on", on=self._place.today()) if typed else None

    def _confirm_it(self) -> None:
        self._is_confirmed = True
        self.submit()

    def _doubt_again(self) -> None:
        self._is_confirmed = False
        self._confirm.hide()

    def _show_units(self) -> None:
        self._unit.clear()
        for unit in KINDS[MeasurementKind(self._kind.currentData())][1]:
            self._unit.addItem(unit_words(unit), unit)
        self._doubt_again()


class MeasurementsPanel(RecordsPanel):
    """The newest of each kind first."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        texts = Texts(
            _("Measurements"),
            _("Add one"),
            _("None known."),
            _("Add what the patient or a record tells, with its day."),
            "measure",
        )
        super().__init__(place, "measurements", texts, _Form(place), parent)

    def records(self) -> Sequence[RecordRow]:
        newest: dict[object, Measurement] = {}
        for measurement in self.place.session.patient.measurements:
            key = (measurement.kind, measurement.label)
            known = newest.get(key)
            if known is None or (measurement.on or dt.date.min) >= (known.on or dt.date.min):
                newest[key] = measurement
        return [self._row_of(measurement) for measurement in newest.values()]

    def _row_of(self, measurement: Measurement) -> RecordRow:
        name = measurement.label or _(KINDS.get(measurement.kind, (measurement.kind, ()))[0])
        number = f"{measurement.comparator or ''}{number_words(measurement.value)}"
        on = day(measurement.on) if measurement.on else _("day not known")
        return RecordRow(
            measurement.id,
            "measure",
            f"{name}: {number} {unit_words(measurement.unit)}",
            f"{on}, {_(SOURCES[measurement.source])}",
        )


def _add(
    place: Place,
    wish: Wish,
    *,
    kind: MeasurementKind,
    value: str,
    unit: str,
    on: dt.date | None,
    is_confirmed: bool,
) -> Saved:
    return place.workspace.desk.patients.add_measurement(
        place.session.patient.id,
        wish.session,
        kind=kind,
        value=value,
        unit=unit,
        on=on,
        is_confirmed=is_confirmed,
        command=wish.command,
        by=wish.by,
    )


def _list(name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
    return choice(name, dict(options))


def _labelled(words: str, field: QComboBox) -> QWidget:
    label = TextLabel(words, "strong")
    label.setBuddy(field)
    field.setAccessibleName(words)
    return holder(column(label, field, STRETCH, gap=4))

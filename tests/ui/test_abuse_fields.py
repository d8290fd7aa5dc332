"""Rows of the abuse list in the fields of the window, over the real services.

What is refused stays in its field as it was typed, every other field stays, and the sentence stands
beside it; what is asked about waits for a yes.
"""

from __future__ import annotations

import shutil
from dataclasses import fields

import pytest
from PySide6.QtWidgets import QLineEdit

from app.interview.walkthrough import WALKTHROUGH
from app.services.api import Desk
from models.database import Database
from tests.abuse import BIRTH_DATES, DAYS, NAMES, WEIGHTS, row_id
from tests.conftest import TEST_KEY
from tests.desk import make_desk
from tests.fakes import FixedClock, Immediate
from tests.make import NOON
from tests.ui.fakes import Nobody
from ui.at_desk import AtDesk
from ui.autosave import Autosave
from ui.errands import Errands
from ui.kit.buttons import Button
from ui.panels.measurements import MeasurementsPanel
from ui.panels.panel import Place
from ui.screens.new_patient import NewPatientForm
from ui.step_page import editor_maker
from ui.workspace import Workspace

INTAKE = next(step for step in WALKTHROUGH if step.key == "intake")
ROWS = (*NAMES, *BIRTH_DATES)


@pytest.fixture(scope="module")
def services(empty_database, tmp_path_factory):
    """One desk for all rows: no two of them are about one person."""
    path = tmp_path_factory.mktemp("abuse") / "brownbag.db"
    shutil.copyfile(empty_database, path)
    database = Database(path, TEST_KEY, workstation="counter-1")
    yield make_desk(database, FixedClock(NOON))
    database.close()


@pytest.fixture(scope="module")
def session(services):
    return services.started(given="Otto").session.id


@pytest.fixture
def at_desk(services):
    known = {
        "patients": services.patients, "sessions": services.sessions, "review": services.reviewing,
        "drugs": services.drugs, "clock": services.clock,
    }  # fmt: skip
    desk = Desk(**{one.name: known.get(one.name, Nobody()) for one in fields(Desk)})
    return AtDesk(services.technician, desk, Errands(Immediate()))


@pytest.fixture
def form(qtbot, at_desk):
    form = NewPatientForm(at_desk)
    qtbot.addWidget(form)
    form.entered_patients = []
    form.entered.connect(form.entered_patients.append)
    form.show()
    return form


@pytest.mark.parametrize("row", ROWS, ids=row_id)
def test_what_is_typed_about_a_new_patient(form, services, row):
    born = f"06/14/{1920 + ROWS.index(row)}"
    typed = {"given": "Thomas", "family": "Reed", "birth_date": born, row.field: row.typed}
    shown = {name: form.findChild(QLineEdit, f"new_patient.{name}") for name in typed}
    for name, text in typed.items():
        shown[name].setText(text)
    before = {name: field.text() for name, field in shown.items()}

    form.findChild(Button, "new_patient.save").click()

    if row.verdict in "RC":
        assert form.entered_patients == []
        assert {name: field.text() for name, field in shown.items()} == before
    if row.verdict == "R":
        assert form._fields[row.field].sentence
        return
    if row.verdict == "C":
        form.findChild(Button, "new_patient.another").click()
    (entered,) = form.entered_patients
    kept = services.patients.load(entered.id, by=services.technician)
    born = kept.birth_date.isoformat()
    told = {"given": kept.name.given, "family": kept.name.family, "birth_date": born}
    assert told[row.field] == (row.typed if row.kept is None else row.kept)


@pytest.fixture
def panel(qtbot, at_desk, services, session):
    opened = services.sessions.open(session, by=services.technician)
    workspace = Workspace(opened, at_desk.desk, services.technician, Immediate())
    autosave = Autosave(workspace, services.clock)
    make = editor_maker(lambda: services.clock().date())
    place = Place(INTAKE, workspace, autosave, Immediate(), make, services.clock)
    panel = MeasurementsPanel(place)
    panel.workspace = workspace
    workspace.changed.connect(panel.show_changes)
    qtbot.addWidget(panel)
    panel.show()
    panel.findChild(Button, "measurements.open").click()
    panel._form._unit.setCurrentIndex(1)
    return panel


@pytest.mark.parametrize("row", [*WEIGHTS, *DAYS], ids=row_id)
def test_what_is_typed_as_a_measurement(panel, row):
    typed = {"value": "72", "day": ""} | {"day" if row.field == "on" else "value": row.typed}
    shown = {name: panel.findChild(QLineEdit, f"measurements.{name}") for name in typed}
    for name, text in typed.items():
        shown[name].setText(text)
    before = {name: field.text() for name, field in shown.items()}
    count = len(panel.workspace.session.patient.measurements)

    panel._form.submit()

    known = panel.workspace.session.patient.measurements[count:]
    if row.verdict == "N":
        assert [str(one.value) for one in known] == [row.kept]
        return
    assert known == ()
    assert {name: field.text() for name, field in shown.items()} == before
    part = panel._form._day if row.field == "on" else panel._form._value
    assert part.sentence
    if row.verdict == "C":
        panel.findChild(Button, "measurements.confirm").click()
        assert len(panel.workspace.session.patient.measurements) == count + 1

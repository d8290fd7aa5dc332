from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from models.vocabulary import AllergyKind, MeasurementKind
from tests.fakes import Later
from tests.make import make_allergy, make_condition, make_measurement, make_patient, make_session
from ui.kit.buttons import Button
from ui.kit.segments import Segments
from ui.panels.allergies import AllergiesPanel
from ui.panels.conditions import ConditionsPanel
from ui.panels.measurements import KINDS, MeasurementsPanel


def _told(made):
    return [label.text() for label in made.panel.findChildren(QLabel) if label.isVisible()]


def _type(qtbot, made, name, text):
    line = made.find(QLineEdit, name)
    line.setFocus()
    qtbot.keyClicks(line, text)
    return line


def test_an_allergy_is_added_with_reaction_and_how_bad(qtbot, stand):
    made = stand(AllergiesPanel, "intake")
    made.find(Button, "allergies.open").click()

    _type(qtbot, made, "allergies.substance", "penicillin")
    _type(qtbot, made, "allergies.reaction", "hives")
    qtbot.keyClick(made.find(Segments, "allergies.severity"), Qt.Key.Key_3)
    made.find(Button, "allergies.form.add").click()

    allergy = made.session.patient.allergies[0]
    assert (allergy.substance, allergy.reaction, allergy.severity) == (
        "penicillin",
        "hives",
        "severe",
    )
    assert allergy.kind is AllergyKind.ALLERGY


def test_who_has_an_allergy_has_been_asked_for_them(qtbot, stand):
    made = stand(AllergiesPanel, "intake")
    made.find(Button, "allergies.open").click()
    _type(qtbot, made, "allergies.substance", "penicillin")

    made.find(Button, "allergies.form.add").click()
    made.autosave.flush()

    assert made.session.value("intake.allergies") == "some"
    assert made.session.value("intake.side_effects") is None


def test_an_allergy_to_nothing_is_asked_about_in_place(qtbot, stand):
    made = stand(AllergiesPanel, "intake")
    made.find(Button, "allergies.open").click()

    made.find(Button, "allergies.form.add").click()

    assert made.store.calls == []
    assert "To what? A medicine, a food, or something else." in _told(made)


def test_side_effects_stand_apart_from_allergies(stand):
    patient = make_patient(
        allergies=(
            make_allergy(substance="codeine", kind=AllergyKind.INTOLERANCE, reaction="nausea"),
            make_allergy(substance="penicillin"),
        )
    )
    told = _told(stand(AllergiesPanel, "intake", make_session(patient=patient)))

    assert told.index("Allergies") < told.index("penicillin") < told.index("Side effects")
    assert told.index("Side effects") < told.index("codeine")


def test_a_record_is_struck_through_with_a_reason_and_put_back(qtbot, stand):
    patient = make_patient(allergies=(make_allergy(),))
    made = stand(AllergiesPanel, "intake", make_session(patient=patient))
    made.find(Button, "allergies.void").click()
    line = _type(qtbot, made, "allergies.why", "it was the other patient")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert made.session.patient.allergies == ()

    made.find(Button, "allergies.undo").click()

    assert made.session.patient.allergies == patient.allergies


def test_a_reason_can_be_dropped(qtbot, stand):
    patient = make_patient(conditions=(make_condition(),))
    made = stand(ConditionsPanel, "intake", make_session(patient=patient))
    made.find(Button, "conditions.void").click()

    qtbot.keyClick(made.find(QLineEdit, "conditions.why"), Qt.Key.Key_Escape)

    assert len(made.session.patient.conditions) == 1


def test_a_condition_is_added_with_enter(qtbot, stand):
    made = stand(ConditionsPanel, "intake")
    made.find(Button, "conditions.open").click()

    line = _type(qtbot, made, "conditions.name", "Diabetes")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    made.autosave.flush()

    assert made.session.patient.conditions[0].name == "Diabetes"
    assert made.session.value("intake.conditions") == "some"


def test_an_unusual_number_is_asked_in_place_and_kept_once_confirmed(qtbot, stand):
    made = stand(MeasurementsPanel, "intake")
    made.find(Button, "measurements.open").click()
    line = _type(qtbot, made, "measurements.value", "400")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert made.session.patient.measurements == ()
    assert line.text() == "400"

    made.find(Button, "measurements.confirm").click()

    assert str(made.session.patient.measurements[0].value) == "400"


def test_an_impossible_number_is_refused_beside_the_field_and_stays(qtbot, stand):
    made = stand(MeasurementsPanel, "intake")
    made.find(Button, "measurements.open").click()

    line = _type(qtbot, made, "measurements.value", "4000")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert "From 1 to 1000 is possible." in _told(made)
    assert line.text() == "4000"


def test_the_day_of_a_number_is_read_strictly(qtbot, stand):
    made = stand(MeasurementsPanel, "intake")
    made.find(Button, "measurements.open").click()
    _type(qtbot, made, "measurements.value", "72")
    line = _type(qtbot, made, "measurements.day", "7/4/26")

    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert made.store.calls == []
    assert "A date, written as month/day/year: 03/14/2026." in _told(made)


def test_each_kind_offers_its_own_units(stand):
    made = stand(MeasurementsPanel, "intake")
    made.find(Button, "measurements.open").click()
    kind, unit = (
        made.find(QComboBox, "measurements.kind"),
        made.find(QComboBox, "measurements.unit"),
    )

    kind.setCurrentIndex(kind.findData(MeasurementKind.SYSTOLIC))
    kind.activated.emit(kind.currentIndex())

    assert [unit.itemText(at) for at in range(unit.count())] == ["mmHg"]


def test_only_the_newest_of_each_kind_is_listed(stand):
    old = make_measurement(on=dt.date(2024, 1, 1))
    new = make_measurement(on=dt.date(2025, 1, 1))
    patient = make_patient(measurements=(new, old))
    made = stand(MeasurementsPanel, "intake", make_session(patient=patient))

    assert any("01/01/2025" in text for text in _told(made))
    assert not any("01/01/2024" in text for text in _told(made))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_and_a_unit(kind):
    words, units = KINDS[kind]

    assert words
    assert units


def test_enter_adds_an_allergy_once_however_often_it_is_pressed(qtbot, stand):
    lane = Later()
    made = stand(AllergiesPanel, "intake", lane=lane)
    made.find(Button, "allergies.open").click()
    line = _type(qtbot, made, "allergies.substance", "penicillin")

    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    lane.catch_up()

    assert [a.substance for a in made.session.patient.allergies] == ["penicillin"]


@pytest.mark.parametrize(
    ("panel", "name", "key"),
    [
        (AllergiesPanel, "allergies.substance", Qt.Key.Key_A),
        (ConditionsPanel, "conditions.name", Qt.Key.Key_C),
    ],
)
def test_a_key_opens_the_form(qtbot, stand, panel, name, key):
    made = stand(panel, "intake")

    qtbot.keyClick(made.panel, key, Qt.KeyboardModifier.AltModifier)

    assert made.find(QLineEdit, name).isVisible()

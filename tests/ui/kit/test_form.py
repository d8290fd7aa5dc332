"""Fields say what is wrong beside them, hide passwords, and take nothing that is not plain."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import Refused
from ui.kit.form import Field, Form, Notes, Password, choice, line
from ui.kit.text import TextLabel


@pytest.fixture
def field(qtbot):
    field = Field("Family name", line("family"), hint="As in the passport.")
    qtbot.addWidget(field)
    field.show()
    return field


def test_the_label_is_the_buddy_and_the_name(field):
    labels = field.findChildren(TextLabel)

    assert any(label.buddy() is field.editor for label in labels)
    assert field.editor.accessibleName() == "Family name"
    assert field.editor.accessibleDescription() == "As in the passport."


def test_what_is_wrong_is_heard_with_the_field_and_goes_with_typing(qtbot, field):
    field.refuse("A family name is needed.")
    assert field.sentence == "A family name is needed."
    assert "A family name is needed." in field.editor.accessibleDescription()

    qtbot.keyClicks(field.editor, "P")

    assert field.sentence == ""


def test_a_form_goes_to_the_field_that_is_refused(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    elsewhere = TextLabel("")
    form = Form({"a": Field("A", line("a")), "b": Field("B", line("b"))}, elsewhere)
    for part in (form["a"], form["b"], elsewhere):
        part.setParent(window)
    window.show()

    form.refuse(Refused("Not so.", "b"))
    assert form["b"].sentence == "Not so."
    form.refuse(Refused("The whole is wrong."))

    assert elsewhere.text() == "The whole is wrong."


def test_need_stops_at_the_first_empty_field(qtbot):
    form = Form({"a": Field("A", line("a")), "b": Field("B", line("b"))})

    assert not form.need(("a", "b"))
    assert form["a"].sentence
    assert not form["b"].sentence


def test_a_password_is_never_shown(qtbot):
    password = Password("secret")
    qtbot.addWidget(password)
    password.setText("correct horse")

    assert password.echoMode() is QLineEdit.EchoMode.Password
    assert "correct" not in password.displayText()


def test_notes_take_plain_words_alone(qtbot):
    notes = Notes("notes")
    qtbot.addWidget(notes)
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("BP <systolic 90> & more")

    notes.insertFromMimeData(mime)

    assert notes.words == "BP <systolic 90> & more"


def test_notes_have_an_end(qtbot):
    notes = Notes("notes", most=10)
    qtbot.addWidget(notes)

    notes.setPlainText("x" * 50)

    assert len(notes.words) == 10


def test_a_choice_gives_its_value(qtbot):
    combo = choice("c", {"en": "English", "es": "Spanish"})
    qtbot.addWidget(combo)
    combo.setCurrentIndex(1)

    assert Form({"language": Field("Language", combo)}).texts() == {"language": "es"}

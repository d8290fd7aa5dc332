"""F1 shows every key of the table."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from resources.language import _
from ui.dialogs.keys import KeysDialog
from ui.keys import KEYS


def test_every_key_is_shown_with_its_words(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)

    dialog = KeysDialog(owner)
    shown = {label.text() for label in dialog.findChildren(QLabel)}

    steps = [key for key in KEYS if key.name.startswith("step_")]
    for key in KEYS:
        if key not in steps:
            assert key.shown in shown
            assert _(key.words) in shown
    assert "Ctrl+1 … 8" in shown

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.notices import NoticeBar, NoticeWords


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    window.bar, window.line = NoticeBar(), QLineEdit()
    layout.addWidget(window.bar)
    layout.addWidget(window.line)
    window.show()
    return window


def test_a_notice_stands_until_it_is_read(qtbot, window):
    window.bar.tell("saving", "Not saved: the disk is full.", "Free some space; we keep trying.")
    assert window.bar.isVisible()

    qtbot.mouseClick(window.bar.findChild(Button, "notice.read"), Qt.MouseButton.LeftButton)

    assert not window.bar.isVisible()


def test_a_notice_takes_no_focus(qtbot, window):
    window.line.setFocus()
    qtbot.waitUntil(window.line.hasFocus)

    window.bar.tell("saving", "Not saved: the disk is full.", tone="urgent")

    assert window.line.hasFocus()


def test_the_most_urgent_notice_is_shown_first(window):
    window.bar.tell("import", "Fills were read.", tone="info")
    window.bar.tell("saving", "Not saved: the disk is full.", tone="urgent")
    assert window.bar.shown.name == "saving"

    window.bar.withdraw("saving")

    assert window.bar.shown.name == "import"


def test_the_same_name_replaces_its_notice(window):
    window.bar.tell("saving", "Not saved: one.")
    window.bar.tell("saving", "Not saved: two.")

    window.bar.withdraw("saving")

    assert window.bar.shown is None


def test_its_button_does_what_it_says(qtbot, window):
    window.bar.put(NoticeWords("saving", "Not saved.", action="Try again"))

    with qtbot.waitSignal(window.bar.acted) as told:
        qtbot.mouseClick(window.bar.findChild(Button, "notice.action"), Qt.MouseButton.LeftButton)

    assert told.args == ["saving"]


def test_who_hears_the_screen_hears_the_remedy_too(window):
    window.bar.tell("saving", "Not saved: the disk is full.", "Free some space.")

    assert window.bar.accessibleName() == "Not saved: the disk is full. Free some space."

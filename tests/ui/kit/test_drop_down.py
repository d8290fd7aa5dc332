"""A drop-down lies beside its anchor, where there is room, and never moves the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.kit.boxes import column
from ui.kit.drop_down import DropDown
from ui.kit.scroll import Scroll

HIGH = 200


class Page:
    """A window of 600 pixels: a long page in it, and on that an anchor at `y`."""

    def __init__(self, qtbot, y):
        content = QWidget()
        content.setMinimumHeight(2_000)
        self.anchor = QWidget(content)
        self.anchor.setGeometry(20, y, 300, 30)
        self.line = QLineEdit(self.anchor)
        self.other = QLineEdit(content)
        self.other.move(400, y)
        self.inside = QWidget()
        self.inside.setMinimumHeight(HIGH)
        self.button = QPushButton("Enter it as written", self.inside)
        self.anchor.setFocusProxy(self.line)
        self.drop_down = DropDown(self.anchor, column(self.inside, gap=0), name="hits")
        self.scroll = Scroll(content)
        self.scroll.resize(600, 600)
        qtbot.addWidget(self.scroll)
        self.scroll.show()
        qtbot.waitExposed(self.scroll)

    def shows(self):
        return not self.drop_down.isHidden()


@pytest.fixture
def page(qtbot):
    return lambda y: Page(qtbot, y)


def test_it_opens_below_where_there_is_room(page):
    made = page(100)

    made.drop_down.open()

    assert made.shows()
    assert made.drop_down.y() > 130
    assert made.drop_down.height() >= HIGH


def test_it_opens_above_where_there_is_more_room(page):
    made = page(500)

    made.drop_down.open()

    assert made.drop_down.geometry().bottom() < 500


def test_the_anchor_stays_where_it_is(page):
    made = page(100)
    before = made.anchor.geometry()

    made.drop_down.open()

    assert made.anchor.geometry() == before


def test_it_keeps_its_height_until_it_is_asked_to_shrink(page):
    made = page(100)
    made.drop_down.open()

    made.inside.setMinimumHeight(20)
    made.drop_down.open()
    assert made.drop_down.height() >= HIGH

    made.drop_down.shrink()
    made.drop_down.open()
    assert made.drop_down.height() < HIGH


def test_it_goes_when_the_focus_goes_elsewhere(qtbot, page):
    made = page(100)
    made.scroll.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    made.drop_down.open()

    made.other.setFocus()

    assert not made.shows()


def test_it_moves_with_the_page_and_goes_when_its_anchor_is_out_of_sight(page):
    made = page(300)
    made.drop_down.open()
    top = made.drop_down.y()

    made.scroll.verticalScrollBar().setValue(50)
    assert made.shows()
    assert made.drop_down.y() == top - 50

    made.scroll.verticalScrollBar().setValue(900)
    assert not made.shows()


def test_it_goes_with_its_anchor(page):
    made = page(100)
    made.drop_down.open()

    made.anchor.hide()

    assert not made.shows()


def test_escape_on_a_button_in_it_leads_back_to_the_line(qtbot, page):
    made = page(100)
    made.scroll.activateWindow()
    made.drop_down.open()
    made.button.setFocus()
    qtbot.waitUntil(made.button.hasFocus)

    qtbot.keyClick(made.button, Qt.Key.Key_Escape)

    assert made.line.hasFocus()
    assert not made.shows()


def test_it_goes_with_the_page_around_its_anchor(page):
    made = page(100)
    made.drop_down.open()

    made.scroll.widget().hide()

    assert not made.shows()


def test_what_was_hidden_in_it_until_it_opens_has_its_whole_height(page):
    made = page(100)
    line = QWidget()
    line.setMinimumHeight(HIGH)
    lines = column(line, gap=0)
    made.drop_down.layout().addLayout(lines)
    line.hide()
    made.drop_down.open()
    made.drop_down.hide()
    made.drop_down.shrink()

    line.show()
    made.drop_down.open()

    assert made.drop_down.height() >= 2 * HIGH


def test_it_leaves_the_banner_free(page):
    made = page(500)
    banner = QWidget(made.scroll.widget())
    banner.setObjectName("banner")
    banner.setGeometry(0, 0, 600, 400)
    banner.show()

    made.drop_down.open()

    assert made.drop_down.y() >= 400

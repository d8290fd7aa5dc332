"""The bar of places: where we are, which sessions are open, what goes first where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from models.vocabulary import SessionId
from tests.make import make_id
from ui.navigation import Navigation, Page, SessionTab, Tab
from ui.theme import THEME


@pytest.fixture
def bar(qtbot):
    bar = Navigation()
    qtbot.addWidget(bar)
    bar.resize(1366, 56)
    bar.show()
    return bar


def tabs(count=2):
    letters = "ABCD"
    return [Tab(SessionId(make_id()), letters[n], f"Patient {letters[n]}") for n in range(count)]


@pytest.mark.parametrize("page", list(Page), ids=str)
def test_a_press_says_where_somebody_wants_to_go(qtbot, bar, page):
    with qtbot.waitSignal(bar.wanted) as told:
        bar.findChild(QPushButton, f"go.{page}").click()

    assert told.args == [page]


def test_one_place_is_marked(bar):
    bar.show_page(Page.QUEUE)

    marked = [page for page in Page if bar.findChild(QPushButton, f"go.{page}").isChecked()]
    assert marked == [Page.QUEUE]


def test_a_tab_brings_its_session(qtbot, bar):
    shown = tabs()
    bar.show_tabs(shown, shown[0].session)

    with qtbot.waitSignal(bar.tab_wanted) as told:
        bar.findChild(SessionTab, "tab.B").click()

    assert told.args == [shown[1].session]
    assert bar.findChild(SessionTab, "tab.A").accessibleName() == "Open session A, Patient A"


def test_where_it_is_narrow_places_and_tabs_stay(bar):
    THEME.use(letters=200)
    shown = tabs(2)
    bar.show_tabs(shown, None)
    bar.resize(1366, 112)
    QApplication.processEvents()

    assert not bar.findChild(QPushButton, "find").isVisible()
    assert all(tab.isVisible() for tab in bar.findChildren(SessionTab))


def test_an_ampersand_in_a_name_is_no_shortcut(bar):
    shown = [Tab(SessionId(make_id()), "A", "Mutt & Jeff")]

    bar.show_tabs(shown, None)

    assert bar.findChild(SessionTab).text() == "Mutt && Jeff"

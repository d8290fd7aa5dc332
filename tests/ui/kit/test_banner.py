from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui.kit.banner import Banner, Fact
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.theme import THEME

FACTS = (
    Fact("allergy", "Allergies: penicillin, sulfa, latex, peanuts, everything", "asked", "urgent"),
    Fact("language", "Spanish", "with an interpreter"),
    Fact("counter", "At the counter", "not alone"),
    Fact("timer", "16 min", "this session"),
)


def _shown(banner):
    return [box.accessibleName() for box in banner._boxes if box.isVisible()]


@pytest.fixture
def banner(qtbot):
    banner = Banner("A")
    qtbot.addWidget(banner)
    banner.show_patient("María Delgado", "Born 11/03/1952, 73 years   ·   Record 20418")
    banner.show_facts(FACTS)
    banner.resize(1366, 73)
    banner.show()
    return banner


def test_wide_it_shows_every_fact(banner):
    assert len(_shown(banner)) == 4
    assert not banner.findChild(Button, "banner.more").isVisible()


def test_at_200_percent_some_facts_are_in_more(banner):
    THEME.use(letters=200)
    banner.resize(1366, 146)

    assert 1 <= len(_shown(banner)) <= 2
    assert banner.findChild(Button, "banner.more").isVisible()


def test_allergies_stay_beside_the_longest_name(banner):
    banner.show_patient("Wolfeschlegelsteinhausenbergerdorff " * 4, "Born 11/03/1952")

    assert _shown(banner)[0].startswith("Allergies")


def test_more_tells_every_fact(qtbot, banner):
    banner._open_more()

    menu = banner.findChild(QMenu)
    assert [action.text() for action in menu.actions()][1] == "Spanish: with an interpreter"
    assert len(menu.actions()) == 4
    menu.close()


def test_markup_in_a_name_stays_words(banner):
    banner.show_patient("<b>Ann</b> & [*]", "Born &lt;1952")

    assert banner.findChild(TextLabel, "banner.name").text() == "<b>Ann</b> & [*]"


def test_put_down_asks_to_be_put_down(qtbot, banner):
    with qtbot.waitSignal(banner.put_down):
        qtbot.mouseClick(banner.findChild(Button, "banner.put_down"), Qt.MouseButton.LeftButton)


def test_it_is_72_pixels_high_and_grows_with_the_letters(banner):
    assert banner.sizeHint().height() == 73

    THEME.use(letters=150)

    assert banner.sizeHint().height() == 109


def test_the_allergies_stay_whole_beside_a_way_back_at_200_percent(qtbot, banner):
    banner.show_facts((Fact("allergy", "No known allergies", "asked 08:10"), *FACTS[1:]))
    banner.add_button(Button("Back", icon="left", key="Esc", name="papers.back"))
    THEME.use(letters=200)
    banner.resize(1366, 145)

    first, put_down = banner._boxes[0], banner.findChild(Button, "banner.put_down")

    qtbot.waitUntil(lambda: not put_down.isVisible())
    qtbot.waitUntil(lambda: first.width() >= first.sizeHint().width())

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel

from resources.library import read_text
from ui.theme import FAMILY, STYLE_SHEET, THEME, Mode, restyle
from ui.tokens import DARK, LIGHT, PAIRS, TYPE, WINDOWS, contrast


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=lambda value: str(value))
def test_every_pair_that_is_used_has_enough_contrast(tokens, ink, ground, least):
    assert contrast(tokens[ink], tokens[ground]) >= least


@pytest.mark.parametrize("letter", WINDOWS)
def test_the_letter_of_a_window_can_be_read_on_its_colour(letter):
    assert contrast(WINDOWS[letter], "#FFFFFF") >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_light_and_dark_name_the_same_tokens():
    assert LIGHT.keys() == DARK.keys()


def test_the_style_sheet_names_only_tokens_that_exist():
    named = set(
        re.findall(r"@([a-z_]+)", re.sub(r"/\*.*?\*/", "", read_text(STYLE_SHEET), flags=re.S))
    )

    assert named - {"px"} <= LIGHT.keys()
    assert "@" not in THEME.style_sheet()


def test_dark_changes_every_colour_of_the_style_sheet():
    THEME.use(mode=Mode.DARK)

    assert LIGHT["canvas"] not in THEME.style_sheet()
    assert DARK["canvas"] in THEME.style_sheet()


@pytest.mark.parametrize(("letters", "pixels"), [(100, 15), (125, 19), (200, 30)])
def test_sizes_grow_with_the_letters(letters, pixels):
    THEME.use(letters=letters)

    assert THEME.font("body").pixelSize() == pixels
    assert f"font-size: {pixels}px" in THEME.style_sheet()


@pytest.mark.parametrize(("asked", "given"), [(20, 100), (400, 200), (150, 150)])
def test_letters_stay_between_100_and_200_percent(asked, given):
    THEME.use(letters=asked)

    assert THEME.letters == given


@pytest.mark.parametrize("role", TYPE)
def test_every_role_is_drawn_in_our_letters(role):
    assert QFontInfo(THEME.font(role)).family() == FAMILY


def test_no_text_is_smaller_than_13_pixels():
    assert min(pixels for pixels, _weight in TYPE.values()) == 13


def test_who_listens_hears_of_a_change(qtbot):
    with qtbot.waitSignal(THEME.changed):
        THEME.use(mode=Mode.DARK)

    assert THEME.is_dark


def test_a_property_set_later_is_drawn(qtbot):
    label = QLabel("words")
    qtbot.addWidget(label)
    label.setProperty("tone", "ink")
    label.show()

    restyle(label, tone="danger")

    assert label.palette().color(label.foregroundRole()).name().upper() == LIGHT["danger"]

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QImage

from app.interview.walkthrough import WALKTHROUGH
from ui.icons import ICONS, icon, is_icon, pixmap
from ui.theme import THEME, Mode

DRAWN = ("evening", "bag")


def _inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 40
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", [*ICONS, *DRAWN])
def test_every_meaning_has_a_picture(name):
    assert _inked(pixmap(name).toImage()) > 8


def test_a_picture_has_the_colour_of_its_token():
    image = pixmap("done", "ok", 32).toImage()

    solid = [
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    ]
    assert set(solid) == {THEME.hex("ok").lower()}


def test_pictures_follow_the_mode():
    light = pixmap("noon", "ink").toImage()

    THEME.use(mode=Mode.DARK)

    assert pixmap("noon", "ink").toImage() != light


def test_pictures_grow_with_the_letters():
    THEME.use(letters=200)

    assert pixmap("noon", size=16).width() == 32


def test_the_four_times_of_day_differ():
    images = [pixmap(name).toImage() for name in ("morning", "noon", "evening", "bedtime")]

    assert all(one != other for at, one in enumerate(images) for other in images[at + 1 :])


def test_an_icon_for_menus_has_several_sizes():
    assert len(icon("print").availableSizes()) == 3


@pytest.mark.parametrize("step", WALKTHROUGH, ids=lambda step: step.key)
def test_every_step_names_a_picture_that_exists(step):
    assert is_icon(step.icon)


def test_pictures_need_no_code_of_the_icon_package():
    code = (
        "import sys, ui.icons, ui.theme; print('qtawesome' in sys.modules, 'qtpy' in sys.modules)"
    )

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.split() == ["False", "False"]

"""The world says no while somebody types: the text stays, a sentence is shown, and it saves later.

A full disk is a small tmpfs where we may mount one; everywhere on Linux it is also a limit on how
large a file may grow. A read-only folder and a second program are met at the sign-in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import children
from tests.faults.prepared import TECHNICIAN, Prepared
from tests.faults.preparing import prepare
from tests.faults.whole import faults, signed_in

if sys.platform != "linux":
    pytest.skip("these faults are made with Linux's means", allow_module_level=True)

import resource

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.faults.at_window import AtWindow, focus
from ui.autosave import Kept
from ui.screens.session import SessionScreen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
KEY, WORDS = "intake.tobacco", "ten a day since the accident"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def pharmacy(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("pharmacy") / "prepared", medicines=1)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, which can be filled and made read-only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("we may not mount anything here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def window(prepared: Prepared) -> Iterator[AtWindow]:
    at = AtWindow.open(prepared)
    try:
        yield at
    finally:
        at.close()


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Writing past this size fails, as on a disk that does not answer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill_up(folder: Path) -> Path:
    """Leave not one byte free; what has to go to make room again."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE // 4, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return ballast


def type_words(at: AtWindow, screen: SessionScreen) -> str:
    """Type into a field of the walk; the text that stands in it."""
    screen.go_to("intake")
    screen.page.reveal(KEY)
    at.hands.breathe()
    row = screen.page.row(KEY)
    assert row is not None
    QTest.keyClicks(focus(row.editor.field), WORDS)
    return row.editor.text  # type: ignore[attr-defined,no-any-return]


def words_on_screen(at: AtWindow) -> str:
    labels = at.program.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def refused_and_then_saved(
    at: AtWindow, screen: SessionScreen, sentence: str, free: object
) -> None:
    """The whole claim: not saved, said so, still there; and after `free` it is saved."""
    at.hands.wait("the refusal", lambda: screen.autosave.state.kept is Kept.NOT_SAVED)
    at.hands.breathe()
    row = screen.page.row(KEY)
    assert row is not None
    assert row.editor.text == WORDS  # type: ignore[attr-defined]
    assert sentence in words_on_screen(at)
    assert screen.unsaved[KEY] == WORDS

    free()  # type: ignore[operator]

    screen.flush()
    at.hands.wait("the same text to be saved", lambda: screen.autosave.state.kept is Kept.SAVED)
    assert screen.workspace.value(KEY) == WORDS


def stored(prepared: Prepared) -> object:
    """What stands in the database afterwards; fails when it is not whole."""
    with signed_in(prepared, TECHNICIAN) as signed:
        assert faults(signed) == []
        return signed.desk.sessions.open(prepared.session, by=signed.actor).session.value(KEY)


def test_a_full_disk_keeps_the_text_and_saves_it_once_there_is_room(pharmacy, mounted, qapp):
    prepared = pharmacy.copy(mounted / "copy")
    with window(prepared) as at:
        at.sign_in()
        screen = at.take_up(prepared.session)
        ballast = fill_up(mounted)

        assert type_words(at, screen) == WORDS

        refused_and_then_saved(
            at, screen, "The disk is full, so nothing was saved.", ballast.unlink
        )
    assert stored(prepared) == WORDS


def test_a_disk_that_does_not_answer_keeps_the_text(pharmacy, tmp_path, qapp):
    prepared = pharmacy.copy(tmp_path / "copy")
    with window(prepared) as at:
        at.sign_in()
        screen = at.take_up(prepared.session)
        limit = files_no_larger_than(4096)
        limit.__enter__()

        assert type_words(at, screen) == WORDS

        refused_and_then_saved(
            at,
            screen,
            "The disk did not answer, so nothing was saved.",
            lambda: limit.__exit__(None, None, None),
        )
    assert stored(prepared) == WORDS


def test_a_read_only_folder_is_said_at_the_door_and_nothing_is_made(pharmacy, mounted, qapp):
    prepared = pharmacy.copy(mounted / "copy")
    before = sorted(prepared.data.iterdir())
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    with window(prepared) as at:
        at.ask_in()
        at.hands.wait(
            "the sentence",
            lambda: "Brownbag may not write in its data folder." in words_on_screen(at),
        )
        assert sorted(prepared.data.iterdir()) == before

        subprocess.run(["mount", "-o", "remount,rw", str(mounted)], check=True)
        at.sign_in()


def test_a_second_program_is_refused_in_words_and_comes_in_after_the_first(
    pharmacy, tmp_path, qapp
):
    prepared = pharmacy.copy(tmp_path / "copy")
    first = children.start("tests.faults.typing_child", str(prepared.folder), "1")
    assert first.stdout is not None
    assert "ready" in first.stdout.readline()
    with window(prepared) as at:
        at.ask_in()
        at.hands.wait(
            "the sentence",
            lambda: "Brownbag is already open on this data" in words_on_screen(at),
        )

        first.kill()
        first.communicate()
        at.sign_in()
    assert os.path.exists(prepared.data)

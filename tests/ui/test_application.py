"""The program starts light, and walks from the set-up to a signed-in desk in a real folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from app import bootstrap
from app.security.sealing import Cost
from app.worker.works import Here
from tests.ui.fake_desk import PASSWORD
from ui.application import Program
from ui.preferences import Preferences, load

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "reportlab", "fhir", "alembic", "pydantic", "sqlcipher3", "pypdfium2",
         "multiprocessing", "app.rules", "app.services.api")  # fmt: skip
START = f"""
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.application import Program
from ui.theme import THEME
app = QApplication([])
THEME.dress(app)
program = Program(Path(sys.argv[1]))
program.window.show()
app.processEvents()
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""
CHEAP = Cost(1, 64, 1)


def test_nothing_heavy_is_imported_before_the_window_stands_there(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True, env=_environment(),
    )  # fmt: skip

    assert json.loads(done.stdout.strip().splitlines()[-1]) == []


def test_main_without_words_is_the_window_and_with_words_an_errand():
    code = (
        "import main; from app import bootstrap\n"
        "class Seen:\n"
        "    def main(self, words): print('errand', words); return 3\n"
        "    def run(self, folder): print('window', folder.name); return 0\n"
        "    def leave_sources_alone(self): pass\n"
        "bootstrap.load = lambda name: Seen()\n"
        "import tempfile, sys\n"
        "folder = tempfile.mkdtemp(suffix='data')\n"
        "assert main.main(['drugs', 'metf']) == 3\n"
        "assert main.main(['--data', folder]) == 0\n"
        "assert 'PySide6' not in sys.modules\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "errand ['drugs', 'metf']" in done.stdout
    assert "window" in done.stdout


@pytest.fixture
def program(qtbot, tmp_path):
    def open_folder(folder):
        return bootstrap.light(folder, cost=CHEAP, works=Here())

    (tmp_path / "data").mkdir()
    program = Program(tmp_path / "data", open_folder)
    program.window.show()
    yield program
    program.close()
    program.window.deleteLater()


def fill(window, **fields):
    for name, text in fields.items():
        edit = window.findChild(QLineEdit, "set_up." + name.replace("__", "."))
        edit.setText(text)
        edit.editingFinished.emit()


def press(window, name):
    next(b for b in window.findChildren(QPushButton, name) if b.isVisible()).click()


def settle(program):
    for _ in range(4):
        program.lane.finish()


def set_up(program):
    window = program.window
    fill(window, pharmacy__name="Corner Street Pharmacy", pharmacy__phone="(555) 010-0140")
    press(window, "set_up.next")
    for who, name in (("pharmacist", "Paula Okafor"), ("technician", "Ana Ruiz")):
        fields = {f"{who}__name": name, f"{who}__password": PASSWORD, f"{who}__again": PASSWORD}
        fields[f"{who}__credential"] = "RPh 20114"
        fill(window, **fields)
        press(window, "set_up.next")
    settle(program)
    screen = window.door.currentWidget()
    fill(window, kit__code=screen._house.accounts._whole._prepared.code)
    press(window, "set_up.next")
    settle(program)


def test_from_the_first_start_to_the_desk_on_a_real_vault(program):
    assert program.window.door.sign_in is None
    set_up(program)
    assert program.window.door.sign_in is not None

    program.window.door.sign_in.sign_in_as("aruiz", PASSWORD)
    settle(program)

    assert program.window.desk is not None
    assert program.window.desk.actor.name == "Ana Ruiz"


def test_a_lock_drops_the_real_key_and_the_same_person_comes_back(program):
    set_up(program)
    program.window.door.sign_in.sign_in_as("pokafor", PASSWORD)
    settle(program)

    program.window.lock()
    settle(program)
    assert program._lights[0].accounts._whole._opened is None
    program.window.door.sign_in.sign_in_as("pokafor", PASSWORD)
    settle(program)

    assert program.window.desk is not None


def test_settings_are_kept_in_the_folder(program, tmp_path):
    program.window.preferred.emit(Preferences(idle_minutes=3, mode="light", letters=100))
    settle(program)

    assert load(tmp_path / "data").idle_minutes == 3


def test_the_practice_is_a_place_of_its_own_and_clearly_marked(program, tmp_path):
    set_up(program)

    press(program.window, "sign_in.practice")
    settle(program)

    assert (tmp_path / "data" / "practice").is_dir()
    assert program.window._mark.isVisible()
    press(program.window, "sign_in.as.technician")
    settle(program)
    assert program.window.desk is not None
    assert program.window._house.is_practice
    desk = program.window.desk._at_desk
    found = []
    program.lane.run(
        lambda: desk.desk.patients.find("reed", by=desk.actor), found.extend, found.append
    )
    settle(program)
    assert found


def _environment():
    return os.environ | {"QT_QPA_PLATFORM": "offscreen"}

"""What a newcomer's machine is given: pins with hashes, one set-up, a README that is true."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
TOP_LEVEL = ["app", "ui", "models", "resources", "tests", "docs", ".ci/run", "main.py", "run.py"]
PAPERS = ["pyproject.toml", "requirements.txt", "README.md", "CHANGELOG.md", "LICENSE"]


def load_run():
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_library_is_pinned_and_carries_its_hashes():
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", PINS) if not entry.startswith("#")]

    assert len(entries) > 20
    assert [e.split()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_no_address_of_a_registry_is_recorded():
    assert not re.search(r"https?://|index-url|find-links|trusted-host", PINS)


@pytest.mark.parametrize("name", TOP_LEVEL + PAPERS)
def test_the_top_level_is_the_one_of_the_design_card(name):
    assert (ROOT / name).exists()


def test_run_needs_the_standard_library_only():
    code = (
        "import sys, runpy; sys.modules['PySide6'] = None\n"
        "runpy.run_path('run.py', run_name='looked_at')\n"
        "own = {'app', 'ui', 'models', 'resources'}\n"
        "assert not own & set(sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=ROOT, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()


def test_a_set_up_that_is_up_to_date_is_not_made_again(monkeypatch, tmp_path):
    run = load_run()
    (tmp_path / "python").touch()
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(run, "MARK", tmp_path / "mark")
    monkeypatch.setattr(run, "libraries_are_there", lambda: True)
    monkeypatch.setattr(run, "start", lambda *_words, **_more: pytest.fail("nothing to start"))
    run.MARK.write_text(run.state_wanted(), encoding="utf-8")

    assert run.set_up()


def test_setting_up_takes_the_pins_as_they_are_and_resolves_nothing_anew(monkeypatch, tmp_path):
    run, started = load_run(), []
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(run, "MARK", tmp_path / "mark")
    monkeypatch.setattr(run, "libraries_are_there", lambda: True)
    monkeypatch.setattr(run.venv.EnvBuilder, "create", lambda _builder, _folder: None)
    monkeypatch.setattr(run, "start", lambda *words, **_more: started.append(words) or 0)

    assert run.set_up()
    assert {"--require-hashes", "--no-deps", str(run.REQUIREMENTS)} <= set(started[0])
    assert run.MARK.read_text(encoding="utf-8") == run.state_wanted()


def test_no_pinned_library_needs_one_that_is_not_pinned():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, check=False)

    assert done.returncode == 0, done.stdout.decode()


def test_what_the_system_lacks_is_named_by_the_package_that_carries_it():
    assert load_run().lacking({"no-such-library-anywhere": "libnone1"})[0] == "libnone1"


@pytest.mark.parametrize("command", ["demo", "test", "bench", "setup", "import", "accounts"])
def test_the_readme_names_each_command_that_run_understands(command):
    assert f"python3 run.py {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_word_that_names_a_file_is_looked_for_where_the_person_stands(tmp_path, monkeypatch):
    project, desk = tmp_path / "project", tmp_path / "desk"
    project.mkdir()
    desk.mkdir()
    (project / "main.py").write_text(
        "import pathlib, sys\npathlib.Path(sys.argv[1]).write_text('here')\n", encoding="utf-8"
    )
    run = load_run()
    monkeypatch.setattr(run, "ROOT", project)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "set_up", lambda: True)
    monkeypatch.chdir(desk)

    done = run.main(["record.json"])

    assert done == 0
    assert (desk / "record.json").read_text() == "here"

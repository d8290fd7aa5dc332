"""The contracts of the layers are kept, and break when a bad import is planted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTED = {
    "app/rules/planted.py": "import sqlalchemy\n",
    "app/domain/planted.py": "import app.store\n",
    "app/planted.py": "import PySide6\n",
    "ui/planted.py": "import app.store\n",
    "models/planted.py": "import app.errors\n",
    "app/services/planted.py": "import models.tables\n",
    "app/services/also_planted.py": "import app.interchange.fhir_in\n",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as r; r()"]
    return subprocess.run(
        [*command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    target = tmp_path_factory.mktemp("copy")
    for folder in ("app", "ui", "models", "resources"):
        shutil.copytree(
            ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


@pytest.mark.parametrize(("where", "line"), PLANTED.items(), ids=lambda value: value.strip())
def test_a_planted_import_breaks_a_contract(copy, where, line):
    planted = copy / where
    planted.write_text(line, encoding="utf-8")

    done = lint(copy)

    planted.unlink()
    assert done.returncode != 0, done.stdout

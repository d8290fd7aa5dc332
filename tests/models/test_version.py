from __future__ import annotations

import tomllib
from pathlib import Path

from models.version import VERSION


def test_the_program_and_its_project_file_name_one_version():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())

    assert project["project"]["version"] == VERSION

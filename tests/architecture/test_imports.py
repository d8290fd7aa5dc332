"""Who may know whom, beyond what import-linter can say."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_FILES = sorted(
    path
    for folder in ("app", "ui", "models", "resources")
    for path in (ROOT / folder).rglob("*.py")
)
ESCAPING_MODULE = "app/documents/text.py"
MARKUP_READERS = {
    "Paragraph",
    "XPreformatted",
    "Preformatted",
    "TableOfContents",
    "docExec",
    "docEval",
}
MARKUP_MODULES = {"tt2ps", "fontfinder", "svglib"}


def names_imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names} | set((node.module or "").split("."))
        elif isinstance(node, ast.Import):
            found |= {part for alias in node.names for part in alias.name.split(".")}
    return found


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_one_module_hands_text_to_reportlab(path):
    if path.relative_to(ROOT).as_posix() == ESCAPING_MODULE:
        return

    assert not names_imported(path) & (MARKUP_READERS | MARKUP_MODULES)


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nobody_uses_the_plain_sqlite_of_python(path):
    assert "sqlite3" not in names_imported(path)


def test_the_program_inside_runs_without_qt():
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "import app.bootstrap, app.commands, app.interview.walkthrough, app.rules.engine\n"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()

"""Words that may be a patient's are remembered in one way only, which a lock empties."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_imports import PYTHON_FILES, ROOT

OF_OUR_OWN_FILES = {
    "app/directions/wording.py wording",
    "app/documents/wording.py wording",
    "app/interchange/validation.py _model",
    "app/rules/table.py pair_entries",
    "app/rules/table.py entries",
    "app/rules/table.py _rows",
    "app/store/patient_picture.py _all_of",
    "app/store/rows.py _all_of",
    "models/audit.py _columns",
    "models/audit.py _keys",
}
"""Asked with a language, a kind of resource or of row, or a table of ours."""
MAKES_THE_VOCABULARY = "app/store/drug_"
"""What the catalogue and the releases say, which holds nothing about any patient."""
CACHES = {"cache", "lru_cache"}


def keeping(path: Path) -> Iterator[str]:
    """Functions with arguments whose answers a cache of the standard library keeps."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.args.args:
            names = {found.id for one in node.decorator_list for found in ast.walk(one)
                     if isinstance(found, ast.Name)}  # fmt: skip
            if names & CACHES:
                yield node.name


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_cache_but_ours_keeps_what_somebody_may_have_typed(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    if name.startswith(MAKES_THE_VOCABULARY):
        return

    assert {f"{name} {function}" for function in keeping(path)} <= OF_OUR_OWN_FILES

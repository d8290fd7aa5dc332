"""The size budget: a module is one idea, a function one thought."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULE_MOST, FUNCTION_MOST = 400, 60
MODULES = [
    ROOT / "main.py",
    ROOT / "run.py",
    *sorted(
        path
        for folder in ("app", "ui", "models", "resources")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ),
]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_keeps_to_its_size(path):
    text = path.read_text(encoding="utf-8")

    too_long = [f"{name}: {lines}" for name, lines in functions(text) if lines > FUNCTION_MOST]

    assert len(text.splitlines()) <= MODULE_MOST
    assert too_long == []


def functions(text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1

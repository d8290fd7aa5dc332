"""Words reach ReportLab through one function: nothing else imports a class that reads markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FORBIDDEN = frozenset(
    {
        "Paragraph",
        "XPreformatted",
        "Preformatted",
        "TableOfContents",
        "SimpleIndex",
        "docExec",
        "docEval",
        "docPara",
        "fontfinder",
        "tt2ps",
        "svglib",
        "svg2rlg",
        "ParaParser",
        "renderPM",
    }
)
ONE_WAY_IN = "app/documents/text.py"
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("app", "ui", "models", "resources")
    for path in (ROOT / folder).rglob("*.py")
)
LIGHT = ("picture", "ready", "wording")


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names} | set((node.module or "").split("."))
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names


def names_in(module: str) -> set[str]:
    return imported(ast.parse((ROOT / module).read_text(encoding="utf-8")))


def test_one_module_alone_reaches_markup():
    found = {module: names_in(module) & FORBIDDEN for module in MODULES}

    assert {module: names for module, names in found.items() if names} == {
        ONE_WAY_IN: {"Paragraph"}
    }


def test_reportlab_is_known_in_the_documents_alone():
    others = [module for module in MODULES if not module.startswith("app/documents/")]

    assert [module for module in others if "reportlab" in names_in(module)] == []


@pytest.mark.parametrize("name", LIGHT)
def test_what_services_import_early_wakes_no_reportlab(name):
    heavy = {"reportlab", "text", "page", "press", "styles", "papers"}

    assert names_in(f"app/documents/{name}.py").isdisjoint(heavy)

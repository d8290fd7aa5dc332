from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.children import ROOT, environment

READ = """
import linecache
from ui.unread import leave_sources_alone
{calm}
import ui.application
print(sum(name.endswith(".py") for name in linecache.cache))
"""


def read(calm: str) -> int:
    shown = subprocess.run(
        [sys.executable, "-c", READ.format(calm=calm)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(shown.stdout)


def test_no_source_is_read_to_open_the_window():
    assert read("leave_sources_alone()") < 20


def test_pyside_still_needs_to_be_told_so():
    assert read("") > 100


@pytest.mark.parametrize("hook", ["None", "type(sys)('hook')"])
def test_another_pyside_without_the_hook_is_left_alone(hook):
    read(f"import sys; sys.modules['shibokensupport.feature'] = {hook}; leave_sources_alone()")

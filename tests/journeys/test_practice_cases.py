"""Every practice case walks by itself to its right end, through the real window.

The demo runs as a person would start it, in a process of its own: a picture of every screen, the
papers that are due, and exit code 0.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "resources" / "practice").glob("*.json"))
HAS_DIED = {"deceased"}
IS_URGENT = {
    "scenario_06_warfarin_and_black_stools",
    "scenario_09_rationing_for_cost",
    "scenario_14_many_medicines",
}
MOST_ALARMS = {"scenario_09_rationing_for_cost": 3}
"""What is taken, the yes to R10, the yes to R47: their details alarm nobody again."""

KEEPS_A_RECORD = {"scenario_12_administration_record"}
IN_SPANISH = {"scenario_02_spanish_and_a_pain_tablet": "Lista de Medicamentos"}


def walk(case: Path, out: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "main.py", "demo", "--patient", str(case), "--out", str(out)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    words = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_practice_case_reaches_its_right_end(case, tmp_path):
    done = walk(case, tmp_path)

    pictures = {path.stem.partition("-")[2] for path in tmp_path.glob("*.png")}
    papers = {path.stem for path in tmp_path.glob("*.pdf")}
    assert done.returncode == 0, done.stderr
    assert "stuck" not in pictures
    assert {"set-up", "sign-in-technician", "today", "import", "patient"} <= pictures
    if case.stem in HAS_DIED:
        assert "refused" in pictures
        assert papers == set()
        return
    assert {"walk-first_things", "walk-handoff", "review", "signing", "released"} <= pictures
    assert {"medication_list", "pharmacist_page"} <= papers
    assert ("emergency_sheet" in papers) is (case.stem in IS_URGENT)
    assert ("emergency-card" in pictures) is (case.stem in IS_URGENT)
    assert ("walk-administration-month" in pictures) is (case.stem in KEEPS_A_RECORD)
    cards = list(tmp_path.glob("*-emergency-card.png"))
    assert len(cards) <= MOST_ALARMS.get(case.stem, len(cards))
    title = IN_SPANISH.get(case.stem, "Medication List")
    assert title in words_of(tmp_path / "medication_list.pdf")


def test_a_file_that_is_no_patient_ends_in_a_sentence(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_bytes(b'{"resourceType":"Patient"')

    done = walk(broken, tmp_path / "out")

    assert done.returncode == 1
    assert done.stderr.strip().endswith(".")
    assert "Traceback" not in done.stderr

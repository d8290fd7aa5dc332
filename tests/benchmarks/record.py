"""The administration record: a month of 25 medicines drawn, and a dose kept by its keys.

    python -m tests.benchmarks.record TIMES

In a process of its own, in a window of 1366 x 768 without a screen. Drawn is everything from the
record as values to the painted table. Kept is from Enter in the form of a dose to the answer from
the encrypted file, with the table drawn again; the lane runs on the same thread here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.rules.administration.typed_record import NewOrder
from models.database import Database
from models.upgrade import upgrade
from tests.benchmarks.figures import By, Figure
from tests.faults.children import ROOT, environment
from tests.ui.panels.record_stand import RecordStand
from ui.theme import THEME

MEDICINES = 25
MOST_DRAWN, MOST_KEPT = 100, 500
KEY = b"k" * 32


def measure(*, times: int) -> list[Figure]:
    """Both, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.record", str(times)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    note = f"{MEDICINES} medicines, {told['lines']} lines"
    return [
        Figure("record: a month drawn", tuple(told["drawn"]), budget=MOST_DRAWN, note=note),
        Figure("record: a dose kept", tuple(told["kept"]), by=By.P99, budget=MOST_KEPT),
    ]


def main(times: int) -> None:
    app = QApplication([])
    THEME.dress(app)
    with tempfile.TemporaryDirectory() as folder:
        database = Database.create(Path(folder) / "record.db", KEY)
        upgrade(database)
        stand = RecordStand(database)
        stand.begin(*(_order(number) for number in range(MEDICINES)))
        stand.panel.resize(1134, 620)
        app.processEvents()
        lines = len(stand.grid._model.grid.lines)
        kept = [_kept(stand, turn) for turn in range(times)]
        drawn = [_drawn(stand) for _turn in range(times)]
        print(json.dumps({"drawn": drawn, "kept": kept, "lines": lines}))
        database.close()


def _order(number: int) -> NewOrder:
    is_twice = number % 2
    times = "08:00, 20:00" if is_twice else "08:00"
    words = "Take 1 tablet at 08:00 and 20:00" if is_twice else "Take 1 tablet at 08:00"
    return NewOrder(f"medicine {number} 10 mg tablet", words, times=times, first="11/02/2023")


def _drawn(stand: RecordStand) -> float:
    began = time.perf_counter()
    stand.panel._draw()
    stand.grid.viewport().repaint()
    return (time.perf_counter() - began) * 1000


def _kept(stand: RecordStand, turn: int) -> float:
    row, day = divmod(turn, 28)
    stand.go_to(day + 1, row)
    QTest.keyClick(stand.grid, Qt.Key.Key_G)
    stand.line("dose.initials").setText("LO")
    began = time.perf_counter()
    QTest.keyClick(stand.line("dose.initials"), Qt.Key.Key_Return)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]))

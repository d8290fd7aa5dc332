from __future__ import annotations

import subprocess
import sys

OVERUSE = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QFont
from ui.immortal import never_let_constants_go

class Teller(QObject):
    told = Signal(object)

never_let_constants_go()
app = QCoreApplication([])
font, teller = QFont(), Teller()
teller.told.connect(lambda value: None)
for turn in range(30_000):
    font.setBold(True)
    teller.told.emit(None)
print("alive")
"""


def test_the_program_outlives_many_thousand_calls_of_qt():
    shown = subprocess.run(
        [sys.executable, "-c", OVERUSE], capture_output=True, text=True, check=False
    )

    assert (shown.returncode, shown.stdout) == (0, "alive\n")

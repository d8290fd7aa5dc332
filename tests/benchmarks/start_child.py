"""Starts the program as `main.py` does, and tells when its sign-in window was ready for typing.

    python -m tests.benchmarks.start_child BEGAN FOLDER | bare

BEGAN is the parent's monotonic clock just before it made this process. Ready is: painted once, and
the name field has the focus. With "bare" it is a bare PySide6 window with one field instead.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

FIELD = "sign_in.login"


class FirstPaint(QObject):
    """Calls `then` once the window was painted and the field has the focus."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._look)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        field = QApplication.focusWidget()
        if field is None or field.objectName() != FIELD or not field.isEnabled():
            QTimer.singleShot(0, self, self._look)
        else:
            self._then()


def tell(began: float) -> None:
    print(json.dumps({"ms": (time.monotonic() - began) * 1000}), flush=True)
    QApplication.exit(0)


def bare(began: float) -> None:
    app = QApplication(["bare"])
    window, field = QMainWindow(), QLineEdit()
    field.setObjectName(FIELD)
    window.setCentralWidget(field)
    window.resize(1366, 768)
    FirstPaint(window, lambda: tell(began))
    window.show()
    field.setFocus()
    app.exec()


def program(began: float, folder: str) -> None:
    import main
    from ui import application

    class Watched(application.Program):
        def show(self) -> None:
            FirstPaint(self.window, lambda: tell(began))
            super().show()

    application.Program = Watched  # type: ignore[misc]
    main.main(["--data", folder])


if __name__ == "__main__":
    if sys.argv[2] == "bare":
        bare(float(sys.argv[1]))
    else:
        program(float(sys.argv[1]), sys.argv[2])

"""The real window in this process, real lane and database, and a person at its keyboard."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app import bootstrap
from app.bootstrap import Light
from models.vocabulary import SessionId
from tests.faults.prepared import PASSWORD, TECHNICIAN, Prepared
from ui.application import Program
from ui.demo.hands import Hands
from ui.immortal import never_let_constants_go
from ui.screens.session import SessionScreen
from ui.theme import THEME
from ui.workplace import Workplace

W = TypeVar("W", bound=QWidget)


def application() -> QApplication:
    """The one application of this process, dressed as the program dresses it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    never_let_constants_go()
    known = QApplication.instance()
    if known is None:
        qInstallMessageHandler(lambda *_said: None)
    app = known if isinstance(known, QApplication) else QApplication(["Brownbag"])
    if not app.styleSheet():
        THEME.dress(app)
    return app


@dataclass
class AtWindow:
    """A window that is open. `close` ends it as a person would."""

    program: Program
    hands: Hands

    @classmethod
    def open(cls, prepared: Prepared, *, prints: bool = False) -> AtWindow:
        """Show the window on a pharmacy; `prints`: with the process that makes the papers."""
        application()

        def opened(folder: Path) -> Light:
            if prints:
                return bootstrap.light(folder, profile=prepared.profile)
            return prepared.light()

        program = Program(prepared.data, opened)
        program.show()
        return cls(program, Hands(program.window))

    def sign_in(self, login: str = TECHNICIAN) -> Workplace:
        """Type name and password, and wait for the desk."""
        self.ask_in(login)
        return self.hands.find_as(Workplace, "workplace")

    def ask_in(self, login: str = TECHNICIAN) -> None:
        """Type name and password, and press."""
        self.hands.type("sign_in.login", login)
        self.hands.type("sign_in.password", PASSWORD)
        self.hands.press("sign_in.enter")

    def take_up(self, session: SessionId) -> SessionScreen:
        """Bring a session to the front."""
        desk = self.program.window.desk
        assert isinstance(desk, Workplace)
        desk.open_session(session)
        screen = self.hands.find_as(SessionScreen, "session")
        self.hands.breathe()
        return screen

    def close(self) -> None:
        self.program.close()
        self.program.window.deleteLater()
        QApplication.processEvents()


def focus(widget: QWidget) -> QWidget:
    """Put the focus into a field, and give what takes the keys."""
    target = widget.focusProxy() or widget
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    return target

"""The program with its window, from the first paint to the last: lanes, theme, houses, crashes.

Before the window is shown nothing heavy is imported; what signing in needs is brought in
afterwards, on the lane, while somebody types their name.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.bootstrap import Light
from app.errors import Refused, Unavailable
from app.settings import data_folder
from resources.language import _
from ui import practice
from ui.background import Background
from ui.crashes import Crashes
from ui.house import House
from ui.icons import pixmap
from ui.immortal import never_let_constants_go
from ui.main_window import DESK, MainWindow
from ui.own_keys import OwnKeys
from ui.preferences import Preferences, load, save
from ui.theme import THEME, Mode
from ui.tidying import set_aside, take_back

SMALLEST = (900, 600)
USUAL = (1366, 768)
Open = Callable[[Path], Light]


class Program(QObject):
    """Holds what lives as long as the window. `ready` when the window stands there."""

    ready = Signal()

    def __init__(self, folder: Path, open_folder: Open = bootstrap.light) -> None:
        super().__init__()
        self._folder, self._open_folder = folder, open_folder
        self._lights: list[Light] = []
        self.lane, self.search = Background(self), Background(self)
        self._preferences = load(folder)
        THEME.use(mode=Mode(self._preferences.mode), letters=self._preferences.letters)
        self._real = self._house(folder, is_practice=False)
        self.window = MainWindow(self._real, self.lane, self.search, self._preferences)
        self.window.resize(*USUAL)
        self.window.setMinimumSize(*SMALLEST)
        self.window.setWindowIcon(QIcon(pixmap("bag", "kraft", 64, 1.0)))
        self.window.practice_wanted.connect(self._begin_practice)
        self.window.practice_left.connect(self._leave_practice)
        self.window.preferred.connect(self._store)
        self.window.signed_in.connect(self._signed_in_first)

    def show(self) -> None:
        """Show the window, and bring in what is heavy once it was painted."""
        self.window.show()
        QTimer.singleShot(0, self, self._warm_up)

    def close(self) -> None:
        """Store what was typed, drop the keys, end what was started."""
        self.window.close()
        self.window.end_loading()
        self.lane.finish()
        self.search.finish()
        for light in self._lights:
            self.lane.run(light.close, _nothing, _nothing)
        self.lane.finish()
        take_back()

    def _house(self, folder: Path, *, is_practice: bool) -> House:
        light = self._open_folder(folder)
        self._lights.append(light)
        return House(folder, light.accounts, bootstrap.draw_pages, is_practice)

    @Slot()
    def _warm_up(self) -> None:
        self.ready.emit()
        self.lane.run(_warm_up, _nothing, self._tell)

    @Slot()
    def _signed_in_first(self) -> None:
        """By now everything is imported, and nobody types yet."""
        self.window.signed_in.disconnect(self._signed_in_first)
        QTimer.singleShot(0, self, set_aside)

    @Slot()
    def _begin_practice(self) -> None:
        try:
            house = self._house(data_folder(self._folder / practice.FOLDER), is_practice=True)
        except Unavailable as error:
            self._tell(error)
            return
        self.window.tell_waiting(_("Setting the practice up. This takes a moment."))
        self.lane.run(
            lambda: practice.prepare(house.accounts),
            lambda _done: self.window.use(house),
            self._no_practice,
        )

    @Slot()
    def _leave_practice(self) -> None:
        self.window.use(self._real)

    @Slot(Preferences)
    def _store(self, preferences: Preferences) -> None:
        self._preferences = preferences
        folder = self._folder
        self.lane.run(lambda: save(folder, preferences), _nothing, self._tell)

    def _no_practice(self, error: Exception) -> None:
        self.window.use(self._real)
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        """What the lane could not do for nobody in particular."""
        if isinstance(error, Unavailable | Refused):
            self.window.tell(error)
        else:
            raise error


def run(folder: Path, words: Sequence[str] = ()) -> int:
    """Open the window on a data folder and stay until it is closed."""
    never_let_constants_go()
    app = QApplication([sys.argv[0], *words])
    app.setApplicationName(_("Brownbag"))
    app.setApplicationDisplayName(_("Brownbag"))
    THEME.dress(app)
    OwnKeys(app)
    program = Program(folder)
    crashes = Crashes(program)
    crashes.crashed.connect(program.window.tell)
    program.show()
    code = app.exec()
    program.close()
    crashes.let_go()
    return code


def _warm_up() -> None:
    """What signing in and the desk will need."""
    bootstrap.warm_up()
    bootstrap.load(DESK)


def _nothing(_answer: object) -> None:
    """Nobody waits for the answer."""

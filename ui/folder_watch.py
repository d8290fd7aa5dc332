"""Looks at the watched folder for as long as somebody is signed in; the services do the reading.

A change in the folder is looked at soon, and every now and then it is looked at all the same: not
every file system tells of changes.
"""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from app.errors import Refused, Unavailable
from app.services.scan_values import WatchReport
from resources.language import _
from ui.at_desk import AtDesk
from ui.words import how_many

EVERY_MS, SOON_MS = 30_000, 2_000


class FolderWatch(QObject):
    """`told` carries what a look found."""

    told = Signal(object)

    def __init__(self, at_desk: AtDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at_desk = at_desk
        self._is_looking = self._is_over = False
        self._files = QFileSystemWatcher(self)
        self._files.directoryChanged.connect(self._look_soon)
        self._every = QTimer(self)
        self._every.setInterval(EVERY_MS)
        self._every.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)

    def start(self) -> None:
        """Somebody signed in: look now, and from now on."""
        self._every.start()
        self.look()

    def stop(self) -> None:
        """The window locks: nobody looks without the key."""
        self._every.stop()
        self._soon.stop()
        self._is_over = True

    @Slot()
    def look(self) -> None:
        """Look once, unless somebody looks already."""
        if self._is_looking or self._is_over:
            return
        self._is_looking = True
        desk, by = self._at_desk.desk, self._at_desk.actor
        self._at_desk.errands.lane.run(
            lambda: desk.watched.look(by=by), self._on_looked, self._on_failed
        )

    def _on_looked(self, report: WatchReport) -> None:
        if self._is_over or not isValid(self):
            return
        self._is_looking = False
        self._follow(report.folder if report.is_there else "")
        if report.waits:
            self._soon.start()
        self.told.emit(report)

    def _on_failed(self, error: Exception) -> None:
        """Nobody asked, so nobody is told what the world refuses; a mistake of ours ends it."""
        if self._is_over or not isValid(self):
            return
        self._is_looking = False
        if not isinstance(error, Refused | Unavailable):
            self.stop()
            self._at_desk.errands.failed.emit(error)

    def _follow(self, folder: str) -> None:
        known = self._files.directories()
        if folder and folder not in known:
            self._files.addPath(folder)
        for gone in known:
            if gone != folder:
                self._files.removePath(gone)

    @Slot(str)
    def _look_soon(self, _folder: str) -> None:
        self._soon.start()


def words_of(report: WatchReport, today: dt.date) -> tuple[str, str]:
    """What the status bar says, and its tone: when fills came last, or what is in the way."""
    if report.folder and not report.is_there:
        return _("The watched folder cannot be reached"), "warn"
    if report.faults:
        one = _("1 file of the watched folder waits")
        many = _("{number} files of the watched folder wait")
        return how_many(len(report.faults), one, many), "warn"
    if report.last is None:
        return "", "muted"
    at = report.last.astimezone()
    if at.date() == today:
        return _("Imported today {time}").format(time=f"{at:%H:%M}"), "muted"
    return _("Imported {day}").format(day=f"{at:%m/%d/%Y}"), "muted"

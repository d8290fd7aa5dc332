"""Keeps and shows the photo of one loose tablet in the open row."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain.changes import Saved
from app.domain.medicine import Medicine
from app.errors import Refused
from ui.panels.loose_tablet import PhotoField
from ui.panels.panel import Place
from ui.photo import bare_jpeg
from ui.workspace import Wish


class TabletPhoto(PhotoField):
    """Reads the photo when it is made, and stores what is chosen."""

    def __init__(self, medicine: Medicine, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._medicine, self._place = medicine, place
        self.chosen.connect(self._keep)
        if medicine.looks is not None and medicine.looks.has_photo:
            self._load()

    def _load(self) -> None:
        workspace = self._place.workspace
        session, medicine, by = workspace.session.id, self._medicine.id, workspace.actor
        photos = workspace.desk.photos
        workspace.lane.run(
            lambda: photos.load(session, medicine, by=by), self._show, self._on_failed
        )

    @Slot(Path)
    def _keep(self, path: Path) -> None:
        self.refuse("")
        try:
            jpeg = bare_jpeg(path)
        except Refused as refused:
            self.refuse(refused.message)
            return
        then = partial(self._show, jpeg)
        self._place.workspace.do(partial(self._store, jpeg), then, self._on_failed)

    def _store(self, jpeg: bytes, wish: Wish) -> Saved:
        return self._place.workspace.desk.photos.put(
            wish.session,
            self._medicine.id,
            jpeg,
            seen=wish.seen,
            command=wish.command,
            by=wish.by,
        )

    def _show(self, jpeg: bytes | None) -> None:
        if isValid(self):
            self.show_photo(jpeg)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._place.workspace.failed.emit(error)
        elif isValid(self):
            self.refuse(error.message)

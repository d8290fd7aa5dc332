"""The sheet of a month on its way to a printer, recorded once the system has taken it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.services.api import PaperPreview
from app.services.page_image import PageImage
from ui.charting.wishes import OnRefused, Wishes
from ui.paper import PaperPrinter
from ui.workspace import Workspace


class RecordPrinter(PaperPrinter):
    """Makes a sheet off the window's thread, then asks for a printer."""

    def __init__(
        self, owner: QWidget, workspace: Workspace, wishes: Wishes, refused: OnRefused
    ) -> None:
        super().__init__(owner, self._pages, workspace.lane)
        self._workspace = workspace
        self._wishes, self._refused = wishes, refused
        self._preview: PaperPreview | None = None
        self.printed.connect(self._record)
        self.failed.connect(workspace.failed)

    def print_month(self, month: dt.date, *, is_filled: bool) -> None:
        """The sheet of a month, blank or with what was written."""

        def show(preview: PaperPreview) -> None:
            if isValid(self):
                self._preview = preview
                self.print_pdf(preview.pdf)

        self._wishes.sheet(month, show, self._refused, is_filled=is_filled)

    def _pages(self, pdf: bytes, width: int) -> list[PageImage]:
        return self._workspace.desk.papers.pages(pdf, width)

    @Slot()
    def _record(self) -> None:
        preview, self._preview = self._preview, None
        if preview is not None:
            self._wishes.printed(preview, self._refused)

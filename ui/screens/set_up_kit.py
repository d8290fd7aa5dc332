"""The recovery kit: one page with a code. It is printed or saved, and the code is typed back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.errors import Refused
from app.services.account_values import RecoveryKit
from app.services.page_image import PageImage
from resources.language import _
from ui.background import Runs
from ui.house import House
from ui.kit.boxes import STRETCH, box, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import Field, line
from ui.kit.text import TextLabel
from ui.paper import PaperPrinter, documents, picture_of, write_pdf
from ui.theme import THEME

PREVIEW_WIDTH = 190
FILE_NAME = "brownbag-recovery-kit.pdf"


class KitStep(QWidget):
    """Shows the page, lets it be printed or saved, and takes the code typed from it.

    `finished`: Enter behind the code.
    """

    finished = Signal()

    def __init__(self, house: House, lane: Runs) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._house, self._lane = house, lane
        self._pdf = b""
        self._printer = PaperPrinter(self, house.draw_pages, lane)
        self._printer.failed.connect(self._say)
        self._printer.printed.connect(lambda: self._say_done(_("Sent to the printer.")))
        self._page = QLabel()
        self._page.setAccessibleName(_("Preview of the recovery kit"))
        self._said = Sentence("set_up.kit.said")
        self._code = line("set_up.kit.code", most=60)
        self._field = Field(
            _("Type the code from the paper"), self._code,
            hint=_("Case, spaces and dashes do not matter."),
        )  # fmt: skip
        self._code.returnPressed.connect(self.finished)
        self._build()

    @property
    def typed(self) -> str:
        """The code as typed back."""
        return self._code.text()

    def show_kit(self, kit: RecoveryKit) -> None:
        """Show the page of a kit that was just made."""
        self._pdf = kit.pdf
        draw, pdf, width = self._house.draw_pages, kit.pdf, THEME.px(PREVIEW_WIDTH) * 2
        self._lane.run(lambda: draw(pdf, width), self._show_page, self._no_page)

    def put_focus(self) -> None:
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_complete(self) -> bool:
        return bool(self.typed.strip())

    def refuse(self, error: Refused) -> bool:
        """Say beside the code why it does not do."""
        self._field.refuse(error.message)
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _build(self) -> None:
        self._print = Button(_("Print it"), icon="print", name="set_up.kit.print")
        save = Button(_("Save as PDF"), icon="paper", name="set_up.kit.save")
        self._print.clicked.connect(lambda: self._printer.print_pdf(self._pdf))
        save.clicked.connect(self._choose_file)
        told = _(
            "If everybody forgets their password, the code on this page is the only way back to "
            "the records. Print it now and put it into the pharmacy's safe. It is not kept on "
            "this machine."
        )
        words = column(
            TextLabel(_("The recovery kit"), "title"), TextLabel(told, "body", wraps=True),
            row(self._print, save, STRETCH), self._said, self._field, STRETCH, gap=12,
        )  # fmt: skip
        paper = box("paper", column(self._page, pad=1))
        side = column(paper, STRETCH, gap=0)
        self.setLayout(row((words, 1), side, gap=20))

    def _show_page(self, pages: list[PageImage]) -> None:
        if pages:
            width = THEME.px(PREVIEW_WIDTH)
            picture = picture_of(pages[0])
            smooth = Qt.TransformationMode.SmoothTransformation
            self._page.setPixmap(picture.scaledToWidth(width, smooth))

    def _no_page(self, _error: Exception) -> None:
        """Without a preview the page can still be printed or saved."""
        self._page.setText(_("No preview"))

    @Slot()
    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Save the recovery kit"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(documents())
        dialog.selectFile(FILE_NAME)
        dialog.fileSelected.connect(self._save)
        dialog.open()

    @Slot(str)
    def _save(self, path: str) -> None:
        pdf, target = self._pdf, Path(path)
        self._lane.run(
            lambda: write_pdf(target, pdf),
            lambda _done: self._say_done(
                _("Saved. Print it, lock it away, and take the file off this machine.")
            ),
            self._say,
        )

    def _say_done(self, words: str) -> None:
        self._said.say(words, "ok", "ok")
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(Exception)
    def _say(self, error: Exception) -> None:
        message = getattr(error, "message", _("It could not be done."))
        self._said.say(f"{message} {getattr(error, 'remedy', '')}".strip())

"""The papers of a session: previewed as they will print, printed, saved, handed over.

What is not released is a draft, and says so on the page and beside it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from app.domain.changes import Saved
from app.errors import Refused
from app.services.api import PaperPreview
from app.services.page_image import PageImage
from models.vocabulary import CommandId, PaperKind, SessionState
from resources.language import _
from ui.at_desk import AtDesk
from ui.dialogs.delivery import DeliveryDialog
from ui.ids import new_command
from ui.keys import bind, key
from ui.kit.banner import Banner
from ui.kit.boxes import column, holder, row
from ui.kit.buttons import Button
from ui.kit.scroll import Scroll
from ui.panes import be_pane
from ui.paper import PaperPrinter, documents, write_pdf
from ui.screens.page_view import RENDER_WIDTH, PageView
from ui.screens.papers_sides import PapersList, PapersSide
from ui.screens.session_facts import about, facts
from ui.theme import THEME
from ui.workspace import UseCase, Wish, Workspace

NARROW = 960
RELEASED = (SessionState.RELEASED, SessionState.DELIVERED, SessionState.CLOSED)
FILE_NAMES = {
    PaperKind.MEDICATION_LIST: "medication-list.pdf",
    PaperKind.PHARMACIST_PAGE: "pharmacist-page.pdf",
    PaperKind.EMERGENCY_SHEET: "emergency-sheet.pdf",
}
"""Names of files tell nothing about a patient."""


class PapersScreen(QWidget):
    """`left` when the papers are put down, `back_wanted` to go back to where one came from."""

    left = Signal()
    back_wanted = Signal()

    def __init__(self, opened: Saved, at_desk: AtDesk, letter: str) -> None:
        super().__init__()
        self.setObjectName("papers")
        self.setProperty("kind", "screen")
        lane = at_desk.errands.lane
        self.workspace = Workspace(opened, at_desk.desk, at_desk.actor, lane, self)
        self._at_desk = at_desk
        self._preview: PaperPreview | None = None
        self._command: CommandId = new_command()
        self._banner = Banner(letter)
        self._list = PapersList()
        self._view = PageView()
        self._side = PapersSide(opened.session.language)
        self._printer = PaperPrinter(self, at_desk.desk.papers.pages, at_desk.errands.lane)
        self._build()
        self._connect()
        self._draw()
        self._show()

    def put_focus(self) -> None:
        self._list.put_focus()

    def shows(self, kind: PaperKind) -> bool:
        """Whether the preview of this paper stands there."""
        return self._preview is not None and self._preview.kind is kind

    def show_paper(self, kind: PaperKind) -> None:
        """Show this paper, if it is due."""
        self._list.choose(kind)

    def _build(self) -> None:
        back = Button(_("Back"), icon="left", key=key("back").keys[0], name="papers.back")
        back.clicked.connect(self.back_wanted)
        self._banner.add_button(back)
        middle = holder(column(self._view, gap=0, pad=(20, 10, 20, 10)))
        self._body = row(self._list, (middle, 1), self._side, gap=0)
        page = Scroll(holder(self._body))
        self.setLayout(column(self._banner, (page, 1), gap=0))
        self._make_room()
        be_pane(self._list, "papers")
        be_pane(self._view, "page")
        be_pane(self._side, "choices")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Side by side where there is room; else one under another, in one long page."""
        is_narrow = self.width() < THEME.px(NARROW)
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self._list.be_narrow(narrow=is_narrow)
        self._side.be_narrow(narrow=is_narrow)
        self._view.setMinimumHeight(THEME.px(260) if is_narrow else 0)

    def _connect(self) -> None:
        self._banner.put_down.connect(self.left)
        self._list.chosen.connect(self._choose)
        self._list.print_wanted.connect(self._print)
        self._printer.failed.connect(self._failed)
        self._printer.printed.connect(self._printed)
        self._side.changed.connect(self._show)
        self._side.deliver_wanted.connect(self._deliver)
        self._side.save_wanted.connect(self._choose_file)
        self.workspace.changed.connect(self._draw)
        bind(self, "print", self._print)
        bind(self, "save_pdf", self._choose_file)

    @Slot()
    def _draw(self) -> None:
        session, now = self.workspace.session, self._at_desk.desk.clock()
        self._banner.show_patient(str(session.patient.name), about(session, now.date()))
        self._banner.show_facts(facts(session, now))
        self._list.show_kinds(self._at_desk.desk.papers.due(session))
        self._side.show_session(session)

    @Slot()
    def _choose(self) -> None:
        self._view.go_to_first()
        self._show()

    @Slot()
    def _show(self) -> None:
        """Make the preview that is asked for; the pages follow."""
        kind = self._list.kind
        if kind is None:
            return
        papers, by = self._at_desk.desk.papers, self._at_desk.actor
        session, language = self.workspace.session.id, self._side.language
        size = self._side.letters
        self._side.say(_("Making the paper."), "muted", "clock")

        def job() -> tuple[PaperPreview, list[PageImage]]:
            preview = papers.preview(session, kind, language=language, letter_size=size, by=by)
            return preview, papers.pages(preview.pdf, RENDER_WIDTH)

        self._at_desk.errands.run(job, self._show_preview, self._refused, asker=self)

    def _show_preview(self, made: tuple[PaperPreview, list[PageImage]]) -> None:
        preview, pages = made
        if preview.kind is not self._list.kind:
            return
        self._preview, self._command = preview, new_command()
        self._view.show_pages(pages)
        self._list.show_count(preview.kind, preview.pages)
        self._list.may_print(may=True)
        self._side.show_preview(preview)

    def _refused(self, error: Refused) -> None:
        self._preview = None
        self._view.show_pages(())
        self._list.may_print(may=False)
        self._side.refuse(error.message)

    @Slot()
    def _print(self) -> None:
        if self._preview is not None:
            self._printer.print_pdf(self._preview.pdf)

    @Slot()
    def _printed(self) -> None:
        self._record(_("Sent to the printer."), how="printed")

    @Slot()
    def _choose_file(self) -> None:
        if self._preview is None:
            return
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(documents())
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(_("PDF (*.pdf)"))
        dialog.selectFile(FILE_NAMES.get(self._preview.kind, "paper.pdf"))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the paper that is shown into a file, and record that it was."""
        preview = self._preview
        if preview is None:
            return
        self._at_desk.errands.run(
            lambda: write_pdf(Path(path), preview.pdf),
            lambda _done: self._record(_("Saved."), how="saved"),
            asker=self,
        )

    def _record(self, said: str, *, how: str) -> None:
        """Which paper, in which language, by whom: kept before anything is said to be done."""
        preview, by, command = self._preview, self._at_desk.actor, self._command
        if preview is None:
            return
        papers, session = self._at_desk.desk.papers, self.workspace.session.id
        record = papers.saved if how == "saved" else papers.printed
        self._command = new_command()
        self._at_desk.errands.run(
            lambda: record(session, preview, how=how, to_whom="", command=command, by=by),
            lambda _done: self._side.say(said, "ok", "ok"),
            self._refused_record,
            asker=self,
        )

    def _refused_record(self, error: Refused) -> None:
        self._side.say(error.message, "urgent", "urgent")

    @Slot(Exception)
    def _failed(self, error: Exception) -> None:
        self._at_desk.errands.explain(error, None, self._print)

    @Slot()
    def _deliver(self) -> None:
        dialog = DeliveryDialog(self)

        def give(to_whom: str, how: str) -> None:
            wish = partial(self._delivered, to_whom, how)

            def stop(error: Exception) -> None:
                if isinstance(error, Refused):
                    dialog.refuse(error)
                else:
                    dialog.reject()
                    self._not_delivered(wish, error)

            self.workspace.do(wish, dialog.accept, stop)

        dialog.given.connect(give)
        dialog.open()

    def _not_delivered(self, wish: UseCase, error: Exception) -> None:
        again = partial(self.workspace.do, wish, None, partial(self._not_delivered, wish))
        self._at_desk.errands.explain(error, None, again)

    def _delivered(self, to_whom: str, how: str, wish: Wish) -> Saved:
        review = self._at_desk.desk.review
        return review.deliver(wish.session, to_whom, how, command=wish.command, by=wish.by)

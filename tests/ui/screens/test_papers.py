"""Papers: what is due, drafts that say so, printing and saving that are recorded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from app.errors import Refused, Unavailable
from models.vocabulary import PaperKind, SessionState
from tests.make import make_flag, make_session, make_technician
from tests.ui.fake_desk import FakeDesk
from tests.ui.seen import words
from ui.screens.papers import FILE_NAMES, PapersScreen
from ui.theme import THEME


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def opened(qtbot, desk):
    def open_(session):
        desk.put(session)
        screen = PapersScreen(desk.saved(session.id), desk.at(make_technician()), "A")
        qtbot.addWidget(screen)
        screen.resize(1366, 700)
        screen.show()
        QApplication.processEvents()
        return screen

    return open_


def test_what_is_real_now_is_listed_and_no_more(opened):
    screen = opened(make_session(state=SessionState.RELEASED))

    told = words(screen)

    assert "Medication list" in told
    assert "Pharmacist's page" in told
    assert "Pill card" not in told


def test_while_a_red_flag_stands_only_the_emergency_sheet_is_there(opened):
    screen = opened(make_session(flags=(make_flag(),)))

    told = words(screen)

    assert "Emergency sheet" in told
    assert "Medication list" not in told
    assert "As reported, not verified" in told


def test_before_the_signature_it_is_a_draft_and_says_so(opened):
    screen = opened(make_session())

    assert "Draft, not for the patient" in words(screen)
    assert "Until a pharmacist has signed, everything here is a draft." in words(screen)


def test_a_released_paper_says_so(opened):
    screen = opened(make_session(state=SessionState.RELEASED))

    assert "Released" in words(screen)


def test_pages_are_turned_by_key(qtbot, opened):
    screen = opened(make_session())
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    assert "Page 1 of 2" in words(screen)

    qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    assert "Page 2 of 2" in words(screen)
    qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    assert "Page 2 of 2" in words(screen)
    qtbot.keyClick(screen, Qt.Key.Key_PageUp)

    assert "Page 1 of 2" in words(screen)


def test_full_size_and_fit_change_places(qtbot, opened):
    screen = opened(make_session())
    sheet = screen.findChild(QWidget, "papers.sheet")
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    fitted = sheet.size()

    qtbot.keyClick(screen, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert sheet.width() > fitted.width()
    qtbot.keyClick(screen, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    assert sheet.size() == fitted


def test_another_language_and_size_make_another_page(desk, opened):
    screen = opened(make_session())
    asked = []
    preview = type(screen._at_desk.desk.papers).preview

    def spy(self, session, kind, **how):
        asked.append((how["language"], how["letter_size"]))
        return preview(self, session, kind, **how)

    type(screen._at_desk.desk.papers).preview = spy
    try:
        screen._side._language.choose("es")
        screen._side._size.choose("22")
    finally:
        type(screen._at_desk.desk.papers).preview = preview

    assert asked == [("es", 14), ("es", 22)]


def test_it_begins_in_the_patients_language(opened):
    screen = opened(make_session(language="es"))

    assert screen._side.language == "es"


def test_saving_writes_the_paper_and_records_it(tmp_path, desk, opened):
    screen = opened(make_session(state=SessionState.RELEASED))
    target = tmp_path / "list.pdf"

    screen.save_to(str(target))

    assert target.read_bytes() == b"%PDF-paper"
    assert desk.issued == [("saved", PaperKind.MEDICATION_LIST, "")]
    assert "Saved." in words(screen)


def test_a_file_that_cannot_be_written_is_told_with_a_remedy(qtbot, tmp_path, desk, opened):
    screen = opened(make_session(state=SessionState.RELEASED))

    with qtbot.waitSignal(screen._at_desk.errands.unavailable) as told:
        screen.save_to(str(tmp_path / "no folder" / "list.pdf"))

    assert isinstance(told.args[0], Unavailable)
    assert desk.issued == []


def test_file_names_tell_no_patient(opened):
    screen = opened(make_session())

    screen.findChild(QPushButton, "papers.save").click()

    dialog = screen.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("medication-list.pdf")
    assert all("Reed" not in name for name in FILE_NAMES.values())
    dialog.close()


def test_printing_asks_the_system_without_blocking(opened):
    screen = opened(make_session(state=SessionState.RELEASED))

    screen.findChild(QPushButton, "papers.print").click()

    dialog = screen.findChild(QPrintDialog)
    assert dialog.isVisible()
    dialog.close()


def test_printing_draws_every_page_and_records_it(tmp_path, desk, opened):
    screen = opened(make_session(state=SessionState.RELEASED))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setResolution(100)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    screen._printer.print_on(printer, b"%PDF-paper")

    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2
    assert desk.issued == [("printed", PaperKind.MEDICATION_LIST, "")]


def test_a_paper_that_is_refused_says_why_and_cannot_be_printed(desk, opened):
    screen = opened(make_session())
    desk.failing = Refused("A text is missing in Spanish.")

    screen._side._language.choose("es")

    assert "A text is missing in Spanish." in words(screen)
    assert not screen.findChild(QPushButton, "papers.print").isEnabled()


def test_handing_over_is_offered_once_it_is_released(desk, opened):
    draft = opened(make_session())
    assert not draft.findChild(QPushButton, "papers.deliver").isVisible()
    screen = opened(make_session(state=SessionState.RELEASED))

    screen.findChild(QPushButton, "papers.deliver").click()
    screen.findChild(QPushButton, "delivery.do").click()

    assert screen.workspace.session.state is SessionState.DELIVERED
    assert "Handed over." in words(screen)


def test_somebody_else_is_named(opened):
    screen = opened(make_session(state=SessionState.RELEASED))
    screen.findChild(QPushButton, "papers.deliver").click()
    dialog = screen.findChild(QWidget, "delivery")
    dialog._fields["to_whom"].editor.setCurrentIndex(1)

    screen.findChild(QPushButton, "delivery.do").click()

    assert dialog._fields["name"].sentence == "Write their name."
    assert screen.workspace.session.state is SessionState.RELEASED


@pytest.mark.parametrize("letters", [100, 200])
def test_it_fits_the_width_of_a_small_screen(opened, letters):
    THEME.use(letters=letters)

    screen = opened(make_session())

    assert screen.minimumSizeHint().width() <= 1366

"""Pages become pictures, sheets and files, and fail in words."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import Unavailable
from app.services.page_image import PageImage
from tests.fakes import Immediate
from ui.paper import PaperPrinter, image_of, paint_pages, write_pdf

BLUE = b"\xff\x00\x00\xff"


def page(width=22, height=17):
    return PageImage(width, height, BLUE * (width * height))


def test_blue_stays_blue(qapp):
    image = image_of(page())

    assert image.pixelColor(3, 3) == QColor(0, 0, 255)


def test_the_picture_owns_its_pixels(qapp):
    source = PageImage(2, 2, bytes(BLUE * 4))
    image = image_of(source)
    del source

    assert image.pixelColor(1, 1) == QColor(0, 0, 255)


def test_a_paper_is_written_as_it_is(tmp_path):
    write_pdf(tmp_path / "a.pdf", b"%PDF")

    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"


def test_a_place_that_cannot_be_written_has_a_remedy(tmp_path):
    with pytest.raises(Unavailable) as said:
        write_pdf(tmp_path, b"%PDF")

    assert "another place" in said.value.remedy


def to_file(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def sizes(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [
            tuple(round(side) for side in document.get_page_size(n)) for n in range(len(document))
        ]
    finally:
        document.close()


def test_each_sheet_is_turned_as_its_page_is(qapp, tmp_path):
    target = tmp_path / "printed.pdf"

    assert paint_pages(to_file(target), [image_of(page(22, 17)), image_of(page(17, 22))])

    assert sizes(target) == [(792, 612), (612, 792)]


def test_a_printer_that_refuses_is_told(qtbot, tmp_path):
    owner = QWidget()
    qtbot.addWidget(owner)
    printer = PaperPrinter(owner, lambda _pdf, _width: [], Immediate())

    with qtbot.waitSignal(printer.failed) as told:
        printer.print_on(to_file(tmp_path / "none.pdf"), b"%PDF")

    assert isinstance(told.args[0], Unavailable)

"""What a reader finds in a PDF: its words page by page, and whether it is tagged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from ctypes import c_ushort
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

GOLDEN = Path(__file__).parents[2] / "golden"


def pages(pdf: bytes) -> list[str]:
    """The text of each page, with white space as one space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def words(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def letters(text: str) -> str:
    """A text without white space, to compare what lines were broken in."""
    return re.sub(r"\s+", "", text)


def lines(pdf: bytes) -> str:
    """The text of all pages, line by line, as it is kept in a golden file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        parts = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "\n---- page ----\n".join(_hyphens(part).replace("\r\n", "\n") for part in parts) + "\n"


def matches_golden(name: str, pdf: bytes) -> bool:
    """Whether the text is what stands in `tests/golden`. WRITE_GOLDEN=1 writes it anew."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        file.write_text(lines(pdf), encoding="utf-8")
    return lines(pdf) == file.read_text(encoding="utf-8")


def bottoms(pdf: bytes, page: int = 0) -> dict[str, float]:
    """The lowest point of each line of a page above its lower edge, by what the line says."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[page].get_textpage()
        found: dict[str, float] = {}
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            found[text.get_text_bounded(left, bottom, right, top).strip()] = bottom
        return found
    finally:
        document.close()


def is_tagged(pdf: bytes) -> bool:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return bool(raw.FPDFCatalog_IsTagged(document.raw))
    finally:
        document.close()


def tags(pdf: bytes, page: int = 0) -> list[str]:
    """The kinds of the tagged elements of a page, in the order a screen reader meets them."""
    document = pypdfium2.PdfDocument(pdf)
    handle = document[page]
    tree = raw.FPDF_StructTree_GetForPage(handle.raw)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
        return [kind for root in roots for kind in _kinds(root)]
    finally:
        raw.FPDF_StructTree_Close(tree)
        document.close()


def metadata(pdf: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document.get_metadata_dict()
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    return " ".join(_hyphens(page.get_textpage().get_text_range()).split())


def _hyphens(text: str) -> str:
    """PDFium marks a hyphen at the end of a line with a code of its own."""
    return text.replace("\ufffe", "-").replace("\x02", "-")


def _kinds(element: object) -> Iterator[str]:
    size = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = (c_ushort * (size // 2))()
    raw.FPDF_StructElement_GetType(element, buffer, size)
    yield bytes(buffer).decode("utf-16-le").rstrip("\0")
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _kinds(child)

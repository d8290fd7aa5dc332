"""Pages of a PDF as pictures, for the preview. Nothing is written anywhere."""

from __future__ import annotations

import pypdfium2

from app.services.page_image import PageImage

WIDEST = 6000


def count(pdf: bytes) -> int:
    """How many pages it has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def pictures(pdf: bytes, width: int) -> list[PageImage]:
    """Every page, as wide as asked for, in the order of pages."""
    wide = max(1, min(width, WIDEST))
    with pypdfium2.PdfDocument(pdf) as document:
        return [_picture(document[number], wide) for number in range(len(document))]


def _picture(page: pypdfium2.PdfPage, width: int) -> PageImage:
    scale = width / page.get_width()
    bitmap = page.render(scale=scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA)
    row, stride = bitmap.width * 4, bitmap.stride
    data = bytes(bitmap.buffer)
    if stride != row:
        data = b"".join(data[y * stride : y * stride + row] for y in range(bitmap.height))
    return PageImage(bitmap.width, bitmap.height, data)

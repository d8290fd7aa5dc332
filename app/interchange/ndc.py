"""FDA's NDC directory (tabs, a header; UTF-8 or Windows-1252): bytes in, tuples out.

Columns are found by the header's names, so that the finished and the unfinished lists, and the
years with and without the later columns, are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.errors import Refused
from app.interchange.drug_lines import Block, Rows, numbered
from app.interchange.rxnorm import COLUMNS, NO_NAME, NO_NDC
from app.interchange.scans import ndc11
from resources.language import N_, _

Row = tuple[str, ...]

PRODUCT = (
    "PRODUCTID", "PRODUCTNDC", "PRODUCTTYPENAME", "PROPRIETARYNAME", "PROPRIETARYNAMESUFFIX",
    "NONPROPRIETARYNAME", "DOSAGEFORMNAME", "ROUTENAME", "STARTMARKETINGDATE", "ENDMARKETINGDATE",
    "LABELERNAME", "SUBSTANCENAME", "ACTIVE_NUMERATOR_STRENGTH", "ACTIVE_INGRED_UNIT",
    "DEASCHEDULE",
)  # fmt: skip
_NEEDED_OF_PRODUCT = ("PRODUCTID", "PRODUCTNDC", "NONPROPRIETARYNAME", "DOSAGEFORMNAME")
_NEEDED_OF_PACKAGE = ("PRODUCTID", "NDCPACKAGECODE", "PACKAGEDESCRIPTION")
_PACKAGE = (*_NEEDED_OF_PACKAGE, "ENDMARKETINGDATE")

NO_TEXT = N_("It is neither in UTF-8 nor in Windows-1252.")
CONTROLS = N_("It has signs that belong in no name.")
NO_PRODUCT_NDC = N_("Its product code has not the digits of an NDC.")

_PRODUCT_NDC = re.compile(r"[0-9]{4,5}-[0-9]{3,4}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def products(blocks: Iterable[Block], rows: Rows) -> Iterator[Row]:
    """`PRODUCT`, in this order; "" where the list has no such column or nothing in it."""
    for number, values in _read(blocks, rows, PRODUCT, _NEEDED_OF_PRODUCT):
        if not values[0] or not _PRODUCT_NDC.fullmatch(values[1]):
            rows.reject(number, NO_PRODUCT_NDC)
        elif not (values[3] or values[5]):
            rows.reject(number, NO_NAME)
        else:
            yield values


def packages(blocks: Iterable[Block], rows: Rows) -> Iterator[Row]:
    """The 11-digit code, the product's id, the description, the last day of marketing."""
    for number, values in _read(blocks, rows, _PACKAGE, _NEEDED_OF_PACKAGE):
        codes = ndc11(values[1])
        if len(codes) != 1 or not values[0]:
            rows.reject(number, NO_NDC)
        else:
            yield codes[0], values[0], values[2], values[3]


def _read(
    blocks: Iterable[Block], rows: Rows, wanted: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, Row]]:
    """The wanted columns of each row, by the names of the header."""
    places: list[int] = []
    width = 0
    for number, line in numbered(blocks):
        text = _decoded(number, line, rows)
        if text is None:
            continue
        fields = text.split("\t")
        if not width:
            width, places = len(fields), _places(fields, rows, wanted, needed)
            rows.read -= 1
        elif len(fields) != width:
            rows.reject(number, COLUMNS)
        elif _CONTROL.search(text):
            rows.reject(number, CONTROLS)
        else:
            yield number, tuple(fields[at].strip() if at >= 0 else "" for at in places)


def _places(
    header: Sequence[str], rows: Rows, wanted: Sequence[str], needed: Sequence[str]
) -> list[int]:
    names = [name.strip().upper() for name in header]
    missing = [name for name in needed if name not in names]
    if missing or len(set(names)) != len(names):
        raise Refused(
            _("{file} has not the columns of this list: {missing}").format(
                file=rows.file, missing=", ".join(missing) or _("a column stands there twice")
            )
        )
    return [names.index(name) if name in names else -1 for name in wanted]


def _decoded(number: int, line: bytes, rows: Rows) -> str | None:
    """UTF-8, else Windows-1252, row by row: the directory mixes them."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = line.decode("cp1252")
    except UnicodeDecodeError:
        rows.reject(number, NO_TEXT)
        return None
    rows.in_windows_1252 += 1
    return text

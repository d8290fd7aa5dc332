"""A table from a stranger: its encoding, its separator, its header, then its lines one by one.

Refused as a whole are files that are no table, that end inside a quotation, that name a column
twice, or that are over a limit. No message holds a word of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Protocol

from app.errors import Refused
from app.interchange.json_guard import BOM, GZIP_MAGIC, MOST_BYTES, TOO_LARGE, ZIP_MAGIC
from resources.language import N_, _

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_IN_A_CELL = 32 * 1024
SAMPLES = 3
SEPARATORS = (",", ";", "\t", "|")
UTF8, UTF16, WINDOWS = "utf-8", "utf-16", "cp1252"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

IS_EMPTY = N_("This file is empty.")
IS_PACKED = N_("This is a packed file or a workbook. Please save it as CSV and import that.")
NO_TABLE = N_("This is not a table: its first line names no columns.")
NO_ROWS = N_("This table has a header and no lines, so nothing was changed.")
TWICE = N_("This table names a column twice, so nobody can tell which one counts.")
NOT_TEXT = N_("This file holds bytes that are no text. Please ask the sender for it again.")
BROKEN = N_("This table ends inside a quotation, or is damaged. Please ask for the whole file.")
TOO_WIDE = N_("This table has more than 200 columns, so it was not read.")
TOO_LONG = N_("This table has more than 200,000 lines. Please import it in parts.")
CELL = N_("A cell of this table is longer than 32 KiB, so it was not read.")


class _Lines(Protocol):
    """What `csv.reader` makes: lines of cells, and the number of the last line of the file."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose header was read. `columns` are its names as written, trimmed."""

    columns: tuple[str, ...]
    encoding: str
    separator: str
    text: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each line with its number in the file, blank ones left out. Raises Refused on the way."""
        lines = _reader(self.text, self.separator)
        found = 0
        try:
            next(lines)
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    found += 1
                    _check(cells, found)
                    yield lines.line_num, cells
        except csv.Error:
            raise Refused(_(BROKEN)) from None
        if not found:
            raise Refused(_(NO_ROWS))

    def samples(self) -> tuple[tuple[str, ...], ...]:
        """The first lines, to be looked at."""
        return tuple(tuple(cells) for _number, cells in islice(self.rows(), SAMPLES))


def is_table(data: bytes) -> bool:
    """Whether a file is a table rather than JSON or XML, going by its first bytes."""
    if data.startswith(_UTF16_MARKS):
        return True
    start = data[:512].removeprefix(BOM).lstrip(b" \t\r\n")
    if not start or start.startswith((b"{", b"[", b"<", GZIP_MAGIC)):
        return False
    line = start.splitlines()[0]
    return start.startswith(ZIP_MAGIC) or any(sign.encode() in line for sign in SEPARATORS)


def open_sheet(data: bytes) -> Sheet:
    """The table of a file. Raises Refused where it is none."""
    if len(data) > MOST_BYTES:
        raise Refused(_(TOO_LARGE))
    if data.startswith((ZIP_MAGIC, GZIP_MAGIC)):
        raise Refused(_(IS_PACKED))
    text, encoding = _decoded(data)
    if not text.strip():
        raise Refused(_(IS_EMPTY))
    if "\x00" in text:
        raise Refused(_(NOT_TEXT))
    first = text.lstrip("\r\n")
    separator = _separator(first)
    columns = _columns(first, separator)
    return Sheet(columns, encoding, separator, first)


def _decoded(data: bytes) -> tuple[str, str]:
    """Strictly: a byte that fits no encoding is refused, never replaced."""
    if data.startswith(_UTF16_MARKS):
        return _strictly(data, UTF16), UTF16
    try:
        return data.removeprefix(BOM).decode(UTF8), UTF8
    except UnicodeDecodeError:
        return _strictly(data, WINDOWS), WINDOWS


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(_(NOT_TEXT)) from None


def _separator(text: str) -> str:
    line = text.splitlines()[0]
    outside = "".join(line.split('"')[::2])
    best = max(SEPARATORS, key=outside.count)
    if not outside.count(best):
        raise Refused(_(NO_TABLE))
    if outside.count(best) >= MOST_COLUMNS:
        raise Refused(_(TOO_WIDE))
    return best


def _columns(text: str, separator: str) -> tuple[str, ...]:
    try:
        cells = next(_reader(text, separator))
    except csv.Error:
        raise Refused(_(BROKEN)) from None
    columns = tuple(" ".join(cell.split()) for cell in cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if len(columns) < 2 or not all(columns) or not all(one.isprintable() for one in columns):
        raise Refused(_(NO_TABLE))
    if len({one.casefold() for one in columns}) != len(columns):
        raise Refused(_(TWICE))
    return columns


def _reader(text: str, separator: str) -> _Lines:
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def _check(cells: list[str], number: int) -> None:
    if number > MOST_ROWS:
        raise Refused(_(TOO_LONG))
    if any(len(cell) > MOST_IN_A_CELL for cell in cells):
        raise Refused(_(CELL))

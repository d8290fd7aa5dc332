"""RxTerms (pipes, a header, UTF-8; 14 columns in old releases, 18 since): bytes in, tuples out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.interchange.drug_lines import Block, Rows, numbered
from app.interchange.rxnorm import COLUMNS, NO_KEY, NO_NAME, NOT_UTF8

TermRow = tuple[int, int | None, str, str, str, str, str, str, str, str, str, int, str]
IngredientRow = tuple[int, str, int]

COUNTS = (14, 18)


def terms(blocks: Iterable[Block], rows: Rows) -> Iterator[TermRow]:
    """Code, generic's code, type, full name, form, generic name, brand, display name, route,
    strength, synonyms, 1 where retired, prescribable name.

    The count of columns of the header counts for every row.
    """
    columns = 0
    for number, line in numbered(blocks):
        fields = _fields(number, line, rows)
        if fields is None:
            continue
        if not columns:
            columns = len(fields)
            rows.read -= 1
            continue
        if len(fields) != columns or columns not in COUNTS:
            rows.reject(number, COLUMNS)
        elif not fields[0].isdecimal():
            rows.reject(number, NO_KEY)
        elif not fields[3].strip() or not fields[3].isprintable():
            rows.reject(number, NO_NAME)
        else:
            yield _term(fields)


def ingredients(blocks: Iterable[Block], rows: Rows) -> Iterator[IngredientRow]:
    """A product's code, the name of one of its ingredients, and that ingredient's code."""
    for number, line in numbered(blocks):
        fields = _fields(number, line, rows)
        if fields is None:
            continue
        if fields[:1] == ["RXCUI"]:
            rows.read -= 1
        elif len(fields) != 3:
            rows.reject(number, COLUMNS)
        elif not fields[0].isdecimal() or not fields[2].isdecimal():
            rows.reject(number, NO_KEY)
        elif not fields[1]:
            rows.reject(number, NO_NAME)
        else:
            yield int(fields[0]), fields[1], int(fields[2])


def _term(fields: list[str]) -> TermRow:
    brand = "" if fields[6].strip().upper() == "NULL" else fields[6].strip()
    return (
        int(fields[0]),
        int(fields[1]) if fields[1].isdecimal() else None,
        fields[2],
        fields[3].strip(),
        fields[4].strip(),
        fields[5].strip(),
        brand,
        fields[7].strip(),
        fields[8].strip(),
        fields[10].strip(),
        fields[12].strip(),
        int(bool(fields[13].strip())),
        fields[17].strip() if len(fields) > 17 else "",
    )


def _fields(number: int, line: bytes, rows: Rows) -> list[str] | None:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        rows.reject(number, NOT_UTF8)
        return None
    return text.split("|")

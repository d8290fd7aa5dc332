"""RxNorm's files (RRF: pipes, no header, UTF-8): bytes in, rows as tuples out.

Only what RxNorm itself says is taken (SAB=RXNORM), and the package codes of the labels (MTHSPL).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import compress, repeat
from operator import contains, itemgetter

from app.interchange.drug_lines import Block, Rows, numbered
from app.interchange.scans import ndc11
from resources.language import N_

NameRow = tuple[str, str, str, str]
RelationRow = tuple[str, str, str]
CodeRow = tuple[str, str, str]
RetiredRow = tuple[str, str, str, str | None]

NAME_TYPES = frozenset(
    [
        "IN",
        "PIN",
        "MIN",
        "SCD",
        "SBD",
        "SCDF",
        "SBDF",
        "SCDC",
        "SBDC",
        "SCDG",
        "SBDG",
        "BN",
        "DF",
        "DFG",
        "PSN",
        "SY",
        "TMSY",
        "BPCK",
        "GPCK",
    ]
)
RELATIONS = frozenset(("form_of", "tradename_of"))
"""An ingredient of a salt, and what a brand is: the names themselves tell the rest."""

COLUMNS = N_("It has too few or too many columns.")
NOT_UTF8 = N_("It is not in UTF-8.")
NO_KEY = N_("Its RXCUI is missing or no number.")
NO_NAME = N_("Its name is missing.")
NO_NDC = N_("Its NDC has not the digits of an NDC.")

_VERSION = re.compile(r"_(\d\d)(\d\d)(\d\d)F?$")
_MOST_DIGITS = 12
_TELL_CODES = ("RXNORM", "MTHSPL")
_NAMES_WANTED = frozenset(("RXNORM", sort) for sort in NAME_TYPES)
_RELATIONS_WANTED = frozenset(("CUI", relation) for relation in RELATIONS)
_CODES_WANTED = frozenset(("NDC", source) for source in _TELL_CODES)
_FIRST, _LAST, _SOURCE_AND_TYPE, _KIND_AND_NAME = (
    itemgetter(0), itemgetter(-1), itemgetter(1, 2), itemgetter(6, 7)
)  # fmt: skip
ELEVEN = 11


def names(blocks: Iterable[Block], rows: Rows) -> Iterator[NameRow]:
    """RXNCONSO: code, type of name, name, and "N" where it is not suppressed."""
    for block in blocks:
        found = _names_at_once(block)
        yield from _names_one_by_one(block, rows) if found is None else found


def relations(blocks: Iterable[Block], rows: Rows) -> Iterator[RelationRow]:
    """RXNREL between codes, as a sentence: subject, relation, object ("RXCUI2 RELA RXCUI1")."""
    for block in blocks:
        found = _relations_at_once(block)
        yield from _relations_one_by_one(block, rows) if found is None else found


def codes(blocks: Iterable[Block], rows: Rows) -> Iterator[CodeRow]:
    """RXNSAT: the package codes, with 11 digits, the medicine's code and who says so."""
    for block in blocks:
        found = _codes_at_once(block)
        yield from _codes_one_by_one(block, rows) if found is None else found


def _names_at_once(block: Block) -> list[NameRow] | None:
    """The rows of a block in which nothing is wrong, without a step of Python for each; or None."""
    lines = block.whole(18)
    if lines is None:
        return None
    parts = list(map(str.rsplit, lines, repeat("|"), repeat(8)))
    wanted = list(compress(parts, map(_NAMES_WANTED.__contains__, map(_SOURCE_AND_TYPE, parts))))
    codes = _first_fields(wanted)
    texts = list(map(itemgetter(4), wanted))
    if codes is None or not all(texts):
        return None
    return list(
        zip(codes, map(itemgetter(2), wanted), texts, map(itemgetter(6), wanted), strict=True)
    )


def _relations_at_once(block: Block) -> list[RelationRow] | None:
    lines = block.whole(16)
    if lines is None:
        return None
    told = (line for line in lines if "|form_of|" in line or "|tradename_of|" in line)
    parts = list(map(str.split, told, repeat("|"), repeat(8)))
    wanted = list(compress(parts, map(_RELATIONS_WANTED.__contains__, map(_KIND_AND_NAME, parts))))
    ours = map(contains, map(itemgetter(8), wanted), repeat("|RXNORM|"))
    found: list[RelationRow] = list(map(itemgetter(4, 7, 0), compress(wanted, ours)))
    is_right = "".join(map(_FIRST, found)).isdecimal() and "".join(map(_LAST, found)).isdecimal()
    has_all = all(map(_FIRST, found)) and all(map(_LAST, found))
    return found if not found or (is_right and has_all) else None


def _codes_at_once(block: Block) -> list[CodeRow] | None:
    lines = block.whole(13)
    if lines is None:
        return None
    told = compress(lines, map(contains, lines, repeat("|NDC|")))
    parts = list(map(str.rsplit, told, repeat("|"), repeat(6)))
    wanted = list(compress(parts, map(_CODES_WANTED.__contains__, map(_SOURCE_AND_TYPE, parts))))
    codes = _first_fields(wanted)
    written = list(map(itemgetter(3), wanted))
    have_eleven = set(map(len, written)) <= {ELEVEN} and "".join(written or "0").isdecimal()
    if codes is None or not have_eleven or "O" in map(itemgetter(4), wanted):
        return None
    return list(zip(written, codes, map(itemgetter(2), wanted), strict=True))


def _first_fields(parts: list[list[str]]) -> list[str] | None:
    """What stands before the first pipe of each; None where one of them is no code."""
    heads = map(str.partition, map(_FIRST, parts), repeat("|"))
    codes: list[str] = list(map(_FIRST, heads))
    return codes if all(codes) and "".join(codes or "0").isdecimal() else None


def _names_one_by_one(block: Block, rows: Rows) -> Iterator[NameRow]:
    """The same, where some line of the block is damaged."""
    for number, line in block.numbered():
        fields = _fields(number, line, 18, rows)
        if fields is None or fields[11] != "RXNORM" or fields[12] not in NAME_TYPES:
            continue
        code, text = fields[0], fields[14]
        if not _is_code(code):
            rows.reject(number, NO_KEY)
        elif not text or not text.isprintable():
            rows.reject(number, NO_NAME)
        else:
            yield code, fields[12], text, fields[16]


def _relations_one_by_one(block: Block, rows: Rows) -> Iterator[RelationRow]:
    for number, line in block.numbered():
        fields = _fields(number, line, 16, rows)
        if fields is None or fields[10] != "RXNORM" or fields[2] != "CUI":
            continue
        if fields[7] not in RELATIONS:
            continue
        if _is_code(fields[0]) and _is_code(fields[4]):
            yield fields[4], fields[7], fields[0]
        else:
            rows.reject(number, NO_KEY)


def _codes_one_by_one(block: Block, rows: Rows) -> Iterator[CodeRow]:
    for number, line in block.numbered():
        fields = _fields(number, line, 13, rows)
        if fields is None or fields[8] != "NDC" or fields[9] not in _TELL_CODES:
            continue
        found = ndc11(fields[10])
        if fields[11] == "O":
            continue
        if _is_code(fields[0]) and len(found) == 1:
            yield found[0], fields[0], fields[9]
        else:
            rows.reject(number, NO_KEY if found else NO_NDC)


def _fields(number: int, line: bytes, separators: int, rows: Rows) -> list[str] | None:
    if line.count(b"|") != separators:
        rows.reject(number, COLUMNS)
        return None
    try:
        return line.decode().split("|")
    except UnicodeDecodeError:
        rows.reject(number, NOT_UTF8)
        return None


def archived(blocks: Iterable[Block], rows: Rows) -> Iterator[RetiredRow]:
    """RXNATOMARCHIVE: codes that were retired, their types and names, and what they became."""
    for number, line in numbered(blocks):
        fields = _fields(number, line, 16, rows)
        if fields is None or fields[13] != "RXNORM" or not fields[2]:
            continue
        if _is_code(fields[12]):
            yield fields[12], fields[14], fields[2], fields[15] if _is_code(fields[15]) else None
        else:
            rows.reject(number, NO_KEY)


def replaced(blocks: Iterable[Block], rows: Rows) -> Iterator[RetiredRow]:
    """RXNCUI: codes that were replaced by another one."""
    for number, line in numbered(blocks):
        fields = _fields(number, line, 5, rows)
        if fields is None:
            continue
        if not _is_code(fields[0]):
            rows.reject(number, NO_KEY)
        elif fields[4] != fields[0]:
            yield fields[0], "", "", fields[4] if _is_code(fields[4]) else None


def release_day(blocks: Iterable[Block]) -> dt.date | None:
    """RXNSAB: the day of the release ("RXNORM_20AA_200504F" is 4 May 2020), or None."""
    for _number, line in numbered(blocks):
        for field in line.decode("ascii", "replace").split("|"):
            found = _VERSION.search(field) if field.startswith("RXNORM_") else None
            if found is not None:
                try:
                    return dt.date(2000 + int(found[1]), int(found[2]), int(found[3]))
                except ValueError:
                    return None
    return None


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS

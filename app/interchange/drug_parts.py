"""Which part of which release a drug file is, told by its name or its first line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from resources.language import N_


class Kind(StrEnum):
    """What is loaded and replaced as a whole."""

    RXNORM = "rxnorm"
    RXTERMS = "rxterms"
    NDC = "ndc"
    UNFINISHED = "ndc_unfinished"


class Role(StrEnum):
    """One file of a release."""

    NAMES = "RXNCONSO"
    RELATIONS = "RXNREL"
    ATTRIBUTES = "RXNSAT"
    ARCHIVE = "RXNATOMARCHIVE"
    CODES = "RXNCUI"
    SOURCES = "RXNSAB"
    TERMS = "RxTerms"
    TERMS_INGREDIENTS = "RxTermsIngredients"
    PRODUCTS = "product.txt"
    PACKAGES = "package.txt"
    UNFINISHED_PRODUCTS = "unfinished_product.txt"
    UNFINISHED_PACKAGES = "unfinished_package.txt"

    @property
    def kind(self) -> Kind:
        return _KINDS[self]

    @property
    def is_main(self) -> bool:
        """Whether a release is nothing without this file."""
        return self in MAIN.values()


_KINDS = {
    **dict.fromkeys((Role.NAMES, Role.RELATIONS, Role.ATTRIBUTES), Kind.RXNORM),
    **dict.fromkeys((Role.ARCHIVE, Role.CODES, Role.SOURCES), Kind.RXNORM),
    **dict.fromkeys((Role.TERMS, Role.TERMS_INGREDIENTS), Kind.RXTERMS),
    **dict.fromkeys((Role.PRODUCTS, Role.PACKAGES), Kind.NDC),
    **dict.fromkeys((Role.UNFINISHED_PRODUCTS, Role.UNFINISHED_PACKAGES), Kind.UNFINISHED),
}

MAIN = {
    Kind.RXNORM: Role.NAMES,
    Kind.RXTERMS: Role.TERMS,
    Kind.NDC: Role.PRODUCTS,
    Kind.UNFINISHED: Role.UNFINISHED_PRODUCTS,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is there, plain, gzipped or in a zip. `size` is what it unpacks to, if told."""

    role: Role
    name: str
    size: int
    open: Callable[[], BinaryIO]
    modified: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """The parts of one kind, and of which day they are (None: the files do not tell)."""

    kind: Kind
    parts: tuple[Part, ...]
    day: dt.date | None


RRF = re.compile(r"^(RXN[A-Z]+)[^/\\]*\.RRF(?:\.gz)?$", re.IGNORECASE)
MOST_OF_A_FIRST_LINE = 4096

_BEGINNINGS = (
    (b"RXCUI|GENERIC_RXCUI|TTY|", Role.TERMS),
    (b"RXCUI|INGREDIENT|ING_RXCUI", Role.TERMS_INGREDIENTS),
    (b"PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\tPROPRIETARYNAME\t", Role.PRODUCTS),
    (b"PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION\t", Role.PACKAGES),
    (b"PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\tNONPROPRIETARYNAME\t", Role.UNFINISHED_PRODUCTS),
    (b"PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION", Role.UNFINISHED_PACKAGES),
)
_OTHERS = (
    (b"applno\tproductno\t", N_("FDA's Drugs@FDA list")),
    (b"applno\tappltype\t", N_("FDA's Drugs@FDA list")),
    (b"marketingstatusid\t", N_("FDA's Drugs@FDA list")),
    (b"name\ttype\tunii\t", N_("FDA's list of substances (UNII)")),
    (b"ndc_code\tndc_name", N_("a list of NDC names without strengths")),
    (b"setid|spl_version|", N_("DailyMed's list of labels")),
    (b'"rxcui","str","tty","sab","code"', N_("an extract of RxNorm in CSV")),
    (b'"rxcui1","rxaui1",', N_("an extract of RxNorm in CSV")),
    (b'"rxcui","tui","stn"', N_("an extract of RxNorm in CSV")),
    (b"rxcui\tname\tsources", N_("a list of names without their kinds")),
)
_DAY = re.compile(r"(?<!\d)(0[1-9]|1[0-2])([0-2]\d|3[01])((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")


def role_of_rrf(name: str) -> Role | None:
    """The part of RxNorm a file name tells; None for its other files and for no RRF at all."""
    found = RRF.match(name)
    if found is None:
        return None
    try:
        return Role(found[1].upper())
    except ValueError:
        return None


def role_of(first_line: bytes) -> Role | None:
    """The part a first line begins; None for any other file."""
    line = first_line.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, role in _BEGINNINGS:
        if line.upper().startswith(beginning):
            return role
    fields = line.rstrip(b"\r\n").split(b"|")
    if len(fields) == 19 and fields[0].isdigit() and fields[1] == b"ENG":
        return Role.NAMES
    return None


def other_list(first_line: bytes) -> str | None:
    """In words, which known list this is that Brownbag does not take; None for the unknown."""
    line = first_line.removeprefix(b"\xef\xbb\xbf").lower()
    return next((words for beginning, words in _OTHERS if line.startswith(beginning)), None)


def day_in_name(name: str) -> dt.date | None:
    """The day that NLM writes into the names of its releases: MMDDYYYY, or YYYYMM."""
    for found in _DAY.finditer(name):
        try:
            return dt.date(int(found[3]), int(found[1]), int(found[2]))
        except ValueError:
            continue
    month = _MONTH.search(name)
    return dt.date(int(month[1]), int(month[2]), 1) if month else None

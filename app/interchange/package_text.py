"""What a package holds, from FDA's description of it.

"1 BOTTLE in 1 CARTON (0003-0857-22)  > 30 TABLET in 1 BOTTLE" holds 30 tablets.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from app.domain.drug_names import plain_number

_LEVEL = re.compile(r"^\s*(\d*\.?\d+)\s+(.+?)\s+in\s+(\d*\.?\d+)\s+(.+?)\s*(?:\([\d*-]+\))?\s*$")
_OF_ONE = re.compile(r"^\s*(\d*\.?\d+)\s+([A-Za-z, ]+?)\s*(?:\([\d*-]+\))?\s*$")
_MOST_LEVELS = 6
_MOST_LETTERS = 1000


def contents(description: str) -> tuple[str, str] | None:
    """How many of what the whole package holds ("30", "tablet"); None where that is not certain.

    A kit, parts that differ, and text of another shape have no single answer.
    """
    if len(description) > _MOST_LETTERS or "*" in description or "KIT" in description.upper():
        return None
    levels = re.split(r"\s*>\s*|\s*/\s*(?=\d)", description)
    if len(levels) > _MOST_LEVELS:
        return None
    total, unit = Decimal(1), ""
    for at, level in enumerate(levels):
        found = _LEVEL.match(level)
        if found is None:
            alone = _OF_ONE.match(level) if len(levels) == 1 else None
            return (plain_number(alone[1]), _unit(alone[2])) if alone else None
        try:
            total *= Decimal(found[1]) / Decimal(found[3])
        except (InvalidOperation, ZeroDivisionError):
            return None
        if at and not _is_same(unit, found[4]):
            return None
        unit = found[2]
    return plain_number(format(total.normalize(), "f")), _unit(unit)


def _is_same(inner: str, outer: str) -> bool:
    """Whether a level describes what the level before said it holds."""
    return (
        inner.split(",", maxsplit=1)[0].strip().upper()
        == outer.split(",", maxsplit=1)[0].strip().upper()
    )


def _unit(written: str) -> str:
    """FDA's "TABLET, FILM COATED" is counted in tablets; measures keep their spelling."""
    first = written.split(",", maxsplit=1)[0].strip()
    return {"ML": "mL", "L": "L", "G": "g", "MG": "mg", "KG": "kg"}.get(
        first.upper(), first.lower()
    )

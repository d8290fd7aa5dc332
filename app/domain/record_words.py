"""What records say in the short words people use: no code system's tags, no digits nobody measured.

The records keep what their source said; only what is shown is shortened.
"""

from __future__ import annotations

import re
from decimal import Decimal

_TAG = re.compile(r" \((disorder|finding|situation|procedure|event|morphologic abnormality)\)$")
_ALLERGY_TO = re.compile(r"^allergy to ", re.IGNORECASE)
_ALLERGY = re.compile(r" allergy$", re.IGNORECASE)


def condition_words(name: str) -> str:
    """A condition without the tag SNOMED CT puts behind its full names."""
    return _TAG.sub("", name)


def substance_words(substance: str) -> str:
    """To what somebody is allergic, without saying that it is an allergy."""
    return _ALLERGY.sub("", _ALLERGY_TO.sub("", _TAG.sub("", substance)))


def number_words(value: Decimal) -> str:
    """A measured number with two decimals at most, and none of them a trailing zero (ISMP)."""
    plain = f"{round(value, 2):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain

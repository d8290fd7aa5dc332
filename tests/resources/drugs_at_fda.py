"""FDA's list of 2019 (Drugs@FDA) as a test reads it, by a reading of its own."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tests.shared_data import shared_data

_AMOUNT = re.compile(r"([\d,]*\.?\d+) ?(MG|MCG|GM|G|%|UNITS|MEQ|UGM)\b|([\d.]+)%")
_MILLIGRAMS = {"MG": 1, "MCG": Decimal("0.001"), "UGM": Decimal("0.001"), "GM": 1000, "G": 1000}
_FORMS = (
    ("extended release tablet", "TABLET", ("EXTENDED",)),
    ("delayed release tablet", "TABLET", ("DELAYED",)),
    ("orally disintegrating tablet", "TABLET", ("ORALLY DISINTEGRATING",)),
    ("chewable tablet", "TABLET", ("CHEWABLE",)),
    ("sublingual tablet", "TABLET", ("SUBLINGUAL",)),
    ("tablet", "TABLET", ()),
    ("extended release capsule", "CAPSULE", ("EXTENDED",)),
    ("delayed release capsule", "CAPSULE", ("DELAYED",)),
    ("capsule", "CAPSULE", ()),
    ("inhaler", "", ("INHALATION",)),
    ("nebulizer", "", ("INHALATION",)),
    ("nasal spray", "", ("NASAL",)),
    ("eye drops", "", ("OPHTHALMIC",)),
    ("patch", "", ("TRANSDERMAL",)),
    ("cream", "CREAM", ("TOPICAL",)),
    ("ointment", "OINTMENT", ()),
    ("gel", "GEL", ()),
    ("pen", "INJECT", ()),
    ("injection", "INJECT", ()),
    ("vial", "INJECT", ()),
    ("solution", "", ("SOLUTION",)),
    ("suspension", "", ("SUSPENSION",)),
)


@dataclass(frozen=True)
class Sold:
    """A product of the list. `amounts` are in milligrams, others in their own unit."""

    brand: str
    ingredients: tuple[str, ...]
    amounts: tuple[tuple[Decimal, str], ...]
    form: str
    is_marketed: bool

    def is_of(self, names: tuple[str, ...]) -> bool:
        """Whether it holds these ingredients and no others, whatever their salts."""
        left = list(self.ingredients)
        for name in sorted(names, key=len, reverse=True):
            found = next((one for one in left if one.startswith(name.upper())), None)
            if found is None:
                return False
            left.remove(found)
        return not left

    def is_form(self, form: str) -> bool:
        """Whether its form may be called so."""
        for ours, start, words in _FORMS:
            if form.endswith(ours) or ours in form:
                return self.form.startswith(start) and all(word in self.form for word in words)
        return False


def amounts(strength: str) -> tuple[tuple[Decimal, str], ...]:
    """Every amount in a strength, in milligrams where it is a weight."""
    found = []
    for number, unit, percent in _AMOUNT.findall(strength.upper()):
        if percent:
            found.append((Decimal(percent), "%"))
        else:
            value, weight = Decimal(number.replace(",", "")), _MILLIGRAMS.get(unit)
            told = (value * weight, "MG") if weight else (value, unit)
            found.append((told[0].normalize(), told[1]))
    return tuple(found)


def sold() -> dict[str, list[Sold]]:
    """The list by the first word of each ingredient."""
    found: dict[str, list[Sold]] = defaultdict(list)
    marketed = set(_marketed())
    path = shared_data("fda_drugsatfda_2019", "Products.txt")
    with path.open(newline="", encoding="latin-1") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = tuple(one.strip() for one in (row["ActiveIngredient"] or "").split(";"))
            one = Sold(
                row["DrugName"] or "",
                names,
                amounts(row["Strength"] or ""),
                row["Form"] or "",
                (row["ApplNo"], row["ProductNo"]) in marketed,
            )
            for name in names:
                if name:
                    found[name.split()[0]].append(one)
    return found


def _marketed() -> Iterator[tuple[str, str]]:
    """Which products could be bought, with or without a prescription."""
    path = shared_data("fda_drugsatfda_2019", "MarketingStatus.txt")
    with path.open(newline="", encoding="latin-1") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["MarketingStatusID"] in ("1", "2"):
                yield row["ApplNo"], row["ProductNo"]

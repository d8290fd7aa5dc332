"""RxNorm's normalized names taken apart.

"12 HR bupropion hydrochloride 150 MG Extended Release Oral Tablet [Wellbutrin]" has a part, a form,
hours and a brand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.domain import drug_names
from app.domain.strengths import BETWEEN, in_our_words
from app.remembered import until_locked

_LEAD = re.compile(r"^(?:([A-Z0-9][^/\[\]{}]{0,30}?) )?(\d[\d.]*) (ML|HR|ACTUAT) (?=[^/\s])")
_UNIT = r"(?:[A-Z%]|\[)[A-Za-z%\[\]'/.-]*"
_PART = re.compile(rf"^(.+?) (\d[\d.,]*) ({_UNIT})(?: (.+))?$")
_IN_PACK = re.compile(r"(\d+)(?: \([\d.]+ [A-Z]+\))? \(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_INERT = re.compile(r"^(?:inert|placebo)", re.IGNORECASE)
_LEADS = {"HR": "hour", "ACTUAT": "actuations", "ML": "mL"}


class Part(NamedTuple):
    """One ingredient as written, with its strength in our words."""

    written: str
    strength: str


class Name(NamedTuple):
    """A product. `form` is ours; `more` sets it apart from its neighbours ("12 hour", "3 mL")."""

    parts: tuple[Part, ...]
    form: str
    brand: str = ""
    more: str = ""

    @property
    def whole_form(self) -> str:
        return f"{self.form} ({self.more})" if self.more else self.form


def read(text: str) -> Name | None:
    """The name of an SCD, SBD, GPCK or BPCK; None where it is not written like one."""
    plain, brand = without_brand(text)
    name = read_plain(plain)
    return name._replace(brand=brand) if brand and name is not None else name


def without_brand(text: str) -> tuple[str, str]:
    """The name before the brackets at its end, and the brand in them."""
    at = text.rfind(" [") if text[-1:] == "]" else -1
    return (text[:at], text[at + 2 : -1]) if at > 0 else (text, "")


def read_plain(text: str) -> Name | None:
    """The same of a name without a brand."""
    if text[:1] == "{":
        return _pack(text)
    leads: dict[str, str] = {}
    while lead := _LEAD.match(text):
        leads |= {"": lead[1].lower()} if lead[1] else {}
        leads[lead[3]] = lead[2]
        text = text[lead.end() :]
    pieces = text.split(BETWEEN)
    last = _last(pieces[-1])
    if last is None:
        return None
    written, number, unit, form = last
    parts = []
    volume, is_patch = leads.get("ML", ""), form == "patch"
    for piece in pieces[:-1]:
        one = _split(piece)
        if one is None:
            return None
        parts.append(Part(one[0], in_our_words(one[1], one[2], volume, is_patch=is_patch)))
    parts.append(Part(written, in_our_words(number, unit, volume, is_patch=is_patch)))
    return Name(tuple(parts), form, "", _more(leads, parts) if leads else "")


@until_locked(4096)
def our_form(written: str) -> str:
    """A dose form of RxNorm or FDA in our words; unknown ones in lower case, as written."""
    folded = drug_names.fold(written)
    form, rest = drug_names.take_form(folded)
    if form is None or drug_names.leftover(rest):
        return folded.removeprefix("oral ") or folded
    return form


def _more(leads: dict[str, str], parts: list[Part]) -> str:
    """What stands before the name, unless the strength tells it already."""
    is_told = "ML" in leads and any(f"/{leads['ML']} mL" in part.strength for part in parts)
    return ", ".join(
        f"{told} {_LEADS[unit]}" if unit else told
        for unit, told in leads.items()
        if not (unit == "ML" and is_told)
    )


@until_locked(8192)
def _split(piece: str) -> tuple[str, str, str] | None:
    found = _PART.match(piece)
    return None if found is None or found[4] else (found[1], found[2], found[3])


def _last(piece: str) -> tuple[str, str, str, str] | None:
    found = _PART.match(piece)
    if found is None or not found[4]:
        return None
    return found[1], found[2], found[3], our_form(found[4])


def _pack(text: str) -> Name | None:
    """The active parts of a pack; of tablets that differ, every strength is told."""
    parts: dict[str, list[str]] = {}
    for count, inside in _IN_PACK.findall(text):
        one = read(inside)
        if one is None:
            continue
        for part in one.parts:
            if not _INERT.match(part.written):
                strengths = parts.setdefault(part.written, [])
                if part.strength not in strengths and count:
                    strengths.append(part.strength)
    if not parts:
        return None
    told = tuple(Part(written, "-".join(strengths)) for written, strengths in parts.items())
    return Name(told, "dose pack", "", _days(text))


def _days(text: str) -> str:
    """How many pieces it holds, so that packs of 21 and of 28 stand apart."""
    return " + ".join(count for count, _inside in _IN_PACK.findall(text))

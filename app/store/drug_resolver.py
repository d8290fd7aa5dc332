"""What a written drug name stands for: ingredients, strength and form, or honestly nothing.

A name is known only when every word of it is: a word that could be another ingredient leaves the
whole name unknown, so that no rule believes it has seen all that is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import sqlcipher3.dbapi2 as sqlite

from app.domain import drug_names
from app.domain.drug_names import Word
from app.domain.medicine import Drug
from app.rules.classes import classes_of
from app.store.drug_catalogue import BETWEEN
from app.store.drug_packages import drug_of, ingredients_of, product_of
from app.store.drug_spelling import meant_by
from app.store.drug_wording import medicine_shown

_BRACKET = re.compile(r"\[([^\]]*)\]")
_DIRECTIONS = re.compile(
    r"(?<=\S) *[,.;:(-]* *"
    r"\b(?:take|inject|apply|inhale|instill|place|insert|sig|tome|aplique|inyecte)\b.*"
)
_SEPARATOR = re.compile(r"[/+&;]|\b(?:and|with|y|con)\b")
_BIOSIMILAR = re.compile(r"\b([a-z]+(?:mab|cept|stim|alfa|glargine|aspart))-[a-z]{4}\b")
_LONGEST_NAME = 7
_BLANK = "·"
_CODE = re.compile("[0-9]{1,12}")
_NUTRIENT = re.compile(
    r"^(?:vitamin|multivitamin|prenatal|iron|ferrous|calcium|magnesium|zinc|potassium|selenium|omega|"
    r"ascorbic|cholecalciferol|ergocalciferol|cyanocobalamin|folic|biotin|niacin|thiamine|riboflavin|"
    r"pyridoxine|glucosamine|chondroitin|coenzyme|turmeric|melatonin|echinacea|elderberry)"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one way of writing stands for; `brand` is "" for a generic name."""

    shown: str
    ingredients: frozenset[str]
    brand: str
    strength: str
    is_high_alert: bool


@dataclass(slots=True)
class _Reading:
    meanings: list[Meaning] = field(default_factory=list)
    rest: str = ""
    is_whole: bool = True


def resolve(db: sqlite.Connection, name: str, rxcui: str | None) -> Drug:
    """The medicine a name (with a code, where there is one) stands for.

    Unknown, ambiguous or contradicting names keep the written name and have no ingredients.
    """
    folded = drug_names.fold(name)
    bracket = _BRACKET.search(folded)
    plain = _DIRECTIONS.sub("", _BIOSIMILAR.sub(r"\1", _BRACKET.sub(" ", folded)))
    brands = _in_brackets(db, bracket[1]) if bracket else []
    reading = _read(db, plain)
    strengths, rest = drug_names.take_strength(reading.rest)
    form, rest = drug_names.take_form(rest)
    if "{" in plain:
        strengths, form = (), "dose pack"
    is_whole = reading.is_whole and _is_all_named(reading.rest, rest)
    found = _agreed(reading.meanings, brands) if is_whole else []
    if not found and not reading.meanings:
        product = _product_of(db, rxcui)
        if product is not None:
            return drug_of(db, product)
        found = _by_code(db, rxcui)
    written = Drug(name=name.strip(), rxcui=rxcui, strength=_told(strengths), form=form)
    if not found or _contradicts(db, rxcui, found):
        return written
    return _drug(db, found, written, strengths, _brand(found, brands) or _told_brand(name))


def meanings(db: sqlite.Connection, key: str) -> tuple[Meaning, ...]:
    """All that a name of the vocabulary stands for; more than one where it is ambiguous."""
    rows = db.execute(
        "SELECT shown, ingredients, brand, strength, is_high_alert FROM name WHERE key = ?", (key,)
    )
    return tuple(
        Meaning(shown, frozenset(ingredients.split("|")), brand, strength, bool(alert))
        for shown, ingredients, brand, strength, alert in rows
    )


def _in_brackets(db: sqlite.Connection, text: str) -> list[Meaning]:
    """The brand in brackets, where every word of it is known ("Cortef", not "Solu-Cortef")."""
    reading = _read(db, text)
    return [] if drug_names.leftover(reading.rest) else reading.meanings


def _told_brand(name: str) -> str | None:
    told = _BRACKET.search(name)
    return told[1].strip() or None if told else None


def _is_all_named(unnamed: str, rest: str) -> bool:
    """Whether no word is left that may be an ingredient.

    A salt is only a salt beside its name: "furosemide / potassium" is not furosemide.
    """
    if drug_names.leftover(rest) or unnamed.count("{") != unnamed.count("}"):
        return False
    return not any(
        _BLANK not in part and any(drug_names.is_salt(word.text) for word in drug_names.words(part))
        for part in _SEPARATOR.split(unnamed)
    )


def _read(db: sqlite.Connection, text: str) -> _Reading:
    """The names in a text, longest first, and the text with their letters blanked."""
    reading = _Reading(rest=text)
    found = drug_names.words(text)
    at = 0
    while at < len(found):
        meaning, length = _longest(db, found[at : at + _LONGEST_NAME])
        if length and not _is_salt_of_the_last(reading, found, at, length):
            reading.is_whole &= meaning is not None
            reading.meanings += [meaning] if meaning else []
            _blank(reading, found[at].start, found[at + length - 1].end)
        at += length or 1
    return reading


def _longest(db: sqlite.Connection, found: Sequence[Word]) -> tuple[Meaning | None, int]:
    """The longest name at the start of these words, and its length; no meaning where ambiguous."""
    for length in range(len(found), 0, -1):
        name = " ".join(word.text for word in found[:length])
        known = meanings(db, name)
        if known:
            return _only(known), length
    return _misspelt(db, found[0])


def _misspelt(db: sqlite.Connection, word: Word) -> tuple[Meaning | None, int]:
    if word.is_number or drug_names.is_neutral(word.text):
        return None, 0
    meant = meant_by(db, word.text)
    known = meanings(db, meant) if meant else ()
    return (_only(known), 1) if known else (None, 0)


def _only(known: Sequence[Meaning]) -> Meaning | None:
    """The one meaning of a name, or None where it may be several medicines."""
    generic = [meaning for meaning in known if not meaning.brand]
    if len({meaning.ingredients for meaning in known}) == 1:
        return known[0]
    return generic[0] if len(generic) == 1 else None


def _is_salt_of_the_last(reading: _Reading, found: Sequence[Word], at: int, length: int) -> bool:
    """Whether a mineral is only the salt of the name before it ("atorvastatin *calcium*")."""
    if not reading.meanings or length > 1 or not drug_names.is_salt(found[at].text):
        return False
    between = reading.rest[found[at - 1].end : found[at].start]
    is_nutrient = _NUTRIENT.match(drug_names.fold(reading.meanings[-1].shown))
    return (
        at > 0
        and not _SEPARATOR.search(between)
        and not is_nutrient
        and not found[at - 1].is_number
    )


def _blank(reading: _Reading, start: int, end: int) -> None:
    reading.rest = f"{reading.rest[:start]}{_BLANK * (end - start)}{reading.rest[end:]}"


def _agreed(named: list[Meaning], bracketed: list[Meaning]) -> list[Meaning]:
    """The names without repetition; none where the brand in brackets is another medicine."""
    if not named:
        return bracketed
    generic = [meaning for meaning in named if not meaning.brand] or named
    together = _together(named)
    if any(together.isdisjoint(brand.ingredients) for brand in bracketed):
        return []
    whole = [
        meaning for meaning in (*generic, *named, *bracketed) if meaning.ingredients == together
    ]
    return whole[:1] or list({meaning.ingredients: meaning for meaning in named}.values())


def _brand(found: Iterable[Meaning], bracketed: Iterable[Meaning]) -> str | None:
    brands = {meaning.brand for meaning in (*found, *bracketed) if meaning.brand}
    return brands.pop() if len(brands) == 1 else None


def _by_code(db: sqlite.Connection, rxcui: str | None) -> list[Meaning]:
    """By the code of a single ingredient, where the words told no name at all."""
    names = ingredients_of(db, rxcui)
    return [
        meaning
        for name in names
        for meaning in meanings(db, drug_names.key(name))
        if not meaning.brand and len(names) == 1
    ]


def _product_of(db: sqlite.Connection, rxcui: str | None) -> int | None:
    """The product of a code that a loaded release tells."""
    return product_of(db, int(rxcui)) if rxcui and _CODE.fullmatch(rxcui) else None


def _contradicts(db: sqlite.Connection, rxcui: str | None, found: list[Meaning]) -> bool:
    known = ingredients_of(db, rxcui)
    return bool(known) and known.isdisjoint(_together(found))


def _together(found: Iterable[Meaning]) -> frozenset[str]:
    return frozenset(name for meaning in found for name in meaning.ingredients)


def _told(strengths: Sequence[str]) -> str | None:
    return " / ".join(strengths) or None


def _drug(
    db: sqlite.Connection,
    found: list[Meaning],
    written: Drug,
    strengths: Sequence[str],
    brand: str | None,
) -> Drug:
    ingredients = _together(found)
    amounts, is_sure = _in_our_order(db, found, strengths)
    strength = _told(amounts) or " / ".join(one.strength for one in found if one.strength) or None
    shown = BETWEEN.join(meaning.shown for meaning in found)
    told = strength or ""
    unsure = f"{shown} ({told}) {written.form or ''}".strip()
    return replace(
        written,
        name=medicine_shown(shown, told, written.form or "") if is_sure else unsure,
        strength=strength,
        brand=brand,
        ingredients=ingredients,
        classes=classes_of(ingredients),
        is_high_alert=any(meaning.is_high_alert for meaning in found),
    )


def _in_our_order(
    db: sqlite.Connection, found: list[Meaning], strengths: Sequence[str]
) -> tuple[Sequence[str], bool]:
    """The strengths of a mixture in the order of its name, and whether that order is sure.

    "Zestoretic 12.5-20" and "20-12.5" are one product; amounts no product has are left as written.
    """
    if len(strengths) < 2 or len(found) > 1:
        return strengths, len(found) in (1, len(strengths)) or len(strengths) < 2
    rows = db.execute(
        "SELECT DISTINCT product.strength FROM product JOIN entry ON entry.id = product.entry "
        "WHERE entry.shown = ?",
        (found[0].shown,),
    )
    for (strength,) in rows:
        ours = str(strength).split(BETWEEN)
        if sorted(ours) == sorted(strengths):
            return ours, True
    return strengths, False

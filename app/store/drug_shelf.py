"""Products on their way to the shelf: how each is shown, found, and told from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from app.domain.drug_names import key, plain_number
from app.domain.rxnorm_names import Name, Part
from app.domain.strengths import amounts
from app.store.drug_catalogue import BETWEEN, Entry, Product
from app.store.drug_products import Told
from app.store.drug_terms import Place, Terms
from app.store.drug_wording import form_words, strength_words

MOST_WORDS = 40
MOST_REMEMBERED = 1 << 15
_PLAIN = re.compile(r"^([\d.,]+) ([a-zA-Z]+)$")


class OnShelf(NamedTuple):
    """A product as it is stored, in the order of the table `shelf`.

    `place_key` is the same for what may be the same product. No booleans: sqlite's driver takes
    many times longer over them than over numbers.
    """

    entry: int
    rank: int
    rxcui: str | None
    strength: str
    strength_key: str
    form: str
    brand: str
    brand_key: str
    is_common: int
    is_otc: int
    names: str
    rest: str
    place_key: str


class Shelf:
    """Where products of a release and of the catalogue meet: one product stands there once."""

    def __init__(self, terms: Terms, ranked: list[Entry], others: Mapping[str, str]) -> None:
        self._terms = terms
        self._others = others
        self._ours: dict[tuple[str, str], tuple[OnShelf, list[OnShelf]]] = {}
        self._named: dict[int, str] = {}
        self._made: dict[Name, OnShelf] = {}
        self._plain: list[OnShelf] = []
        for number, entry in enumerate(ranked):
            place = Place(number, entry.name, entry.ingredients, entry.rank)
            for product in entry.products:
                self._put(place, product)

    def made(self, told: Told) -> OnShelf:
        """A product of a release as it stands on the shelf."""
        plain = self._made.get(told.name)
        if plain is None:
            if len(self._made) >= MOST_REMEMBERED:
                self._made.clear()
            plain = self._made[told.name] = self._make(told.name)
        names = _with(plain.names, told.more) if told.more else plain.names
        return plain._replace(
            rxcui=told.rxcui, brand=told.brand, brand_key=key(told.brand), names=names
        )

    def _make(self, name: Name) -> OnShelf:
        place, strength = self._placed(name.parts)
        names = self._entry_names(place)
        for part in name.parts:
            names = _with(names, key(part.written).split())
        form = name.whole_form
        return OnShelf(
            place.id,
            place.rank,
            None,
            strength,
            strength_words(strength),
            form,
            "",
            "",
            is_common=0,
            is_otc=0,
            names=names,
            rest=_rest(strength, form),
            place_key=place_key(place.id, strength, name.form),
        )

    def is_claim(self, one: OnShelf) -> bool:
        """Whether it may be a product of the catalogue; then it waits for what else may be."""
        ours = self._ours.get((one.place_key, one.brand_key))
        if ours is not None:
            ours[1].append(one)
        return ours is not None

    def rest(self) -> Iterator[OnShelf]:
        """The catalogue's products, each with what claimed its place."""
        yield from self._plain
        for ours, claims in self._ours.values():
            yield from _settled(ours, claims)

    def _put(self, place: Place, product: Product) -> None:
        one = OnShelf(
            place.id,
            place.rank,
            None,
            product.strength,
            strength_words(product.strength),
            product.form,
            product.brand,
            key(product.brand),
            int(product.is_common),
            int(product.is_otc),
            self._entry_names(place),
            _rest(product.strength, product.form),
            place_key(place.id, product.strength, product.form),
        )
        at = one.place_key, one.brand_key
        if at in self._ours:
            self._plain.append(one)
        else:
            self._ours[at] = one, []

    def _placed(self, parts: Sequence[Part]) -> tuple[Place, str]:
        if len(parts) == 1:
            return self._terms.one(parts[0].written)[0], parts[0].strength
        place = self._terms.several(part.written for part in parts)
        by_ingredient: dict[str, list[str]] = {}
        for part in parts:
            by_ingredient.setdefault(self._terms.one(part.written)[1], []).append(part.strength)
        if len(by_ingredient) < len(parts):
            return place, _together(parts)
        told = [by_ingredient[name][0] for name in place.ingredients if name in by_ingredient]
        return place, BETWEEN.join(told) if len(told) == len(parts) else _joined(parts)

    def _entry_names(self, place: Place) -> str:
        found = self._named.get(place.id)
        if found is None:
            meant = dict.fromkeys((place.name, *place.ingredients))
            others = " ".join(self._others.get(name, "") for name in meant)
            words = key(f"{place.name} {' '.join(place.ingredients)} {others}").split()
            found = self._named[place.id] = " ".join(dict.fromkeys(words))
        return found


@lru_cache(maxsize=16384)
def _rest(strength: str, form: str) -> str:
    """The words of strength and form."""
    words = f"{strength_words(strength)} {form_words(form)}".split()
    return " ".join(dict.fromkeys(words))


@lru_cache(maxsize=16384)
def _compared(strength: str) -> str:
    return ";".join(amounts(strength))


def _with(names: str, more: Iterable[str]) -> str:
    """The words of a name with those of them that are not there yet."""
    there = names.split()
    fresh = [word for word in more if word not in there]
    return " ".join((there + fresh)[:MOST_WORDS]) if fresh else names


def place_key(entry: int, strength: str, form: str) -> str:
    """Equal for products that differ in nothing but their brand, or their hours and volumes."""
    return f"{entry}|{_compared(strength)}|{form}"


def _settled(ours: OnShelf, claims: list[OnShelf]) -> Iterator[OnShelf]:
    """Ours with the code of the one product it is; several products instead of ours."""
    same = [one for one in claims if one.strength == ours.strength] or claims
    if not claims:
        yield ours
    elif len(same) == 1:
        yield ours._replace(rxcui=same[0].rxcui, names=same[0].names)
        yield from (one for one in claims if one is not same[0])
    else:
        for one in claims:
            is_same = one.strength == ours.strength or same is claims
            yield one._replace(is_common=ours.is_common * is_same, is_otc=ours.is_otc)


def _together(parts: Sequence[Part]) -> str:
    """Several salts of one ingredient in one tablet are told together, as on the label."""
    found = [_PLAIN.match(part.strength) for part in parts]
    units = {one[2] for one in found if one is not None}
    if len(units) != 1 or not all(found):
        return _joined(parts)
    total = sum(Decimal(one[1].replace(",", "")) for one in found if one is not None)
    return f"{plain_number(format(total, 'f'))} {units.pop()}"


def _joined(parts: Sequence[Part]) -> str:
    return BETWEEN.join(part.strength for part in parts)

"""The drug vocabulary for the window and the command line: search as you type, and resolving."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.medicine import Drug
from app.interchange.package_text import contents
from app.services.drug_values import Package
from app.services.values import DrugHit
from app.store import drug_packages, drug_resolver, drugs
from app.store.drug_file import open_vocabulary
from app.store.drug_uses import uses_of

VERSION = 1


class DrugSearch:
    """The vocabulary of a data folder, built there on first use.

    Holds a connection of its own: one thread at a time.
    """

    def __init__(self, folder: Path) -> None:
        self._db = open_vocabulary(folder)

    def search(self, words: str, *, limit: int = 12) -> tuple[DrugHit, ...]:
        """Products whose names hold every word typed, most used first."""
        return tuple(_hit(found) for found in drugs.search(self._db, words, limit=limit))

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        """What a written name stands for; without ingredients where that is not certain."""
        return drug_resolver.resolve(self._db, name, rxcui)

    def resolve_ndc(self, ndc11: str) -> tuple[Package, ...]:
        """What a package code may be: nothing, one, or several to ask about. Never a guess.

        Where RxNorm and FDA's directory both know it, what both say counts.
        """
        listed = tuple(drug_packages.listings(self._db, ndc11))
        told = [self._of_code(code) for code in drug_packages.codes_of(self._db, ndc11)]
        products = {product for one in listed for product in one.products}
        both = [drug for product, drug in told if product in products]
        drugs = both or [drug for _product, drug in told]
        if not both:
            drugs += [drug_packages.drug_of(self._db, one) for one in sorted(products)]
        if not drugs:
            names = dict.fromkeys(one.name for one in listed)
            drugs = [self.resolve(name, None) for name in names]
        return tuple(_package(ndc11, drug, listed) for drug in dict.fromkeys(drugs))

    def _of_code(self, code: int) -> tuple[int | None, Drug]:
        """The product of a code and its drug; of a retired code what its name resolves to."""
        product = drug_packages.product_of(self._db, code)
        if product is not None:
            return product, drug_packages.drug_of(self._db, product)
        return None, self.resolve(drug_packages.name_of(self._db, code) or str(code), str(code))

    def uses(self, drug: Drug, language: str) -> str | None:
        """What a medicine is mostly used for, in plain words: to offer, never to assume."""
        return uses_of(self._db, drug.ingredients, language)

    def drugs_json(self, query: str, *, limit: int = 12) -> dict[str, Any]:
        """The JSON object that `drugs QUERY` prints (values are str, int, list or None)."""
        return {
            "version": VERSION,
            "query": query,
            "hits": [_as_json(hit) for hit in self.search(query, limit=limit)],
        }

    def close(self) -> None:
        self._db.close()


def _package(ndc: str, drug: Drug, listed: tuple[drug_packages.Listing, ...]) -> Package:
    """The drug with FDA's words about the package, where they are the same in every listing."""
    descriptions = {one.description for one in listed}
    description = descriptions.pop() if len(descriptions) == 1 else ""
    quantity, unit = contents(description) or (None, None)
    labeler = listed[0].labeler if listed else ""
    return Package(ndc, drug, quantity, unit, description, labeler)


def _hit(found: drugs.Found) -> DrugHit:
    return DrugHit(
        rxcui=found.rxcui,
        name=found.name,
        ingredients=found.ingredients,
        strength=found.strength or None,
        form=found.form or None,
        brand=found.brand or None,
        is_most_used=found.rank == 1 and found.is_common,
        mark=found.mark,
    )


def _as_json(hit: DrugHit) -> dict[str, Any]:
    return {
        "rxcui": hit.rxcui,
        "name": hit.name,
        "ingredients": list(hit.ingredients),
        "strength": hit.strength,
        "form": hit.form,
        "brand": hit.brand,
    }

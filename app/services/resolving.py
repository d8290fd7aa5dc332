"""Records with what the drug vocabulary knows of them."""

from __future__ import annotations

from dataclasses import replace

from app.domain.patient import Allergy, Fill, Statement
from app.interchange.incoming import Record
from app.services.api import Drugs


def resolved(value: Record, drugs: Drugs) -> Record:
    """With what the vocabulary knows of it; kinds that name no drug stay as they are."""
    match value:
        case Statement():
            return resolved_statement(value, drugs)
        case Fill():
            return resolved_fill(value, drugs)
        case Allergy():
            return resolved_allergy(value, drugs)
        case _:
            return value


def resolved_statement(value: Statement, drugs: Drugs) -> Statement:
    """With its ingredients, and the vocabulary's whole name of it."""
    drug = drugs.resolve(value.name, value.rxcui)
    known_as = drug.name if drug.is_known else None
    return replace(value, ingredients=drug.ingredients, known_as=known_as)


def resolved_fill(value: Fill, drugs: Drugs) -> Fill:
    """With its ingredients."""
    return replace(value, ingredients=drugs.resolve(value.name, value.rxcui).ingredients)


def resolved_allergy(value: Allergy, drugs: Drugs) -> Allergy:
    """With the ingredients of its substance."""
    return replace(value, ingredients=drugs.resolve(value.substance, None).ingredients)

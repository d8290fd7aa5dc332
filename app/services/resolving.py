"""Records with what the drug vocabulary knows of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from app.domain.medicine import Drug
from app.domain.patient import Allergy, Fill, Statement
from app.interchange.incoming import Record

Resolve: TypeAlias = Callable[[str, str | None], Drug]
"""What a written name, and its RxNorm code, stand for."""


def resolved(value: Record, resolve: Resolve) -> Record:
    """With what the vocabulary knows of it; kinds that name no drug stay as they are."""
    match value:
        case Statement():
            return resolved_statement(value, resolve)
        case Fill():
            return resolved_fill(value, resolve)
        case Allergy():
            return resolved_allergy(value, resolve)
        case _:
            return value


def resolved_statement(value: Statement, resolve: Resolve) -> Statement:
    """With its ingredients, and the vocabulary's whole name of it."""
    drug = resolve(value.name, value.rxcui)
    known_as = drug.name if drug.is_known else None
    return replace(value, ingredients=drug.ingredients, known_as=known_as)


def resolved_fill(value: Fill, resolve: Resolve) -> Fill:
    """With its ingredients."""
    return replace(value, ingredients=resolve(value.name, value.rxcui).ingredients)


def resolved_allergy(value: Allergy, resolve: Resolve) -> Allergy:
    """With the ingredients of its substance."""
    return replace(value, ingredients=resolve(value.substance, None).ingredients)

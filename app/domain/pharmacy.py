"""The pharmacy, as it stands on its papers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PharmacyCard:
    """What a paper says about who made it. Nothing in it is about a patient."""

    name: str
    phone: str
    address: str = ""

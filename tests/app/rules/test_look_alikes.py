"""Names that are mistaken for each other are found by ingredient, brand and written name."""

from __future__ import annotations

import pytest

from app.domain.medicine import Drug
from app.rules.look_alikes import look_alike


def drug(name: str, *ingredients: str, brand: str | None = None) -> Drug:
    return Drug(name=name, ingredients=frozenset(ingredients), brand=brand)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(drug("a", "hydralazine"), drug("b", "hydroxyzine"), True, id="ingredients"),
        pytest.param(drug("a", brand="Celebrex"), drug("b", brand="Celexa"), True, id="brands"),
        pytest.param(drug("Celebrex"), drug("Celexa"), True, id="written names"),
        pytest.param(drug("a", "hydralazine"), drug("b", "hydralazine"), False, id="the same"),
        pytest.param(drug("a", "lisinopril"), drug("b", "hydroxyzine"), False, id="not alike"),
    ],
)
def test_look_alikes(one: Drug, other: Drug, expected: bool) -> None:
    assert look_alike(one, other) is look_alike(other, one) is expected

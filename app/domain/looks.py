"""The shapes and colours a tablet is described by, as choices (the words of the SPL lists)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.medicine import Looks
from resources.language import N_, _

MOST_IMPRINT = 40
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "round": N_("Round"),
        "oval": N_("Oval"),
        "capsule": N_("Capsule"),
        "oblong": N_("Oblong"),
        "square": N_("Square"),
        "triangle": N_("Triangle"),
        "other": N_("Other shape"),
    }
)
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "white": N_("White"),
        "yellow": N_("Yellow"),
        "orange": N_("Orange"),
        "pink": N_("Pink"),
        "red": N_("Red"),
        "brown": N_("Brown"),
        "green": N_("Green"),
        "blue": N_("Blue"),
        "purple": N_("Purple"),
        "gray": N_("Gray"),
        "two": N_("Two colours"),
    }
)


def described(looks: Looks) -> str:
    """The looks in words, for every place that shows a row; "" where nothing was told."""
    told = (
        _("imprint {letters}").format(letters=looks.imprint) if looks.imprint else "",
        _(SHAPES[looks.shape]).lower() if looks.shape else "",
        _(COLOURS[looks.colour]).lower() if looks.colour else "",
    )
    return ", ".join(part for part in told if part)

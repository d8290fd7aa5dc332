"""The shapes and colours a tablet is described by, as choices (the words of the SPL lists)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.medicine import Looks
from app.domain.text import clean_line
from app.errors import Refused
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


def checked_looks(looks: Looks) -> Looks:
    """The looks as they are kept. Refused where nothing was told, or a word is none of ours."""
    imprint = clean_line(looks.imprint, "imprint", most=MOST_IMPRINT)
    if looks.shape not in (None, *SHAPES) or looks.colour not in (None, *COLOURS):
        raise Refused(_("Choose one of the answers that are offered."), "looks")
    if not imprint and looks.shape is None and looks.colour is None:
        raise Refused(_("Say at least one thing about it."), "looks")
    return Looks(imprint, looks.shape, looks.colour)


def described(looks: Looks) -> str:
    """The looks in words, for every place that shows a row; "" where nothing was told."""
    told = (
        _("imprint {letters}").format(letters=looks.imprint) if looks.imprint else "",
        _(SHAPES[looks.shape]).lower() if looks.shape else "",
        _(COLOURS[looks.colour]).lower() if looks.colour else "",
    )
    return ", ".join(part for part in told if part)

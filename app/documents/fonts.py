"""The fonts of the papers, and which of them has a letter.

Atkinson Hyperlegible comes first. Words it lacks letters for are set in Noto Sans (Vietnamese,
Greek, Cyrillic ...) or Noto Sans Arabic, signs that neither has in a small font of our own
(`signs.py`). The Noto fonts are variable fonts; ReportLab embeds their default instance, which is
the regular weight, and knows no other. Their bold is stroked regular (`canvas.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from app.documents import signs

REPLACEMENT = "\ufffd"
"""The visible marker in place of a letter that no font has."""


@dataclass(frozen=True, slots=True)
class Family:
    """A regular and a bold face by their registered names, and the characters both have."""

    regular: str
    bold: str
    has: frozenset[int]
    is_bold_stroked: bool = False

    def covers(self, text: str) -> bool:
        return all(ord(letter) in self.has for letter in text)

    def face(self, *, strong: bool) -> str:
        return self.bold if strong else self.regular


@cache
def families() -> tuple[Family, ...]:
    """Every family in the order it is asked, registered with ReportLab by the first call."""
    atkinson = _two_files(
        "Atkinson",
        "fontpkg_atkinson_hyperlegible",
        "AtkinsonHyperlegible-Regular.ttf",
        "AtkinsonHyperlegible-Bold.ttf",
    )
    noto = _one_file("Noto", _packaged("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"))
    arabic = _one_file(
        "NotoArabic", _packaged("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf")
    )
    return atkinson, noto, arabic, _one_file("Signs", signs.font_file())


@cache
def stroked() -> frozenset[str]:
    """The faces whose bold is made by stroking."""
    return frozenset(family.bold for family in families() if family.is_bold_stroked)


def family_of(text: str) -> Family | None:
    """The first family that has every letter of a text."""
    return next((family for family in families() if family.covers(text)), None)


def lettering() -> tuple[Family, ...]:
    """The families a whole line may be set in."""
    return families()[:2]


def _two_files(name: str, package: str, regular: str, bold: str) -> Family:
    has = _register(name, _packaged(package, regular))
    has &= _register(f"{name}-Bold", _packaged(package, bold))
    _make_family(name)
    return Family(name, f"{name}-Bold", has)


def _one_file(name: str, data: bytes) -> Family:
    has = _register(name, data)
    _register(f"{name}-Bold", data)
    _make_family(name)
    return Family(name, f"{name}-Bold", has, is_bold_stroked=True)


def _register(name: str, data: bytes) -> frozenset[int]:
    font = TTFont(name, BytesIO(data), shapable=False)
    # One file registered twice would share its embedded objects, and so its letters, by this name.
    font.face.name = name.encode("ascii")
    registerFont(font)
    return frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph)


def _make_family(name: str) -> None:
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(name, bold, italic, f"{name}-Bold" if bold else name)


def _packaged(package: str, name: str) -> bytes:
    with as_file(files(package) / "files" / name) as path:
        return path.read_bytes()

"""The one way in for words: every string that reaches ReportLab goes through `P`.

ReportLab reads paragraphs as markup and drops what it does not understand: an unescaped "hold if BP
<systolic 90 and HR >100" prints as "hold if BP 100". So words are cleaned and escaped here, bold is
asked for in code, and no other module imports a paragraph class.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, cast
from xml.sax.saxutils import escape

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from app.documents import fonts
from app.documents.wording import Strong, Words

rl_config.trustedHosts = []
rl_config.trustedSchemes = []

OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad\u061c\ufe00-\ufe0f]")
JOINERS = re.compile("[\u200c\u200d]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
MANY_BLANK_LINES = re.compile("\n[ \t]*(\n[ \t]*){2,}")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SURROGATES = re.compile("[\ud800-\udfff]")

_missing: ContextVar[set[str] | None] = ContextVar("missing", default=None)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand in one font."""

    text: str
    face: str


def P(  # noqa: N802 - the house's name for it
    words: Words, style: ParagraphStyle, *, is_read: bool = True, language: str = ""
) -> Lettering:
    """A paragraph that shows exactly these words, whatever they look like.

    `is_read` is false for what a screen reader passes over, such as the foot of a page; `language`
    tells it where the words are in another one than the paper.
    """
    pieces = words if isinstance(words, tuple) else (words,)
    paragraph = Lettering("".join(_markup(piece, style) for piece in pieces), style)
    paragraph.is_read = is_read
    paragraph.language = language
    paragraph.spoken = _spoken(pieces)
    return paragraph


@contextmanager
def collecting_missing() -> Iterator[set[str]]:
    """Collects what no font had a letter for, as code points ("U+05D0"), while papers are made."""
    found: set[str] = set()
    token = _missing.set(found)
    try:
        yield found
    finally:
        _missing.reset(token)


def clean(text: str) -> str:
    """What can be printed of a text: composed letters, no controls, bidi overrides made visible."""
    text = unicodedata.normalize("NFC", SURROGATES.sub(fonts.REPLACEMENT, text))
    text = CONTROLS.sub("", LINE_ENDS.sub("\n", text))
    text = OVERRIDES.sub(
        lambda sign: f"[{unicodedata.bidirectional(sign.group())}]", INVISIBLE.sub("", text)
    )
    return MANY_BLANK_LINES.sub("\n\n", text.strip(" \t\n"))


def runs(text: str, *, strong: bool = False) -> list[Run]:
    """A line of cleaned text, cut where the font changes. The words keep their order."""
    shaped = _shaped(text)
    for family in fonts.lettering():
        if family.covers(shaped):
            return [Run(shaped, family.face(strong=strong))]
    cut = (
        run for word in re.split(r"(\s+)", shaped) if word for run in _of_word(word, strong=strong)
    )
    return _joined(cut)


class Lettering(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph of `P`: its lines are put into the order of the eye only when it is drawn.

    Lines are broken in the order of speech, as they must be; so right-to-left words are turned
    round line by line, and not before. A part split off for the next page is read as it stands.
    """

    is_read = True
    spoken = ""
    language = ""
    blPara: Any  # noqa: N815 - ReportLab's name for its broken lines

    def draw(self) -> None:
        with self._tagged():
            broken = self.blPara
            self.blPara = _as_seen(broken)
            super().draw()
            self.blPara = broken

    def _tagged(self) -> AbstractContextManager[None]:
        if not self.is_read:
            return cast("AbstractContextManager[None]", self.canv.decoration())
        kind = self.style.tag
        marked = self.canv.marked(kind, spoken=self.spoken, language=self.language)
        return cast("AbstractContextManager[None]", marked)


def _spoken(pieces: tuple[str | Strong, ...]) -> str:
    """The words in the order of speech, where they are not drawn in that order."""
    text = "".join(piece.text if isinstance(piece, Strong) else piece for piece in pieces)
    return clean(text) if RIGHT_TO_LEFT.search(text) else ""


def _markup(piece: str | Strong, style: ParagraphStyle) -> str:
    strong = isinstance(piece, Strong) or style.fontName.endswith("-Bold")
    text = clean_piece(piece.text if isinstance(piece, Strong) else piece)
    lines = (
        "".join(
            f'<font name="{run.face}">{escape(run.text)}</font>'
            for run in runs(line, strong=strong)
        )
        for line in text.split("\n")
    )
    return "<br/>".join(lines)


def clean_piece(piece: str) -> str:
    """A cleaned piece that keeps one space at its ends, so that pieces can stand side by side."""
    inner = clean(piece)
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"


def _of_word(word: str, *, strong: bool) -> Iterator[Run]:
    family = fonts.family_of(word)
    if family is not None:
        yield Run(word, family.face(strong=strong))
        return
    for letter in word:
        yield _of_letter(letter, strong=strong)


def _of_letter(letter: str, *, strong: bool) -> Run:
    family = fonts.family_of(letter)
    if family is not None:
        return Run(letter, family.face(strong=strong))
    found = _missing.get()
    if found is not None:
        found.add(f"U+{ord(letter):04X}")
    noto = fonts.families()[1]
    return Run(fonts.REPLACEMENT, noto.face(strong=strong))


def _joined(cut: Iterator[Run]) -> list[Run]:
    """Neighbours in one font become one run; white space joins the run before it."""
    settled: list[Run] = []
    for run in cut:
        is_space = run.text.isspace() and bool(settled)
        settled.append(Run(run.text, settled[-1].face) if is_space else run)
    return [
        Run("".join(run.text for run in same), face)
        for face, same in groupby(settled, key=lambda run: run.face)
    ]


def _shaped(text: str) -> str:
    """Arabic letters in the form they take beside their neighbours; other text as it is."""
    if RIGHT_TO_LEFT.search(text):
        return str(_reshaper().reshape(text))
    return JOINERS.sub("", text)


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def _as_seen(broken: Any) -> Any:
    """The lines with their right-to-left words turned round. `Any`: ReportLab's own bags."""
    if broken.kind == 0:
        lines = [(spare, _turned(" ".join(words)).split(" ")) for spare, words in broken.lines]
        return broken.clone(lines=lines) if lines else broken
    return broken.clone(
        lines=[line.clone(words=_turned_words(line.words)) for line in broken.lines]
    )


def _turned_words(words: list[Any]) -> list[Any]:
    """The runs of a line: each turned in itself, right-to-left neighbours also as a row."""
    seen: list[Any] = []
    for is_turned, row in groupby(words, key=lambda word: bool(RIGHT_TO_LEFT.search(word.text))):
        turned = [word.clone(text=_turned(word.text)) for word in row]
        seen += turned[::-1] if is_turned else turned
    return seen


def _turned(text: str) -> str:
    if not RIGHT_TO_LEFT.search(text):
        return text
    ahead = " " if text.startswith(" ") else ""
    behind = " " if text.endswith(" ") else ""
    return f"{ahead}{get_display(text.strip(), base_dir='R')}{behind}"

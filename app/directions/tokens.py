"""A text cut into words, numbers and signs, each with its place in the original.

Capitals, accents and the kind of space do not matter. A letter that a broken encoding has lost is
passed over, so that "d\ufffda" is the same word as "da"; by itself or behind a number it may have
been a fraction, and stays a sign that nobody understands, as "?" does in its place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.remembered import until_locked

LOST = "\x01"
"""Stands for a character that is no part of the word: a combining mark, a lost letter."""

_SAME = {
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "’": "'",
    "‘": "'",
    "µ": "u",
    "μ": "u",
    "Μ": "u",
    "×": "x",
}
_TOKEN = re.compile(
    r"(?P<dotted>[a-z](?:\.[a-z])+(?![a-z])\.?)"
    r"|(?P<strange>(?<![a-z0-9])[ol][.]?[0-9][0-9.,]*|[0-9]+(?:[.,][0-9]+)*e[+-]?[0-9]+"
    r"|[0-9]+/[0-9]+/[0-9]+|[0-9]+o[0-9]*(?![a-z0-9])|[0-9]+(?:[.,][0-9]+)*e(?![a-z]))"
    r"|(?P<word>[a-z\x01]+(?:'[a-z]+)?)(?:\(e?s\))?"
    r"|(?P<number>[0-9]+(?:[.,:][0-9]+)*|\.[0-9]+)"
    r"|(?P<lost>(?<=[0-9])\?|(?<!\S)\?(?!\S))"
    r"|(?P<soft>[.,;:()\[\]{}\"*!?'|_\\]+)"
    r"|(?P<fraction>[½¼¾⅓⅔])"
    r"|(?P<minus>(?<![\w.)%½¼¾⅓⅔])[-−](?=[.0-9]))"
    r"|(?P<sign>[^\s\x01])"
)


class Token(NamedTuple):
    """A folded piece of the text. `kind` is the name of its group in the pattern above."""

    text: str
    start: int
    end: int
    kind: str


def tokens(text: str) -> list[Token]:
    """The pieces in their order, without the punctuation that means nothing."""
    found = []
    for match in _TOKEN.finditer(folded(text)):
        kind = match.lastgroup or "sign"
        if kind == "soft":
            continue
        words = match.group(kind)
        kind = "sign" if kind == "lost" else kind
        if kind == "dotted":
            words, kind = words.replace(".", ""), "word"
        elif kind == "word":
            if _may_be_a_fraction(text, match.start(), words):
                found.append(Token("\ufffd", match.start(), match.start() + 1, "sign"))
            words = words.replace(LOST, "").replace("'", "")
            if not words:
                continue
        found.append(Token(words, match.start(), match.end(), kind))
    return found


def _may_be_a_fraction(text: str, start: int, word: str) -> bool:
    """Whether what is lost at the start of a word may have been ½, as in "1\ufffd tablets"."""
    is_alone = not word.strip(LOST)
    is_behind_number = start > 0 and text[start - 1].isdecimal()
    lost = text[start : start + len(word) if is_alone else start + 1]
    return "\ufffd" in lost and (is_alone or is_behind_number)


def folded(text: str) -> str:
    """Small letters without accents, exactly as long as the text."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_character, text))


@until_locked(4096)
def _folded_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Mn", "Cf") or character == "\ufffd":
        return LOST
    bare = unicodedata.normalize("NFKD", character)
    if bare[0].isascii() and bare[0].isalpha() and character.isalpha():
        marks = bare[1:]
        if all(unicodedata.combining(mark) for mark in marks):
            return bare[0].lower()
    return character

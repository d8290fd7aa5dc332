"""What people type, made fit to keep: cleaned in declared ways, refused where it can't be kept.

Nothing is title-cased, split or guessed. What is removed has no shape of its own (zero-width
characters). What could mislead a reader (controls that turn the direction of writing) is removed
from names and shown as a marker in free text. Zero-width joiners stay: Persian and Indic names need
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from app.errors import Refused
from resources.language import _

MOST_IN_A_NAME = 100
MOST_IN_A_NOTE = 20_000

_INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD))
_TURNS: Mapping[int, str] = MappingProxyType(
    {
        0x061C: "[ALM]",
        0x200E: "[LRM]",
        0x200F: "[RLM]",
        0x202A: "[LRE]",
        0x202B: "[RLE]",
        0x202C: "[PDF]",
        0x202D: "[LRO]",
        0x202E: "[RLO]",
        0x2066: "[LRI]",
        0x2067: "[RLI]",
        0x2068: "[FSI]",
        0x2069: "[PDI]",
    }
)
_BREAKS = re.compile("\r\n|[\n\r\t\x0b\x0c\x85\u2028\u2029]")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_EDGES = _SPACES + "\u202f\u205f\u3000"
_JOINER = "\u200d"
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХУаеорсухіјѕԁһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTXYaeopcyxijsdh" + "ABEZHIKMNOPTYXo",
)


def clean_line(text: str, field: str, *, most: int = MOST_IN_A_NAME) -> str:
    """One line as it is kept: a name, a number, a few words. Breaks and tabs become a space."""
    one = _BREAKS.sub(" ", _composed(text, field))
    one = "".join(c for c in one if ord(c) not in _TURNS)
    return _within(one.strip(_EDGES), field, most)


def clean_note(text: str, field: str, *, most: int = MOST_IN_A_NOTE) -> str:
    """Free text as it is kept: lines and tabs stay, turned writing shows as a marker."""
    note = _LINE_BREAKS.sub("\n", _composed(text, field)).translate(_TURNS)
    return _within(note.strip(_EDGES), field, most)


def required(text: str, field: str, what: str) -> str:
    """The text, refused where nothing is left of it. `what` says what belongs there."""
    if not text:
        raise Refused(_("{what} is needed here.").format(what=what), field)
    return text


def graphemes(text: str) -> int:
    """How many characters a reader counts: marks and joined emoji belong to what they modify."""
    count, joined, regional = 0, False, 0
    for character in text:
        is_flag = 0x1F1E6 <= ord(character) <= 0x1F1FF
        regional = regional + 1 if is_flag else 0
        extends = _extends(character) or (is_flag and regional % 2 == 0)
        if not (extends or joined):
            count += 1
        joined = character == _JOINER
    return count


def search_key(text: str) -> str:
    """What a search compares: no accents, no case, no punctuation, words one space apart."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in plain if c.isalnum() or c.isspace())
    return " ".join("".join(kept).split())


def skeleton(text: str) -> str:
    """A search key in which letters of other alphabets that look Latin count as Latin."""
    return search_key(text.translate(_LOOKALIKES))


def mixes_alphabets(text: str) -> bool:
    """Whether look-alike alphabets stand in one name ("Аnna" with a Cyrillic A)."""
    names = (unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha())
    return len({name for name in names if name in _SCRIPTS}) > 1


def holds_a_picture(text: str) -> bool:
    """Whether a sign stands in it that is no letter, mark, digit or punctuation (an emoji)."""
    return any(unicodedata.category(c) == "So" for c in text)


def _composed(text: str, field: str) -> str:
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise Refused(_("This holds half a character. Please type it again."), field)
    if any(unicodedata.category(c) == "Cc" and not _BREAKS.match(c) for c in text):
        raise Refused(_("This holds a character that can't be kept. Please type it again."), field)
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def _within(text: str, field: str, most: int) -> str:
    count = graphemes(text)
    if count > most:
        words = _("{count}/{most} characters. Please shorten it.")
        raise Refused(words.format(count=count, most=most), field)
    return text


def _extends(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character in (_JOINER, "\u200c")
        or 0x1F3FB <= code <= 0x1F3FF
        or 0x1160 <= code <= 0x11FF
    )

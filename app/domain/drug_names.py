"""Drug names as people and programs write them: words, strengths, forms, and slips of the pen.

Pure text, no vocabulary: what a word means is for `app/store/drug_resolver.py` to say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from app.domain.drug_words import FORMS, NEUTRAL, RELEASES, SALTS, UNITS
from app.remembered import until_locked

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\.\d+|[^\W\d_]+|%")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`"))
_CONTAINERS = frozenset({"mL", "L", "hour", "actuation", "g"})
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_PER = "|".join(
    (
        "spray",
        "puff",
        "dose",
        "patch",
        "day",
        *(way for way, ours in UNITS.items() if ours in _CONTAINERS),
    )
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_STRENGTH = re.compile(
    rf"(?<![\w.])(?P<amounts>(?:{_NUMBER})(?:\s*[/-]\s*(?:{_NUMBER}))*)\s*-?\s*"
    rf"(?P<unit>{_UNIT})(?![a-z])"
    rf"(?:\s*(?:/|per)\s*(?P<each>(?:{_NUMBER})?)\s*(?P<per>{_PER})(?![a-z])"
    r"|/(?P<part>mg)(?![a-z]))?"
)
_NOT_A_STRENGTH = frozenset({"mL", "hour", "actuation", "L"})
_SCRAPS = re.compile(r"^(?:nda|anda|bla)$")
_MAX_NAME = 500


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word or number, with its place in the folded text."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdecimal()


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes or odd spaces: what is compared, never shown."""
    if text.isascii() and text.isprintable():
        return " ".join(text[:_MAX_NAME].lower().translate(_APOSTROPHES).split())
    plain = unicodedata.normalize("NFKD", text[:_MAX_NAME].replace("µ", "u"))
    kept = "".join(
        sign
        for sign in plain
        if not unicodedata.combining(sign) and unicodedata.category(sign) not in ("Cf", "Cs", "Cc")
    )
    return " ".join(kept.casefold().translate(_APOSTROPHES).split())


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a folded text. "b12" and "500mg" are two words each."""
    return tuple(
        Word(plain_number(found[0]) if found[0][0] in ".0123456789" else found[0], *found.span())
        for found in _WORD.finditer(text)
    )


@until_locked(8192)
def key(text: str) -> str:
    """The words of a name joined by one space: equal keys are one name."""
    if text.isascii() and len(text) < _MAX_NAME and text.replace(" ", "").isalpha():
        return " ".join(text.lower().split())
    return " ".join(word.text for word in words(fold(text)))


def plain_number(number: str) -> str:
    """A number without commas, naked points and trailing zeros: "1,000.50" is "1000.5"."""
    number = number.replace(",", "")
    if "." in number:
        whole, _, part = number.partition(".")
        part = part.rstrip("0")
        number = f"{whole or '0'}.{part}" if part else whole or "0"
    return number.lstrip("0") if number.startswith("00") and number.strip("0") else number


def shown_number(number: str) -> str:
    """As printed: a thousands comma from 10,000 on, so that zeros can be counted (ISMP)."""
    number = plain_number(number)
    whole, point, part = number.partition(".")
    return f"{int(whole):,}{point}{part}" if 5 <= len(whole) <= 12 else number


def take_strength(text: str) -> tuple[tuple[str, ...], str]:
    """The strengths in a folded text as we write them, and the text without any amounts.

    Volumes, hours and counts of puffs ("10 ML", "24 HR", "200 ACTUAT") are no strengths.
    """
    strengths: list[str] = []
    for found in _STRENGTH.finditer(text):
        unit = UNITS[found["unit"]]
        if found["per"] is None and unit in _NOT_A_STRENGTH:
            continue
        amounts = re.findall(_NUMBER, found["amounts"])
        shown = [shown_number(amount) for amount in amounts]
        if found["part"]:
            strengths += [_of_the_whole(amount, unit) for amount in amounts]
        elif found["per"]:
            strengths.append(f"{'-'.join(shown)}{_joined(unit)}/{_each(found)}")
        else:
            strengths += [f"{amount}{_joined(unit)}" for amount in shown]
    return tuple(strengths), _STRENGTH.sub(lambda found: " " * len(found[0]), text)


def take_form(text: str) -> tuple[str | None, str]:
    """The form in a folded text in our words, and the text without the words that told it."""
    spaced = f" {' '.join(word.text for word in words(text))} "
    release, spaced = _take_first(spaced, RELEASES)
    form, spaced = _take_first(spaced, FORMS)
    if form is None:
        return release or None, spaced.strip()
    if release and form.startswith(("tablet", "capsule", "oral suspension", "chewable")):
        form = f"{release} {form}"
    return form, spaced.strip()


def leftover(text: str) -> tuple[str, ...]:
    """The words of a text that are neither numbers nor said about every medicine."""
    return tuple(
        word.text
        for word in words(text)
        if not word.is_number and not is_neutral(word.text) and not _SCRAPS.match(word.text)
    )


def is_neutral(word: str) -> bool:
    """Whether a folded word says nothing about which ingredient it is."""
    return word in NEUTRAL or word == "%" or is_salt(word)


@until_locked(4096)
def is_salt(word: str) -> bool:
    """Whether a folded word is a salt, also one written with a slip."""
    if word in SALTS:
        return True
    return len(word) >= 9 and any(
        abs(len(salt) - len(word)) <= 1 and distance(word, salt, most=2) <= 2 for salt in SALTS
    )


def distance(left: str, right: str, *, most: int = 9) -> int:
    """How many letters are added, lost, changed or swapped; `most + 1` where it is more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    return min(_last_row(left, right, most)[-1], most + 1)


def slips(written: str, word: str, *, most: int) -> int:
    """Like `distance`, but a changed consonant counts twice: that is how another name begins.

    Vowels are mixed up by ear, and so are c, k, s and z ("perkocet").
    """
    if abs(len(written) - len(word)) > most:
        return most + 1
    return min(_last_row(written, word, most, consonant=2)[-1], most + 1)


def distance_to_start(typed: str, word: str, *, most: int = 9) -> int:
    """The distance from what was typed so far to the nearest beginning of a word."""
    return min(*_last_row(typed, word, most), most + 1)


def _last_row(left: str, right: str, most: int, *, consonant: int = 1) -> list[int]:
    """The last row of the table of edits, `most + 1` for more; given up early where all cost more.

    Only the cells near the diagonal are looked at: further off, every way costs more than `most`.
    """
    width, over = len(right), most + 1
    before: list[int] = []
    row = [min(j, over) for j in range(width + 1)]
    for i, a in enumerate(left, 1):
        before, last = row, before
        row = [over] * (width + 1)
        row[0] = min(i, over)
        for j in range(max(1, i - most), min(width, i + most) + 1):
            b = right[j - 1]
            change = 0 if a == b else 1 if consonant == 1 or _sound_alike(a, b) else consonant
            cost = before[j - 1] + change
            if before[j] < cost:
                cost = before[j] + 1
            if row[j - 1] < cost:
                cost = row[j - 1] + 1
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b and last[j - 2] < cost:
                cost = last[j - 2] + 1
            row[j] = cost
        if min(row) > most and min(before) > most:
            return [over]
    return row


def _sound_alike(left: str, right: str) -> bool:
    return any(left in sounds and right in sounds for sounds in ("aeiouy", "cksz"))


def _joined(unit: str) -> str:
    return unit if unit == "%" else f" {unit}"


def _of_the_whole(amount: str, unit: str) -> str:
    """Milligrams in each milligram are hundredths of the whole: "0.01 MG/MG" is 1%."""
    if unit != "mg":
        return f"{shown_number(amount)} {unit}/mg"
    return f"{plain_number(format(Decimal(amount.replace(',', '')) * 100, 'f'))}%"


def _each(found: re.Match[str]) -> str:
    per = UNITS.get(found["per"], found["per"])
    amount = plain_number(found["each"]) if found["each"] else ""
    return f"{amount} {per}" if amount and amount != "1" else per


def _take_first(spaced: str, ways: tuple[tuple[str, str], ...]) -> tuple[str | None, str]:
    for written, meant in ways:
        if f" {written} " in spaced:
            return meant, spaced.replace(f" {written} ", " ")
    return None, spaced

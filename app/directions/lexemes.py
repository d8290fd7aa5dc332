"""From tokens to lexemes: the longest phrases that are known, words run together taken apart.

Numbers become ranges here: fractions, mixed numbers, "1-2", "one or two", "2 (two)".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from app.directions.lexicon import Meaning, Node, lexicon
from app.directions.tokens import Token
from app.directions.values import Range
from app.remembered import until_locked

MOST_DIGITS = 7
MOST_TOGETHER = 40
"""Longer words are not taken apart."""

FRACTIONS = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
CONNECTS = {"DASH", "TO", "OR"}
STRANGE = (Meaning("STRANGE", None),)
UNKNOWN: tuple[Meaning, ...] = ()


class Lexeme(NamedTuple):
    """A phrase with all it may mean and its place. `doubt` names what is wrong with a number."""

    meanings: tuple[Meaning, ...]
    start: int
    end: int
    words: str
    doubt: str = ""

    def has(self, *kinds: str) -> bool:
        return any(meaning.kind in kinds for meaning in self.meanings)


def lexemes(found: Sequence[Token]) -> list[Lexeme]:
    """The tokens as phrases in their order; what is not known has no meaning."""
    return _without_one_hs(_ranges(_phrases(_apart(found))))


def _without_one_hs(found: list[Lexeme]) -> list[Lexeme]:
    """Every 6 hs are hours; x1 hs, or stat hs, is one dose at bedtime."""
    read = list(found)
    for place, (before, lexeme) in enumerate(pairwise(found), start=1):
        counts = [value for kind, value in before.meanings if kind == "N"]
        if lexeme.words.casefold() == "hs" and all(value.high <= 1 for value in counts):
            moments = tuple(meaning for meaning in lexeme.meanings if meaning.kind == "MOMENT")
            read[place] = lexeme._replace(meanings=moments)
    return read


def _apart(found: Sequence[Token]) -> list[Token]:
    """Words that are run together, as the words they are made of."""
    known = lexicon().words
    apart: list[Token] = []
    for token in found:
        if token.kind != "word" or token.text in known or len(token.text) > MOST_TOGETHER:
            apart.append(token)
            continue
        pieces = _pieces(token.text) if token.end - token.start == len(token.text) else ()
        if not pieces:
            apart.append(token)
        place = token.start
        for piece in pieces:
            apart.append(Token(piece, place, place + len(piece), "word"))
            place += len(piece)
    return apart


@until_locked(4096)
def _pieces(word: str) -> tuple[str, ...]:
    """The fewest known words it is made of, one of them a seam; nothing where there are none."""
    known = lexicon().words
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, piece = best[start], word[start:end]
            is_word = piece in known and (len(piece) > 1 or piece == "x")
            if before is None or not is_word:
                continue
            shortest = best[end]
            if shortest is None or len(before) + 1 < len(shortest):
                best[end] = (*before, piece)
    whole = best[-1] or ()
    return (
        whole
        if any(piece in lexicon().seams for piece in whole) or "x" in whole[-1:] + whole[:1]
        else ()
    )


def _phrases(found: Sequence[Token]) -> list[Lexeme]:
    root = lexicon().root
    phrases: list[Lexeme] = []
    place = 0
    is_spanish = _is_spanish(found)
    while place < len(found):
        token = found[place]
        length, meanings = _longest(root, found, place)
        if token.text == "once" and length < 2 and is_spanish:
            meanings = (Meaning("NUM", Fraction(11)),)
        if token.kind in ("number", "fraction", "strange", "minus") and length < 2:
            lexeme, length = _number(found, place)
            phrases.append(lexeme)
        else:
            last = found[place + max(length, 1) - 1]
            phrases.append(Lexeme(meanings, token.start, last.end, token.text))
        place += max(length, 1)
    return phrases


def _is_spanish(found: Sequence[Token]) -> bool:
    """Whether "once" is 11 here."""
    words = {token.text for token in found}
    return len(words & lexicon().spanish) > len(words & lexicon().english)


def _longest(root: Node, found: Sequence[Token], place: int) -> tuple[int, tuple[Meaning, ...]]:
    node, best = root, (0, UNKNOWN)
    for reached in range(place, len(found)):
        following = node.following.get(found[reached].text)
        if following is None:
            break
        node = following
        if node.meanings:
            best = (reached - place + 1, node.meanings)
    return best


def _number(found: Sequence[Token], place: int) -> tuple[Lexeme, int]:
    token = found[place]
    if token.kind == "minus" and place and found[place - 1].kind in ("number", "fraction"):
        return Lexeme((Meaning("DASH", None),), token.start, token.end, "-"), 1
    if token.kind == "minus":
        last = found[place + 1] if place + 1 < len(found) else token
        return Lexeme(STRANGE, token.start, last.end, "-", "minus"), 2
    if token.kind == "fraction":
        return _figure(token, token, FRACTIONS[token.text]), 1
    if token.kind == "strange":
        return Lexeme(STRANGE, token.start, token.end, token.text, "strange"), 1
    divided = _divided(found, place)
    if divided is not None:
        return _figure(token, found[place + 2], divided), 3
    return _plain_number(token), 1


def _divided(found: Sequence[Token], place: int) -> Fraction | None:
    """1/2, 3/4: a small number over a small number, written as one."""
    if place + 2 >= len(found) or found[place + 1].text != "/":
        return None
    upper, lower = found[place].text, found[place + 2].text
    small = upper.isdigit() and lower in ("2", "3", "4", "5", "8") and len(upper) == 1
    return Fraction(int(upper), int(lower)) if small and int(upper) < int(lower) else None


def _figure(first: Token, last: Token, value: Fraction) -> Lexeme:
    return Lexeme((Meaning("N", Range(value, value)),), first.start, last.end, first.text)


def _plain_number(token: Token) -> Lexeme:
    text, doubt = token.text, ""
    if ":" in text:
        hour, _, minute = text.partition(":")
        is_clock = len(minute) == 2 and minute.isdigit() and hour.isdigit() and len(hour) < 3
        if is_clock and int(hour) < 24 and int(minute) < 60:
            clock = Meaning("CLOCK", f"{int(hour):02}:{minute}")
            return Lexeme((clock,), token.start, token.end, text)
        return Lexeme(STRANGE, token.start, token.end, text, "strange")
    if "," in text:
        first, *groups = text.split(",")
        thousands = all(len(group) == 3 and group.isdigit() for group in groups)
        if not thousands or len(first) > 3 or first.startswith("0"):
            return Lexeme(STRANGE, token.start, token.end, text, "comma")
        text = first + "".join(groups)
    whole = text.partition(".")[0]
    if text.count(".") > 1 or len(whole) > MOST_DIGITS or len(text) > 2 * MOST_DIGITS:
        return Lexeme(STRANGE, token.start, token.end, text, "strange")
    if token.text.startswith("."):
        doubt = "naked"
    elif "." in text and not text.partition(".")[2].strip("0"):
        doubt = "trailing"
    elif len(token.text) > 4 and token.text.isdigit():
        doubt = "large"
    meanings = (_figure_of(text), *_military(token.text))
    return Lexeme(meanings, token.start, token.end, text, doubt)


@until_locked(4096)
def _figure_of(text: str) -> Meaning:
    value = Fraction(text if text[0] != "." else f"0{text}")
    return Meaning("N", Range(value, value))


def _military(text: str) -> tuple[Meaning, ...]:
    """0900, 2100: perhaps a clock hour; first of all where no number begins with 0."""
    if len(text) != 4 or not text.isdigit() or int(text[:2]) > 23 or int(text[2:]) > 59:
        return ()
    return (Meaning("CLOCK", f"{text[:2]}:{text[2:]}"),)


def _ranges(found: list[Lexeme]) -> list[Lexeme]:
    """Numbers joined with what belongs to them."""
    joined: list[Lexeme] = []
    place = 0
    while place < len(found):
        if _value(found[place]) is None:
            joined.append(found[place])
            place += 1
            continue
        lexeme, place = _whole_number(found, place)
        before = joined[-1] if joined else None
        if before is not None and before.has("N") and _repeats(before, lexeme):
            joined[-1] = before._replace(end=lexeme.end)
        else:
            joined.append(lexeme)
    return joined


def _whole_number(found: list[Lexeme], place: int) -> tuple[Lexeme, int]:
    first, after = _said_twice(found, *_mixed(found, place))
    is_range = after + 1 < len(found) and found[after].has(*CONNECTS)
    if not is_range or _value(found[after + 1]) is None:
        return first, after
    second, end = _said_twice(found, *_mixed(found, after + 1))
    return _range(first, second, found[after]), end


def _said_twice(found: list[Lexeme], number: Lexeme, after: int) -> tuple[Lexeme, int]:
    """A number with the same in words behind it: "2 (two)", "½ (half)"."""
    if after >= len(found) or _value(found[after]) is None:
        return number, after
    again, end = _mixed(found, after)
    if number.has("N") and again.has("N") and _repeats(number, again):
        return number._replace(end=again.end), end
    return number, after


def _mixed(found: list[Lexeme], place: int) -> tuple[Lexeme, int]:
    """A whole number with the fraction behind it: "1 1/2", "1 and 1/2", "1-1/2", "1½"."""
    whole, after = found[place], place + 1
    skipped = after < len(found) and found[after].has("AND", "DASH")
    fraction = after + 1 if skipped else after
    value, part = _value(whole), _value(found[fraction]) if fraction < len(found) else None
    if value is None or part is None or value.denominator != 1 or not 0 < part < 1 or not value:
        return _as_number(whole), after
    if "." in found[fraction].words:
        return _as_number(whole), after
    is_mixed = whole.words[:1].isalpha() != found[fraction].words[:1].isalpha()
    if is_mixed and not (skipped and found[after].has("AND")):
        return _as_number(whole), after
    total = value + part
    return _joined(whole, found[fraction], Range(total, total)), fraction + 1


def _value(lexeme: Lexeme) -> Fraction | None:
    for meaning in lexeme.meanings:
        if meaning.kind == "N":
            low: Fraction = meaning.value.low
            return low
        if meaning.kind == "NUM":
            number: Fraction = meaning.value
            return number
    return None


def _as_number(lexeme: Lexeme) -> Lexeme:
    value = _value(lexeme)
    if value is None or lexeme.has("N"):
        return lexeme
    others = tuple(m for m in lexeme.meanings if m.kind != "NUM")
    return lexeme._replace(meanings=(Meaning("N", Range(value, value)), *others))


def _joined(first: Lexeme, last: Lexeme, value: Range) -> Lexeme:
    doubt = first.doubt or last.doubt
    words = f"{first.words} {last.words}"
    return Lexeme((Meaning("N", value),), first.start, last.end, words, doubt)


def _range(first: Lexeme, second: Lexeme, sign: Lexeme) -> Lexeme:
    low, high = _value(first) or Fraction(0), _value(second) or Fraction(0)
    if low < high and sign.words != "/":
        return _joined(first, second, Range(low, high))
    is_said_twice = first.words[:1].isalpha() != second.words[:1].isalpha()
    if low == high and (sign.has("OR") or is_said_twice):
        return _joined(first, second, Range(low, low))
    return Lexeme(STRANGE, first.start, second.end, first.words, "range")


def _repeats(one: Lexeme, other: Lexeme) -> bool:
    """The same number again, once in digits and once in words: "2 (two)"."""
    return one.meanings[0].value == other.meanings[0].value and (
        one.words[:1].isalpha() != other.words[:1].isalpha()
    )

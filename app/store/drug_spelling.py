"""Words of the vocabulary that are near to a misspelt one."""

from __future__ import annotations

from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlite

from app.domain.drug_names import distance, distance_to_start, slips
from app.store.drug_grams import grams

_SHORTLIST = 30
_LEAST_LETTERS = 7
_LETTERS_FOR_TWO = 11
_SAME_START = 2
_APART = 2
_LEAST_PIECES = 3

_MOST_LOOKED_AT = 2500
"""So many entries of the pieces are counted at the most: the rare pieces tell the most."""

_NEAR = """
    SELECT word.word, word.rank FROM gram JOIN word ON word.id = gram.word
    WHERE gram.gram IN ({marks})
    GROUP BY word.id HAVING count(*) >= ? ORDER BY count(*) DESC, word.rank LIMIT ?
"""
_SIZES = "SELECT gram, words FROM gram_size WHERE gram IN ({marks}) ORDER BY words"


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the vocabulary, and how many slips lead from it to what was typed."""

    word: str
    slips: int


def is_beginning(db: sqlite.Connection, word: str) -> bool:
    """Whether some word of the vocabulary begins so."""
    found = db.execute(
        "SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1", (word, f"{word}\U0010ffff")
    )
    return found.fetchone() is not None


def nearest(db: sqlite.Connection, typed: str) -> tuple[Near, ...]:
    """At most five names that the typed letters may begin, nearest first; none for short words."""
    most = 0 if len(typed) < 4 else 1 if len(typed) < 6 else 2 if len(typed) < 9 else 3
    if not most:
        return ()
    ranked = sorted(
        (distance_to_start(typed, word, most=most), rank, abs(len(typed) - len(word)), word)
        for word, rank in _shortlist(db, typed)
    )
    near = [Near(word, found) for found, *_, word in ranked if found <= most]
    return tuple(one for one in near if one.slips <= near[0].slips + 1)[:5]


def meant_by(db: sqlite.Connection, written: str) -> str | None:
    """The one word that was surely meant, or None: then a person has to choose.

    One slip, two in long words, none in the first two letters; no second word as near; no
    look-alike partner in the neighbourhood; and not itself the name of something else.
    """
    if len(written) < _LEAST_LETTERS or not written.isalpha() or _is_another(db, written):
        return None
    most = 2 if len(written) >= _LETTERS_FOR_TWO else 1
    near = [
        word for word, _ in _shortlist(db, written) if distance(written, word, most=most) <= most
    ]
    if len(near) != 1 or near[0][:_SAME_START] != written[:_SAME_START]:
        return None
    found = slips(written, near[0], most=most)
    return None if found > most or _is_near_a_partner(db, written, near[0], found) else near[0]


def _is_another(db: sqlite.Connection, written: str) -> bool:
    found = db.execute("SELECT 1 FROM not_a_slip WHERE word = ?", (written,))
    return found.fetchone() is not None


def _is_near_a_partner(db: sqlite.Connection, written: str, word: str, found: int) -> bool:
    most = found + _APART
    partners = db.execute("SELECT other FROM look_alike WHERE name = ?", (word,))
    return any(distance(written, other, most=most) <= most for (other,) in partners)


def _shortlist(db: sqlite.Connection, typed: str) -> list[tuple[str, int]]:
    """The words that share the most pieces with what was typed, the rarest pieces first."""
    pieces = sorted(grams(typed))
    chosen: list[str] = []
    total = 0
    for piece, words in db.execute(_SIZES.format(marks=_marks(pieces)), pieces):
        total += words
        if len(chosen) >= _LEAST_PIECES and total > _MOST_LOOKED_AT:
            break
        chosen.append(piece)
    if not chosen:
        return []
    least = max(1, len(chosen) // 4)
    query = _NEAR.format(marks=_marks(chosen))
    return list(db.execute(query, (*chosen, least, _SHORTLIST)))


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))

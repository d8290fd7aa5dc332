"""The pieces by which misspelt words are found."""

from __future__ import annotations


def grams(word: str) -> set[str]:
    """The three-letter pieces of a word; the first one carries its beginning."""
    padded = f"^{word}"
    return {padded[at : at + 3] for at in range(max(len(padded) - 2, 1))}

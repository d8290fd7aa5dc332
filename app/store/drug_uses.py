"""What the medicines of the vocabulary are mostly used for, in plain words."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite

_LANGUAGES = {"en": "use_en", "es": "use_es"}


def uses_of(db: sqlite.Connection, ingredients: frozenset[str], language: str) -> str | None:
    """The use of the medicine with exactly these ingredients, or None where none is written."""
    column = _LANGUAGES.get(language)
    if column is None or not ingredients:
        return None
    query = f"SELECT {column}, ingredients FROM entry WHERE ingredients LIKE ?"
    for use, joined in db.execute(query, (f"%{min(ingredients)}%",)):
        if frozenset(joined.split("|")) == ingredients and use:
            return str(use)
    return None

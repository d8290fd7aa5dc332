"""How domain values become columns, and what an update really changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.patient import PartialDate


def stored(value: Any) -> Any:
    """A domain value as its column keeps it."""
    match value:
        case PartialDate():
            return value.isoformat()
        case frozenset() | set() | tuple() | list():
            return sorted(value)
        case _:
            return getattr(value, "value", value)


def apply(row: object, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Set the columns that differ; answers with their names."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return changed


def partial(text: str | None) -> PartialDate | None:
    """A stored partial date as a value."""
    return None if text is None else PartialDate.parse(text)

"""Is the file whole? Every page authentic, every index right, every reference met."""

from __future__ import annotations

from typing import Any, Protocol


class Reopening(Protocol):
    """What a check needs of a database: its connection, and a fresh one."""

    def driver_connection(self) -> Any:
        """The driver's connection."""

    def reopen(self) -> None:
        """A fresh one from here on."""


def problems(database: Reopening) -> tuple[str, ...]:
    """What is wrong, in the database's own words; empty when all is well.

    One bad page poisons later checks on the same connection, hence the fresh one in between.
    """
    pages = _rows(database.driver_connection(), "cipher_integrity_check")
    if pages:
        return tuple(pages)
    database.reopen()
    connection = database.driver_connection()
    answers = [row for row in _rows(connection, "integrity_check") if row != "ok"]
    dangling = _rows(connection, "foreign_key_check")
    return (*answers, *(f"dangling reference in {table}" for table in dangling))


def _rows(connection: Any, pragma: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}").fetchall()]

"""What stands of all that was written down: the newest row counts, older ones are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.administration import Entry
from models.vocabulary import DoseCode, OrderId, RecordId

Key: TypeAlias = tuple[OrderId, dt.datetime]


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of a record, by the dose they are about.

    `cells` has all rows of a due dose, the oldest first. `free` has the rows of an order that were
    not scheduled (as needed, or one too many), one for each dose that stands, in order of time.
    """

    cells: Mapping[Key, tuple[Entry, ...]]
    free: Mapping[OrderId, tuple[Entry, ...]]

    def stands(self, order: OrderId) -> bool:
        """Whether anything that was written of an order still counts."""
        of_cells = any(self.standing(key) is not None for key in self.cells if key[0] == order)
        return of_cells or bool(self.free.get(order))

    def standing(self, key: Key) -> Entry | None:
        """What counts of a due dose; None is undocumented, also where a row was taken back."""
        return standing(self.cells.get(key, ()))


def written(entries: Iterable[Entry]) -> Written:
    """The rows by dose."""
    in_order = sorted(entries, key=lambda entry: (entry.saved_at, str(entry.id)))
    cells: dict[Key, list[Entry]] = {}
    loose: dict[OrderId, list[Entry]] = {}
    for entry in in_order:
        if entry.due is None:
            loose.setdefault(entry.order, []).append(entry)
        else:
            cells.setdefault((entry.order, entry.due), []).append(entry)
    return Written(
        {key: tuple(rows) for key, rows in cells.items()},
        {order: _free(rows) for order, rows in loose.items()},
    )


def standing(rows: Sequence[Entry]) -> Entry | None:
    """The newest of the rows of one dose, unless it takes the others back."""
    newest = rows[-1] if rows else None
    return None if newest is None or newest.code is DoseCode.IN_ERROR else newest


def history(entries: Iterable[Entry], entry: Entry) -> tuple[Entry, ...]:
    """A row with all that it corrects, the newest first."""
    by_id = {one.id: one for one in entries}
    found = [entry]
    while found[-1].corrects is not None and found[-1].corrects in by_id:
        found.append(by_id[found[-1].corrects])
    return tuple(found)


def _free(rows: Sequence[Entry]) -> tuple[Entry, ...]:
    corrected: set[RecordId | None] = {row.corrects for row in rows}
    left = [row for row in rows if row.id not in corrected and row.code is not DoseCode.IN_ERROR]
    return tuple(sorted(left, key=lambda row: row.at or row.saved_at))

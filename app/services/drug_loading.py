"""Drug files into a new vocabulary file beside the old one: heavy, for a process of its own."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.errors import Refused, Unavailable
from app.interchange import drug_files, ndc, rxnorm, rxterms
from app.interchange.drug_lines import Rows, blocks
from app.interchange.drug_parts import MAIN, Kind, Part, Release, Role
from app.services.drug_values import LoadedRelease, LoadReport, RejectedRow
from app.store import drug_catalogue, drug_file, drug_sources
from resources.language import N_, _

Moved = Callable[[int, int], bool]
"""Told how many bytes of how many are read; False asks to stop. Equal: now it is put together."""

STOPPED = N_("Stopped. Nothing was changed.")
MOST_REJECTED = 1000
_LEAST_OF_BEFORE = 2
_MOST_STRAY = 10
_SECONDS_BETWEEN = 0.05

_READERS: dict[Role, tuple[str, Callable[[Any, Rows], Iterator[tuple[Any, ...]]]]] = {
    Role.NAMES: ("rxn_name", rxnorm.names),
    Role.RELATIONS: ("rxn_relation", rxnorm.relations),
    Role.ATTRIBUTES: ("rxn_ndc", rxnorm.codes),
    Role.ARCHIVE: ("rxn_retired", rxnorm.archived),
    Role.CODES: ("rxn_retired", rxnorm.replaced),
    Role.TERMS: ("term", rxterms.terms),
    Role.TERMS_INGREDIENTS: ("term_ingredient", rxterms.ingredients),
    Role.PRODUCTS: ("fda_product", ndc.products),
    Role.PACKAGES: ("fda_package", ndc.packages),
    Role.UNFINISHED_PRODUCTS: ("fda_product", ndc.products),
    Role.UNFINISHED_PACKAGES: ("fda_package", ndc.packages),
}


@dataclass(slots=True)
class _Run:
    """One loading: how far it is, and what it could not use."""

    moved: Moved
    total: int
    done: int = 0
    is_stopped: bool = False
    asked_at: float = 0.0
    rejected: list[RejectedRow] = field(default_factory=list)
    loaded: list[LoadedRelease] = field(default_factory=list)

    def read(self, count: int) -> None:
        self.done = min(self.total - 1, self.done + count)
        if not self.goes_on():
            raise Refused(_(STOPPED))

    def goes_on(self) -> bool:
        now = time.monotonic()
        if now - self.asked_at >= _SECONDS_BETWEEN:
            self.asked_at = now
            self.is_stopped = self.is_stopped or not self.moved(self.done, self.total)
        return not self.is_stopped


def make(path: Path, half: Path, file: Path, now: dt.datetime, moved: Moved) -> LoadReport:
    """Write what a path holds, and the other releases of `file`, as a whole new file `half`.

    Raises Refused with the reason, also for `moved` that asked to stop, and Unavailable.
    """
    found = drug_files.releases(path)
    run = _Run(moved, sum(part.size for one in found for part in one.parts) + 1)
    kept = [one.kind for one in drug_sources.loaded_in(file) if one.kind not in _kinds(found)]

    def fill(db: sqlite.Connection) -> None:
        drug_file.take_over(db, file, kept)
        for one in found:
            _read(db, one, run, now)
        run.done = run.total

    try:
        digest = drug_catalogue.digest()
        drug_file.build(half, drug_catalogue.read(), digest, fill, goes_on=run.goes_on)
        counts = drug_file.check(half)
    except sqlite.OperationalError as wrong:
        if run.is_stopped:
            raise Refused(_(STOPPED)) from wrong
        raise Unavailable(
            _("The new list of medicines could not be written."),
            _("Check that the disk has room. The list until now stays as it is."),
        ) from wrong
    if counts.stray * 100 > counts.relations * _MOST_STRAY:
        raise Refused(_("RXNREL names codes that RXNCONSO has not: one of the two was cut off."))
    return LoadReport(tuple(run.loaded), tuple(run.rejected), counts.products)


def is_drug_file(path: Path) -> bool:
    """Whether a path is a folder, a zip, or looks like a file of a release (or a list like one)."""
    return drug_files.is_for_us(path)


def doubt(path: Path, file: Path, report: LoadReport | None = None) -> str | None:
    """Why somebody should be asked before these files replace what is loaded, or None."""
    before = {one.kind: one for one in drug_sources.loaded_in(file)}
    if report is None:
        return _older(drug_files.releases(path), before)
    for one in report.loaded:
        was = before.get(one.kind)
        if was is not None and one.kept * _LEAST_OF_BEFORE < was.kept:
            return _(
                "It has less than half the rows of what is loaded: {now} instead of {before}. "
                "It may have been cut off."
            ).format(now=f"{one.kept:,}", before=f"{was.kept:,}")
    return None


def _older(found: Iterable[Release], before: dict[str, drug_sources.Loaded]) -> str | None:
    for one in found:
        was = before.get(one.kind)
        if was is None or was.day is None:
            continue
        if one.day is None:
            return _("These files do not tell their date, and {kind} of {day} is loaded.").format(
                kind=one.kind, day=was.day
            )
        if one.day < was.day:
            return _("{kind} of {day} is loaded, and these files are older: {older}.").format(
                kind=one.kind, day=was.day, older=one.day
            )
    return None


def _read(db: sqlite.Connection, release: Release, run: _Run, now: dt.datetime) -> None:
    read = kept = rejected = 0
    for part in release.parts:
        if part.role not in _READERS:
            continue
        rows = Rows(part.name)
        count = _keep(db, part, rows, run)
        rows.check()
        if part.role is MAIN[release.kind] and not count:
            raise Refused(_("{file} has no row that can be used.").format(file=part.name))
        shown = rows.rejected[: MOST_REJECTED - len(run.rejected)]
        run.rejected += [RejectedRow(row.file, row.line, _(row.reason)) for row in shown]
        read, kept, rejected = read + rows.read, kept + count, rejected + rows.rejected_count
    one = drug_sources.Loaded(str(release.kind), release.day, now, read, kept, rejected)
    drug_sources.note(db, one)
    run.loaded.append(as_value(one))


def _keep(db: sqlite.Connection, part: Part, rows: Rows, run: _Run) -> int:
    table, reader = _READERS[part.role]
    before = drug_sources.count(db, table)
    with part.open() as stream:
        values = reader(blocks(stream, rows, run.read), rows)
        drug_sources.keep(db, table, _shaped(part.role, values))
    return drug_sources.count(db, table) - before


def _shaped(role: Role, values: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """FDA's rows with the mark of their list, and a place for the product's number."""
    if role.kind not in (Kind.NDC, Kind.UNFINISHED):
        return values
    mark = int(role.kind is Kind.UNFINISHED)
    if role in (Role.PRODUCTS, Role.UNFINISHED_PRODUCTS):
        return ((None, *row, mark) for row in values)
    return ((*row, mark) for row in values)


def as_value(one: drug_sources.Loaded) -> LoadedRelease:
    """A release in the file, for the window."""
    return LoadedRelease(one.kind, one.day, one.at, one.read, one.kept, one.rejected)


def _kinds(found: Iterable[Release]) -> set[str]:
    return {str(one.kind) for one in found}

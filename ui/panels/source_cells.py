"""What stands in each cell of the sources side by side: words as written, when, and how far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.reconciled import SourceLine
from app.rules.reconciliation.agreed import Agreed, AgreedRow
from models.vocabulary import Source, StatementStatus
from resources.language import N_, _
from ui.words import SOURCES, VERDICTS, day

_OVER = {
    StatementStatus.STOPPED: N_("stopped"),
    StatementStatus.COMPLETED: N_("ended"),
    StatementStatus.NOT_TAKEN: N_("not taken"),
    StatementStatus.ON_HOLD: N_("on hold"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style; `badge` is the tone of a tinted tag, "unknown" a dashed one."""

    words: str
    role: str = "body"
    tone: str = "ink"
    badge: str = ""
    icon: str = ""


Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid: what it is, and a cell for each column."""

    row: AgreedRow
    name: Cell
    cells: tuple[Cell, ...]

    @property
    def spoken(self) -> str:
        words = [piece.words for cell in (self.name, *self.cells) for piece in cell]
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    detail: str
    icon: str


def columns(agreed: Agreed) -> tuple[tuple[Column, ...], tuple[Source, ...]]:
    """Two sources: five columns; otherwise one for each source."""
    told = {source for row in agreed.found.rows for source in row.sources}
    sources = tuple(source for source in Source if source in told)
    if len(sources) != 2:
        return tuple(Column(_(SOURCES[s]), "", s.value) for s in sources), sources
    left, right = (_(SOURCES[source]) for source in sources)
    only = _("Only {source}")
    return (
        Column(only.format(source=left), "", sources[0].value),
        Column(_("Alike"), left, "differs"),
        Column(_("Identical"), _("in both"), "alike"),
        Column(_("Alike"), right, "differs"),
        Column(only.format(source=right), "", sources[1].value),
    ), sources


def grid_row(row: AgreedRow, sources: Sequence[Source], *, wide: int) -> GridRow:
    """`wide` is the number of columns: more than sources means the five of two sources."""
    by_source = tuple(_cell(row.row.of(source)) for source in sources)
    if wide == len(sources):
        return GridRow(row, _name(row), by_source)
    left, right = by_source
    nothing: Cell = ()
    if not (left and right):
        return GridRow(row, _name(row), (left, nothing, nothing, nothing, right))
    if row.standings:
        return GridRow(row, _name(row), (nothing, left, nothing, right, nothing))
    return GridRow(row, _name(row), (nothing, nothing, left, nothing, nothing))


def _name(row: AgreedRow) -> Cell:
    pieces = [Piece(row.row.name or _("Unidentified tablet"), "strong")]
    if row.open_differences:
        words = _("1 open") if row.open_differences == 1 else _("{count} open")
        pieces.append(
            Piece(words.format(count=row.open_differences), "small", badge="warn", icon="differs")
        )
    elif not row.standings:
        pieces.append(Piece(_("Agrees"), "small", badge="ok", icon="alike"))
    if row.settled is None:
        pieces.append(Piece(_("Not settled"), "small", badge="unknown", icon="unasked"))
    elif row.counts:
        words, tone, icon = VERDICTS[row.settled.verdict]
        pieces.append(Piece(_(words), "small", badge=tone, icon=icon))
    else:
        pieces.append(Piece(_("Look again"), "small", badge="unknown", icon="unasked"))
    return tuple(pieces)


def _cell(lines: Sequence[SourceLine]) -> Cell:
    if not lines:
        return ()
    newest = max(lines, key=lambda line: (line.said_on or dt.date.min, line.id))
    pieces = [Piece(newest.drug.name, "small_strong")] if newest.drug.name else []
    told = newest.directions or ""
    if told and newest.source in (Source.PATIENT, Source.CAREGIVER):
        told = f"“{told}”"
    pieces.append(Piece(told or _("no directions"), "body", "ink" if told else "muted"))
    about = [_(_OVER[newest.status])] if newest.status in _OVER else []
    if newest.said_on is not None:
        about.append(day(newest.said_on))
    if len(lines) > 1:
        about.append(_("{count} entries").format(count=len(lines)))
    if about:
        pieces.append(Piece(", ".join(about), "small", "muted"))
    return tuple(pieces)

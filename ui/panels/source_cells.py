"""What stands in each cell of the sources side by side: words as written, when, and how far.

Two sources stand in five columns, packed (only left, alike, identical, alike, only right); any
other number in one column each, after the names. `stacked` is for large letters: one cell for each
medicine with its sources one under another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType

from app.domain.reconciled import SourceLine
from app.rules.reconciliation.agreed import Agreed, AgreedRow
from app.rules.reconciliation.words import neutral
from models.vocabulary import Source, StatementStatus
from resources.language import N_, _
from ui.kit.times import TIMES
from ui.panels.label_times import label_times
from ui.words import SOURCES, VERDICTS, day

_OVER = {
    StatementStatus.STOPPED: N_("stopped"),
    StatementStatus.COMPLETED: N_("ended"),
    StatementStatus.NOT_TAKEN: N_("not taken"),
    StatementStatus.ON_HOLD: N_("on hold"),
}
_MOST_TOLD = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style; `badge` is the tone of a tag, and `times` are numbers to take."""

    words: str = ""
    role: str = "body"
    tone: str = "ink"
    badge: str = ""
    icon: str = ""
    times: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        if not self.times:
            return self.words
        named = zip(TIMES, self.times, strict=True)
        return ", ".join(f"{_(words)} {amount}" for (_icon, words), amount in named if amount)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SourceCell:
    """One cell; `row` is the medicine it belongs to, "" where it only says that nothing is here.

    Two cells are never equal: what did not change is the same cell (`GridMaker`).
    """

    row: str
    pieces: tuple[Piece, ...] = ()
    is_name: bool = False

    @property
    def spoken(self) -> str:
        return ", ".join(piece.spoken for piece in self.pieces) or _("nothing")


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Everything that the table shows."""

    columns: tuple[Column, ...]
    cells: tuple[tuple[SourceCell | None, ...], ...]
    stacked: tuple[SourceCell, ...]
    has_names: bool

    @property
    def order(self) -> tuple[str, ...]:
        """The medicines as they are read: down one column, then the next."""
        width = range(len(self.columns))
        read = (line[at] for at in width for line in self.cells)
        return tuple(dict.fromkeys(cell.row for cell in read if cell is not None and cell.row))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and its cells: in two sources one or a pair, otherwise one for each column."""

    agreed: AgreedRow
    sources: tuple[Source, ...]
    cells: tuple[SourceCell, ...]
    stacked: SourceCell


NO_ROWS: Mapping[str, _Row] = MappingProxyType({})


class GridMaker:
    """Makes grids. What did not change since the one before is the same cell again."""

    def __init__(self, rows: Mapping[str, _Row] = NO_ROWS) -> None:
        self._rows = dict(rows)
        self._nothing = SourceCell("", (Piece(_("Nothing here"), "small", "muted"),))

    def copy(self) -> GridMaker:
        """Another that knows the same cells, to be used on another thread."""
        return GridMaker(self._rows)

    def grid(self, agreed: Agreed, shown: Sequence[AgreedRow]) -> Grid:
        """What the table shows of these rows, in their order."""
        told = {source for row in agreed.found.rows for source in row.sources}
        sources = tuple(source for source in Source if source in told)
        rows = [self._row(row, sources) for row in shown]
        stacked = tuple(row.stacked for row in rows)
        if len(sources) == 2:
            return Grid(
                _five(sources), _packed(rows, sources[0], self._nothing), stacked, has_names=False
            )
        heads = (Column(_("Medicine"), icon="pill"), *(_of_source(source) for source in sources))
        return Grid(heads, tuple(row.cells for row in rows), stacked, has_names=True)

    def _row(self, row: AgreedRow, sources: tuple[Source, ...]) -> _Row:
        known = self._rows.get(row.row.id)
        if known is None or known.sources != sources or known.agreed != row:
            cells = _beside(row, sources) if len(sources) == 2 else _across(row, sources)
            known = self._rows[row.row.id] = _Row(row, sources, cells, _stacked(row, sources))
        return known


def _across(row: AgreedRow, sources: Sequence[Source]) -> tuple[SourceCell, ...]:
    return (_name(row), *(_cell(row, source) for source in sources))


def _beside(row: AgreedRow, sources: Sequence[Source]) -> tuple[SourceCell, ...]:
    """Two cells where the two sources say something different, one where not."""
    left, right = sources
    told = row.row.sources
    if len(told) > 1 and _differ(row):
        return _whole(row, left, _differences(row)), _whole(row, right, _settled(row))
    return (_whole(row, left if left in told else right, _badges(row)),)


def _of_source(source: Source) -> Column:
    return Column(_(SOURCES[source]).capitalize(), icon=source.value)


def _five(sources: Sequence[Source]) -> tuple[Column, ...]:
    left, right = (_(SOURCES[source]) for source in sources)
    only = _("Only {source}")
    return (
        Column(only.format(source=left), _("not in the other"), sources[0].value),
        Column(_("Alike"), left, "differs"),
        Column(_("Identical"), _("in both"), "alike"),
        Column(_("Alike"), right, "differs"),
        Column(only.format(source=right), _("not in the other"), sources[1].value),
    )


def _packed(
    rows: Sequence[_Row], left: Source, nothing: SourceCell
) -> tuple[tuple[SourceCell | None, ...], ...]:
    """Each column filled from the top; the two cells of one medicine beside one another."""
    alike = [row.cells for row in rows if len(row.cells) > 1]
    single = [row for row in rows if len(row.cells) == 1]
    same = [row.cells[0] for row in single if len(row.agreed.row.sources) > 1]
    rest = [row for row in single if len(row.agreed.row.sources) == 1]
    columns = (
        [row.cells[0] for row in rest if row.agreed.row.sources == (left,)],
        [cells[0] for cells in alike],
        same,
        [cells[1] for cells in alike],
        [row.cells[0] for row in rest if row.agreed.row.sources != (left,)],
    )
    return tuple(zip_longest(*(column or [nothing] for column in columns)))


def _differ(row: AgreedRow) -> bool:
    """Whether the sources say something different, not only too little."""
    return any(
        len(standing.difference.rows) == 1 and len(standing.difference.sources) > 1
        for standing in row.standings
    )


def _name(row: AgreedRow) -> SourceCell:
    return SourceCell(row.row.id, (Piece(_named(row), "strong"), *_badges(row)), is_name=True)


def _named(row: AgreedRow) -> str:
    return row.row.name or _("Unidentified tablet")


def _whole(row: AgreedRow, source: Source, badges: Iterable[Piece]) -> SourceCell:
    """A cell that also says the name and how far it is."""
    told = _told(row, row.row.of(source))
    return SourceCell(row.row.id, (Piece(_named(row), "strong"), *told, *badges))


def _cell(row: AgreedRow, source: Source) -> SourceCell:
    return SourceCell(row.row.id, _told(row, row.row.of(source)))


def _stacked(row: AgreedRow, sources: Sequence[Source]) -> SourceCell:
    pieces = [Piece(_named(row), "strong"), *_badges(row)]
    for source in sources:
        if told := _told(row, row.row.of(source)):
            heading = Piece(
                _(SOURCES[source]).capitalize(), "small_strong", "muted", icon=source.value
            )
            pieces += [heading, *told]
    return SourceCell(row.row.id, tuple(pieces), is_name=True)


def _badges(row: AgreedRow) -> Iterable[Piece]:
    return (*_differences(row), *_settled(row))


def _differences(row: AgreedRow) -> Iterable[Piece]:
    """What is open of it, or that all agrees."""
    waiting = [standing for standing in row.standings if not standing.counts]
    words = list(dict.fromkeys(_(neutral(one.difference.kind)) for one in waiting))
    for one in words[:_MOST_TOLD]:
        yield Piece(one, badge="warn", icon="differs")
    if len(words) > _MOST_TOLD:
        more = _("{count} more").format(count=len(words) - _MOST_TOLD)
        yield Piece(more, badge="warn", icon="differs")
    if not row.standings:
        yield Piece(_("Agrees"), badge="ok", icon="alike")


def _settled(row: AgreedRow) -> Iterable[Piece]:
    """What the list shall say of it."""
    if row.settled is None:
        yield Piece(_("Not settled"), badge="unknown", icon="unasked")
    elif row.counts:
        settled, tone, icon = VERDICTS[row.settled.verdict]
        yield Piece(_(settled), badge=tone, icon=icon)
    else:
        yield Piece(_("Look again"), badge="unknown", icon="unasked")


def _told(row: AgreedRow, lines: Sequence[SourceLine]) -> tuple[Piece, ...]:
    if not lines:
        return ()
    newest = max(lines, key=lambda line: (line.said_on or dt.date.min, line.id))
    pieces = []
    if newest.drug.name and newest.drug.name.casefold() != row.row.name.casefold():
        pieces.append(Piece(newest.drug.name, "small_strong"))
    if times := label_times(newest.directions):
        pieces.append(Piece(times=times))
    told = newest.directions or ""
    if told and newest.source in (Source.PATIENT, Source.CAREGIVER):
        told = f"“{told}”"
    pieces.append(Piece(told or _("no directions"), "small", "ink" if told else "muted"))
    about = [_(_OVER[newest.status])] if newest.status in _OVER else []
    if newest.said_on is not None:
        about.append(day(newest.said_on))
    if len(lines) > 1:
        about.append(_("{count} entries").format(count=len(lines)))
    if about:
        pieces.append(Piece(", ".join(about), "small", "muted"))
    return tuple(pieces)

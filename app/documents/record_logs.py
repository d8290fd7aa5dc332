"""What stands behind the grid: codes, signatures, what was counted, and the two logs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Table, TableStyle

from app.documents import blocks, page
from app.documents.canvas import ReadTable
from app.documents.picture import Picture
from app.documents.styles import Styles, style
from app.documents.text import P
from app.documents.wording import number
from app.domain.administration import LETTERS, Entry, MonthSheet, Order
from app.rules.administration import told
from app.rules.administration.counting import counted, percent
from app.rules.administration.grid import CellState, MonthGrid
from app.rules.administration.standing import written
from app.rules.administration.windows import Timing
from models.vocabulary import DoseCode

MARKS = ("given", "blank", "circle", "x", "grey", "hatch", "star")


def codes(picture: Picture, sheet: MonthSheet, styles: Styles) -> list[Flowable]:
    """The legend; a place may have letters of its own (`domain.md` 5.4)."""
    words = picture.words
    letters = [f"{sheet.customs.letters[code]}: {words(f'record.{code}')}" for code in LETTERS]
    marks = [words(f"record.codes_{mark}") for mark in MARKS]
    title = P(words("record.codes"), styles.heading)
    return [KeepTogether([title, P(" · ".join([*letters, *marks]), styles.body)])]


def signatures(picture: Picture, sheet: MonthSheet, styles: Styles) -> list[Flowable]:
    """Whose initials they are, each with a line to sign on."""
    words = picture.words
    used = sorted({e.initials for e in sheet.chart.entries if e.initials})
    most = max(2 * page.SIGNATURE_LINES, len(used))
    filled = [*used, *[""] * (most + most % 2 - len(used))]
    half = len(filled) // 2
    rows = [(filled[at], "", "", filled[at + half], "") for at in range(half)]
    names = (words("record.initials"), words("record.signature"))
    heading = (*names, "", *names)
    title = P(words("record.signatures"), styles.heading)
    return [KeepTogether([title, _table(heading, rows, page.COLUMNS_OF_SIGNATURES)])]


def counts(
    picture: Picture, sheet: MonthSheet, grid: MonthGrid, styles: Styles
) -> Iterator[Flowable]:
    """What was written down of each order, of what was due (`domain.md` 5.6)."""
    if not sheet.is_filled:
        return
    words, rows = picture.words, written(sheet.chart.entries)
    lines = []
    for order in dict.fromkeys(line.order for line in grid.lines if not line.order.is_needed):
        found = counted(sheet.chart, order, rows, grid.first, grid.last, now=sheet.now)
        share = found.share(found.given)
        if share is None:
            continue
        given = words(
            "record.given_of",
            given=str(found.given),
            due=str(found.due),
            share=percent(share),
        )
        parts = [f"{order.drug}: {given}"]
        for name, count in (("refused", found.of(DoseCode.REFUSED)), ("blank", found.undocumented)):
            part = found.share(count)
            if count and part is not None:
                parts.append(words(f"record.{name}_of", share=percent(part)))
        if found.hospital or found.leave or found.held:
            out = {"hospital": found.hospital, "leave": found.leave, "held": found.held}
            told_out = {name: str(count) for name, count in out.items()}
            parts.append(words("record.left_out", **told_out))
        lines.append(P("; ".join(parts), styles.body))
    if lines:
        yield KeepTogether([P(words("record.counts"), styles.heading), *lines])


def exceptions(
    picture: Picture, sheet: MonthSheet, grid: MonthGrid, styles: Styles
) -> list[Flowable]:
    """Each dose that was not simply given in time, with the exact reason; and lines to write on."""
    words = picture.words
    rows = []
    for line in grid.lines:
        for cell in line.cells:
            for entry in cell.entries:
                if cell.state is CellState.WRITTEN or line.is_extra:
                    why = _why(picture, entry, cell.timing)
                    if why or entry.code is not DoseCode.GIVEN or line.is_extra:
                        rows.append(_exception(picture, sheet, line.order, entry, why))
    rows.sort(key=lambda row: row[0])
    blank = max(0, page.EXCEPTION_LINES - len(rows))
    rows += [("",) * len(page.COLUMNS_OF_EXCEPTIONS)] * blank
    heading = tuple(words(f"record.{n}") for n in ("day", "at", "medicine", "code", "why"))
    title = P(words("record.exceptions"), styles.heading)
    title.keepWithNext = True
    whole = (*heading, words("record.initials"))
    return [title, _table(whole, rows, page.COLUMNS_OF_EXCEPTIONS)]


def needed(picture: Picture, sheet: MonthSheet, grid: MonthGrid, styles: Styles) -> list[Flowable]:
    """The log of as-needed doses, on a page of its own."""
    words = picture.words
    rows = [
        _needed_row(sheet, line.order, entry)
        for line in grid.lines
        if line.order.is_needed
        for cell in line.cells
        for entry in cell.entries
    ]
    rows.sort(key=lambda row: (row[0], row[1]))
    blank = max(0, page.NEEDED_LINES - len(rows))
    rows += [("",) * len(page.COLUMNS_OF_NEEDED)] * blank
    names = ("day", "at", "dose", "why", "initials", "result", "result_at", "initials")
    heading = tuple(words(f"record.{name}") for name in names)
    title = P(words("record.needed_log"), styles.heading)
    title.keepWithNext = True
    return [PageBreak(), title, _table(heading, rows, page.COLUMNS_OF_NEEDED)]


def _why(picture: Picture, entry: Entry, timing: Timing) -> str:
    words = picture.words
    parts = [entry.reason]
    if timing is not Timing.IN_TIME:
        parts.append(words(f"record.{timing}"))
    if entry.corrects is not None:
        parts.append(words("record.corrected", reason=entry.because))
    return "; ".join(part for part in parts if part)


def _exception(
    picture: Picture, sheet: MonthSheet, order: Order, entry: Entry, why: str
) -> tuple[str, ...]:
    wall = entry.due or sheet.chart.wall(entry.at or entry.saved_at)
    letters = told.letters(entry, sheet.customs)
    name = picture.words(f"record.{entry.code}") if entry.code in LETTERS else ""
    code = f"{letters}: {name}" if name else letters
    return (f"{wall:%m/%d}", f"{wall:%H:%M}", order.drug, code, why, entry.initials)


def _needed_row(sheet: MonthSheet, order: Order, entry: Entry) -> tuple[str, ...]:
    wall = sheet.chart.wall(entry.at or entry.saved_at)
    amount = "" if entry.amount is None else f"{number(entry.amount)} {order.unit}".strip()
    what = f"{order.drug}: {amount}" if amount else order.drug
    if entry.code in sheet.customs.letters:
        what = f"{what} ({sheet.customs.letters[entry.code]})"
    result_at = "" if entry.result_at is None else f"{sheet.chart.wall(entry.result_at):%H:%M}"
    return (
        f"{wall:%m/%d}",
        f"{wall:%H:%M}",
        what,
        entry.reason,
        entry.initials,
        entry.result,
        result_at,
        "",
    )


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]], parts: Sequence[int]) -> Table:
    """A ruled table to read and to write on; its heading is repeated on every page."""
    plain = style("log", page.RECORD_SMALL, leading=page.LEADING_TIGHT)
    strong = style("log head", page.RECORD_SMALL, leading=page.LEADING_TIGHT, bold=True)
    widths = [page.RECORD.inner * part / sum(parts) for part in parts]
    drawn = [[P(text, strong) if text else "" for text in heading]]
    drawn += [[P(text, plain) if text else "" for text in row] for row in rows]
    everything = ((0, 0), (-1, -1))
    tight = blocks.TIGHT
    made = Table(
        drawn,
        colWidths=widths,
        rowHeights=[None, *[_height(row, widths, tight.beside) for row in drawn[1:]]],
        repeatRows=1,
        splitInRow=0,
        hAlign="LEFT",
        renderCB=ReadTable(has_heading=True),
        style=TableStyle(
            [
                ("GRID", *everything, page.THIN / 2, page.HAIR),
                ("VALIGN", *everything, "MIDDLE"),
                ("LEFTPADDING", *everything, tight.beside / 2),
                ("RIGHTPADDING", *everything, tight.beside / 2),
                ("TOPPADDING", *everything, 1),
                ("BOTTOMPADDING", *everything, 2),
            ]
        ),
    )
    made.spaceAfter = page.AFTER_TABLE
    return made


def _height(row: Sequence[object], widths: Sequence[float], beside: float) -> float:
    """High enough to write on, and for all words of the row."""
    tallest = 0.0
    for cell, width in zip(row, widths, strict=True):
        if not isinstance(cell, str):
            tallest = max(tallest, cell.wrap(width - beside, page.ENDLESS)[1])  # type: ignore[attr-defined]
    return max(page.LOG_LINE, tallest + 2 * page.RECORD_PAD)

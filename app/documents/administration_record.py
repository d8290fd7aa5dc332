"""The administration record of a month on paper: blank to write on, or with what was written.

Laid out as `domain.md` 5.6 asks: landscape, 31 equal days, a row for each time, as-needed apart,
codes, initials and signatures, a log of at least 20 as-needed doses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportlab.platypus import Flowable, Table, TableStyle

from app.documents import page, press, record_logs
from app.documents.canvas import ReadTable
from app.documents.picture import Picture
from app.documents.record_band import Band, BandLine, Numbers
from app.documents.styles import Styles, style
from app.documents.text import Lettering, P
from app.documents.wording import Strong, Words, number, tidy_numbers
from app.domain.administration import MonthSheet, Order
from app.domain.patient import PartialDate
from app.domain.record_words import substance_words
from app.errors import Refused
from app.rules.administration import told
from app.rules.administration.grid import Cell, CellState, Line, MonthGrid, month_grid
from app.rules.administration.noticing import span
from models.vocabulary import AllergyKind
from resources.language import _

SATURDAY = 5
LONG_AGO = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)


def render(picture: Picture) -> bytes:
    """The sheet as a PDF."""
    words, sheet = picture.words, sheet_of(picture)
    styles = Styles.of(page.RECORD_LETTERS, tight=True)
    return press.render(
        lambda: story(picture, sheet, styles),
        title=words("record.file_title"),
        surround=replace(press.surround(picture, _head(picture, sheet)), draft=None),
        language=picture.language,
        sheet=page.RECORD,
        styles=styles,
    )


def sheet_of(picture: Picture) -> MonthSheet:
    """What the sheet is made from; where it is to be blank, without what was written."""
    sheet = picture.sheet
    if sheet is None:
        raise Refused(_("Nobody keeps an administration record for this patient yet."))
    if sheet.is_filled:
        return sheet
    return replace(sheet, chart=replace(sheet.chart, entries=(), away=()), now=LONG_AGO)


def story(picture: Picture, sheet: MonthSheet, styles: Styles) -> list[Flowable]:
    """What stands over it, the due doses, those as needed, and the logs behind them."""
    grid = month_grid(
        sheet.chart, sheet.customs, sheet.month.year, sheet.month.month, now=sheet.now
    )
    routine = [line for line in grid.lines if not line.order.is_needed]
    needed = [line for line in grid.lines if line.order.is_needed]
    return [
        *_facts(picture, sheet, grid, styles),
        *_bands(picture, sheet, grid, routine, "record.due", styles),
        *_bands(picture, sheet, grid, needed, "record.needed", styles),
        *record_logs.codes(picture, sheet, styles),
        *record_logs.signatures(picture, sheet, styles),
        *record_logs.counts(picture, sheet, grid, styles),
        *record_logs.exceptions(picture, sheet, grid, styles),
        *record_logs.needed(picture, sheet, grid, styles),
    ]


def _head(picture: Picture, sheet: MonthSheet) -> Words:
    words, patient = picture.words, picture.session.patient
    return words.pieces(
        "record.head",
        name=Strong(picture.name),
        born=words.partial(patient.birth_date),
        sex=words(f"sex.{patient.sex}"),
        month=_month(picture, sheet.month),
        allergies=Strong(_allergies(picture)),
    )


def _month(picture: Picture, day: dt.date) -> str:
    return picture.words.partial(PartialDate(day.year, day.month))


def _allergies(picture: Picture) -> str:
    kinds = (AllergyKind.ALLERGY, AllergyKind.UNKNOWN)
    recorded = [a for a in picture.session.patient.allergies if a.kind in kinds]
    if recorded:
        return "; ".join(
            substance_words(a.substance) + (f" ({a.reaction})" if a.reaction else "")
            for a in recorded
        )
    was_asked = picture.session.value("intake.allergies") == "none"
    return picture.words("record.none_known" if was_asked else "record.not_asked")


def _facts(
    picture: Picture, sheet: MonthSheet, grid: MonthGrid, styles: Styles
) -> Iterator[Flowable]:
    """What stands over the first page: where, what to know, who orders."""
    words, head = picture.words, sheet.chart.head
    orders = dict.fromkeys(line.order for line in grid.lines)
    sick = [c.name for c in picture.session.patient.conditions if c.is_active is not False]
    facts = (
        ("place", head.place),
        ("room", head.room),
        ("diet", head.diet),
        ("needs", head.needs),
        ("diagnoses", ", ".join(sick)),
        ("prescribers", ", ".join(dict.fromkeys(o.prescriber for o in orders if o.prescriber))),
        ("pharmacy", f"{picture.pharmacy.name}  {picture.pharmacy.phone}".strip()),
    )
    yield P(words("record.title", month=_month(picture, sheet.month)), styles.title)
    alarm = style("alarm", page.RECORD_NAME, bold=True, colour=page.ALARM, after=page.RECORD_PAD)
    yield P(f"{words('record.allergies')}: {_allergies(picture)}", alarm)
    pieces: list[str | Strong] = []
    for name, text in facts:
        if text:
            pieces += [" · "] if pieces else []
            pieces += [Strong(f"{words(f'record.{name}')}: "), text]
    if pieces:
        yield P(tuple(pieces), styles.body)


def _bands(
    picture: Picture,
    sheet: MonthSheet,
    grid: MonthGrid,
    lines: list[Line],
    heading: str,
    styles: Styles,
) -> Iterator[Flowable]:
    title = P(picture.words(heading), styles.heading)
    title.keepWithNext = True
    if not lines:
        if heading == "record.due":
            yield title
            yield P(picture.words("record.no_orders"), styles.body)
        return
    yield title
    orders = dict.fromkeys(line.order for line in lines)
    rows: list[list[Flowable]] = [[_numbers(picture, grid)]]
    rows += [[_band(picture, sheet, order, lines)] for order in orders]
    made = Table(
        rows,
        colWidths=[page.RECORD.inner],
        repeatRows=1,
        splitInRow=0,
        hAlign="LEFT",
        renderCB=ReadTable(has_heading=True),
        style=TableStyle(
            [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        ),
    )
    made.spaceAfter = page.AFTER_TABLE
    yield made


def _numbers(picture: Picture, grid: MonthGrid) -> Numbers:
    strong = style("numbers", page.RECORD_SMALL, leading=1, bold=True)
    days = (grid.first + dt.timedelta(days=n) for n in range((grid.last - grid.first).days + 1))
    weekend = [day.day for day in days if day.weekday() >= SATURDAY]
    words = picture.words
    return Numbers(P(words("record.medicine"), strong), words("record.time"), weekend)


def _band(picture: Picture, sheet: MonthSheet, order: Order, lines: Iterable[Line]) -> Band:
    own = [line for line in lines if line.order is order]
    drawn = [_line(picture, sheet, line) for line in own]
    dc = "" if order.ended is None else picture.words("record.dc")
    return Band(list(_said(picture, order)), drawn, dc)


def _line(picture: Picture, sheet: MonthSheet, line: Line) -> BandLine:
    letters = tuple(_letters(sheet, cell) for cell in line.cells)
    return BandLine(_time(picture, line), line.cells, letters)


def _letters(sheet: MonthSheet, cell: Cell) -> str:
    if cell.state is CellState.AWAY and not sheet.is_filled:
        return ""
    return told.in_cell(cell, sheet.customs)


def _time(picture: Picture, line: Line) -> str:
    words = picture.words
    if line.is_extra:
        return words("record.extra")
    if line.order.is_needed:
        return words("record.as_needed")
    if line.time is None:
        return f"{line.nth}."
    time = f"{line.time:%H:%M}"
    return words("record.off", time=time) if line.is_off else time


def _said(picture: Picture, order: Order) -> Iterator[Lettering]:
    """The left side: the medicine, its directions, and who ordered what from when to when."""
    name = style("name", page.RECORD_NAME, leading=page.LEADING_TIGHT, bold=True)
    small = style("said", page.RECORD_SMALL, leading=page.LEADING_TIGHT)
    yield P(tidy_numbers(order.drug), name)
    yield P(tidy_numbers(order.directions), small)
    more = [text for text in (*_limits(picture, order), order.instruction) if text]
    if more:
        yield P(tidy_numbers(" ".join(more)), small)
    yield P(" · ".join(_life(picture, order)), small)


def _limits(picture: Picture, order: Order) -> Iterator[str]:
    words, limits, reading = picture.words, order.limits, order.reading
    if limits is not None and limits.least_minutes is not None:
        time = span(dt.timedelta(minutes=limits.least_minutes))
        yield words("record.least", time=time)
    if limits is not None and limits.most is not None:
        yield words("record.most", most=number(limits.most), unit=limits.most_unit)
    if order.scale:
        steps = (
            f"{number(s.low)}-{'' if s.high is None else number(s.high)}: {number(s.amount)}"
            for s in order.scale
        )
        yield words("record.scale", steps="; ".join(steps))
    if reading is not None:
        told_reading = words("record.reading", name=reading.name)
        under, over = reading.hold_under, reading.hold_over
        if under is not None:
            told_reading += f" {words('record.hold_under', limit=number(under))}"
        if over is not None:
            told_reading += f" {words('record.hold_over', limit=number(over))}"
        yield f"{told_reading}."


def _life(picture: Picture, order: Order) -> Iterator[str]:
    words = picture.words
    began = words("record.from", day=_day(order.first))
    if order.until is not None:
        began += f" {words('record.until', day=_day(order.until - dt.timedelta(minutes=1)))}"
    yield began
    if order.is_struck:
        yield words("record.struck", name=order.ended_by, reason=order.ended_because)
    elif order.ended is not None:
        last = order.ended - dt.timedelta(minutes=1)
        yield words("record.ended", moment=_day(last), reason=order.ended_because)
    if order.replaces is not None:
        yield words("record.new_row")
    if order.reason:
        yield words("record.reason", reason=order.reason)
    if order.prescriber:
        yield order.prescriber
    if order.prescription:
        yield words("record.number", number=order.prescription)
    yield words("record.taken_by", name=order.written_by or "______")


def _day(wall: dt.datetime) -> str:
    """A day as it is written on the sheet, in either language: 02/16/2024."""
    return f"{wall:%m/%d/%Y}"

"""February 2024 of Rosa Bianchi, every figure of `domain.md` 11, scenario 12."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.administration import Customs
from app.rules.administration import needed, told
from app.rules.administration.counting import counted, percent
from app.rules.administration.grid import CellState, month_grid
from app.rules.administration.needed import Noticed
from app.rules.administration.standing import written
from models.vocabulary import DoseCode
from tests.app.rules.administration.records import (
    ACETAMINOPHEN,
    ALENDRONATE,
    FEBRUARY,
    LEVOTHYROXINE_75,
    LEVOTHYROXINE_88,
    MARCH_1,
    METOPROLOL,
    scenario_12,
)

CHART = scenario_12()
ROWS = written(CHART.entries)
GRID = month_grid(CHART, Customs(), 2024, 2, now=MARCH_1)


@pytest.mark.parametrize(
    ("order", "scheduled", "hospital", "held", "leave", "due", "given", "shares"),
    [
        (METOPROLOL, 58, 6, 2, 0, 50, 46, ("92.0 %", "6.0 %", "2.0 %")),
        (ALENDRONATE, 5, 1, 0, 0, 4, 4, ("100.0 %", "0.0 %", "0.0 %")),
        (LEVOTHYROXINE_75, 15, 3, 0, 0, 12, 12, ("100.0 %", "0.0 %", "0.0 %")),
        (LEVOTHYROXINE_88, 14, 0, 0, 1, 13, 13, ("100.0 %", "0.0 %", "0.0 %")),
    ],
)
def test_the_counts_come_out_exactly(
    order, scheduled, hospital, held, leave, due, given, shares
) -> None:
    found = counted(CHART, order, ROWS, *FEBRUARY, now=MARCH_1)

    assert (found.scheduled, found.hospital, found.held, found.leave) == (
        scheduled,
        hospital,
        held,
        leave,
    )
    assert (found.due, found.given, found.to_come) == (due, given, 0)
    parts = (found.given, found.of(DoseCode.REFUSED), found.undocumented)
    assert tuple(percent(found.share(part)) for part in parts) == shares


def test_the_line_of_metoprolol_tells_them() -> None:
    found = counted(CHART, METOPROLOL, ROWS, *FEBRUARY, now=MARCH_1)

    assert told.counts(found) == (
        "50 due · 46 given (92.0 %) · 2 held by order · 3 refused (6.0 %) · "
        "6 in the hospital · 1 not written down (2.0 %)"
    )


def test_the_grid_has_29_days_and_two_that_are_hatched() -> None:
    for line in GRID.lines:
        assert len(line.cells) == 31
        assert [cell.state is CellState.NO_DAY for cell in line.cells] == [False] * 29 + [True] * 2


def test_alendronate_is_due_on_five_thursdays_and_crossed_out_on_the_others() -> None:
    line = next(line for line in GRID.lines if line.order is ALENDRONATE)

    due = [cell.day.day for cell in line.cells if cell.takes]
    crossed = [cell for cell in line.cells if cell.state is CellState.NOT_DUE]

    assert due == [1, 8, 15, 22, 29]
    assert len(crossed) == 24
    assert {told.in_cell(cell, Customs()) for cell in crossed} == {"X"}


def test_the_changed_dose_is_a_row_that_ends_and_a_new_one() -> None:
    old, new = (
        next(line for line in GRID.lines if line.order is order)
        for order in (LEVOTHYROXINE_75, LEVOTHYROXINE_88)
    )

    assert [cell.state is CellState.AFTER for cell in old.cells[:29]] == [False] * 15 + [True] * 14
    assert [cell.state is CellState.BEFORE for cell in new.cells[:29]] == [True] * 15 + [False] * 14
    assert new.order.replaces == old.order.id


def test_seven_as_needed_doses_raise_four_flags() -> None:
    doses = ROWS.free[ACETAMINOPHEN.id]

    found = needed.flags(ACETAMINOPHEN, doses, Customs(), now=MARCH_1)

    by_id = {dose.id: CHART.wall(dose.at) for dose in doses}
    assert sum(dose.amount for dose in doses) == 14
    assert len(doses) == 7
    assert [(flag.kind, f"{by_id[flag.entry]:%d %H:%M}") for flag in found] == [
        (Noticed.TOO_SOON, "17 12:10"),
        (Noticed.TOO_SOON, "17 23:50"),
        (Noticed.TOO_MUCH, "17 23:50"),
        (Noticed.NO_RESULT, "09 22:00"),
    ]
    soon = [flag.after for flag in found if flag.after is not None]
    assert soon == [dt.timedelta(hours=4, minutes=10), dt.timedelta(hours=5, minutes=35)]
    assert [flag.total for flag in found if flag.total is not None] == [Decimal(4000)]


def test_the_record_of_march_is_built_from_the_orders() -> None:
    march = month_grid(CHART, Customs(), 2024, 3, now=MARCH_1)

    names = [line.order.drug for line in march.lines]
    assert "levothyroxine 88 mcg tablet" in names
    assert "levothyroxine 75 mcg tablet" not in names
    assert {cell.state is CellState.NO_DAY for line in march.lines for cell in line.cells} == {
        False
    }
    assert not any(cell.entries for line in march.lines for cell in line.cells)

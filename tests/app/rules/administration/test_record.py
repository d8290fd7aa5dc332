"""What counts, what is noticed, and what directions propose."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directions.parse import parse
from app.domain.administration import (
    CLOCK,
    Away,
    Customs,
    Limits,
    Phase,
    Reading,
    Rhythm,
    ScaleStep,
)
from app.errors import Refused
from app.rules.administration import told
from app.rules.administration.counting import counted
from app.rules.administration.grid import CellState, month_grid
from app.rules.administration.noticing import noticed
from app.rules.administration.ordering import ordered
from app.rules.administration.proposal import proposal
from app.rules.administration.slots import slots
from app.rules.administration.standing import history, written
from app.rules.administration.typed_record import NewOrder
from models.base import new_id
from models.vocabulary import AwayKind, DoseCode, OrderId, RecordId, RhythmKind
from tests.app.rules.administration.records import (
    ACETAMINOPHEN,
    CHICAGO,
    FEBRUARY,
    HOSPITAL,
    MARCH_1,
    Pen,
    daily,
    make_chart,
    make_order,
)

DAY = dt.datetime(2024, 2, 5)
TWICE = make_order(rhythm=daily("08:00", "20:00"))


def kinds(chart, entry) -> list[str]:
    return [notice.kind.value for notice in noticed(chart, entry, Customs())]


def test_the_newest_row_counts_and_the_older_are_kept() -> None:
    pen, due = Pen(), DAY.replace(hour=8)
    first = pen.write(TWICE, due)
    second = pen.write(TWICE, due, DoseCode.REFUSED, corrects=first.id, because="wrong patient")
    rows = written((second, first))

    assert rows.standing((TWICE.id, due)) is second
    assert rows.cells[(TWICE.id, due)] == (first, second)
    assert history((first, second), second) == (second, first)


def test_a_row_written_in_error_leaves_the_dose_undocumented() -> None:
    pen, due = Pen(), DAY.replace(hour=8)
    first = pen.write(TWICE, due)
    second = pen.write(TWICE, due, DoseCode.IN_ERROR, corrects=first.id)
    chart = make_chart(TWICE, entries=(first, second))

    cell = month_grid(chart, Customs(), 2024, 2, now=MARCH_1).lines[0].cells[4]

    assert cell.state is CellState.BLANK
    assert cell.rows == 2
    assert told.in_cell(cell, Customs()) == ""


def test_a_corrected_as_needed_dose_stands_once() -> None:
    pen = Pen()
    first = pen.write(ACETAMINOPHEN, None, at=DAY.replace(hour=9))
    second = pen.write(
        ACETAMINOPHEN, None, at=DAY.replace(hour=10), corrects=first.id, result="better"
    )

    assert written((first, second)).free[ACETAMINOPHEN.id] == (second,)


def test_a_dose_given_in_spite_of_a_stay_counts_as_given() -> None:
    due = dt.datetime(2024, 2, 13, 8)
    chart = make_chart(TWICE, entries=(Pen().write(TWICE, due),), away=(HOSPITAL,))

    found = counted(chart, TWICE, written(chart.entries), *FEBRUARY, now=MARCH_1)

    assert (found.hospital, found.given) == (5, 1)


def test_what_is_not_due_yet_counts_nowhere() -> None:
    chart = make_chart(TWICE)
    noon = dt.datetime(2024, 2, 2, 12, tzinfo=CHICAGO)

    found = counted(chart, TWICE, written(()), *FEBRUARY, now=noon)

    assert (found.scheduled, found.to_come, found.due, found.undocumented) == (58, 55, 3, 3)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(8, 0, []), (7, 0, []), (6, 59, ["early"]), (9, 0, []), (9, 1, ["late"])],
)
def test_early_and_late_are_noticed_against_the_window(hour, minute, expected) -> None:
    entry = Pen().write(TWICE, DAY.replace(hour=8), at=DAY.replace(hour=hour, minute=minute))

    assert kinds(make_chart(TWICE), entry) == expected


def test_an_order_may_have_a_window_of_its_own() -> None:
    order = replace(TWICE, window=30)
    entry = Pen().write(order, DAY.replace(hour=8), at=DAY.replace(hour=8, minute=31))

    found = noticed(make_chart(order), entry, Customs())

    assert [notice.words for notice in found] == [
        "31 min after its time. The window is 30 min to either side."
    ]
    assert found[0].field == "at"


def test_a_dose_before_its_order_is_noticed_beside_the_time() -> None:
    order = replace(TWICE, first=dt.datetime(2024, 2, 6), ended=dt.datetime(2024, 2, 8))
    chart = make_chart(order)
    pen = Pen()

    before = noticed(chart, pen.write(order, None, at=DAY.replace(hour=8)), Customs())
    after = noticed(chart, pen.write(order, None, at=dt.datetime(2024, 2, 9)), Customs())

    assert before[0].words == "That is before the order begins, 02/06/2024 00:00."
    assert after[0].words == "That is after the order ended, 02/08/2024 00:00."
    assert before[0].field == "at"


def test_a_second_dose_of_the_same_time_is_noticed_unless_it_corrects_the_first() -> None:
    pen, due = Pen(), DAY.replace(hour=8)
    first = pen.write(TWICE, due)
    chart = make_chart(TWICE, entries=(first,))

    assert kinds(chart, pen.write(TWICE, due)) == ["double"]
    assert kinds(chart, pen.write(TWICE, due, corrects=first.id)) == []


def test_two_doses_near_each_other_and_one_more_than_ordered_are_noticed() -> None:
    pen = Pen()
    late = pen.write(TWICE, DAY.replace(hour=8), at=DAY.replace(hour=17))
    chart = make_chart(TWICE, entries=(late,))

    assert kinds(chart, pen.write(TWICE, DAY.replace(hour=20))) == ["close"]
    assert kinds(chart, pen.write(TWICE, None, at=DAY.replace(hour=12))) == ["double", "close"]


def test_a_dose_during_a_stay_is_noticed() -> None:
    chart = make_chart(TWICE, away=(HOSPITAL,))
    leave = Away(RecordId(HOSPITAL.id), AwayKind.LEAVE_SENT, DAY, DAY.replace(hour=12))

    assert kinds(chart, Pen().write(TWICE, dt.datetime(2024, 2, 13, 8))) == ["away"]
    assert kinds(replace(chart, away=(leave,)), Pen().write(TWICE, DAY.replace(hour=8))) == ["away"]


def test_the_limits_of_an_order_and_its_scale_are_cited() -> None:
    reading = Reading("pulse", Decimal(55), Decimal(120))
    scale = (ScaleStep(Decimal(150), Decimal(199), Decimal(2)),)
    order = replace(TWICE, reading=reading, unit="units", scale=scale)
    chart, pen, due = make_chart(order), Pen(), DAY.replace(hour=8)

    def words(**named: object) -> list[str]:
        return [n.words for n in noticed(chart, pen.write(order, due, **named), Customs())]

    assert words(reading=Decimal("54")) == [
        "The order says: hold under 55.",
        "The scale of the order has no step for this.",
    ]
    assert words(reading=Decimal("160"), amount=Decimal(4)) == [
        "The order says: hold over 120.",
        "The scale of the order says 2 units for this reading.",
    ]
    assert words(reading=None) == []
    assert words(code=DoseCode.REFUSED, reading=Decimal(1)) == []


def test_as_needed_limits_are_noticed_before_the_dose_is_kept() -> None:
    pen = Pen()
    times = (8, 14, 20)
    doses = tuple(pen.write(ACETAMINOPHEN, None, at=DAY.replace(hour=h)) for h in times)
    chart = make_chart(ACETAMINOPHEN, entries=doses)
    next_day = DAY + dt.timedelta(days=1)

    early = noticed(chart, pen.write(ACETAMINOPHEN, None, at=DAY.replace(hour=23)), Customs())
    rolled = noticed(chart, pen.write(ACETAMINOPHEN, None, at=next_day.replace(hour=8)), Customs())

    assert [notice.words for notice in early] == [
        "3 h between two doses. The order says at least 6 h.",
        "4,000 mg in 24 hours. The order says at most 3,000 mg.",
    ]
    assert rolled == ()


def test_a_dose_written_late_is_weighed_against_the_doses_behind_it() -> None:
    pen = Pen()
    stands = pen.write(ACETAMINOPHEN, None, at=DAY.replace(hour=12))
    chart = make_chart(ACETAMINOPHEN, entries=(stands,))

    assert kinds(chart, pen.write(ACETAMINOPHEN, None, at=DAY.replace(hour=9))) == ["too_soon"]


def test_a_limit_may_be_a_number_of_doses_or_not_be_countable() -> None:
    pen = Pen()
    by_dose = replace(ACETAMINOPHEN, limits=Limits(None, Decimal(1), "dose"))
    unknown = replace(ACETAMINOPHEN, limits=Limits(None, Decimal(1), "spoon"))
    for order, expected in ((by_dose, ["too_much"]), (unknown, [])):
        chart = make_chart(order, entries=(pen.write(order, None, at=DAY.replace(hour=8)),))

        assert kinds(chart, pen.write(order, None, at=DAY.replace(hour=12))) == expected


def test_a_cell_is_told_in_words_to_who_hears_it() -> None:
    due = DAY.replace(hour=8)
    entry = Pen().write(TWICE, due, at=DAY.replace(hour=9, minute=5))
    chart = make_chart(TWICE, entries=(entry,), away=(HOSPITAL,))
    line = month_grid(chart, Customs(), 2024, 2, now=MARCH_1).lines[0]

    assert told.spoken(line, line.cells[4], chart) == (
        "lisinopril 10 mg tablet, 08:00, February 5: given, 09:05, by LO, late"
    )
    assert told.spoken(line, line.cells[12], chart).endswith("February 13: in the hospital")
    assert told.spoken(line, line.cells[5], chart).endswith("February 6: nothing written")
    assert told.spoken(line, line.cells[30], chart) == "this month has no such day"


def test_hours_that_do_not_fit_a_day_have_a_line_for_each_dose_of_the_day() -> None:
    order = make_order(rhythm=Rhythm(RhythmKind.HOURS, (dt.time(6),), every_hours=5))

    grid = month_grid(make_chart(order), Customs(), 2024, 2, now=MARCH_1)

    assert [line.nth for line in grid.lines] == [1, 2, 3, 4, 5]
    due = sum(cell.takes for line in grid.lines for cell in line.cells)
    assert due == len(slots(order, *FEBRUARY)) == 139


def test_a_dose_that_was_not_scheduled_has_a_line_of_its_own() -> None:
    extra = Pen().write(TWICE, None, at=DAY.replace(hour=12))

    grid = month_grid(make_chart(TWICE, entries=(extra,)), Customs(), 2024, 2, now=MARCH_1)

    assert [told.time_of(line) for line in grid.lines] == ["08:00", "20:00", "one more"]


CODES = st.sampled_from([code for code in DoseCode if code is not DoseCode.IN_ERROR])


@given(st.dictionaries(st.integers(0, 57), CODES), st.booleans())
def test_every_scheduled_dose_is_counted_in_exactly_one_way(what, is_away) -> None:
    pen, due = Pen(), slots(TWICE, *FEBRUARY)
    entries = tuple(pen.write(TWICE, due[at].due, code) for at, code in what.items())
    chart = make_chart(TWICE, entries=entries, away=(HOSPITAL,) if is_away else ())

    found = counted(chart, TWICE, written(entries), *FEBRUARY, now=MARCH_1)

    every = sum(count for _code, count in found.by_code) + found.undocumented
    assert every == found.scheduled == 58
    assert 0 <= found.given <= found.due or not found.due
    without = counted(chart, TWICE, written(entries[1:]), *FEBRUARY, now=MARCH_1)
    assert without.given <= found.given


@pytest.mark.parametrize(
    ("words", "asks", "schedule"),
    [
        ("Take 1 tablet by mouth at 08:00 and 20:00", (), "1 08:00, 20:00"),
        ("take 1 tablet every Thursday at 06:00", (), "1 Thu 06:00"),
        ("1 tab po q8h", ("times",), "1 every 8 hours from"),
        ("take 1 tablet daily", ("times",), "1"),
        ("apply 1 patch every 72 hours", ("times",), "1 every 3 days,"),
        ("take 1 tablet every other day in the morning", (), "1 every 2 days, 08:00"),
        ("take 1 tablet every 2 weeks", ("times", "weekday"), "1"),
        ("1 tab monthly", ("times", "weekday"), "1 day  of the month,"),
        ("use as directed", ("words",), ""),
        ("inject insulin per sliding scale before meals", (), "08:00, 12:00, 18:00"),
        (
            "take 4 tablets in the morning for 3 days, then 3 tablets in the morning for 3 days",
            (),
            "4 08:00 for 3 days; 3 08:00 for 3 days",
        ),
    ],
)
def test_directions_propose_an_order_and_leave_open_what_they_do_not_say(
    words, asks, schedule
) -> None:
    found = proposal(parse(words), CLOCK)

    assert set(found.asks) == set(asks)
    phases = found.phases or (Phase(Rhythm(RhythmKind.DAYS)),)
    assert told.schedule(make_order(phases=phases)).strip() == schedule


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("take 1 tablet at 08:00 and 20:00, hold if heart rate is below 55",
         "hold if heart rate is below 55"),
        ("take 1 tablet at 08:00", ""),
        ("take 2 tablets every 6 hours as needed for pain, at most 3,000 mg in 24 hours", ""),
    ],
)  # fmt: skip
def test_words_beside_an_understood_dose_are_kept_for_a_person(words, rest) -> None:
    found = proposal(parse(words), CLOCK)

    assert found.rest == rest
    assert ("rest" in found.asks) is bool(rest)


def test_nothing_is_proposed_where_the_words_are_in_doubt() -> None:
    found = proposal(parse("take 1 tablet daily twice a day"), CLOCK)

    assert "words" in found.asks
    assert found.rest == ""


def test_an_order_with_words_that_are_not_understood_needs_a_persons_instruction() -> None:
    new = NewOrder("metoprolol 25 mg", "1 tablet at 08:00, hold if heart rate is below 55",
                   times="08:00", first="02/01/2024")  # fmt: skip

    with pytest.raises(Refused) as refused:
        ordered(new, OrderId(new_id()), by_name="Tess")
    kept = ordered(replace(new, instruction="Pulse under 55: hold"), OrderId(new_id()), by_name="T")

    assert refused.value.field == "instruction"
    assert kept.instruction == "Pulse under 55: hold"
    assert kept.directions == new.directions


def test_as_needed_directions_propose_their_limits() -> None:
    hours = proposal(parse("take 2 tablets every 6 hours as needed, max 3000 mg per day"), CLOCK)
    times = proposal(parse("take 1 tablet up to 3 times a day as needed for pain"), CLOCK)

    assert hours.is_whole
    assert hours.limits == Limits(360, Decimal(3000), "mg")
    assert times.limits == Limits(None, Decimal(3), "dose")

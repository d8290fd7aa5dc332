"""Due doses: rhythms, month ends, nights on which the clocks change."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.administration import Phase, Rhythm
from app.rules.administration.slots import instant, least_gap, slots
from models.vocabulary import RhythmKind
from tests.app.rules.administration.records import CHICAGO, LONG_AGO, at, daily, make_order


def due(order, first: str, last: str) -> list[str]:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [
        f"{slot.due:%m-%d %H:%M}{' off' if slot.is_off else ''}" for slot in slots(order, *days)
    ]


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (daily("20:00", "08:00"), ["03-30 08:00", "03-30 20:00", "03-31 08:00", "03-31 20:00"]),
        (daily("08:00", every_days=2), ["03-30 08:00"]),
        (Rhythm(RhythmKind.WEEK, (at("06:00"),), weekdays=(5,)), ["03-30 06:00"]),
        (Rhythm(RhythmKind.MONTH, (at("06:00"),), month_days=(31,)), ["03-31 06:00"]),
        (
            Rhythm(RhythmKind.HOURS, (at("06:00"),), every_hours=12),
            ["03-30 06:00", "03-30 18:00", "03-31 06:00", "03-31 18:00"],
        ),
        (Rhythm(RhythmKind.NEEDED), []),
    ],
)
def test_each_rhythm_falls_due_as_it_says(rhythm: Rhythm, expected: list[str]) -> None:
    order = make_order(rhythm=rhythm, first=dt.datetime(2024, 3, 2))

    assert due(order, "2024-03-30", "2024-03-31") == expected


def test_the_last_day_of_a_month_is_due_in_every_month() -> None:
    order = make_order(rhythm=Rhythm(RhythmKind.MONTH, (at("06:00"),), month_days=(31,)))

    found = due(order, "2024-01-01", "2024-06-30")

    assert [day[:5] for day in found] == ["01-31", "02-29", "03-31", "04-30", "05-31", "06-30"]


def test_a_dose_across_midnight_belongs_to_the_day_it_is_due() -> None:
    order = make_order(
        rhythm=Rhythm(RhythmKind.HOURS, (at("22:00"),), every_hours=5), first=LONG_AGO
    )

    both = due(order, "2024-02-28", "2024-03-01")
    apart = [*due(order, "2024-02-28", "2024-02-28"), *due(order, "2024-02-29", "2024-03-01")]

    assert both == apart
    assert len(both) == len(set(both)) == 15


def test_a_taper_goes_down_and_ends() -> None:
    phases = tuple(Phase(daily("08:00"), Decimal(mg), 3) for mg in (20, 15, 10, 5))
    order = make_order(phases=phases, first=dt.datetime(2025, 3, 30))

    found = slots(order, dt.date(2025, 3, 1), dt.date(2025, 4, 30))

    amounts = [order.phases[slot.phase].amount for slot in found]
    assert amounts == [20] * 3 + [15] * 3 + [10] * 3 + [5] * 3
    assert f"{found[-1].due:%m-%d}" == "04-10"


def test_a_patch_goes_on_and_comes_off() -> None:
    order = make_order(rhythm=daily("20:00"), off_hours=12)

    assert due(order, "2024-02-01", "2024-02-02") == [
        "02-01 08:00 off",
        "02-01 20:00",
        "02-02 08:00 off",
        "02-02 20:00",
    ]


def test_a_patch_that_is_replaced_has_no_time_of_its_own_to_come_off() -> None:
    order = make_order(
        rhythm=daily("08:00", every_days=3), off_hours=72, first=dt.datetime(2024, 2, 1)
    )

    assert due(order, "2024-02-01", "2024-02-07") == ["02-01 08:00", "02-04 08:00", "02-07 08:00"]


def test_an_order_begins_and_ends_at_its_hour() -> None:
    order = make_order(
        rhythm=daily("08:00", "20:00"),
        first=dt.datetime(2024, 2, 1, 14),
        ended=dt.datetime(2024, 2, 3, 20),
    )

    assert due(order, "2024-01-30", "2024-02-05") == [
        "02-01 20:00",
        "02-02 08:00",
        "02-02 20:00",
        "02-03 08:00",
    ]


@pytest.mark.parametrize("day", ["2024-03-10", "2024-11-03"])
@pytest.mark.parametrize(
    "rhythm",
    [daily("01:30", "02:30", "04:30"), Rhythm(RhythmKind.HOURS, (at("00:30"),), every_hours=8)],
)
def test_a_night_of_clocks_neither_makes_nor_loses_a_dose(day: str, rhythm: Rhythm) -> None:
    order = make_order(rhythm=rhythm)
    night = dt.date.fromisoformat(day)

    found = slots(order, night, night)
    moments = [instant(slot.due, CHICAGO) for slot in found]

    assert len(found) == 3
    assert len(set(moments)) == 3
    assert all(moment.astimezone(CHICAGO).date() == night for moment in moments)


def test_a_time_the_clocks_skip_is_given_an_hour_later_by_the_wall() -> None:
    skipped = dt.datetime(2024, 3, 10, 2, 30)

    assert f"{instant(skipped, CHICAGO).astimezone(CHICAGO):%H:%M %Z}" == "03:30 CDT"


def test_the_shortest_gap_of_a_rhythm_is_known() -> None:
    thursdays = Rhythm(RhythmKind.WEEK, (at("06:00"),), weekdays=(3,))

    assert least_gap(daily("08:00", "20:00")) == dt.timedelta(hours=12)
    assert least_gap(daily("06:00", "09:00")) == dt.timedelta(hours=3)
    assert least_gap(thursdays) == dt.timedelta(days=7)
    assert least_gap(Rhythm(RhythmKind.NEEDED)) is None
    assert least_gap(Rhythm(RhythmKind.DAYS)) is None


RHYTHMS = st.one_of(
    st.builds(
        Rhythm,
        st.just(RhythmKind.DAYS),
        st.lists(
            st.times().map(lambda t: t.replace(second=0, microsecond=0)),
            min_size=1,
            max_size=4,
            unique=True,
        ).map(tuple),
        every_days=st.integers(1, 5),
    ),
    st.builds(
        Rhythm,
        st.just(RhythmKind.HOURS),
        st.just((at("00:30"),)),
        every_hours=st.integers(1, 80),
    ),
    st.builds(
        Rhythm,
        st.just(RhythmKind.WEEK),
        st.just((at("06:00"), at("18:00"))),
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(tuple),
    ),
)
DAYS = st.dates(dt.date(2023, 11, 3), dt.date(2025, 12, 1))


@given(RHYTHMS, DAYS, st.integers(0, 70), st.integers(0, 70))
def test_days_side_by_side_have_what_they_have_together(rhythm, day, some, more) -> None:
    order = make_order(rhythm=rhythm)
    middle = day + dt.timedelta(days=some)
    end = middle + dt.timedelta(days=more + 1)

    whole = slots(order, day, end)
    parts = (*slots(order, day, middle), *slots(order, middle + dt.timedelta(days=1), end))

    assert whole == parts
    assert len({(slot.due, slot.is_off) for slot in whole}) == len(whole)


@given(st.integers(1, 24), DAYS)
def test_every_day_has_as_many_doses_as_the_hours_say(hours: int, day: dt.date) -> None:
    order = make_order(rhythm=Rhythm(RhythmKind.HOURS, (at("00:00"),), every_hours=hours))

    found = slots(order, day, day + dt.timedelta(days=hours - 1))

    assert len(found) == 24
    if not 24 % hours:
        assert set(Counter(slot.due.date() for slot in found).values()) == {24 // hours}

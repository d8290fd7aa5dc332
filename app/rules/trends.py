"""A patient over time: what sessions were told, what fills cover, what became of due doses.

It states figures and concludes nothing. What nobody asked, and what no fill or record tells, is
left open and is never zero. For pharmacists and technicians, never for a paper of the patient.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.days import written
from app.domain.trends import Quarter, TakingTold
from app.rules.administration import told as record_told
from app.rules.administration.counting import percent
from app.rules.administration.months import MonthOfDoses
from app.rules.coverage import told
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate
from app.rules.coverage.over_time import quarters
from resources.language import _

SESSIONS = 8
"""So many are drawn; all of them are told in words."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of a picture, its parts as shares of the whole; None where nothing is known.

    `filled` is drawn from below, `hatched` stands on it, the rest stays empty.
    """

    label: str
    figure: str
    filled: float | None
    hatched: float = 0.0


@dataclass(frozen=True, slots=True)
class Trends:
    """`taking` by session and `doses` by month, the oldest first; `fills` over two years."""

    taking: tuple[TakingTold, ...]
    fills: Estimate
    doses: tuple[MonthOfDoses, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.taking or self.fills.rows or self.doses)


def taking_bars(found: Sequence[TakingTold]) -> tuple[Bar, ...]:
    """The part of the days asked about that was missed, of the latest sessions."""
    return tuple(Bar(written(one.on), taking_figure(one), one.share) for one in found[-SESSIONS:])


def taking_figure(one: TakingTold) -> str:
    """How many days of how many, or that nobody asked."""
    if one.share is None:
        return _("not asked")
    return _("{missed} of {days} days").format(missed=one.missed, days=one.days)


def taking_lines(found: Sequence[TakingTold]) -> Iterator[str]:
    """The same in words, one line a session."""
    for one in found:
        words = _("{day}: {figure}, of {asked} of {medicines} medicines")
        if not one.asked:
            words = _("{day}: {figure}")
        yield words.format(
            day=written(one.on),
            figure=taking_figure(one),
            asked=one.asked,
            medicines=one.medicines,
        )


def quarter_line(row: Covered) -> str:
    """The share of each quarter that a row reaches into; "" where no fill tells its days."""
    return " · ".join(map(_quarter, quarters(row.count))) if row.count is not None else ""


def _quarter(one: Quarter) -> str:
    share = told.share(one.share) if one.share is not None else _("not counted")
    return f"{one.name} {share}"


def dose_bars(found: Sequence[MonthOfDoses]) -> tuple[Bar, ...]:
    """Given of due, month by month; hatched what was not written down, empty what was not given."""
    return tuple(_dose_bar(one) for one in found)


def _dose_bar(one: MonthOfDoses) -> Bar:
    counts = one.counts
    given, blank = counts.share(counts.given), counts.share(counts.undocumented)
    figure = _("nothing due") if given is None else percent(given)
    return Bar(
        f"{one.first:%m/%Y}",
        figure,
        None if given is None else float(given),
        0.0 if blank is None else float(blank),
    )


def dose_lines(found: Sequence[MonthOfDoses]) -> Iterator[str]:
    """The counts of each month in words."""
    for one in found:
        yield f"{one.first:%m/%Y}: {record_told.counts(one.counts)}"

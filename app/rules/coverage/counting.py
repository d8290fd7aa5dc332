"""Days covered in a period, counted: the numbers behind a PDC and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.rules.coverage.ledger import Carried, Placed, Stays, Supply, placed


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a supply, or of a stay; both ends included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Count:
    """What supplies cover between two days, both included, days in a stay left out of both.

    `held` has a bit for each day on which there is a supply, the lowest for `first`; it goes on
    behind `last`. `away` has one for each day of a stay.
    """

    placed: tuple[Placed, ...]
    first: int
    last: int
    held: int
    away: int

    @property
    def ledger(self) -> tuple[Carried, ...]:
        return tuple(Carried(*one) for one in self.placed)

    @property
    def covered_days(self) -> int:
        return (self.held & self._counted).bit_count()

    @property
    def period_days(self) -> int:
        return self._counted.bit_count()

    @property
    def pdc(self) -> float | None:
        """Covered days by days of the period, not rounded. None where no day counts."""
        counted = self._counted
        days = counted.bit_count()
        return (self.held & counted).bit_count() / days if days else None

    def reaches(self, percent: int) -> bool:
        """Whether the share of days is at least so many percent, compared without rounding."""
        return self.period_days > 0 and self.covered_days * 100 >= percent * self.period_days

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The days without a supply, in their order; a stay parts them."""
        bare = self._counted & ~self.held
        return tuple(Gap(self.first + a, self.first + b) for a, b in _runs(bare))

    @property
    def stays(self) -> tuple[Gap, ...]:
        """The days of stays within the period, in their order."""
        away = self.away & span(0, self.last - self.first)
        return tuple(Gap(self.first + a, self.first + b) for a, b in _runs(away))

    @property
    def days_on_hand(self) -> int:
        """On how many days after the last one there is still something of these fills."""
        return (self.held >> (self.last - self.first + 1)).bit_count()

    @property
    def mpr(self) -> float | None:
        """The days' supply of all fills by the days of the period, also above 1."""
        supplied = sum(supply.days or 0 for supply, _first, _last in self.placed)
        return supplied / self.period_days if self.period_days else None

    @property
    def _counted(self) -> int:
        return span(0, self.last - self.first) & ~self.away


def count(
    supplies: Sequence[Supply],
    counted: frozenset[str],
    last: int,
    stays: Stays = (),
    *,
    is_one_regimen: bool = False,
) -> Count | None:
    """From the first of these fills to `last`; None where none tells how long it lasts by then.

    Fills after `last` and days behind it do not count.
    """
    known = [one for one in supplies if one.days and one.filled <= last]
    if not known:
        return None
    found = placed(known, counted, stays, is_one_regimen=is_one_regimen)
    first = found[0][0].filled
    away = held = 0
    for began, ended in stays:
        if ended >= first:
            away |= span(max(began - first, 0), ended - first)
    for _supply, begins, ends in found:
        held |= ((1 << (ends - begins + 1)) - 1) << (begins - first)
    return Count(tuple(found), first, last, held & ~away, away)


def span(first: int, last: int) -> int:
    """A number whose bits from `first` to `last` are set."""
    return ((1 << (last - first + 1)) - 1) << first


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    """The first and last place of each run of set bits."""
    at = 0
    while bits:
        skipped = (bits & -bits).bit_length() - 1
        bits >>= skipped
        length = (~bits & (bits + 1)).bit_length() - 1
        yield at + skipped, at + skipped + length - 1
        bits >>= length
        at += skipped + length

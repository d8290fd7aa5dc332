"""Days covered in words: for the command line and for a reader of the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.domain.days import written
from app.rules.coverage.counting import Count
from app.rules.coverage.covered import Covered
from app.rules.coverage.estimate import Estimate
from app.rules.coverage.ledger import Carried
from app.rules.coverage.outlook import outlook
from resources.language import N_, _

NOT_SUITABLE = N_("not suitable for days covered: {why}")
NO_DAYS = N_("no fill tells how many days it lasts")
FIGURE = N_("{covered} of {period} days covered, {percent} ({verdict}), {first} to {last}")
REACHED, NOT_REACHED = N_("{percent} % or more"), N_("below {percent} %")
FILL = N_("filled {day}: {first} to {last} ({days} days, {name})")
GAP = N_("without a supply {first} to {last} ({days} days)")
ONE_REGIMEN = N_(
    "Fills of one day were counted one after the other. Counted as one regimen, the longest alone: "
    "{covered} of {period} days, {percent}. Please ask which it was."
)
ON_HAND = N_("{days} days of supply are left after that.")
MISSABLE = N_(
    "By {end} {days} more days may be missed to stay at {percent} %; at best it is {best}."
)
TOO_LATE = N_("By {end} {percent} % can't be reached any more; at best it is {best}.")
OUT = N_("Not in the measure: {why}")
MPR = N_("Days' supply by days of the period (MPR): {percent}")


def lines(row: Covered, found: Estimate, *, with_mpr: bool = False) -> Iterator[str]:
    """Whole short lines about one row, the figure first."""
    yield f"{name(row)}: {figure(row)}"
    count = row.count
    if count is None or row.unsuitable:
        return
    for one in count.ledger:
        yield _(FILL).format(
            day=day(one.supply.filled),
            first=day(one.first),
            last=day(one.last),
            days=one.supply.days,
            name=found.fills[one.supply.id].name,
        )
    for gap in count.gaps:
        yield _(GAP).format(first=day(gap.first), last=day(gap.last), days=gap.days)
    if row.one_regimen is not None:
        yield regimen(row, row.one_regimen)
    yield _(ON_HAND).format(days=count.days_on_hand)
    if found.period.year_ends > count.last:
        yield rest_of_year(row, count, found.period.year_ends)
    if with_mpr and count.mpr is not None:
        yield _(MPR).format(percent=share(count.mpr))
    if row.measure is not None:
        yield from (_(OUT).format(why=why) for why in row.why_not)
        yield from filter(None, (row.measure.note,))


def equivalent(row: Covered, found: Estimate) -> str:
    """What a drawing of the row shows, for who does not see it."""
    return " ".join(f"{line.rstrip('.')}." for line in lines(row, found))


def remarks(row: Covered, found: Estimate) -> Iterator[str]:
    """What stands below the drawing: gaps, the other reading, what lies ahead, why not."""
    count = row.count
    if count is None:
        return
    gaps = [
        _("{first} to {last} ({days} days)").format(
            first=day(gap.first), last=day(gap.last), days=gap.days
        )
        for gap in count.gaps
    ]
    if gaps:
        yield _("Without a supply: {gaps}.").format(gaps=", ".join(gaps))
    if row.one_regimen is not None:
        yield regimen(row, row.one_regimen)
    ahead = [_(ON_HAND).format(days=count.days_on_hand)]
    if found.period.year_ends > count.last:
        ahead.append(rest_of_year(row, count, found.period.year_ends))
    yield " ".join(ahead)
    if row.why_not:
        yield _(OUT).format(why=" ".join(row.why_not))
    if row.measure is not None and row.measure.note:
        yield row.measure.note


def lanes(count: Count) -> dict[frozenset[str], list[Carried]]:
    """The fills of each product by what it holds, in the order of their first fills."""
    found: dict[frozenset[str], list[Carried]] = {}
    for one in count.ledger:
        found.setdefault(one.supply.ingredients, []).append(one)
    return found


def lane_names(row: Covered) -> list[str]:
    """Which lane of its drawing is which product, where there are several."""
    found = lanes(row.count) if row.count is not None else {}
    if len(found) < 2:
        return []
    names = ", ".join(" / ".join(sorted(holds)) for holds in found)
    return [_("From the top: {names}.").format(names=names)]


def name(row: Covered) -> str:
    """What a row is about: the measure with its one medicine, or the medicine."""
    if row.measure is None:
        return row.ingredient or ""
    return f"{row.measure.title} ({row.ingredient})" if row.ingredient else row.measure.title


def figure(row: Covered) -> str:
    """The days and their share, or why there are none."""
    if row.unsuitable:
        return _(NOT_SUITABLE).format(why="; ".join(row.unsuitable))
    count = row.count
    if count is None:
        return _(NO_DAYS)
    verdict = REACHED if count.reaches(row.percent) else NOT_REACHED
    return _(FIGURE).format(
        covered=count.covered_days,
        period=count.period_days,
        percent=percent(count, row.percent),
        verdict=_(verdict).format(percent=row.percent),
        first=day(count.first),
        last=day(count.last),
    )


def regimen(row: Covered, other: Count) -> str:
    """The other reading of fills of one day."""
    return _(ONE_REGIMEN).format(
        covered=other.covered_days, period=other.period_days, percent=percent(other, row.percent)
    )


def rest_of_year(row: Covered, count: Count, ends: int) -> str:
    """What may still be missed by the last day of the year."""
    rest = outlook(count, ends=ends, percent=row.percent)
    best = share(rest.best) if rest.best is not None else ""
    if rest.missable_days < 0:
        return _(TOO_LATE).format(end=day(ends), percent=row.percent, best=best)
    words = {"end": day(ends), "days": rest.missable_days, "percent": row.percent, "best": best}
    return _(MISSABLE).format(**words)


def percent(count: Count, asked: int) -> str:
    """The share with two decimals; never rounded up to what is asked for where it is below."""
    if count.pdc is None:
        return ""
    shown = share(count.pdc)
    if not count.reaches(asked) and float(shown.removesuffix(" %")) >= asked:
        return f"{asked - 1}.99 %"
    return shown


def share(value: float) -> str:
    return f"{100 * value:.2f} %"


def day(ordinal: int) -> str:
    return written(dt.date.fromordinal(ordinal))

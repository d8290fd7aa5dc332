"""Whether a patient is in a measure of days covered, and every reason why not, as sentences.

Source: PQA, PDC measures; CMS Part C and D Star Ratings technical notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.rules.coverage.measures import LEAST_AGE, LEAST_DATES, LEAST_DAYS, Measure
from resources.language import N_, _

NO_MEASURE = N_("No measure counts this medicine.")
NO_FILL = N_("No fill that counts was made in the period.")
ONE_DATE = N_("It was filled on one day only; the measure asks for fills on two days.")
TOO_LATE = N_("The first fill came {days} days before the end; the measure asks for 91.")
TOO_YOUNG = N_("The patient was under 18 when the period began.")
FILLED_TOO = N_("{name} was filled in the period; whoever has it is left out.")
CONDITIONS = {
    "esrd": N_("End-stage kidney disease is on record; whoever has it is left out."),
    "hospice": N_("Hospice care is on record; whoever has it is left out."),
}


def why_not(
    measure: Measure,
    *,
    filled: Sequence[int],
    held: frozenset[str],
    age: int | None,
    conditions: Iterable[str],
    ends: int,
) -> tuple[str, ...]:
    """The reasons against; empty where the patient is in the measure.

    `filled` are the different days of the fills that count, in order; `held` is all that was filled
    in the period, `age` that of its first day. What is not known (None) is no reason.
    """
    return tuple(_reasons(measure, filled, held, age, frozenset(conditions), ends))


def _reasons(
    measure: Measure,
    filled: Sequence[int],
    held: frozenset[str],
    age: int | None,
    conditions: frozenset[str],
    ends: int,
) -> Iterator[str]:
    if not filled:
        yield _(NO_FILL)
    elif len(filled) < LEAST_DATES:
        yield _(ONE_DATE)
    if filled and ends - filled[0] < LEAST_DAYS:
        yield _(TOO_LATE).format(days=ends - filled[0])
    if age is not None and age < LEAST_AGE:
        yield _(TOO_YOUNG)
    if not measure.not_with.isdisjoint(held):
        for name in sorted(measure.not_with & held):
            yield _(FILLED_TOO).format(name=name)
    for key in measure.not_when:
        if key in conditions:
            yield _(CONDITIONS[key])

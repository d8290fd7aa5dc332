"""Measured figures beside their budgets, as one table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """Which statistic is held against the budget."""

    MEDIAN = "median"
    P99 = "p99"
    MOST = "max"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. Without a budget it is told and not judged."""

    what: str
    values: tuple[float, ...]
    unit: str = "ms"
    by: By = By.MEDIAN
    budget: float | None = None
    note: str = ""

    @property
    def measured(self) -> float:
        """What is held against the budget."""
        return {
            By.MEDIAN: statistics.median(self.values),
            By.P99: percentile(self.values, 99),
            By.MOST: max(self.values),
        }[self.by]

    @property
    def is_within(self) -> bool:
        return self.budget is None or self.measured <= self.budget


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest rank: a value that was really measured."""
    ordered = sorted(values)
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, min(len(ordered) - 1, int(rank) - 1))]


def ratios(what: str, ours: Sequence[float], bare: Sequence[float], budget: float) -> Figure:
    """How many times longer ours took, pair by pair of one run."""
    values = tuple(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    return Figure(what, values, unit="times", budget=budget)


def table(figures: Sequence[Figure]) -> str:
    """The rows under one head; the over-budget ones say so."""
    lines = [f"{'what':58} {'min':>9} {'median':>9} {'p99':>9}  {'budget':>14}  ratio  verdict"]
    for figure in figures:
        values = figure.values
        cells = (min(values), statistics.median(values), percentile(values, 99))
        numbers = " ".join(f"{cell:9.2f}" for cell in cells)
        lines.append(f"{figure.what:58} {numbers}  {_judged(figure)}")
        if figure.note:
            lines.append(f"    {figure.note}")
    return "\n".join(lines)


def closing(figures: Sequence[Figure]) -> str:
    """How many budgets were kept."""
    judged = [figure for figure in figures if figure.budget is not None]
    failed = sum(not figure.is_within for figure in judged)
    return f"{len(judged) - failed} passed, {failed} failed"


def _judged(figure: Figure) -> str:
    if figure.budget is None:
        return f"{figure.unit:>14}"
    limit = f"{figure.budget:g} {figure.unit} {figure.by}"
    share = figure.measured / figure.budget
    return f"{limit:>14}  {share:5.2f}  {'within' if figure.is_within else 'OVER'}"

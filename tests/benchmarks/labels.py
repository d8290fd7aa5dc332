"""How long it takes to read 10,000 directions."""

from __future__ import annotations

import time
from itertools import cycle, islice
from pathlib import Path

from app.directions.parse import parse
from tests.benchmarks.figures import Figure

MANY = 10_000
MOST_SECONDS = 2.0
TABLE = Path(__file__).parents[1] / "app" / "directions" / "labels.txt"


def measure(*, times: int, many: int = MANY) -> list[Figure]:
    """The labels of the tests over and over, each time the whole way from words to parts."""
    known = TABLE.read_text(encoding="utf-8").splitlines()[1::2]
    labels = list(islice(cycle(known), many))
    parse(labels[0])
    took = []
    for _turn in range(times):
        began = time.perf_counter()
        for label in labels:
            parse(label)
        took.append(time.perf_counter() - began)
    budget = MOST_SECONDS * many / MANY
    return [Figure(f"{many:,} directions read", tuple(took), unit="s", budget=budget)]

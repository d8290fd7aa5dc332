"""Loading a release beside a bare `executemany` into the same tables; and the search in it."""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.services import drug_loading
from app.services.drugs import DrugSearch
from app.store import drug_file
from app.store.drug_schema import INDEXES, SCHEMA
from tests.benchmarks import rxnorm_shape
from tests.benchmarks.figures import By, Figure, ratios

MOST_TIMES = 2.0
MOST_MB = 300.0
SEARCH_MS = 10.0
NAMES, MANY_NAMES = 120_000, 1_000_000
_HIDDEN = ("product_text%", "sqlite%")


def loading(*, names: int, rounds: int) -> list[Figure]:
    """A made-up release is loaded, and the rows it became are stored bare, in turn."""
    ours, bare, rows = [], [], 0
    with tempfile.TemporaryDirectory(prefix="brownbag-release-") as folder:
        home = Path(folder)
        (home / "release").mkdir()
        rxnorm_shape.write(home / "release", names)
        for turn in range(rounds):
            made = home / f"{turn}.db"
            began = time.perf_counter()
            report = _load(home / "release", made)
            ours.append((time.perf_counter() - began) * 1000)
            seconds, rows = _stored_bare(made, home / f"{turn}.bare.db")
            bare.append(seconds * 1000)
            read = sum(one.read for one in report.loaded)
        peak = _peak_of_a_process(home / "release", home / "peak.db")
    note = f"{read:,} rows of files read, {rows:,} rows stored in every table, search included"
    ours_rate = [read / took for took in ours]
    bare_rate = [rows / took for took in bare]
    return [
        Figure("a release loaded", tuple(ours), note=note),
        Figure("the same tables by a bare executemany", tuple(bare)),
        ratios("rows a second: bare / loading a release", bare_rate, ours_rate, MOST_TIMES),
        Figure("memory while loading", (peak,), unit="MB", by=By.MOST, budget=MOST_MB),
    ]


def _load(release: Path, made: Path) -> drug_loading.LoadReport:
    now = dt.datetime.now().astimezone()
    return drug_loading.make(release, made, made.with_name("none.db"), now, lambda _d, _t: True)


def _stored_bare(made: Path, out: Path) -> tuple[float, int]:
    """Seconds of `executemany` alone, from rows in memory, and how many rows those were."""
    source = sqlite.connect(str(made))
    tables = [
        name
        for (name,) in source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE ? AND name NOT LIKE ?", _HIDDEN
        )
    ]  # fmt: skip
    rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    keys = {row[0]: row[2] for row in rows["entry"]}
    texts = [(row[0], keys[row[1]], row[7], f"{row[4]} {row[5]}") for row in rows["product"]]
    source.close()
    db = sqlite.connect(str(out), isolation_level=None)
    db.executescript(drug_file.FAST)
    db.executescript(SCHEMA)
    began = time.perf_counter()
    db.execute("BEGIN")
    for table, values in rows.items():
        if values:
            marks = ", ".join("?" * len(values[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
    db.executemany(
        "INSERT INTO product_text (rowid, names, brand, rest) VALUES (?, ?, ?, ?)", texts
    )
    for index in INDEXES:
        db.execute(index)
    db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return took, sum(len(values) for values in rows.values()) + len(texts)


def _peak_of_a_process(release: Path, made: Path) -> float:
    """Megabytes at the most, of a process that does nothing else."""
    context = get_context("spawn")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_told_peak, args=(far, release, made))
    process.start()
    peak: float = near.recv()
    process.join()
    return peak


def _told_peak(line: object, release: Path, made: Path) -> None:
    _load(release, made)
    line.send(_peak())  # type: ignore[attr-defined]


def _peak() -> float:
    """The most that this process ever held. Linux's `ru_maxrss` counts its parent's memory too."""
    told = Path("/proc/self/status")
    if told.exists():
        line = next(line for line in told.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def searching(*, names: int, queries: int) -> list[Figure]:
    """The search in a release of so many names: prefixes, strengths, brands, and misspelt words."""
    with _vocabulary(names) as (search, words):
        typed = list(_typed(words, queries))
        for query in typed[:20]:
            search.search(query)
        took = []
        for query in typed:
            began = time.perf_counter()
            search.search(query)
            took.append((time.perf_counter() - began) * 1000)
    budget = SEARCH_MS if names <= NAMES else 2 * SEARCH_MS
    what = f"drug search, {names:,} generated names"
    return [Figure(what, tuple(took), by=By.P99, budget=budget, note="a third of them misspelt")]


@contextmanager
def _vocabulary(names: int) -> Iterator[tuple[DrugSearch, list[str]]]:
    with tempfile.TemporaryDirectory(prefix="brownbag-release-") as folder:
        home = Path(folder)
        (home / "release").mkdir()
        words = rxnorm_shape.write(home / "release", names, with_relations=False)
        _load(home / "release", home / drug_file.FILE_NAME)
        search = DrugSearch(home)
        yield search, words
        search.close()


def _typed(words: Sequence[str], queries: int) -> Iterator[str]:
    """What somebody types: letter by letter, with a strength, or with a letter wrong."""
    chance = random.Random(11)
    real = ("metformin", "lisinopril", "hydrochlorothiazide", "metoprolol", "levothyroxine")
    for number in range(queries):
        word = chance.choice(real) if number % 4 == 0 else chance.choice(words)
        if number % 3 == 0:
            yield _slipped(chance, word)
        elif number % 3 == 1:
            yield word[: chance.randint(1, len(word))]
        else:
            yield f"{word[: chance.randint(3, len(word))]} {chance.choice(('5', '50', '500 tab'))}"


def _slipped(chance: random.Random, word: str) -> str:
    """One letter lost, doubled, changed or swapped, not the first."""
    at = chance.randint(1, len(word) - 2)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeiorst") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )

"""The errands about medicines: searching them, and loading the drug files. No sign-in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app import settings
from app.errors import Refused, Unavailable
from app.services import drug_loading
from app.services.drug_values import LoadReport
from app.services.drugs import DrugSearch
from app.services.vocabulary import Vocabulary
from resources.language import _

VERSION = 1
MOST_SHOWN = 20


def drugs(arguments: argparse.Namespace) -> int:
    """Search for one query, or for each line of standard input as it comes."""
    search = DrugSearch(settings.data_folder(arguments.data))
    lines = (line.strip() for line in sys.stdin)
    queries: Iterable[str] = lines if arguments.query == "-" else (arguments.query,)
    for query in queries:
        found = search.drugs_json(query)
        if arguments.json:
            print(json.dumps(found, ensure_ascii=False))
        else:
            print("\n".join(_hit(hit) for hit in found["hits"]) or _("Nothing was found."))
    search.close()
    return 0


def is_drug_file(path: Path) -> bool:
    """Whether a path is for `load`: a folder, a zip, or one of the files of a release."""
    return drug_loading.is_drug_file(path)


def load(arguments: argparse.Namespace, paths: Iterable[Path]) -> int:
    """Load each path in turn; what is refused is complained of and stops nobody."""
    folder = settings.data_folder(arguments.data)
    vocabulary = Vocabulary(folder, make=drug_loading.make)
    is_well = True
    for path in paths:
        try:
            report = vocabulary.load(path, progress=_told_on(path), is_sure=arguments.sure)
        except (Refused, Unavailable) as error:
            remedy = f" {error.remedy}" if isinstance(error, Unavailable) else ""
            print(f"{path.name}: {error.message}{remedy}", file=sys.stderr)
            report = LoadReport(asks=error.message)
        else:
            if not arguments.json:
                print(_told(path, report))
        if arguments.json:
            print(json.dumps(_as_json(path, report), ensure_ascii=False))
        is_well = is_well and bool(report.loaded)
    return 0 if is_well else 1


class _told_on:  # noqa: N801 - used like a function
    """Says on a terminal how far a loading is, and keeps quiet where a program reads."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._said = -1

    def __call__(self, done: int, total: int, /) -> bool:
        percent = 100 * done // max(total, 1)
        if sys.stderr.isatty() and percent != self._said:
            self._said = percent
            end = "\n" if percent >= 100 else ""
            print(f"\r{self._name}: {percent} %", end=end, file=sys.stderr, flush=True)
        return True


def _hit(hit: dict[str, Any]) -> str:
    return f"{hit['name']}  ({hit['brand']})" if hit["brand"] else str(hit["name"])


def _told(path: Path, report: LoadReport) -> str:
    if report.asks is not None:
        words = _("{file}: nothing was changed. {why} With --sure it is loaded all the same.")
        return words.format(file=path.name, why=report.asks)
    lines = [
        _("{file}: {count} medicines to choose from.").format(
            file=path.name, count=f"{report.products:,}"
        )
    ]
    for one in report.loaded:
        words = _("{kind} of {day}: {read} rows read, {kept} kept, {rejected} rejected")
        lines.append(
            words.format(
                kind=one.kind,
                day=one.day or _("an unknown day"),
                read=f"{one.read:,}",
                kept=f"{one.kept:,}",
                rejected=f"{one.rejected:,}",
            )
        )
    lines += [f"{row.file}, line {row.line}: {row.reason}" for row in report.rejected[:MOST_SHOWN]]
    more = sum(one.rejected for one in report.loaded) - MOST_SHOWN
    lines += [_("and {count} more").format(count=f"{more:,}")] if more > 0 else []
    return "\n  ".join(lines)


def _as_json(path: Path, report: LoadReport) -> dict[str, Any]:
    return {
        "version": VERSION,
        "file": path.name,
        "loaded": [
            {
                "kind": one.kind,
                "release": one.day.isoformat() if one.day else None,
                "read": one.read,
                "kept": one.kept,
                "rejected": one.rejected,
            }
            for one in report.loaded
        ],
        "products": report.products,
        "rejected": [
            {"file": row.file, "line": row.line, "reason": row.reason} for row in report.rejected
        ],
        "refused": report.asks,
    }

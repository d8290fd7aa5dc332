"""The errand about days covered: a table of fills in, figures with their ledger out. No sign-in."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from app import settings
from app.arguments import Words
from app.services import fill_coverage
from app.services.drugs import DrugSearch


def describe(parser: Words) -> None:
    """The words of the errand."""
    parser.add_argument("fills", type=Path, metavar="FILLS.csv", help="the table of fills")
    parser.add_argument(
        "--from", dest="first", type=date.fromisoformat, required=True, help="YYYY-MM-DD, included"
    )
    parser.add_argument(
        "--to", dest="last", type=date.fromisoformat, required=True, help="YYYY-MM-DD, included"
    )
    parser.add_argument("--stays", type=Path, metavar="FILE", help="patient_id, from, to")
    parser.add_argument("--mpr", action="store_true", help="the medication possession ratio too")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(errand=coverage)


def coverage(arguments: argparse.Namespace) -> int:
    """Print everybody's days covered; 1 where not a single line of fills could be counted."""
    asked = fill_coverage.Asked(
        arguments.first, arguments.last, today=date.today(), with_mpr=arguments.mpr
    )
    drugs = DrugSearch(settings.data_folder(arguments.data))
    try:
        answer = fill_coverage.answered(arguments.fills, asked, drugs, arguments.stays)
    finally:
        drugs.close()
    if arguments.json:
        print(json.dumps(fill_coverage.as_object(answer), ensure_ascii=False))
    else:
        print(fill_coverage.in_words(answer))
    return 0 if answer.has_figures else 1

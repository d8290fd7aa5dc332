"""Import of FHIR bundles beside the validation of the same resources; and the drug search."""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from app.interchange.validation import is_read
from app.worker.process import Worker
from resources.library import as_path, names
from tests.benchmarks.figures import By, Figure, ratios
from tests.faults.prepared import TECHNICIAN, Prepared
from tests.faults.preparing import DRUGS
from tests.faults.whole import signed_in
from tests.shared_data import SHARED

MOST_TIMES = 1.5
SEARCH_MS = 10.0
SYNTHEA = "synthea_fhir_r4_bundles"


@contextmanager
def bundles(most: int) -> Iterator[list[Path]]:
    """The Synthea bundles where they are, else the practice cases; at most so many, as files."""
    with tempfile.TemporaryDirectory(prefix="brownbag-bundles-") as folder:
        found = SHARED / "data" / SYNTHEA if SHARED is not None else None
        paths = []
        if found is not None and found.is_dir():
            for number, packed in enumerate(sorted(found.glob("*.json.gz"))[:most]):
                path = Path(folder) / f"{number}.json"
                path.write_bytes(gzip.decompress(packed.read_bytes()))
                paths.append(path)
        else:
            for name in names("practice", ".json")[:most]:
                with as_path(name) as path:
                    copy = Path(folder) / path.name
                    copy.write_bytes(path.read_bytes())
                    paths.append(copy)
        yield paths


def measure(prepared: Prepared, paths: list[Path]) -> list[Figure]:
    """Each bundle is validated and imported in turn; the first of all was done once before."""
    ours, bare, wholes = [], [], []
    with (
        tempfile.TemporaryDirectory(prefix="brownbag-bench-") as folder,
        signed_in(prepared.copy(Path(folder) / "copy"), TECHNICIAN, Worker()) as signed,
    ):
        _validated(paths[0])
        for path in paths:  # every model is made at its first use
            _whole(path)
        signed.desk.imports.read_file(paths[0])  # type: ignore[attr-defined]
        signed.desk.drugs.resolve(DRUGS[0], None)
        for path in paths:
            bare.append(_validated(path))
            wholes.append(_whole(path))
            began = time.perf_counter()
            report = signed.desk.imports.read(path, by=signed.actor)
            ours.append((time.perf_counter() - began) * 1000)
            assert report.patient is not None
    read = "bytes to rows on disk, beside R4B validation of the resources that are read"
    return [
        Figure(
            "import of all bundles / validation of what is read",
            (sum(ours) / sum(bare),),
            unit="times",
            budget=MOST_TIMES,
            note=read,
        ),
        ratios("import of a bundle / validation of what is read", ours, bare, MOST_TIMES),
        Figure(
            "import of all bundles / validation of whole bundles",
            (sum(ours) / sum(wholes),),
            unit="times",
            budget=MOST_TIMES,
            note="the same bytes, read and validated as Bundle, with what we never read",
        ),
        Figure("import of a bundle", tuple(ours)),
        Figure("validation of what is read of it", tuple(bare)),
        Figure("validation of the whole bundle", tuple(wholes)),
    ]


def search(prepared: Prepared, *, times: int) -> list[Figure]:
    """The search as it is typed, letter by letter, and with a letter wrong."""
    with (
        tempfile.TemporaryDirectory(prefix="brownbag-bench-") as folder,
        signed_in(prepared.copy(Path(folder) / "copy"), TECHNICIAN) as signed,
    ):
        signed.desk.drugs.search("warm up")
        took = []
        for _turn in range(times):
            for words in _typed():
                began = time.perf_counter()
                signed.desk.drugs.search(words)
                took.append((time.perf_counter() - began) * 1000)
    return [Figure("drug search, starter catalogue", tuple(took), by=By.P99, budget=SEARCH_MS)]


def _typed() -> Iterator[str]:
    for drug in DRUGS:
        name = drug.split()[0]
        yield from (name[:length] for length in range(2, len(name) + 1))
        yield name[:3] + name[4:]


def _validated(path: Path) -> float:
    """Milliseconds of the models alone, on what the import reads of this bundle."""
    root = json.loads(path.read_bytes())
    kept = [_stripped(entry["resource"]) for entry in root.get("entry", ())]
    read = [one for one in kept if is_read(one["resourceType"])]
    models = {one["resourceType"]: get_fhir_model_class(one["resourceType"]) for one in read}
    began = time.perf_counter()
    for one in read:
        models[one["resourceType"]].model_validate(one)
    return (time.perf_counter() - began) * 1000


def _whole(path: Path) -> float:
    """Milliseconds of the models on the whole bundle, from its bytes."""
    began = time.perf_counter()
    with suppress(ValidationError):  # R4 that is no R4B: it was looked at all the same
        get_fhir_model_class("Bundle").model_validate(json.loads(path.read_bytes()))
    return (time.perf_counter() - began) * 1000


def _stripped(resource: dict[str, Any]) -> dict[str, Any]:
    """Without the narrative, which the import never reads."""
    return {name: part for name, part in resource.items() if name not in ("text", "contained")}

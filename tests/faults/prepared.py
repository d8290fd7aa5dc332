"""A pharmacy that was set up for a run: people, one patient with records, one session begun.

Made once through the services, as the program makes it (only the passwords cost less), and copied
for every run. `Prepared.read(folder)` finds it again in a child process.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app import bootstrap
from app.bootstrap import Light
from app.documents.worker import Here
from app.domain.changes import Saved
from app.security.sealing import Cost
from app.services.api import SignedIn
from app.services.values import NewPerson, NewPharmacy
from models.vocabulary import Role, SessionId, SessionKind
from tests.app.interchange import bundles
from tests.make import make_command

CHEAP = Cost(1, 8, 1)
PASSWORD = "correct horse battery staple"
TECHNICIAN, PHARMACIST = "tess", "paula"
DRUGS = (
    "lisinopril 20 mg tablet", "metformin 500 mg tablet", "atorvastatin 40 mg tablet",
    "amlodipine 5 mg tablet", "warfarin 5 mg tablet", "furosemide 40 mg tablet",
    "levothyroxine 75 mcg tablet", "omeprazole 20 mg capsule", "sertraline 50 mg tablet",
    "metoprolol 50 mg tablet", "gabapentin 300 mg capsule", "hydrochlorothiazide 25 mg tablet",
    "simvastatin 20 mg tablet", "losartan 50 mg tablet", "albuterol inhaler",
    "pantoprazole 40 mg tablet", "prednisone 10 mg tablet", "tamsulosin 0.4 mg capsule",
    "citalopram 20 mg tablet", "allopurinol 300 mg tablet",
)  # fmt: skip
_DATA, _PROFILE, _NAMES = "data", "profile", "names.json"


class NoPapers:
    """No process for the papers: nothing here prints."""

    def call(self, function: str, *_values: Any, **_named: Any) -> Any:
        raise AssertionError(f"nobody asked for {function}")

    def warm(self) -> None:
        """Nothing is to be warmed."""

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Where the pharmacy stands, and its session."""

    folder: Path
    session: SessionId

    @property
    def data(self) -> Path:
        return self.folder / _DATA

    @property
    def profile(self) -> Path:
        return self.folder / _PROFILE

    @classmethod
    def read(cls, folder: Path) -> Prepared:
        names = json.loads((folder / _NAMES).read_text(encoding="ascii"))
        return cls(folder, SessionId(UUID(names["session"])))

    def write(self) -> Prepared:
        names = json.dumps({"session": str(self.session)})
        (self.folder / _NAMES).write_text(names, encoding="ascii")
        return self

    def copy(self, to: Path) -> Prepared:
        """The same pharmacy in another folder. Nobody may have it open."""
        shutil.copytree(self.folder, to)
        return Prepared(to, self.session)

    def light(self) -> Light:
        """Its accounts, without a process for papers."""
        return bootstrap.light(self.data, profile=self.profile, works=NoPapers())


def prepare(folder: Path, *, medicines: int = 3, months: int = 0) -> Prepared:
    """A session with that many medicines, each filled that many times, and everybody signed out."""
    (folder / _DATA).mkdir(parents=True)
    (folder / _PROFILE).mkdir()
    light = bootstrap.light(folder / _DATA, profile=folder / _PROFILE, cost=CHEAP, works=Here())
    people = [_person("Tess Okafor", TECHNICIAN, "CPhT 123", Role.TECHNICIAN)]
    people.append(_person("Paula Reyes", PHARMACIST, "RPh 12345", Role.PHARMACIST, Role.MANAGER))
    kit = light.accounts.begin_set_up(NewPharmacy("Corner Pharmacy", "(555) 010-0000"), people)
    light.accounts.finish_set_up(kit.code)
    signed = light.accounts.sign_in(TECHNICIAN, PASSWORD)
    begun = _begin(signed, folder, records(medicines, months))
    light.close()
    return Prepared(folder, begun.session.id).write()


def records(medicines: int, months: int, on: dt.date | None = None) -> list[bundles.Resource]:
    """A patient, what was prescribed, and a fill for each of the last months."""
    today = on or dt.datetime.now().astimezone().date()
    found: list[bundles.Resource] = [bundles.patient()]
    for at in range(medicines):
        name = DRUGS[at % len(DRUGS)]
        coded = {"text": name}
        found.append(bundles.request(id=f"r{at}", medicationCodeableConcept=coded))
        for month in range(months):
            day = today - dt.timedelta(days=30 * month + at % 7)
            found.append(
                bundles.dispense(
                    id=f"d{at}-{month}",
                    medicationCodeableConcept=coded,
                    quantity={"value": 30},
                    daysSupply={"value": 30, "unit": "day"},
                    whenHandedOver=day.isoformat(),
                )
            )
    return found


def _begin(signed: SignedIn, folder: Path, resources: Sequence[bundles.Resource]) -> Saved:
    path = folder / "records.json"
    path.write_bytes(bundles.to_bytes(bundles.bundle(*resources)))
    report = signed.desk.imports.read(path, by=signed.actor)
    path.unlink()
    assert report.patient is not None, report
    assert not report.unreadable, report.unreadable
    return signed.desk.sessions.start(
        report.patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=signed.actor
    )


def _person(name: str, login: str, credential: str, *roles: Role) -> NewPerson:
    return NewPerson(
        name=name, login=login, password=PASSWORD, roles=frozenset(roles), credential=credential
    )

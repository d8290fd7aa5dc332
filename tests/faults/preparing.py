"""Sets a pharmacy up for a run, through the services, as the program makes it.

Only the passwords cost less. The children of a run find it by `Prepared.read(folder)`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from app import bootstrap
from app.domain.changes import Saved
from app.security.sealing import Cost
from app.services.account_values import NewPerson, NewPharmacy
from app.services.accounts_api import SignedIn
from app.worker.works import Here
from models.vocabulary import Role, SessionKind
from tests.app.interchange import bundles
from tests.faults.prepared import DATA, PASSWORD, PHARMACIST, PROFILE, TECHNICIAN, Prepared
from tests.make import make_command

CHEAP = Cost(1, 8, 1)
DRUGS = (
    "lisinopril 20 mg tablet", "metformin 500 mg tablet", "atorvastatin 40 mg tablet",
    "amlodipine 5 mg tablet", "warfarin 5 mg tablet", "furosemide 40 mg tablet",
    "levothyroxine 75 mcg tablet", "omeprazole 20 mg capsule", "sertraline 50 mg tablet",
    "metoprolol 50 mg tablet", "gabapentin 300 mg capsule", "hydrochlorothiazide 25 mg tablet",
    "simvastatin 20 mg tablet", "losartan 50 mg tablet", "albuterol inhaler",
    "pantoprazole 40 mg tablet", "prednisone 10 mg tablet", "tamsulosin 0.4 mg capsule",
    "citalopram 20 mg tablet", "allopurinol 300 mg tablet",
)  # fmt: skip


def prepare(folder: Path, *, medicines: int = 3, months: int = 0) -> Prepared:
    """A session with that many medicines, each filled that many times, and everybody signed out."""
    (folder / DATA).mkdir(parents=True)
    (folder / PROFILE).mkdir()
    light = bootstrap.light(folder / DATA, profile=folder / PROFILE, cost=CHEAP, works=Here())
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

"""The services on a real, encrypted database, with people, and without the vault's slow passwords.

    def test_it(desk):
        saved = desk.started()  # a session of a new patient, by desk.technician
        saved = desk.record(saved, {"intake.concern": "my knee"})

Every call gets a command id of its own unless one is given. `desk.to_review()` walks the shortest
way to a session in review, `desk.signed()` the shortest way to a released one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.changes import Saved
from app.domain.findings import Finding
from app.domain.medicine import Drug
from app.domain.therapy_session import Value
from app.errors import Refused
from app.interview import walkthrough
from app.interview.question import Ask, Choice, Count, Several
from app.rules.classes import classes_of
from app.security.signatures import Purpose
from app.services.administering import Administrations
from app.services.answering import Answers
from app.services.care import Care
from app.services.drug_values import Package
from app.services.instruments import Instruments
from app.services.papers import Papers
from app.services.patients import Patients
from app.services.photos import Photos
from app.services.review import Reviewing
from app.services.scanning import Scans
from app.services.sessions import Sessions
from app.services.setting import Settings
from app.services.signing import Review
from app.services.values import DrugHit, NewPatient, NewTalk, PatientSummary
from app.services.work import Work
from app.store import accounts
from models.database import Database
from models.vocabulary import (
    Actor,
    CommandId,
    PersonId,
    Role,
    SessionKind,
    Sex,
    Speaker,
    Task,
)
from tests.fakes import FixedClock
from tests.make import PHARMACY, make_command, make_id, make_review

PASSWORD = "correct horse battery"

CALM: Mapping[str, Value] = {
    "identity.channel": "counter",
    "identity.name_confirmed": "yes",
    "identity.birth_date_confirmed": "yes",
    "identity.speaker": "patient",
    "identity.alone": "yes",
    "identity.consent": "yes",
    "identity.language": "en",
    "intake.concern": "Nothing special",
    "intake.allergies": "none",
}
"""Answers of a patient with nothing wrong; the rest of what is required is answered no."""


class FakeDrugs:
    """Knows every medicine by the first word of its name, and the packages it was told."""

    def __init__(self) -> None:
        self.packages: dict[str, tuple[Package, ...]] = {}

    def search(self, words: str, *, limit: int = 12) -> tuple[DrugHit, ...]:
        return ()

    def resolve(self, name: str, rxcui: str | None) -> Drug:
        first = name.split(maxsplit=1)[0].casefold()
        if first == "mystery":
            return Drug(name=name, rxcui=rxcui)
        ingredients = frozenset({first})
        return Drug(name, rxcui, ingredients=ingredients, classes=classes_of(ingredients))

    def resolve_ndc(self, ndc11: str) -> tuple[Package, ...]:
        return self.packages.get(ndc11, ())


class PasswordSigner:
    """Signs with a key of its own once the password is right, as the vault's signer does."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes, password: str) -> bytes:
        if password != PASSWORD:
            raise Refused("That password is not right.", "password")
        return self._key.sign(Purpose.RECORD.value + message)


@dataclass
class TestDesk:
    """Services, people and shortcuts. `signers` are by person."""

    __test__ = False

    database: Database
    clock: FixedClock
    technician: Actor
    second_technician: Actor
    pharmacist: Actor
    second_pharmacist: Actor
    manager: Actor
    signers: dict[PersonId, PasswordSigner] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.work = Work(self.database, self.clock)
        self.drugs = FakeDrugs()
        self.patients = Patients(self.work)
        self.sessions = Sessions(self.work, self.drugs)
        self.reviewing = Reviewing(self.work)
        self.papers = Papers(self.work)
        self.scans = Scans(self.work, self.drugs)
        self.settings = Settings(self.work)
        self.photos = Photos(self.work)
        self.administrations = Administrations(self.work)
        self.instruments = Instruments(self.work)
        self.answers = Answers(self.work)
        self.care = Care(self.work)

    def review(self, by: Actor | None = None) -> Review:
        """The review as somebody who is signed in; their own key signs."""
        person = (by or self.pharmacist).person
        return Review(self.work, self.signers.get(person) or PasswordSigner())

    # ------------------------------------------------------------------ the shortest ways

    def patient(self, **changes: Any) -> PatientSummary:
        new = NewPatient("Thomas", "Reed", "06/14/1955", Sex.MALE, phone="(555) 010-1234")
        return self.patients.enter(
            replace(new, **changes), command=make_command(), by=self.technician, even_if_alike=True
        )

    def started(
        self,
        kind: SessionKind = SessionKind.COMPREHENSIVE,
        *,
        by: Actor | None = None,
        **changes: Any,
    ) -> Saved:
        patient = self.patient(**changes)
        return self.sessions.start(
            patient.id, kind, command=make_command(), by=by or self.technician
        )

    def record(
        self,
        saved: Saved,
        edits: Mapping[str, Value | None],
        *,
        by: Actor | None = None,
        command: CommandId | None = None,
    ) -> Saved:
        return self.sessions.record(
            saved.session.id,
            edits,
            seen=saved.session.version,
            command=command or make_command(),
            by=by or self.technician,
        )

    def with_medicine(self, saved: Saved, name: str = "lisinopril 20 mg tablet") -> Saved:
        saved = self.sessions.add_medicine(
            saved.session.id,
            self.drugs.resolve(name, None),
            seen=saved.session.version,
            command=make_command(),
            by=self.technician,
        )
        medicine = saved.session.medicines[-1]
        return self.record(
            saved,
            {
                f"medicine.label#{medicine.id}": "1 tablet every morning",
                f"medicine.takes_as#{medicine.id}": "1 tablet every morning",
                f"medicine.reason#{medicine.id}": "high blood pressure",
                f"medicine.prescriber#{medicine.id}": "Dr. Ada Stone",
            },
        )

    def asked(self, saved: Saved, *, by: Actor | None = None, **changes: Value) -> Saved:
        """Everything required is answered, calmly."""
        saved = self.record(saved, {**CALM, **changes}, by=by)
        while missing := walkthrough.missing(saved.session):
            keys = [key for keys in missing.values() for key in keys]
            saved = self.record(saved, {key: calm_answer(key) for key in keys}, by=by)
        return saved

    def handed_off(self, saved: Saved, *, by: Actor | None = None) -> Saved:
        return self.sessions.hand_off(
            saved.session.id,
            seen=saved.session.version,
            command=make_command(),
            by=by or self.technician,
        )

    def claimed(self, saved: Saved, *, by: Actor | None = None) -> Saved:
        return self.review(by).claim(
            saved.session.id, command=make_command(), by=by or self.pharmacist
        )

    def to_review(self, kind: SessionKind = SessionKind.COMPREHENSIVE, **changes: Any) -> Saved:
        """A session with one medicine, claimed by the pharmacist."""
        saved = self.with_medicine(self.started(kind, **changes))
        return self.claimed(self.handed_off(self.asked(saved)))

    def talked(self, saved: Saved, *, by: Actor | None = None) -> Saved:
        talk = NewTalk(on=self.clock().date(), minutes=15, with_whom=Speaker.PATIENT)
        return self.review(by).record_talk(
            saved.session.id, talk, command=make_command(), by=by or self.pharmacist
        )

    def decided(self, saved: Saved, *, by: Actor | None = None, **changes: Any) -> Saved:
        """Every medicine settled, every finding accepted."""
        pharmacist = by or self.pharmacist
        for medicine in saved.session.medicines:
            saved = self.review(by).decide(
                saved.session.id,
                medicine.id,
                make_review(**changes),
                seen=saved.session.version,
                command=make_command(),
                by=pharmacist,
            )
        for notice in saved.notices:
            if isinstance(notice, Finding):
                saved = self.review(by).acknowledge(
                    saved.session.id,
                    notice.fingerprint,
                    True,
                    None,
                    command=make_command(),
                    by=pharmacist,
                )
        return saved

    def sign(
        self,
        saved: Saved,
        *,
        by: Actor | None = None,
        password: str = PASSWORD,
        digest: str | None = None,
        command: CommandId | None = None,
    ) -> Saved:
        pharmacist = by or self.pharmacist
        review = self.review(by)
        shown = digest or review.what_is_signed(saved.session.id, by=pharmacist).digest
        return review.sign(
            saved.session.id,
            password=password,
            digest=shown,
            seen=saved.session.version,
            command=command or make_command(),
            by=pharmacist,
        )

    def ready_to_sign(self, kind: SessionKind = SessionKind.COMPREHENSIVE) -> Saved:
        return self.talked(self.decided(self.to_review(kind)))

    def signed(self, kind: SessionKind = SessionKind.COMPREHENSIVE) -> Saved:
        return self.sign(self.ready_to_sign(kind))


def make_desk(database: Database, clock: FixedClock) -> TestDesk:
    """A desk with five people whose credentials are in order."""
    people = {
        "technician": ("Tess Okafor", "CPhT 123", {Role.TECHNICIAN}),
        "second_technician": ("Theo Brandt", "CPhT 456", {Role.TECHNICIAN}),
        "pharmacist": ("Paula Reyes", "RPh 12345", {Role.PHARMACIST}),
        "second_pharmacist": ("Pia Novak", "RPh 67890", {Role.PHARMACIST}),
        "manager": ("Mona Lind", "", {Role.MANAGER}),
    }
    signers: dict[PersonId, PasswordSigner] = {}
    actors: dict[str, Actor] = {}
    with database.transaction(by=None, at=clock()) as db:
        accounts.add_pharmacy(
            db, accounts.Pharmacy(PHARMACY, "Corner Pharmacy", "(555) 010-0000", "1 Main Street")
        )
        for login, (name, credential, roles) in people.items():
            actor = Actor(
                PHARMACY, PersonId(make_id()), name, frozenset(roles), frozenset(Task), "counter-1"
            )
            actors[login], signers[actor.person] = actor, PasswordSigner()
            add_person(db, actor, login=login, credential=credential)
            key = signers[actor.person].public_key
            accounts.replace_key(db, PHARMACY, actor.person, key, clock() - dt.timedelta(days=1))
    return TestDesk(database, clock, signers=signers, **actors)


def add_person(
    db: Any, actor: Actor, *, login: str, credential: str, expires: dt.date | None = None
) -> None:
    person = accounts.Person(
        actor.person, actor.name, login, actor.roles, actor.tasks, credential, "IL", expires, False
    )
    accounts.add_person(db, PHARMACY, person, login)


def calm_answer(key: str) -> Value:
    """What a patient with nothing wrong answers."""
    question = walkthrough.question(key)
    if key in CALM:
        return CALM[key]
    if isinstance(question, Ask):
        return "no"
    if isinstance(question, Choice):
        return question.options[-1].value
    if isinstance(question, Several):
        return ()
    return question.least if isinstance(question, Count) else "as always"

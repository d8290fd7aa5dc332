"""Services without a database that keep the promises of `app.services.api`, for the window's tests.

Every change is one version more; a version that was not seen is `Stale`; the same command id twice
is one change; `fails_with` makes the next calls raise; `loses_answers` says how many of the next
changes are stored and answered with an error of the world all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.documents.timeline import svgs
from app.domain.administration import Customs
from app.domain.care_task import CareTask
from app.domain.changes import Changes, Saved
from app.domain.findings import Notice
from app.domain.instrument import AskedId, AskedInstrument
from app.domain.looks import described
from app.domain.medicine import Drug, Medicine
from app.domain.patient import Allergy, Condition, Measurement
from app.domain.plain_answer import PlainAnswer, Reading
from app.domain.settled import Settled
from app.domain.therapy_session import Answer, Concern, Flag, Talk, TherapySession, Value
from app.errors import Refused, Stale, Unavailable
from app.interview.medicines import FIELDS
from app.services.api import Desk, DrugHit
from app.services.scan_values import ScanAnswer, Scanned
from models.base import new_id
from models.vocabulary import (
    Actor,
    CareKind,
    CareState,
    Channel,
    FlagId,
    Level,
    MedicineId,
    RecordId,
    Reply,
    SessionState,
    Speaker,
    TalkId,
)
from tests.fakes import MORNING, FixedClock
from tests.make import make_technician


def _hit(rxcui, name, form="tablet", brand=None, is_most_used=False, mark=""):
    ingredient, *rest = name.casefold().split()
    strength = " ".join(rest[:2])
    return DrugHit(rxcui, name, (ingredient,), strength, form, brand, is_most_used, mark)


HITS = (
    _hit("849574", "naproxen sodium 220 mg tablet", brand="Aleve", is_most_used=True),
    _hit("198014", "naproxen 500 mg tablet", brand="Naprosyn"),
    _hit(
        "245420",
        "naproxen 375 mg tablet, delayed release",
        form="tablet, delayed release",
        brand="EC-Naprosyn",
        mark="other release",
    ),
    _hit("861007", "metFORMIN 500 mg tablet", is_most_used=True),
)


@dataclass
class Store:
    """What all fakes share."""

    session: TherapySession
    clock: FixedClock = field(default_factory=FixedClock)
    notices: tuple[Notice, ...] = ()
    done: dict[object, Saved] = field(default_factory=dict)
    fails_with: Exception | None = None
    calls: list[str] = field(default_factory=list)
    loses_answers: int = 0
    photos: dict[MedicineId, bytes] = field(default_factory=dict)
    scans: dict[str, Scanned] = field(default_factory=dict)
    struck: dict[MedicineId, Medicine] = field(default_factory=dict)
    approved: tuple[PlainAnswer, ...] = ()

    def change(self, session: TherapySession, changes: Changes, command: object) -> Saved:
        self.session = replace(session, version=session.version + 1)
        saved = Saved(self.session, self.notices, changes)
        self.done[command] = saved
        if self.loses_answers:
            self.loses_answers -= 1
            raise Unavailable("The disk did not answer.", "Try again.")
        return saved

    def begin(self, name: str, command: object, seen: int | None = None) -> Saved | None:
        self.calls.append(name)
        if self.fails_with is not None:
            raise self.fails_with
        if command in self.done:
            return self.done[command]
        if seen is not None and seen != self.session.version:
            raise Stale("Somebody else changed it.")
        return None


class FakeSessions:
    def __init__(self, store: Store) -> None:
        self.store = store

    def open(self, session, *, by):
        if self.store.fails_with is not None:
            raise self.store.fails_with
        return Saved(self.store.session, self.store.notices, Changes())

    def record(self, session, edits, *, seen, command, by):
        if (done := self.store.begin("record", command, seen)) is not None:
            return done
        old = self.store.session
        answers = dict(old.answers)
        medicines = {str(m.id): m for m in old.medicines}
        for key, value in edits.items():
            question, _, subject = key.partition("#")
            if question in FIELDS:
                medicines[subject] = _with_field(medicines[subject], question, value)
            elif value is None:
                answers.pop(key, None)
            else:
                answers[key] = Answer(value, self.store.clock(), by.person, old.talk.id)
        new = replace(
            old,
            answers=answers,
            medicines=tuple(medicines.values()),
            talks=(*old.talks[:-1], _talk(old.talk, answers)),
            flags=(*old.flags, *_raised(old, answers, self.store.clock())),
        )
        changes = Changes(
            answers=frozenset(edits),
            medicines=any("#" in key for key in edits),
            flags=new.flags != old.flags,
        )
        return self.store.change(new, changes, command)

    def add_medicine(
        self, session, drug, *, written="", unidentified="", looks=None,
        is_over_the_counter=None, seen, command, by,
    ):  # fmt: skip
        if (done := self.store.begin("add_medicine", command, seen)) is not None:
            return done
        medicine = Medicine(
            MedicineId(new_id()),
            drug or Drug(written or "Unidentified tablet"),
            unidentified=unidentified or (described(looks) if looks else None),
            looks=looks,
            is_over_the_counter=is_over_the_counter,
            added_at=self.store.clock(),
        )
        old = self.store.session
        new = replace(old, medicines=(*old.medicines, medicine))
        return self.store.change(new, Changes(medicines=True), command)

    def void_medicine(self, session, medicine, reason, *, seen, command, by):
        if (done := self.store.begin("void_medicine", command, seen)) is not None:
            return done
        old = self.store.session
        self.store.struck |= {m.id: m for m in old.medicines if m.id == medicine}
        new = replace(old, medicines=tuple(m for m in old.medicines if m.id != medicine))
        return self.store.change(new, Changes(medicines=True), command)

    def put_back_medicine(self, session, medicine, *, seen, command, by):
        if (done := self.store.begin("put_back_medicine", command, seen)) is not None:
            return done
        old = self.store.session
        new = replace(old, medicines=(*old.medicines, self.store.struck.pop(medicine)))
        return self.store.change(new, Changes(medicines=True), command)

    def settle(self, session, wishes, *, seen, command, by):
        if (done := self.store.begin("settle", command, seen)) is not None:
            return done
        old = self.store.session
        told = {(one.kind, one.subject): one for one in old.settled}
        for wish in wishes:
            told.pop((wish.kind, wish.subject), None)
            if wish.verdict is not None:
                told[wish.kind, wish.subject] = Settled(
                    wish.kind, wish.subject, wish.verdict, wish.words, wish.seen, wish.shown,
                    by.name, self.store.clock(),
                )  # fmt: skip
        new = replace(old, settled=tuple(told.values()))
        return self.store.change(new, Changes(settled=True), command)

    def add_concern(self, session, words, *, command, by):
        if (done := self.store.begin("add_concern", command)) is not None:
            return done
        old = self.store.session
        concern = Concern(RecordId(new_id()), words, self.store.clock())
        new = replace(old, concerns=(*old.concerns, concern))
        return self.store.change(new, Changes(answers=frozenset({"concerns"})), command)

    def raise_flag(self, session, words, *, command, by):
        if (done := self.store.begin("raise_flag", command)) is not None:
            return done
        old = self.store.session
        flag = Flag(FlagId(new_id()), "R50", Level.NOW, self.store.clock(), (), words)
        new = replace(old, flags=(*old.flags, flag))
        return self.store.change(new, Changes(flags=True), command)

    def emergency_called(self, session, flag, *, command, by):
        return self._mark("emergency_called", flag, "emergency_called_at", command)

    def pharmacist_called(self, session, flag, *, command, by):
        return self._mark("pharmacist_called", flag, "pharmacist_called_at", command)

    def pharmacist_joined(self, session, flag, *, command, by):
        return self._mark("pharmacist_joined", flag, "pharmacist_joined_at", command)

    def hand_off(self, session, *, seen, command, by):
        if (done := self.store.begin("hand_off", command, seen)) is not None:
            return done
        if self.store.session.is_escalated:
            raise Refused("A red flag stands. Only a pharmacist can clear it.")
        new = replace(self.store.session, state=SessionState.QUEUED)
        return self.store.change(new, Changes(state=True), command)

    def put_down(self, session, *, command, by):
        if (done := self.store.begin("put_down", command)) is not None:
            return done
        return self.store.change(self.store.session, Changes(state=True), command)

    def answer_return(self, session, returned, answer, *, command, by):
        if (done := self.store.begin("answer_return", command)) is not None:
            return done
        old = self.store.session
        returns = tuple(
            replace(r, answer=answer, answered_by=by.name) if r.id == returned else r
            for r in old.returns
        )
        return self.store.change(replace(old, returns=returns), Changes(state=True), command)

    def void(self, session, reason, *, seen, command, by):
        if (done := self.store.begin("void", command, seen)) is not None:
            return done
        new = replace(self.store.session, state=SessionState.VOID)
        return self.store.change(new, Changes(state=True), command)

    def _mark(self, name, flag, column, command):
        if (done := self.store.begin(name, command)) is not None:
            return done
        old = self.store.session
        flags = tuple(
            replace(f, **{column: self.store.clock()}) if f.id == flag else f for f in old.flags
        )
        return self.store.change(replace(old, flags=flags), Changes(flags=True), command)


class FakePatients:
    def __init__(self, store: Store) -> None:
        self.store = store

    def add_allergy(
        self, patient, session, *, substance, kind, reaction="", severity="", command, by
    ):
        if (done := self.store.begin("add_allergy", command)) is not None:
            return done
        if not substance.strip():
            raise Refused("Which medicine or thing was it?", "substance")
        allergy = Allergy(RecordId(new_id()), substance, kind, reaction or None, severity or None)
        return self._change(command, allergies=(*self._patient.allergies, allergy))

    def add_condition(self, patient, session, *, name, since="", command, by):
        if (done := self.store.begin("add_condition", command)) is not None:
            return done
        condition = Condition(RecordId(new_id()), name, is_active=True)
        return self._change(command, conditions=(*self._patient.conditions, condition))

    def add_measurement(
        self, patient, session, *, kind, value, unit, on=None, comparator="", label="",
        is_confirmed=False, command, by,
    ):  # fmt: skip
        if (done := self.store.begin("add_measurement", command)) is not None:
            return done
        number = Decimal(value)
        if number > 1000:
            raise Refused("From 1 to 1000 is possible.", "value")
        if number > 300 and not is_confirmed:
            raise Refused("This is unusual. Is it right?", "unusual")
        measurement = Measurement(RecordId(new_id()), kind, number, unit, on)
        return self._change(command, measurements=(*self._patient.measurements, measurement))

    def void_record(self, session, record, reason, *, command, by):
        if (done := self.store.begin("void_record", command)) is not None:
            return done
        kept = {
            name: tuple(r for r in getattr(self._patient, name) if r.id != record)
            for name in ("allergies", "conditions", "measurements")
        }
        self._struck = self._patient
        return self._change(command, **kept)

    def put_back_record(self, session, record, *, command, by):
        """The fake remembers one strike-through: the last one."""
        if (done := self.store.begin("put_back_record", command)) is not None:
            return done
        names = ("allergies", "conditions", "measurements")
        return self._change(command, **{name: getattr(self._struck, name) for name in names})

    @property
    def _patient(self):
        return self.store.session.patient

    def _change(self, command, **changes):
        patient = replace(self._patient, **changes)
        new = replace(self.store.session, patient=patient)
        return self.store.change(new, Changes(patient=True), command)


class FakeDrugs:
    def __init__(self, hits: tuple[DrugHit, ...] = HITS) -> None:
        self.hits = hits

    def search(self, words, *, limit=12):
        wanted = words.casefold().split()
        return tuple(h for h in self.hits if all(w in h.name.casefold() for w in wanted))[:limit]

    def resolve(self, name, rxcui):
        hit = next((h for h in self.hits if h.rxcui == rxcui), None)
        if hit is None:
            return Drug(name, rxcui)
        brand = hit.brand if name.endswith(f"[{hit.brand}]") else None
        return Drug(hit.name, hit.rxcui, hit.strength, hit.form, brand, frozenset(hit.ingredients))


class FakeScans:
    """`store.scans` says what each code is; the rest is unknown."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def look(self, session, code, *, by):
        self.store.calls.append(f"look {code}")
        if self.store.fails_with is not None:
            raise self.store.fails_with
        unknown = Scanned(ScanAnswer.UNKNOWN, "This package is not known here.")
        return self.store.scans.get(code, unknown)

    def add(self, session, choice, *, seen, command, by):
        if (done := self.store.begin("add_scanned", command, seen)) is not None:
            return done
        old = self.store.session
        medicines = {m.id: m for m in old.medicines}
        known = medicines.get(choice.medicine)
        medicine = known or Medicine(MedicineId(new_id()), choice.drug, label=choice.label)
        medicines[medicine.id] = replace(medicine, bottle=choice.bottle)
        new = replace(old, medicines=tuple(medicines.values()))
        return self.store.change(new, Changes(medicines=True), command)


class FakePhotos:
    """Photos in memory."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def put(self, session, medicine, jpeg, *, seen, command, by):
        if (done := self.store.begin("put_photo", command, seen)) is not None:
            return done
        self.store.photos[medicine] = jpeg
        return self.store.change(self.store.session, Changes(medicines=True), command)

    def load(self, session, medicine, *, by):
        return self.store.photos.get(medicine)


class FakePapers:
    """Draws in this process, and prints nothing."""

    def days_covered(self, found, *, ink, ground):
        return svgs(found, 480.0, ink, ground)


class FakeInstruments:
    """Instruments in memory: those of the pharmacy, and what is asked in the session."""

    def __init__(self, store: Store, *kept) -> None:
        self.store, self.all = store, kept
        self.exported = []

    def kept(self, *, by):
        return self.all

    def ask(self, session, instrument, *, seen, command, by):
        if (done := self.store.begin("ask", command, seen)) is not None:
            return done
        (found,) = [one for one in self.all if one.id == instrument]
        asked = AskedInstrument(AskedId(new_id()), found.instrument, self.store.clock(), by.name)
        old = self.store.session
        return self._change((*old.instruments, asked), command)

    def strike(self, session, asked, reason, *, seen, command, by):
        if (done := self.store.begin("strike", command, seen)) is not None:
            return done
        left = tuple(one for one in self.store.session.instruments if one.id != asked)
        return self._change(left, command)

    def response(self, session, asked, *, by):
        self.exported.append(asked)
        return b"{}"

    def _change(self, instruments, command):
        new = replace(self.store.session, instruments=instruments)
        return self.store.change(new, Changes.everything(), command)


class FakeAnswers:
    """Approved answers in memory: `all` may be read aloud, nothing else."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def approved(self, *, by):
        return self.store.approved

    def read_aloud(self, session, words, answer, language, *, concern=None, command, by):
        if (done := self.store.begin("read_aloud", command)) is not None:
            return done
        if answer not in self.store.approved:
            raise Refused("This answer is not approved here.")
        reading = Reading(answer.id, answer.digest, language)
        told = {"answer": answer.words[language], "answered_by": by.name, "reading": reading}
        known = self.store.session.concerns
        if concern is None:
            new = Concern(RecordId(new_id()), words, self.store.clock(), **told)
            return self._change((*known, new), command)
        read = (replace(one, **told) if one.id == concern else one for one in known)
        return self._change(tuple(read), command)

    def take_back(self, session, concern, *, command, by):
        if (done := self.store.begin("take_back", command)) is not None:
            return done
        waiting = {"answer": None, "answered_by": None, "reading": None}
        known = self.store.session.concerns
        left = (replace(one, **waiting) if one.id == concern else one for one in known)
        return self._change(tuple(left), command)

    def _change(self, concerns, command):
        new = replace(self.store.session, concerns=concerns)
        return self.store.change(new, Changes(state=True), command)


class FakeCare:
    """Refills asked for in the session, in memory."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ask_refill(self, session, medicine, *, command, by):
        if (done := self.store.begin("ask_refill", command)) is not None:
            return done
        old = self.store.session
        name = old.medicine(medicine).drug.name
        now = self.store.clock()
        new = CareTask(RecordId(new_id()), CareKind.REFILL, name, now, by.name, medicine=medicine)
        return self._change((*old.tasks, new), command)

    def take_back(self, session, task, *, command, by):
        if (done := self.store.begin("take_back_task", command)) is not None:
            return done
        tasks = (
            replace(one, state=CareState.GIVEN_UP) if one.id == task else one
            for one in self.store.session.tasks
        )
        return self._change(tuple(tasks), command)

    def _change(self, tasks, command):
        new = replace(self.store.session, tasks=tasks)
        return self.store.change(new, Changes(medicines=True, state=True), command)


class FakeAdministrations:
    """Nobody keeps a record."""

    def load(self, patient, month, *, by):
        return None

    def customs(self, *, by):
        return Customs()


class Nobody:
    """A service that a test has no use for."""


def make_desk(store: Store, kept=()) -> Desk:
    return Desk(
        staff=Nobody(),
        patients=FakePatients(store),
        imports=Nobody(),
        sessions=FakeSessions(store),
        review=Nobody(),
        papers=FakePapers(),
        drugs=FakeDrugs(),
        scans=FakeScans(store),
        settings=Nobody(),
        watched=Nobody(),
        photos=FakePhotos(store),
        administrations=FakeAdministrations(),
        instruments=FakeInstruments(store, *kept),
        answers=FakeAnswers(store),
        trends=Nobody(),
        care=FakeCare(store),
        clock=store.clock,
    )


def opened(store: Store) -> Saved:
    return Saved(store.session, store.notices, Changes())


def somebody_else_answers(store: Store, answers: Mapping[str, Value]) -> None:
    """Another screen stores answers: the version on this screen is old now."""
    other: Actor = make_technician(name="Sam Lee")
    FakeSessions(store).record(
        store.session.id, answers, seen=store.session.version, command=new_id(), by=other
    )


def _talk(talk: Talk, answers: Mapping[str, Answer]) -> Talk:
    def said(key: str) -> str | None:
        return None if key not in answers else str(answers[key].value)

    channel, speaker, alone = (
        said("identity.channel"), said("identity.speaker"), said("identity.alone"),
    )  # fmt: skip
    return replace(
        talk,
        channel=Channel(channel) if channel else talk.channel,
        speaker=Speaker(speaker) if speaker else talk.speaker,
        is_alone=alone == Reply.YES if alone else talk.is_alone,
    )


def _raised(old: TherapySession, answers: Mapping[str, Answer], at: dt.datetime) -> list[Flag]:
    known = {flag.red_flag for flag in old.flags}
    levels = {"R01": Level.EMERGENCY, "R04": Level.EMERGENCY, "R08": Level.NOW}
    return [
        Flag(FlagId(new_id()), name, level, at, (f"redflags.{name}",))
        for name, level in levels.items()
        if name not in known
        and f"redflags.{name}" in answers
        and answers[f"redflags.{name}"].value == Reply.YES
    ]


def _with_field(medicine: Medicine, question: str, value: Value | None) -> Medicine:
    name = question.removeprefix("medicine.")
    if name == "put_aside":
        return replace(medicine, is_put_aside=value == "yes")
    if name == "over_the_counter":
        known = None if value is None else value == "yes"
        return replace(medicine, is_over_the_counter=known)
    return replace(medicine, **{name: value})


__all__ = ["HITS", "MORNING", "FakeDrugs", "FakeSessions", "Store", "TalkId", "make_desk", "opened"]

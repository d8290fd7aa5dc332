"""A desk without a database, for the window's tests: it keeps the services' promises in memory.

desk = FakeDesk()
session = desk.put(make_session(state=SessionState.QUEUED))
at_desk = desk.at(make_pharmacist())
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from app.documents.timeline import svgs
from app.domain.care_task import ListedTask
from app.domain.changes import Changes, Saved
from app.domain.findings import Finding, Prompt
from app.domain.instrument import InstrumentId, KeptInstrument
from app.domain.patient import PartialDate, PersonName
from app.domain.plain_answer import ListedAnswer
from app.domain.therapy_session import (
    Acknowledgement,
    Addendum,
    LiveTalk,
    ReturnedWith,
    Signed,
    Talk,
    TherapySession,
)
from app.errors import NotAllowed, Refused, Stale
from app.rules.answers import table
from app.rules.coverage.over_time import two_years
from app.rules.trends import Trends
from app.services.account_values import NewPerson, PersonSummary, RecoveryKit
from app.services.accounts_api import SignedIn
from app.services.api import (
    Blocker,
    Desk,
    ImportReport,
    PaperPreview,
    PatientSummary,
    QueueRow,
    SignatureCheck,
    Today,
    ToSign,
)
from app.services.instrument_values import InstrumentReport
from app.services.page_image import PageImage
from app.services.scan_values import WatchReport
from app.services.trends_api import TrendsDrawn
from models.base import new_id
from models.vocabulary import (
    Level,
    PaperKind,
    PatientId,
    PersonId,
    RecordId,
    Role,
    SessionId,
    SessionState,
    Sex,
    TalkId,
    Task,
)
from tests.fakes import Immediate
from tests.make import NOON, PHARMACIST, TECHNICIAN, make_actor, make_patient
from ui.at_desk import AtDesk
from ui.errands import Errands

PASSWORD = "correct horse battery"
CODE = "7KQ2-MW4P-9XTD-3HVA"


class Lane(Immediate):
    """A lane without a thread that can be finished, for a whole window."""

    def finish(self):
        pass


class Held:
    """A lane that keeps its jobs until told to go on."""

    def __init__(self):
        self.jobs = []

    def run(self, job, then, otherwise):
        self.jobs.append((job, then, otherwise))

    def finish(self):
        self.go_on()

    def go_on(self):
        while self.jobs:
            Immediate().run(*self.jobs.pop(0))


class FakeAccounts:
    """Two people, one password, one recovery code."""

    def __init__(self, desk=None, *, is_set_up=True):
        self._is_set_up = is_set_up
        self._name = "Corner Street Pharmacy" if is_set_up else ""
        self._begun = None
        self.desk = desk
        self.is_locked = True
        self.failing = None
        self.passwords = {"aruiz": PASSWORD, "pokafor": PASSWORD}
        self.persons = [
            _person(TECHNICIAN, "Ana Ruiz", "aruiz", Role.TECHNICIAN, credential="CPhT 4417"),
            _person(
                PHARMACIST, "Dr. Paula Okafor", "pokafor", Role.PHARMACIST, Role.MANAGER,
                credential="RPh 20114",
            ),
        ]  # fmt: skip

    def is_set_up(self):
        return self._is_set_up

    def pharmacy_name(self):
        return self._name

    def begin_set_up(self, pharmacy, people):
        if any(len(person.password) < 12 for person in people):
            raise Refused("A password has at least 12 characters.", "password")
        self._begun = pharmacy, people
        return RecoveryKit(CODE, b"%PDF-kit")

    def finish_set_up(self, typed_code):
        if typed_code.replace("-", "").strip().upper() != CODE.replace("-", ""):
            raise Refused("That is not the code on the page.", "code")
        pharmacy, people = self._begun
        self._is_set_up, self._name = True, pharmacy.name
        self.passwords = {person.login: person.password for person in people}
        self.persons = [
            _person(PersonId(new_id()), person.name, person.login, *person.roles)
            for person in people
        ]

    def sign_in(self, login, password):
        if self.failing is not None:
            raise self.failing
        if self.passwords.get(login) != password:
            raise Refused("Name and password do not match.", "password")
        person = next(person for person in self.persons if person.login == login)
        self.is_locked = False
        actor = make_actor(person=person.id, name=person.name, roles=person.roles)
        return SignedIn(actor, self.desk.as_desk(self))

    def lock(self):
        self.is_locked = True

    def recover(self, code, login, new_password):
        if code != CODE:
            raise Refused("That is not the code of the recovery kit.", "code")
        if login not in self.passwords:
            raise Refused("Nobody has this name here.", "login")
        if len(new_password) < 12:
            raise Refused("A password has at least 12 characters.", "password")
        self.passwords[login] = new_password

    def change_password(self, old, new, *, by):
        if old != PASSWORD:
            raise Refused("This is not your password.", "old")
        if len(new) < 12:
            raise Refused("A password has at least 12 characters.", "new")
        self.changed_to = new

    def people(self, *, by):
        if Role.MANAGER not in by.roles:
            raise NotAllowed("Only a manager sees the people.")
        return tuple(self.persons)

    def add(self, person: NewPerson, *, by):
        if person.login in self.passwords:
            raise Refused("Somebody has this sign-in name already.", "login")
        if len(person.password) < 12:
            raise Refused("A password has at least 12 characters.", "password")
        self.passwords[person.login] = person.password
        new = _person(PersonId(new_id()), person.name, person.login, *person.roles)
        self.persons.append(replace(new, tasks=person.tasks, credential=person.credential))

    def disable(self, person, *, by):
        self._change(person, is_disabled=True)

    def reset(self, person, new_password, *, by):
        found = next(p for p in self.persons if p.id == person)
        self.passwords[found.login] = new_password
        self._change(person, is_disabled=False)

    def delegate(self, person, tasks, *, by):
        self._change(person, tasks=tasks)

    def renew(self, person, *, credential, license_state, expires, by):
        self._change(person, credential=credential, license_state=license_state, expires=expires)

    def _change(self, person, **changes):
        self.persons = [replace(p, **changes) if p.id == person else p for p in self.persons]


class KeptInstruments:
    """The instruments of the pharmacy; `reads` is what every file says."""

    def __init__(self) -> None:
        self.all: tuple = ()
        self.reads: InstrumentReport | Exception | None = None
        self.licences: list[str] = []

    def kept(self, *, by):
        return self.all

    def read(self, path, *, by):
        if isinstance(self.reads, Exception):
            raise self.reads
        return self.reads

    def keep(self, report, licence, *, is_licensed, by):
        if not is_licensed:
            raise Refused("Please confirm that the pharmacy may use this instrument.", "licence")
        self.licences.append(licence)
        now = KeptInstrument(InstrumentId(new_id()), report.instrument, (), licence, NOON, by.name)
        self.all = (now, *self.all)
        return self.all

    def retire(self, instrument, *, by):
        self.all = tuple(
            replace(one, retired_at=NOON) if one.id == instrument else one for one in self.all
        )
        return self.all


class KeptAnswers:
    """The plain answers of the program, with the approvals of one pharmacy in memory."""

    def __init__(self) -> None:
        self.approvals: dict[str, tuple[str, str]] = {}
        self.calls: list[tuple[str, object]] = []

    def listed(self, *, by):
        return tuple(self._listed(one) for one in table.answers().values())

    def approve(self, seen, *, command, by):
        if not by.is_pharmacist:
            raise NotAllowed("Only a pharmacist can approve what is read aloud to patients.")
        self.calls.append(("approve", dict(seen)))
        self.approvals |= {name: (digest, by.name) for name, digest in seen.items()}
        return self.listed(by=by)

    def withdraw(self, answer, *, command, by):
        if not by.is_pharmacist:
            raise NotAllowed("Only a pharmacist can approve what is read aloud to patients.")
        self.calls.append(("withdraw", answer))
        self.approvals.pop(answer, None)
        return self.listed(by=by)

    def approved(self, *, by):
        return tuple(one.answer for one in self.listed(by=by) if one.is_approved)

    def _listed(self, answer):
        digest, name = self.approvals.get(answer.id, ("", ""))
        if digest != answer.digest:
            return ListedAnswer(answer, is_changed=bool(digest))
        return ListedAnswer(answer, name, NOON)


class FakeTrends:
    """A patient over time: what is told, and how often it was read and drawn."""

    def __init__(self):
        self.found = Trends((), make_estimate(), ())
        self.read = 0
        self.looks = []

    def of_patient(self, patient, *, by):
        self.read += 1
        return self.found

    def drawn(self, found, look):
        self.looks.append(look)
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="60"></svg>'
        fills = tuple(svg if row.count is not None else "" for row in found.fills.rows)
        return TrendsDrawn(svg if found.taking else "", fills, svg if found.doses else "")


def make_estimate(*fills):
    return two_years(make_patient(fills=tuple(fills)), on=NOON.date())


class KeptTasks:
    """The open care tasks of the pharmacy in memory."""

    def __init__(self) -> None:
        self.all: tuple[ListedTask, ...] = ()
        self.outcomes: list[str] = []

    def still_open(self, *, shown=None, by):
        return self.all

    def finish(self, task, outcome, *, command, by):
        self.outcomes.append(outcome)
        self.all = tuple(one for one in self.all if one.task.id != task)
        return self.all


class FakeDesk:
    """Sessions and patients in memory; `notices` are what every picture comes with."""

    def __init__(self, *, notices=()):
        self.sessions: dict[SessionId, TherapySession] = {}
        self.patients: list[PatientSummary] = []
        self.notices = tuple(notices)
        self.rows_changed: dict[SessionId, dict[str, object]] = {}
        self.issued: list[tuple[str, PaperKind, str]] = []
        self.recorded: list[dict[str, object]] = []
        self.import_report = None
        self.answered = []
        self.failing: Exception | None = None
        self.accounts = FakeAccounts(self)
        self.settings = FakeSettings()
        self.watched = FakeWatched()
        self.instruments = KeptInstruments()
        self.answers = KeptAnswers()
        self.care = KeptTasks()
        self.drugs = FakeDrugs()
        self.trends = FakeTrends()
        self.now = NOON

    def put(self, session: TherapySession) -> TherapySession:
        self.sessions[session.id] = session
        return session

    def as_desk(self, accounts=None) -> Desk:
        return Desk(
            staff=accounts or self.accounts,
            patients=FakePatients(self),
            imports=FakeImports(self),
            sessions=FakeSessions(self),
            review=FakeReview(self),
            papers=FakePapers(self),
            drugs=self.drugs,
            scans=None,
            settings=self.settings,
            watched=self.watched,
            photos=None,
            administrations=None,
            instruments=self.instruments,
            answers=self.answers,
            trends=self.trends,
            care=self.care,
            clock=lambda: self.now,
        )

    def at(self, actor, lane=None, loads=None) -> AtDesk:
        return AtDesk(actor, self.as_desk(), Errands(lane or Immediate()), loads=loads)

    def fail_if_told(self):
        if self.failing is not None:
            error, self.failing = self.failing, None
            raise error

    def saved(self, session_id: SessionId, *, by=None) -> Saved:
        notices = self.notices
        if by is not None and not by.is_pharmacist:
            notices = tuple(
                Prompt(finding.technician_prompt, "", is_urgent=finding.level.rank < 3)
                if isinstance(finding, Finding)
                else finding
                for finding in notices
            )
        return Saved(self.sessions[session_id], notices, Changes.everything())

    def change(self, session_id: SessionId, *, by=None, **changes) -> Saved:
        self.fail_if_told()
        old = self.sessions[session_id]
        self.sessions[session_id] = replace(old, version=old.version + 1, **changes)
        return self.saved(session_id, by=by)

    def row(self, session: TherapySession) -> QueueRow:
        row = QueueRow(
            session=session.id,
            patient_name=str(session.patient.name),
            birth_date=session.patient.birth_date,
            kind=session.kind,
            state=session.state,
            sent_at=NOON,
            started_at=session.started_at,
            urgency=None,
            findings=len(self.notices),
            is_waiting=False,
            medicines=len(session.medicines),
            claimed_by_name=session.claimed_by_name,
            concern=None,
            step="medicines",
            technician=session.talks[-1].by_name if session.talks else "",
            question=session.returns[-1].question if session.returns else None,
            left_at=session.started_at,
        )
        return replace(row, **self.rows_changed.get(session.id, {}))


class _Part:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def _seen(self, session, seen):
        self._desk.fail_if_told()
        if self._desk.sessions[session].version != seen:
            raise Stale("Somebody else changed this session. It was read again.")


class FakePatients(_Part):
    def enter(self, new, *, command, by, even_if_alike=False):
        if not new.family.strip():
            raise Refused("A family name is needed.", "family")
        try:
            birth_date = PartialDate.parse(_iso(new.birth_date))
        except ValueError as error:
            raise Refused("Write the birth date as MM/DD/YYYY.", "birth_date") from error
        alike = [p for p in self._desk.patients if p.name == f"{new.given} {new.family}"]
        if alike and not even_if_alike:
            raise Refused("Somebody with this name and birth date is here already.", "alike")
        patient = PatientSummary(
            PatientId(new_id()), f"{new.given} {new.family}", birth_date, new.sex,
            new.record_number or f"B-{1000 + len(self._desk.patients)}", new.phone, False, None,
        )  # fmt: skip
        self._desk.patients.append(patient)
        return patient

    def find(self, words, *, by):
        self._desk.fail_if_told()
        found = [p for p in self._desk.patients if words.casefold() in p.name.casefold()]
        return tuple(found[:50])

    def load(self, patient, *, by):
        summary = next(p for p in self._desk.patients if p.id == patient)
        given, _, family = summary.name.partition(" ")
        return make_patient(
            id=patient, name=PersonName(given, family), birth_date=summary.birth_date
        )


class FakeImports(_Part):
    def read(self, path, *, by, progress=None, answers=None):
        self._desk.fail_if_told()
        if answers is not None:
            self._desk.answered.append(answers)
            new = None in answers.patients.values()
            return replace(self._desk.import_report, question=None, asks_columns=None, is_new=new)
        for done in range(4):
            if progress is not None and not progress(done, 4):
                raise Refused("The import was cancelled. Nothing was changed.")
        return self._desk.import_report or ImportReport(None, is_new=False)


class FakeSessions(_Part):
    def start(self, patient, kind, *, command, by):
        summary = next(p for p in self._desk.patients if p.id == patient)
        if summary.deceased:
            raise Refused("This patient has died. No session can be started.")
        session = TherapySession(
            id=SessionId(new_id()), version=1, kind=kind, state=SessionState.COLLECTING,
            patient=FakePatients(self._desk).load(patient, by=by), started_at=NOON,
            talks=(Talk(TalkId(new_id()), NOON, by.person, by.name),),
        )  # fmt: skip
        self._desk.put(session)
        return self._desk.saved(session.id, by=by)

    def open(self, session, *, by):
        self._desk.fail_if_told()
        return self._desk.saved(session, by=by)

    def take_up(self, session, *, command, by):
        return self._desk.change(session, by=by)

    def put_down(self, session, *, command, by):
        return self._desk.change(session, by=by)

    def record(self, session, edits, *, seen, command, by):
        self._seen(session, seen)
        changed = self._desk.change(session, by=by)
        self._desk.recorded.append(dict(edits))
        return changed

    def answer_return(self, session, returned, answer, *, command, by):
        if not answer.strip():
            raise Refused("Write the answer.", "answer")
        old = self._desk.sessions[session]
        returns = tuple(
            replace(r, answer=answer, answered_by=by.name) if r.id == returned else r
            for r in old.returns
        )
        return self._desk.change(session, by=by, returns=returns)

    def today(self, *, shown=None, by):
        self._desk.fail_if_told()
        rows = [self._desk.row(session) for session in self._desk.sessions.values()]

        def of(*states):
            return tuple(row for row in rows if row.state in states)

        return Today(
            of(SessionState.RETURNED),
            of(SessionState.COLLECTING),
            of(SessionState.QUEUED, SessionState.IN_REVIEW, SessionState.CONSULTED),
        )

    def of_patient(self, patient, *, by):
        rows = [self._desk.row(s) for s in self._desk.sessions.values() if s.patient.id == patient]
        return tuple(rows)

    def void(self, session, reason, *, seen, command, by):
        return self._desk.change(session, by=by, state=SessionState.VOID)


class FakeReview(_Part):
    def queue(self, *, shown=None, by):
        self._desk.fail_if_told()
        waiting = (SessionState.QUEUED, SessionState.IN_REVIEW, SessionState.CONSULTED)
        rows = [self._desk.row(s) for s in self._desk.sessions.values() if s.state in waiting]
        if not by.is_pharmacist:
            rows = [replace(row, findings=0) for row in rows]
        return tuple(sorted(rows, key=lambda r: r.urgency.rank if r.urgency else 9))

    def claim(self, session, *, command, by):
        old = self._desk.sessions[session]
        if old.claimed_by not in (None, by.person):
            raise Refused(f"{old.claimed_by_name} is reviewing it.")
        return self._desk.change(
            session, by=by, state=SessionState.IN_REVIEW,
            claimed_by=by.person, claimed_by_name=by.name,
        )  # fmt: skip

    def release_claim(self, session, *, command, by):
        return self._desk.change(
            session, by=by, state=SessionState.QUEUED, claimed_by=None, claimed_by_name=None
        )

    def return_with(self, session, question, *, seen, command, by):
        self._seen(session, seen)
        returned = ReturnedWith(RecordId(new_id()), question, by.name, NOON)
        returns = (*self._desk.sessions[session].returns, returned)
        return self._desk.change(session, by=by, state=SessionState.RETURNED, returns=returns)

    def clear_flag(self, session, flag, disposition, note, *, command, by):
        if not by.is_pharmacist:
            raise NotAllowed("Only a pharmacist can clear a red flag.")
        flags = tuple(
            replace(
                f, cleared_at=NOON, cleared_by=by.name, disposition=disposition,
                disposition_note=note,
            )
            if f.id == flag
            else f
            for f in self._desk.sessions[session].flags
        )  # fmt: skip
        return self._desk.change(session, by=by, flags=flags)

    def acknowledge(self, session, fingerprint, accepted, reason, *, command, by):
        if not accepted and not (reason or "").strip():
            raise Refused("Say why it is set aside.", "reason")
        new = Acknowledgement(fingerprint, accepted, reason, by.name, NOON)
        known = self._desk.sessions[session].acknowledgements
        return self._desk.change(session, by=by, acknowledgements=(*known, new))

    def decide(self, session, medicine, review, *, seen, command, by):
        self._seen(session, seen)
        medicines = tuple(
            replace(m, review=review) if m.id == medicine else m
            for m in self._desk.sessions[session].medicines
        )
        return self._desk.change(session, by=by, medicines=medicines)

    def answer_concern(self, session, concern, answer, *, command, by):
        concerns = tuple(
            replace(c, answer=answer, answered_by=by.name) if c.id == concern else c
            for c in self._desk.sessions[session].concerns
        )
        return self._desk.change(session, by=by, concerns=concerns)

    def record_talk(self, session, talk, *, command, by):
        if talk.minutes < 1:
            raise Refused("Write how many minutes you talked.", "minutes")
        live = LiveTalk(talk.on, talk.minutes, talk.with_whom, by.name)
        return self._desk.change(session, by=by, live_talk=live, state=SessionState.CONSULTED)

    def blockers(self, session, notices):
        language = session.language
        found = [
            Blocker("A red flag is not cleared.", str(flag.id))
            for flag in session.flags
            if flag.is_open
        ]
        known = {a.fingerprint for a in session.acknowledgements}
        found += [
            Blocker(f"Not looked at: {notice.title}", notice.fingerprint)
            for notice in notices
            if isinstance(notice, Finding) and notice.fingerprint not in known
        ]
        found += [
            Blocker(f"Not decided: {medicine.drug.name}", str(medicine.id))
            for medicine in session.medicines
            if not medicine.review.is_settled(language)
        ]
        found += [
            Blocker("A question of the patient is not answered.", str(concern.id))
            for concern in session.concerns
            if concern.answer is None
        ]
        if session.live_talk is None:
            found.append(Blocker("Your talk with the patient is not recorded.", "live_talk"))
        return tuple(found)

    def what_is_signed(self, session, *, by):
        if not by.is_pharmacist:
            raise NotAllowed("Only a pharmacist can sign.")
        lines = tuple(m.drug.name for m in self._desk.sessions[session].medicines)
        return ToSign("3f9a" * 16, lines or ("No medicines",), b"canonical")

    def sign(self, session, *, password, digest, seen, command, by):
        self._seen(session, seen)
        if password != PASSWORD:
            raise Refused("This is not your password.", "password")
        old = self._desk.sessions[session]
        new = Signed(old.content_version, NOON, by.name, "RPh 20114", digest, "released")
        return self._desk.change(
            session, by=by, state=SessionState.RELEASED, signed=(*old.signed, new)
        )

    def withdraw(self, session, reason, *, password, command, by):
        if password != PASSWORD:
            raise Refused("This is not your password.", "password")
        old = self._desk.sessions[session]
        last = replace(old.signed[-1], withdrawn_at=NOON, withdrawn_because=reason)
        return self._desk.change(
            session, by=by, state=SessionState.IN_REVIEW, claimed_by=by.person,
            claimed_by_name=by.name, signed=(*old.signed[:-1], last),
            content_version=old.content_version + 1,
        )  # fmt: skip

    def add_addendum(self, session, text, *, password, command, by):
        if password != PASSWORD:
            raise Refused("This is not your password.", "password")
        new = Addendum(RecordId(new_id()), text, NOON, by.name)
        known = self._desk.sessions[session].addenda
        return self._desk.change(session, by=by, addenda=(*known, new))

    def deliver(self, session, to_whom, how, *, command, by):
        return self._desk.change(session, by=by, state=SessionState.DELIVERED)

    def close(self, session, *, command, by):
        return self._desk.change(session, by=by, state=SessionState.CLOSED)

    def verify(self, session, *, by):
        signed = self._desk.sessions[session].signed
        return tuple(SignatureCheck(s.version, True, "The signature stands.") for s in signed)


class FakePapers(_Part):
    def days_covered(self, found, *, ink, ground):
        return svgs(found, 480.0, ink, ground)

    def due(self, session):
        if session.is_escalated:
            return (PaperKind.EMERGENCY_SHEET,)
        return (PaperKind.MEDICATION_LIST, PaperKind.PHARMACIST_PAGE)

    def preview(self, session, kind, *, language, letter_size=14, by):
        self._desk.fail_if_told()
        state = self._desk.sessions[session].state
        released = (SessionState.RELEASED, SessionState.DELIVERED, SessionState.CLOSED)
        is_draft = state not in released and kind is not PaperKind.EMERGENCY_SHEET
        return PaperPreview(kind, language, is_draft, b"%PDF-paper", 2)

    def printed(self, session, preview, *, how, to_whom, command, by):
        self._desk.fail_if_told()
        self._desk.issued.append(("printed", preview.kind, to_whom))

    def saved(self, session, preview, *, how, to_whom, command, by):
        self._desk.issued.append(("saved", preview.kind, to_whom))

    def pages(self, pdf, width):
        height = width * 17 // 22
        line = b"\xff\xff\xff\xff" * width
        return [PageImage(width, height, line * height) for _ in range(2)]


class FakeSettings:
    """One pharmacy's settings in memory."""

    def __init__(self):
        self.patterns = ()

    def label_patterns(self, *, by):
        return self.patterns

    def learn_label(self, scanned, prescription, *, by):
        if scanned.count(prescription) != 1:
            raise Refused("The number does not stand in what was scanned.", "prescription")
        self.patterns = (*self.patterns, scanned.replace(prescription, "#" * len(prescription)))
        return self.patterns

    def forget_label(self, pattern, *, by):
        self.patterns = tuple(one for one in self.patterns if one != pattern)
        return self.patterns


class FakeWatched:
    """A watched folder that finds what it is told to find."""

    def __init__(self):
        self.path = ""
        self.report = WatchReport()
        self.looks = 0

    def folder(self, *, by):
        return self.path

    def watch(self, folder, *, by):
        if folder and not folder.startswith("/"):
            raise Refused("This is not a folder that can be read.", "folder")
        self.path = folder

    def look(self, *, by):
        self.looks += 1
        return self.report


class FakeDrugs:
    """`releases` is what is loaded; `answers` what a load gives, an error or a report."""

    def __init__(self):
        self.releases = ()
        self.answers = []
        self.calls = []
        self.on_progress = lambda: None

    def loaded(self):
        return self.releases

    def load(self, path, *, progress, is_sure=False):
        self.calls.append((path, is_sure))
        for done in (1, 2, 4):
            if not progress(done, 4):
                raise Refused("Stopped. Nothing was changed.")
            self.on_progress()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        self.releases = answer.loaded or self.releases
        return answer

    def search(self, words, *, limit=12):
        return ()

    def resolve(self, name, rxcui):
        raise KeyError(name)


def _person(id_, name, login, *roles, credential=""):
    return PersonSummary(
        id=id_, name=name, login=login, roles=frozenset(roles), tasks=frozenset(Task),
        credential=credential, license_state="IL", expires=dt.date(2027, 6, 30),
        is_disabled=False,
    )  # fmt: skip


def _iso(typed: str) -> str:
    if "/" in typed:
        month, day, year = typed.split("/")
        return f"{year}-{month}-{day}"
    return typed


def make_summary(name="Leon Park", **changes) -> PatientSummary:
    summary = PatientSummary(
        PatientId(new_id()), name, PartialDate(1961, 4, 9), Sex.MALE, "B-1207", "(555) 010-2200",
        False, None,
    )  # fmt: skip
    return replace(summary, **changes)


def make_finding(title="Naproxen with lisinopril, age 72", **changes) -> Finding:
    finding = Finding(
        rule="nsaid-with-ace", level=Level.SAME_DAY, title=title,
        because=("Naproxen 220 mg most days for the knee, not on record.",
                 "Kidney function: not known."),
        evidence=("screening.q01",), source="R51, patient 14:01",
        technician_prompt="The pharmacist will look at this.",
    )  # fmt: skip
    return replace(finding, **changes)


__all__ = [
    "CODE",
    "PASSWORD",
    "FakeAccounts",
    "FakeDesk",
    "Held",
    "Immediate",
    "Lane",
    "make_finding",
    "make_summary",
]

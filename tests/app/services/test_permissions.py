"""Who may do what: the whole matrix, and that an attempt is refused in words and audited."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.administration import Head
from app.domain.instrument import AskedId, InstrumentId
from app.domain.medicine import Bottle, Drug
from app.domain.settled import Settling
from app.errors import NotAllowed
from app.rules.administration.typed_record import NewDose, NewOrder
from app.rules.answers import table
from app.services import permissions
from app.services.permissions import NEVER_WAITS, PERMITS, UseCase
from app.services.scan_values import ScanChoice
from app.services.trends import PatientTrends
from app.services.values import NewPatient, NewTalk
from app.store import accounts
from models.tables.audit import AuditEventRow
from models.vocabulary import (
    AllergyKind,
    CommandId,
    Disposition,
    DoseCode,
    FlagId,
    MeasurementKind,
    MedicineId,
    OrderId,
    Outcome,
    PaperKind,
    PersonId,
    RecordId,
    Role,
    SessionKind,
    SessionState,
    SettledKind,
    Sex,
    Speaker,
    Task,
    Verdict,
)
from tests.desk import PASSWORD, add_person
from tests.make import PHARMACY, make_actor, make_command, make_id, make_review

PHARMACISTS_ONLY = {
    UseCase.CLAIM,
    UseCase.RELEASE_CLAIM,
    UseCase.RETURN_WITH,
    UseCase.CLEAR_FLAG,
    UseCase.ACKNOWLEDGE,
    UseCase.DECIDE,
    UseCase.ANSWER_CONCERN,
    UseCase.RECORD_TALK,
    UseCase.WHAT_IS_SIGNED,
    UseCase.SIGN,
    UseCase.WITHDRAW,
    UseCase.ADD_ADDENDUM,
    UseCase.APPROVE_ANSWERS,
}
OF_THE_PHARMACY = {UseCase.READ_SETTINGS, UseCase.CHANGE_SETTINGS, UseCase.LIST_ANSWERS}
"""What has no patient in it: a manager may."""


@pytest.mark.parametrize("use_case", UseCase)
def test_every_use_case_has_a_row(use_case):
    assert use_case in PERMITS


@pytest.mark.parametrize("use_case", UseCase)
def test_a_pharmacist_may_do_everything_with_patients(use_case):
    assert permissions.refusal(use_case, make_actor(Role.PHARMACIST, tasks=frozenset())) is None


@pytest.mark.parametrize("use_case", UseCase)
def test_a_technician_may_do_all_but_what_is_the_pharmacists(use_case):
    words = permissions.refusal(use_case, make_actor(Role.TECHNICIAN))

    refused = {*PHARMACISTS_ONLY, UseCase.CHANGE_SETTINGS, UseCase.LIST_ANSWERS}
    assert (words is not None) == (use_case in refused)


@pytest.mark.parametrize("use_case", UseCase)
def test_a_manager_alone_works_with_no_patient(use_case):
    words = permissions.refusal(use_case, make_actor(Role.MANAGER))

    assert (words is None) == (use_case in OF_THE_PHARMACY)


@pytest.mark.parametrize(
    "use_case", [use for use, permit in PERMITS.items() if permit.task is not None]
)
def test_a_task_that_is_not_delegated_is_refused_in_words(use_case):
    task = PERMITS[use_case].task
    others = frozenset(Task) - {task}

    words = permissions.refusal(use_case, make_actor(Role.TECHNICIAN, tasks=others))

    assert words is not None
    assert "delegated" in words
    assert words.endswith(".")


@pytest.mark.parametrize("use_case", sorted(NEVER_WAITS))
def test_an_emergency_needs_no_delegation(use_case):
    assert permissions.refusal(use_case, make_actor(Role.TECHNICIAN, tasks=frozenset())) is None


def refused_attempts(desk):
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        query = select(AuditEventRow.object_type, AuditEventRow.person_id).where(
            AuditEventRow.outcome == Outcome.REFUSED.value
        )
        return [tuple(row) for row in db.execute(query)]


def test_a_technician_who_signs_is_refused_in_words_and_audited(desk):
    saved = desk.ready_to_sign()
    digest = desk.review().what_is_signed(saved.session.id, by=desk.pharmacist).digest

    with pytest.raises(NotAllowed, match=r"Only a pharmacist can sign\. Send it to the queue\."):
        desk.review(desk.technician).sign(
            saved.session.id,
            password=PASSWORD,
            digest=digest,
            seen=saved.session.version,
            command=make_command(),
            by=desk.technician,
        )

    assert refused_attempts(desk) == [("sign", desk.technician.person)]
    opened = desk.sessions.open(saved.session.id, by=desk.pharmacist)
    assert opened.session.state is SessionState.CONSULTED
    assert opened.session.signed == ()


def errands(desk, saved):
    """Every use case of the services as one call, by its name."""
    session, seen = saved.session.id, saved.session.version
    patient, medicine = saved.session.patient.id, MedicineId(make_id())
    record, flag = RecordId(make_id()), FlagId(make_id())
    review, sessions, patients = desk.review(), desk.sessions, desk.patients
    talk = NewTalk(desk.clock().date(), 10, Speaker.PATIENT)
    bottle = ScanChoice(Drug("warfarin"), Bottle(desk.clock()))
    month = dt.date(2024, 2, 1)
    new = NewPatient("Another", "Patient", "01/02/1960", Sex.FEMALE)
    return {
        UseCase.ENTER_PATIENT: lambda c, by: patients.enter(new, command=c, by=by),
        UseCase.FIND_PATIENT: lambda c, by: patients.find("reed", by=by),
        UseCase.LOAD_PATIENT: lambda c, by: patients.load(patient, by=by),
        UseCase.ADD_ALLERGY: lambda c, by: patients.add_allergy(
            patient, session, substance="x", kind=AllergyKind.ALLERGY, command=c, by=by
        ),
        UseCase.ADD_CONDITION: lambda c, by: patients.add_condition(
            patient, session, name="x", command=c, by=by
        ),
        UseCase.ADD_MEASUREMENT: lambda c, by: patients.add_measurement(
            patient,
            session,
            kind=MeasurementKind.WEIGHT,
            value="70",
            unit="kg",
            command=c,
            by=by,
        ),
        UseCase.VOID_RECORD: lambda c, by: patients.void_record(
            session, record, "x", command=c, by=by
        ),
        UseCase.PUT_BACK_RECORD: lambda c, by: patients.put_back_record(
            session, record, command=c, by=by
        ),
        UseCase.START: lambda c, by: sessions.start(
            patient, SessionKind.TARGETED, command=c, by=by
        ),
        UseCase.OPEN: lambda c, by: sessions.open(session, by=by),
        UseCase.TAKE_UP: lambda c, by: sessions.take_up(session, command=c, by=by),
        UseCase.PUT_DOWN: lambda c, by: sessions.put_down(session, command=c, by=by),
        UseCase.RECORD: lambda c, by: sessions.record(
            session, {"intake.concern": "x"}, seen=seen, command=c, by=by
        ),
        UseCase.ADD_MEDICINE: lambda c, by: sessions.add_medicine(
            session, None, written="x", seen=seen, command=c, by=by
        ),
        UseCase.VOID_MEDICINE: lambda c, by: sessions.void_medicine(
            session, medicine, "x", seen=seen, command=c, by=by
        ),
        UseCase.PUT_BACK_MEDICINE: lambda c, by: sessions.put_back_medicine(
            session, medicine, seen=seen, command=c, by=by
        ),
        UseCase.SETTLE: lambda c, by: sessions.settle(
            session,
            (Settling(SettledKind.MEDICINE, str(medicine), Verdict.CONTINUE),),
            seen=seen,
            command=c,
            by=by,
        ),
        UseCase.ASK_INSTRUMENT: lambda c, by: desk.instruments.ask(
            session, InstrumentId(make_id()), seen=seen, command=c, by=by
        ),
        UseCase.EXPORT_ANSWERS: lambda c, by: desk.instruments.response(
            session, AskedId(make_id()), by=by
        ),
        UseCase.ADD_CONCERN: lambda c, by: sessions.add_concern(session, "x", command=c, by=by),
        UseCase.FIND_ANSWER: lambda c, by: desk.answers.approved(by=by),
        UseCase.READ_ANSWER: lambda c, by: desk.answers.read_aloud(
            session, "x", table.answers()["sharps"], "en", command=c, by=by
        ),
        UseCase.ASK_REFILL: lambda c, by: desk.care.ask_refill(session, medicine, command=c, by=by),
        UseCase.CARE_TASKS: lambda c, by: desk.care.still_open(by=by),
        UseCase.FINISH_CARE_TASK: lambda c, by: desk.care.finish(record, "x", command=c, by=by),
        UseCase.APPROVE_ANSWERS: lambda c, by: desk.answers.approve(
            {"sharps": "x"}, command=c, by=by
        ),
        UseCase.RAISE_FLAG: lambda c, by: sessions.raise_flag(session, "x", command=c, by=by),
        UseCase.EMERGENCY_CALLED: lambda c, by: sessions.emergency_called(
            session, flag, command=c, by=by
        ),
        UseCase.PHARMACIST_CALLED: lambda c, by: sessions.pharmacist_called(
            session, flag, command=c, by=by
        ),
        UseCase.PHARMACIST_JOINED: lambda c, by: sessions.pharmacist_joined(
            session, flag, command=c, by=by
        ),
        UseCase.HAND_OFF: lambda c, by: sessions.hand_off(session, seen=seen, command=c, by=by),
        UseCase.ANSWER_RETURN: lambda c, by: sessions.answer_return(
            session, record, "x", command=c, by=by
        ),
        UseCase.TODAY: lambda c, by: sessions.today(by=by),
        UseCase.OF_PATIENT: lambda c, by: sessions.of_patient(patient, by=by),
        UseCase.TRENDS: lambda c, by: PatientTrends(desk.work).of_patient(patient, by=by),
        UseCase.VOID: lambda c, by: sessions.void(session, "x", seen=seen, command=c, by=by),
        UseCase.QUEUE: lambda c, by: review.queue(by=by),
        UseCase.CLAIM: lambda c, by: review.claim(session, command=c, by=by),
        UseCase.RELEASE_CLAIM: lambda c, by: review.release_claim(session, command=c, by=by),
        UseCase.RETURN_WITH: lambda c, by: review.return_with(
            session, "x", seen=seen, command=c, by=by
        ),
        UseCase.CLEAR_FLAG: lambda c, by: review.clear_flag(
            session, flag, Disposition.COUNSELED, "", command=c, by=by
        ),
        UseCase.ACKNOWLEDGE: lambda c, by: review.acknowledge(
            session, "x", True, None, command=c, by=by
        ),
        UseCase.DECIDE: lambda c, by: review.decide(
            session, medicine, make_review(), seen=seen, command=c, by=by
        ),
        UseCase.ANSWER_CONCERN: lambda c, by: review.answer_concern(
            session, record, "x", command=c, by=by
        ),
        UseCase.RECORD_TALK: lambda c, by: review.record_talk(session, talk, command=c, by=by),
        UseCase.WHAT_IS_SIGNED: lambda c, by: review.what_is_signed(session, by=by),
        UseCase.SIGN: lambda c, by: review.sign(
            session, password=PASSWORD, digest="x", seen=seen, command=c, by=by
        ),
        UseCase.WITHDRAW: lambda c, by: review.withdraw(
            session, "x", password=PASSWORD, command=c, by=by
        ),
        UseCase.ADD_ADDENDUM: lambda c, by: review.add_addendum(
            session, "x", password=PASSWORD, command=c, by=by
        ),
        UseCase.SCAN: lambda c, by: desk.scans.look(session, "x", by=by),
        UseCase.ADD_SCANNED: lambda c, by: desk.scans.add(
            session, bottle, seen=seen, command=c, by=by
        ),
        UseCase.READ_CHART: lambda c, by: desk.administrations.load(patient, month, by=by),
        UseCase.KEEP_CHART: lambda c, by: desk.administrations.keep_head(
            patient, Head("UTC"), month, seen=None, command=c, by=by
        ),
        UseCase.ORDER_DOSES: lambda c, by: desk.administrations.add_order(
            patient, NewOrder("x", "x"), month, seen=1, command=c, by=by
        ),
        UseCase.WRITE_DOSE: lambda c, by: desk.administrations.write(
            patient,
            NewDose(OrderId(make_id()), month, None, DoseCode.GIVEN),
            month,
            command=c,
            by=by,
        ),
        UseCase.TELL_AWAY: lambda c, by: desk.administrations.void_away(
            patient, record, "x", month, seen=1, command=c, by=by
        ),
        UseCase.PREVIEW_SHEET: lambda c, by: desk.administrations.sheet(
            session, month, is_filled=True, language="en", by=by
        ),
        UseCase.DELIVER: lambda c, by: review.deliver(session, "x", "x", command=c, by=by),
        UseCase.CLOSE: lambda c, by: review.close(session, command=c, by=by),
        UseCase.VERIFY: lambda c, by: review.verify(session, by=by),
        UseCase.PREVIEW_PAPER: lambda c, by: desk.papers.preview(
            session, PaperKind.PHARMACIST_PAGE, language="en", by=by
        ),
        UseCase.ISSUE_PAPER: lambda c, by: desk.papers.printed(
            session,
            desk.papers.preview(
                session, PaperKind.PHARMACIST_PAGE, language="en", by=desk.pharmacist
            ),
            how="printed",
            to_whom="",
            command=c,
            by=by,
        ),
    }


def test_the_list_of_errands_is_whole(desk):
    covered = errands(desk, desk.started())

    assert set(covered) == set(UseCase) - {UseCase.IMPORT} - OF_THE_PHARMACY


def test_every_service_asks_the_table_before_anything_else(desk):
    saved = desk.started()
    before = len(refused_attempts(desk))
    calls = errands(desk, saved)

    for call in calls.values():
        with pytest.raises(NotAllowed):
            call(make_command(), desk.manager)

    attempts = [name for name, _person in refused_attempts(desk)[before:]]
    assert attempts == [use_case.value for use_case in calls]
    version = desk.sessions.open(saved.session.id, by=desk.technician).session.version
    assert version == saved.session.version


@pytest.mark.parametrize("use_case", sorted(PHARMACISTS_ONLY))
def test_every_service_of_the_pharmacist_refuses_a_technician(desk, use_case):
    call = errands(desk, desk.started())[use_case]

    with pytest.raises(NotAllowed, match="pharmacist"):
        call(CommandId(make_id()), desk.technician)

    assert refused_attempts(desk) == [(use_case.value, desk.technician.person)]


def lapsed(desk, *, expires):
    actor = replace(desk.technician, person=PersonId(make_id()), name="Lara Past")
    with desk.database.transaction(by=None, at=desk.clock()) as db:
        add_person(db, actor, login="lara", credential="CPhT 9", expires=expires)
    return actor


def test_a_credential_that_ran_out_yesterday_is_refused_in_words(desk):
    yesterday = desk.clock().date() - dt.timedelta(days=1)
    actor = lapsed(desk, expires=yesterday)
    saved = desk.started()

    with pytest.raises(NotAllowed, match="Your credential has run out"):
        desk.record(saved, {"intake.concern": "x"}, by=actor)

    assert ("record", actor.person) in refused_attempts(desk)


def test_a_credential_counts_on_its_last_day(desk):
    actor = lapsed(desk, expires=desk.clock().date())

    saved = desk.record(desk.started(), {"intake.concern": "x"}, by=actor)

    assert saved.session.value("intake.concern") == "x"


def test_an_emergency_does_not_wait_for_a_credential(desk):
    actor = lapsed(desk, expires=dt.date(2020, 1, 1))
    saved = desk.started()

    saved = desk.sessions.raise_flag(saved.session.id, "help", command=make_command(), by=actor)

    assert saved.session.is_escalated


def test_whoever_was_disabled_is_refused(desk):
    with desk.database.transaction(by=None, at=desk.clock()) as db:
        accounts.set_disabled(db, PHARMACY, desk.technician.person, is_disabled=True)

    with pytest.raises(NotAllowed, match="Your access has been ended"):
        desk.started()


def test_adherence_is_a_task_of_its_own(desk):
    saved = desk.with_medicine(desk.started())
    medicine = saved.session.medicines[0].id
    actor = replace(desk.technician, tasks=frozenset(Task) - {Task.ASK_ADHERENCE})

    with pytest.raises(NotAllowed, match="how medicines are taken"):
        desk.record(saved, {f"adherence.missed_days#{medicine}": 1}, by=actor)

    assert ("record", actor.person) in refused_attempts(desk)

"""Builders of domain values: valid by default, one keyword to differ.

    session = make_session(answers={"screening.q01": "yes"}, medicines=(make_medicine("warfarin"),))

Plain values are accepted for answers and become `Answer`s of the session's last talk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from app.domain.medicine import Drug, Medicine, Review
from app.domain.patient import (
    Allergy,
    Condition,
    Fill,
    Measurement,
    PartialDate,
    Patient,
    PersonName,
    Statement,
    Stay,
)
from app.domain.therapy_session import (
    Answer,
    Concern,
    Flag,
    LiveTalk,
    Talk,
    TherapySession,
    Value,
    subject_key,
)
from models.base import new_id
from models.vocabulary import (
    Actor,
    AllergyKind,
    Channel,
    CommandId,
    Decision,
    FlagId,
    Level,
    MeasurementKind,
    MedicineId,
    PatientId,
    PersonId,
    PharmacyId,
    RecordId,
    Role,
    SessionId,
    SessionKind,
    SessionState,
    Sex,
    Source,
    Speaker,
    TalkId,
    Task,
)

NOON = dt.datetime(2025, 7, 31, 16, 0, tzinfo=dt.UTC)
TODAY = NOON.date()
PHARMACY = PharmacyId(UUID("01980000-0000-7000-8000-000000000001"))
TECHNICIAN = PersonId(UUID("01980000-0000-7000-8000-000000000002"))
PHARMACIST = PersonId(UUID("01980000-0000-7000-8000-000000000003"))
MANAGER = PersonId(UUID("01980000-0000-7000-8000-000000000004"))
EVERY_TASK = frozenset(Task)


def make_id() -> UUID:
    return new_id()


def make_command() -> CommandId:
    return CommandId(new_id())


def make_actor(*roles: Role, **changes: object) -> Actor:
    """A technician with every task delegated, unless roles or keywords say otherwise."""
    held = frozenset(roles or (Role.TECHNICIAN,))
    actor = Actor(
        pharmacy=PHARMACY,
        person=TECHNICIAN,
        name="Tess Okafor",
        roles=held,
        tasks=EVERY_TASK,
        workstation="counter-1",
    )
    return replace(actor, **changes)


def make_technician(**changes: object) -> Actor:
    return make_actor(Role.TECHNICIAN, **changes)


def make_pharmacist(**changes: object) -> Actor:
    defaults: dict[str, object] = {"person": PHARMACIST, "name": "Paula Reyes"}
    return make_actor(Role.PHARMACIST, **(defaults | changes))


def make_manager(**changes: object) -> Actor:
    defaults: dict[str, object] = {"person": MANAGER, "name": "Mona Lind"}
    return make_actor(Role.MANAGER, **(defaults | changes))


def make_patient(**changes: object) -> Patient:
    patient = Patient(
        id=PatientId(new_id()),
        version=1,
        name=PersonName("Thomas", "Reed"),
        birth_date=PartialDate(1955, 6, 14),
        sex=Sex.MALE,
        record_number="B-1001",
        phone="(555) 010-1234",
        address="1 Main Street, Springfield, IL 62701",
        language="en",
    )
    return replace(patient, **changes)


def make_drug(name: str = "lisinopril 20 mg tablet", **changes: object) -> Drug:
    drug = Drug(
        name=name,
        rxcui="314077",
        strength="20 mg",
        form="tablet",
        ingredients=frozenset({name.split(maxsplit=1)[0].lower()}),
    )
    return replace(drug, **changes)


def make_medicine(name: str | None = None, **changes: object) -> Medicine:
    """Lisinopril for blood pressure; `name` alone gives a medicine of that one ingredient."""
    drug = make_drug() if name is None else make_drug(name, rxcui=None, strength=None, form=None)
    medicine = Medicine(
        id=MedicineId(new_id()),
        drug=drug,
        label="Take 1 tablet by mouth every morning",
        takes_as="one every morning",
        reason="high blood pressure",
        prescriber="Dr. Ada Stone",
        added_at=NOON,
    )
    return replace(medicine, **changes)


def make_review(**changes: object) -> Review:
    """Settled in English."""
    review = Review(
        decision=Decision.KEEP,
        directions={"en": "Take 1 tablet (20 mg) by mouth in the morning"},
        reason={"en": "high blood pressure"},
    )
    return replace(review, **changes)


def make_talk(**changes: object) -> Talk:
    talk = Talk(
        id=TalkId(new_id()),
        began=NOON,
        by=TECHNICIAN,
        by_name="Tess Okafor",
        channel=Channel.COUNTER,
        speaker=Speaker.PATIENT,
        is_alone=True,
    )
    return replace(talk, **changes)


def make_answer(value: Value, **changes: object) -> Answer:
    answer = Answer(value=value, at=NOON, by=TECHNICIAN, talk=TalkId(new_id()))
    return replace(answer, **changes)


def make_answers(values: Mapping[str, Value | Answer], talk: Talk) -> dict[str, Answer]:
    return {
        key: value
        if isinstance(value, Answer)
        else Answer(value=value, at=talk.began, by=talk.by, talk=talk.id)
        for key, value in values.items()
    }


def make_session(
    *, answers: Mapping[str, Value | Answer] | None = None, **changes: object
) -> TherapySession:
    talks = changes.pop("talks", None) or (make_talk(),)
    session = TherapySession(
        id=SessionId(new_id()),
        version=1,
        kind=SessionKind.COMPREHENSIVE,
        state=SessionState.COLLECTING,
        patient=make_patient(),
        started_at=NOON,
        talks=talks,
        answers=make_answers(answers or {}, talks[-1]),
    )
    return replace(session, **changes)


def about(key: str, medicine: Medicine) -> str:
    """The answer key of a question about a medicine."""
    return subject_key(key, medicine.id)


def make_flag(red_flag: str = "R01", **changes: object) -> Flag:
    flag = Flag(
        id=FlagId(new_id()),
        red_flag=red_flag,
        level=Level.EMERGENCY,
        raised_at=NOON,
        because=("redflags.R01",),
    )
    return replace(flag, **changes)


def make_concern(**changes: object) -> Concern:
    concern = Concern(
        id=RecordId(new_id()), words="Can I take it with grapefruit juice?", asked_at=NOON
    )
    return replace(concern, **changes)


def make_live_talk(**changes: object) -> LiveTalk:
    talk = LiveTalk(on=TODAY, minutes=20, with_whom=Speaker.PATIENT, by_name="Paula Reyes")
    return replace(talk, **changes)


def make_allergy(**changes: object) -> Allergy:
    allergy = Allergy(
        id=RecordId(new_id()),
        substance="penicillin",
        kind=AllergyKind.ALLERGY,
        reaction="hives",
        severity="moderate",
        ingredients=frozenset({"penicillin"}),
    )
    return replace(allergy, **changes)


def make_condition(name: str = "Hypertension", **changes: object) -> Condition:
    return replace(Condition(id=RecordId(new_id()), name=name, is_active=True), **changes)


def make_measurement(**changes: object) -> Measurement:
    measurement = Measurement(
        id=RecordId(new_id()),
        kind=MeasurementKind.WEIGHT,
        value=Decimal("72.5"),
        unit="kg",
        on=TODAY,
    )
    return replace(measurement, **changes)


def make_fill(name: str = "lisinopril 20 mg tablet", **changes: object) -> Fill:
    fill = Fill(
        id=RecordId(new_id()),
        name=name,
        filled_on=dt.date(2025, 7, 2),
        days_supply=90,
        ingredients=frozenset({name.split(maxsplit=1)[0].lower()}),
    )
    return replace(fill, **changes)


def make_stay(**changes: object) -> Stay:
    stay = Stay(id=RecordId(new_id()), began=dt.date(2025, 5, 1), ended=dt.date(2025, 5, 4))
    return replace(stay, **changes)


def make_statement(name: str = "lisinopril 20 mg tablet", **changes: object) -> Statement:
    statement = Statement(
        id=RecordId(new_id()),
        source=Source.PRESCRIBER,
        name=name,
        directions="1 tablet every morning",
        ingredients=frozenset({name.split(maxsplit=1)[0].lower()}),
    )
    return replace(statement, **changes)

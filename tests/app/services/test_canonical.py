"""The signed bytes: one spelling for one meaning, and nothing of a picture forgotten."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.findings import Finding
from app.domain.instrument import AskedInstrument
from app.domain.medicine import Bottle, Drug, Looks, Medicine, Review
from app.domain.patient import Allergy, Condition, Measurement, PartialDate, Patient, PersonName
from app.domain.plain_answer import Reading
from app.domain.settled import Settled
from app.domain.therapy_session import (
    Acknowledgement,
    Answer,
    Concern,
    Flag,
    LiveTalk,
    ReturnedWith,
    Talk,
    TherapySession,
)
from app.services import canonical
from models.vocabulary import Level
from tests.make import NOON, make_allergy, make_medicine, make_review, make_session

NESTED = {
    TherapySession: {
        "patient",
        "talks",
        "answers",
        "medicines",
        "flags",
        "concerns",
        "returns",
        "acknowledgements",
        "settled",
        "live_talk",
        "instruments",
    },
    # the digest of its file says which questions it asks
    AskedInstrument: {"instrument"},
    Concern: {"reading"},
    Patient: {"name", "allergies", "conditions", "measurements"},
    Medicine: {"drug", "review", "statements", "bottle", "looks"},
}
LEFT_OUT = {
    # where it stands and who holds it are no content; the signatures cover, and are not covered
    TherapySession: {
        "version",
        "state",
        "signed",
        "addenda",
        "claimed_by",
        "claimed_by_name",
        "earlier",
        "asks",
        "offers",
        # what is to be done goes on after the signature
        "tasks",
    },
    # what it was found out from is in the records, not on papers
    Patient: {"version", "identifiers", "fills", "stays", "statements", "related"},
    Flag: {"evidence"},
    Medicine: {"added_at"},
    # a photo is kept beside the row; its audit entry carries its digest
    Looks: {"has_photo"},
    Allergy: {"ingredients"},
    # what the vocabulary says of it, not what the pharmacist signs
    Drug: {"classes", "is_high_alert"},
    Finding: {"technician_prompt"},
}
LISTED = (
    (TherapySession, canonical.SESSION),
    (Patient, canonical.PATIENT),
    (PersonName, canonical.NAME),
    (Allergy, canonical.ALLERGY),
    (Condition, canonical.CONDITION),
    (Measurement, canonical.MEASUREMENT),
    (Drug, canonical.DRUG),
    (Medicine, canonical.MEDICINE),
    (Bottle, canonical.BOTTLE),
    (Looks, canonical.LOOKS),
    (Review, canonical.REVIEW),
    (Talk, canonical.TALK),
    (Answer, canonical.ANSWER),
    (Flag, canonical.FLAG),
    (Concern, canonical.CONCERN),
    (Reading, canonical.READING),
    (ReturnedWith, canonical.RETURN),
    (Acknowledgement, canonical.ACKNOWLEDGEMENT),
    (Settled, canonical.SETTLED),
    (LiveTalk, canonical.LIVE_TALK),
    (AskedInstrument, canonical.ASKED),
    (Finding, canonical.FINDING),
)


@pytest.mark.parametrize(("kind", "names"), LISTED, ids=lambda one: getattr(one, "__name__", ""))
def test_every_field_is_signed_or_left_out_on_purpose(kind, names):
    fields = {field.name for field in dataclasses.fields(kind)}

    assert fields == set(names) | NESTED.get(kind, set()) | LEFT_OUT.get(kind, set())


def test_the_same_content_has_the_same_bytes_whatever_order_it_came_in():
    one = canonical.as_bytes({"b": {"y", "x"}, "a": MappingProxyType({"2": 1, "1": 2})})
    other = canonical.as_bytes({"a": {"1": 2, "2": 1}, "b": frozenset({"x", "y"})})

    assert one == other == b'{"a":{"1":2,"2":1},"b":["x","y"]}'


def test_a_moment_is_one_moment_in_whatever_zone():
    east = dt.timezone(dt.timedelta(hours=9))

    assert canonical.plain(NOON) == canonical.plain(NOON.astimezone(east))


@pytest.mark.parametrize("value", [1.5, object(), b"bytes"])
def test_what_has_no_one_spelling_is_our_mistake(value):
    with pytest.raises(TypeError):
        canonical.plain(value)


def test_values_stand_as_text_in_full():
    assert canonical.plain(Decimal("0.0000001")) == "0.0000001"
    assert canonical.plain(PartialDate(2020, 3)) == "2020-03"
    assert canonical.plain("Jose\u0301") == "José"
    assert canonical.plain(Level.NOW) == "P0"


@pytest.mark.parametrize(
    "change",
    [
        {"language": "es"},
        {"content_version": 2},
        {"medicines": (make_medicine(review=make_review(note="x")),)},
        {"answers": {}},
    ],
)
def test_another_content_has_another_digest(change):
    session = make_session(answers={"intake.concern": "knee"}, medicines=(make_medicine(),))
    changed = dataclasses.replace(session, **change)

    assert digest(session) != digest(changed)


def test_where_a_session_stands_is_no_part_of_its_content():
    session = make_session()

    assert digest(session) == digest(dataclasses.replace(session, version=9, claimed_by_name="X"))


def test_the_patient_as_known_then_is_part_of_it():
    session = make_session()
    patient = dataclasses.replace(session.patient, allergies=(make_allergy(),))

    assert digest(session) != digest(dataclasses.replace(session, patient=patient))


@settings(max_examples=60)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
        max_leaves=10,
    )
)
def test_canonical_bytes_read_back_to_the_same_bytes(value):
    once = canonical.as_bytes({"value": value})

    assert canonical.as_bytes(json.loads(once)) == once


def digest(session):
    return canonical.digest(canonical.as_bytes(canonical.content(session, ())))

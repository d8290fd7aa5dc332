"""Responses out: valid as FHIR R4, with exactly what is open and was answered."""

import json
from functools import cache

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from app.domain.instrument import AskedInstrument, Limits
from app.interchange.questionnaire_in import read
from app.interchange.questionnaire_response_out import About, response
from app.interview.instruments.beginning import first_answers
from app.interview.instruments.spots import lay_out
from tests.app.interchange.test_questionnaire_in import FOLDER, REAL
from tests.app.interview.instruments.asking import (
    ASKED,
    AT,
    about,
    asking,
    fill_in,
    key,
    options,
    spots,
    when,
)
from tests.resources.fhir_schema import FhirSchema
from tests.shared_data import needs_shared, shared_data

WHO = About("Pat Made-Up", "01980000-0000-7000-8000-000000000002", "Ana Tech", AT, "completed")
PAIRS = [
    ("us_core/Questionnaire-AUDIT-C.json", "us_core/QuestionnaireResponse-AUDIT-C.json"),
    (
        "us_core/Questionnaire-exercise-vital-sign.json",
        "us_core/QuestionnaireResponse-exercise-vital-sign.json",
    ),
    (
        "us_core/Questionnaire-hunger-vital-sign-example.json",
        "us_core/QuestionnaireResponse-hunger-vital-sign-example.json",
    ),
    (
        "us_core/Questionnaire-phq-9-example.json",
        "us_core/QuestionnaireResponse-phq-9-example.json",
    ),
]


@cache
def _schema() -> FhirSchema:
    return FhirSchema(shared_data("fhir_r4_definitions", "fhir.schema.json.gz"))


def _exported(asked: AskedInstrument, answers) -> dict:
    found = response(asked, lay_out(asked, answers.get), WHO)
    return json.loads(json.dumps(found))


def _links(items) -> list[str]:
    return [one["linkId"] for one in items]


@pytest.mark.parametrize("path", REAL or [None], ids=lambda p: p.stem if p else "none")
def test_every_questionnaire_of_the_shared_data_is_filled_in_and_exported(path):
    if path is None:
        pytest.skip("the shared reference data is not here")
    asked = AskedInstrument(ASKED, read(path.read_bytes()).instrument, AT, "Somebody")

    found = _exported(asked, fill_in(asked, first_answers(asked)))

    assert found["item"]
    assert _schema().faults(found) == []
    QuestionnaireResponse.model_validate(found)


@needs_shared
@pytest.mark.parametrize(("questions", "answers"), PAIRS, ids=lambda one: one.partition("/")[2])
def test_the_answers_of_a_published_response_are_exported_as_they_were(questions, answers):
    asked = AskedInstrument(ASKED, read((FOLDER / questions).read_bytes()).instrument, AT, "S")
    published = json.loads((FOLDER / answers).read_text())
    told = dict(_told(published["item"]))
    given = {spot: told[spot] for spot in told}

    held = {}
    for one in lay_out(asked, {}.get):
        for spot in _all(one):
            said = given.get(spot.item.link_id)
            if said is not None:
                held[spot.key] = _stored(spot.item, said)
    found = _exported(asked, held)

    assert dict(_told(found["item"])) == told


def test_what_is_closed_or_was_not_asked_is_absent_and_no_is_no():
    asked = asking(
        about("a"),
        about("b", conditions=when("a")),
        about("c"),
        about("d"),
        url="urn:q",
        version="2",
    )

    found = response(asked, spots(asked, {"a": "no", "b": "yes", "d": "no"}), WHO)

    assert _links(found["item"]) == ["a", "d"]
    assert found["item"][1]["answer"] == [{"valueBoolean": False}]
    assert found["questionnaire"] == "urn:q|2"
    assert found["subject"]["display"] == "Pat Made-Up"


def test_groups_and_repetitions_stand_as_in_the_definition():
    group = about(
        "g", "group", repeats=True, items=(about("a", "string", items=(about("b"),)), about("c"))
    )
    asked = asking(group, about("s", "string", repeats=True))
    held = {
        key("g", is_list=True): ("1", "2", "3"),
        key("a", 1): "one",
        key("b", 1): "yes",
        key("c", 3): "no",
        key("s", is_list=True): ("1", "2"),
        key("s", 1): "x",
        key("s", 2): "y",
    }

    found = response(asked, lay_out(asked, held.get), WHO)["item"]

    assert _links(found) == ["g", "g", "s"]
    assert found[0]["item"][0]["answer"][0]["item"][0]["answer"] == [{"valueBoolean": True}]
    assert _links(found[1]["item"]) == ["c"]
    assert found[2]["answer"] == [{"valueString": "x"}, {"valueString": "y"}]


@needs_shared
def test_an_answer_of_every_kind_validates():
    asked = asking(
        about("boolean"),
        about("decimal", "decimal"),
        about("integer", "integer", limits=Limits(most=None)),
        about("quantity", "quantity"),
        about("date", "date"),
        about("dateTime", "dateTime"),
        about("time", "time"),
        about("string", "string"),
        about("text", "text"),
        about("url", "url"),
        about("reference", "reference"),
        about("choice", "choice", options=options("x")),
        about("several", "choice", repeats=True, options=options("x", "y")),
        about("open", "open-choice", options=options("x")),
        about("words", "choice"),
    )

    found = _exported(asked, fill_in(asked, {}))

    assert len(found["item"]) == 15
    assert _schema().faults(found) == []
    QuestionnaireResponse.model_validate(found)


def _told(items):
    for item in items:
        answers = item.get("answer", [])
        if answers:
            first = {n: v for n, v in answers[0].items() if n != "item"}
            coding = first.get("valueCoding")
            yield item["linkId"], coding["code"] if coding else next(iter(first.values()))
        for inner in [item, *answers]:
            yield from _told(inner.get("item", []))


def _all(spot):
    yield spot
    for inner in spot.spots:
        yield from _all(inner)


def _stored(item, said):
    tokens = [one.token for one in item.options if getattr(one.value, "code", None) == said]
    return tokens[0] if tokens else str(said)

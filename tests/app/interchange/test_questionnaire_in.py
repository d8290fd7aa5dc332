"""Questionnaires in: what is read, what is named, what is refused."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from app.domain import instrument_json
from app.domain.instrument import Coding, Condition, ItemKind, Operator, Quantity, every_item
from app.errors import Refused
from app.interchange.questionnaire_in import read
from tests.app.interchange.questionnaires import (
    as_bytes,
    extended,
    item,
    option,
    questionnaire,
    read_items,
    when,
)
from tests.shared_data import SHARED

FOLDER = None if SHARED is None else SHARED / "data" / "fhir_questionnaires"
FILES = sorted(FOLDER.rglob("*.json")) if FOLDER else []
REAL = [p for p in FILES if json.loads(p.read_text()).get("resourceType") == "Questionnaire"]
"""Every definition of the shared data; the others are responses, or of another make."""


def _features(found) -> dict[str, tuple[str, ...]]:
    return {one.feature: one.link_ids for one in found.unsupported}


@pytest.mark.parametrize("path", REAL or [None], ids=lambda p: p.stem if p else "none")
def test_every_questionnaire_of_the_shared_data_is_read(path):
    if path is None:
        pytest.skip("the shared reference data is not here")

    found = read(path.read_bytes())

    assert found.instrument.items
    assert instrument_json.read(instrument_json.written(found.instrument)) == found.instrument


@pytest.mark.parametrize("kind", [kind.value for kind in ItemKind])
def test_every_item_type_of_fhir_r4_is_read(kind):
    found = read_items(item("a", kind))

    assert found.instrument.items[0].kind == kind


def test_the_words_of_the_licence_holder_come_along():
    found = read_items(item("a"), publisher="Who made it").instrument

    assert (found.title, found.copyright, found.publisher) == (
        "Made up",
        "© somebody",
        "Who made it",
    )
    assert found.canonical == "http://example.org/q|1"


def test_scores_come_from_the_old_and_the_new_extension():
    new = option("b") | {"extension": extended("itemWeight", valueDecimal=2)}

    options = read_items(item("a", "choice", answerOption=[option("a", 1), new]))

    assert [one.score for one in options.instrument.items[0].options] == [1, 2]


def test_limits_units_and_hidden_items_are_read():
    node = item(
        "a",
        "quantity",
        maxLength=20,
        extension=[
            *extended("minValue", valueInteger=1),
            *extended("maxValue", valueDecimal=9.5),
            *extended("maxDecimalPlaces", valueInteger=1),
            *extended("questionnaire-unit", valueCoding={"code": "mg", "display": "mg"}),
            *extended("questionnaire-hidden", valueBoolean=True),
        ],
        initial=[{"valueQuantity": {"value": 2.50, "unit": "mg"}}],
    )

    found = read_items(node).instrument.items[0]

    limits = found.limits
    assert (limits.least, limits.most, limits.places) == (1, Decimal("9.5"), 1)
    assert found.is_hidden
    assert found.units == (Coding("mg", "", "mg"),)
    assert found.initial == (Quantity(Decimal("2.5"), Coding("", "", "mg")),)


def test_conditions_keep_their_operator_and_their_type():
    second = item(
        "b", enableBehavior="any", enableWhen=[when("a", ">=", answerDate="2026-02-03"), when("c")]
    )

    found = read_items(item("a", "date"), second, item("c")).instrument.items[1]

    assert found.is_any
    assert found.conditions == (
        Condition("a", Operator.AT_LEAST, dt.date(2026, 2, 3)),
        Condition("c", Operator.EQUAL, answer=True),
    )


def test_answers_of_a_value_set_inside_the_file_are_offered():
    inside = {
        "resourceType": "ValueSet",
        "id": "v",
        "status": "active",
        "compose": {"include": [{"system": "urn:x", "concept": [{"code": "1", "display": "One"}]}]},
    }

    found = read_items(item("a", "choice", answerValueSet="#v"), contained=[inside])

    assert [one.words for one in found.instrument.items[0].options] == ["One"]
    assert not found.unsupported


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (item("a", "choice", answerValueSet="http://x.example/v"), "listed elsewhere"),
        (item("a", "attachment"), "cannot be attached"),
        (item("a", extension=extended("cqf-expression", valueString="1")), "not worked out"),
        (
            item(
                "a",
                "decimal",
                extension=extended(
                    "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
                    "sdc-questionnaire-calculatedExpression",
                    valueExpression={"language": "text/fhirpath", "expression": "1"},
                ),
            ),
            "to be calculated",
        ),
        (item("a", modifierExtension=extended("http://x.example/twist")), "(twist)"),
        (item("a", extension=extended("http://x.example/odd", valueString="1")), "(odd)"),
        (item("a", _text={"extension": extended("rendering-style", valueString="x")}), "look"),
        (item("a", "date", initial=[{"valueDate": "2019"}]), "only a year"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_carried_out_is_named_with_its_item(node, words):
    found = _features(read_items(node))

    assert [links for feature, links in found.items() if words in feature] == [("a",)]


def test_questions_that_wait_for_one_another_are_always_asked_and_told():
    found = read_items(
        item("a", enableWhen=[when("b")]), item("b", enableWhen=[when("a")]), item("c")
    )

    assert all(not one.conditions for one in found.instrument.items)
    assert list(_features(found).values()) == [("a", "b")]


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([item("a", enableWhen=[when("a")])], "its own answer"),
        ([item("a", enableWhen=[when("b")], item=[item("b")])], "stands below it"),
        ([item("a", enableWhen=[when("z")])], "not there"),
        ([item("g", "group", item=[item("x")]), item("a", enableWhen=[when("g")])], "no question"),
        ([item("a"), item("a")], "two questions"),
        ([item("a", "integer", initial=[{"valueString": "5"}])], "another type"),
        (
            [
                item(
                    "a",
                    "integer",
                    extension=[
                        *extended("minValue", valueInteger=5),
                        *extended("maxValue", valueInteger=4),
                    ],
                )
            ],
            "least is more",
        ),
        ([item("a", enableWhen=[when("b", "~")]), item("b")], "compare"),
        ([item("a", enableWhen=[when("b", "exists", answerString="x")]), item("b")], "exists"),
        ([item("a", "display", item=[item("b")])], "words to be read"),
        ([item("")], "linkId"),
        ([], "asks nothing"),
        ([item(str(n)) for n in range(2001)], "2,000"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_is_refused_in_a_sentence(items, words):
    with pytest.raises(Refused) as refused:
        read_items(*items)

    assert words in refused.value.message


def test_a_row_of_questions_that_wait_for_one_another_has_an_end():
    row = [item("q0"), *(item(f"q{n}", enableWhen=[when(f"q{n - 1}")]) for n in range(1, 101))]

    with pytest.raises(Refused, match="in a row"):
        read_items(*row)

    assert read_items(*row[:100]).instrument.items


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"implicitRules": "http://x.example/rules"}, "kept elsewhere"),
        ({"subjectType": ["Practitioner"]}, "other than a patient"),
        ({"status": "retired"}, "retired it"),
    ],
)
def test_what_a_whole_definition_says_of_itself_is_named(more, words):
    (found,) = read_items(item("a"), **more).unsupported

    assert words in found.feature


def test_questions_too_deep_in_one_another_are_refused():
    deep = item("end")
    for number in range(17):
        deep = item(f"g{number}", "group", item=[deep])

    with pytest.raises(Refused, match="16 levels"):
        read_items(deep)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"resourceType": "Patient"}, "not a Questionnaire"),
        ({"resourceType": "QuestionnaireResponse"}, "These are answers"),
        (questionnaire(item("a", option=[{"valueString": "x"}], kind="choice")), "STU3"),
        (questionnaire(item("a", "coding")), "R5"),
        (questionnaire(item("a", "psychic")), "FHIR"),
        (questionnaire(item("a"), status=7), "status"),
        (questionnaire(item("a"), title=None), "title"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_questionnaire_of_r4_is_refused(node, words):
    node = {name: part for name, part in node.items() if part is not None}

    with pytest.raises(Refused) as refused:
        read(as_bytes(node))

    assert words in refused.value.message


def test_an_instrument_is_kept_as_json_exactly():
    found = read_items(
        item(
            "g",
            "group",
            repeats=True,
            item=[item("t", "time", initial=[{"valueTime": "13:28:00"}])],
        ),
        item("m", "dateTime", initial=[{"valueDateTime": "2015-02-07T13:28:17-05:00"}]),
        item("c", "choice", answerOption=[option("x", 3)], enableWhen=[when("m", "exists")]),
    ).instrument

    again = instrument_json.read(instrument_json.written(found))

    assert again == found
    assert [one.link_id for one in every_item(again.items)] == ["g", "t", "m", "c"]

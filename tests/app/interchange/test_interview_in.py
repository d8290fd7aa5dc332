from __future__ import annotations

import datetime as dt

import pytest

from app.interview.question import Ask, Choice, Count, Several
from app.interview.walkthrough import all_questions
from models.vocabulary import Speaker
from tests.app.interchange.bundles import (
    ABOUT,
    choice,
    item,
    read,
    reasons,
    response,
    statement,
    words,
)

IS_SUBJECT = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject",
    "valueBoolean": True,
}


def about(reference="MedicationStatement/s1"):
    return item("adherence.medicine", {"valueReference": {"reference": reference}}) | {
        "extension": [IS_SUBJECT]
    }


def answers(*items, **changes):
    found = read(response(*items, **changes))
    return found.interviews[0].answers, found


def test_answers_stand_under_their_keys():
    told, found = answers(
        choice("identity.speaker", "caregiver"),
        choice("identity.channel", "phone"),
        choice("identity.alone", "no"),
        choice("identity.language", "es"),
        choice("intake.pregnancy", "no"),
        words("intake.concern", "dizzy"),
        words("intake.alcohol", "a glass of wine"),
        choice("redflags.R01", "declined"),
    )

    assert told == {
        "identity.speaker": "caregiver",
        "identity.channel": "phone",
        "identity.alone": "no",
        "identity.language": "es",
        "intake.pregnancy": "no",
        "intake.concern": "dizzy",
        "intake.alcohol": "a glass of wine",
        "redflags.R01": "declined",
    }
    assert found.unreadable == ()


@pytest.mark.parametrize("number", range(1, 57))
def test_every_red_flag_may_be_told(number):
    key = f"redflags.R{number:02}"

    told, found = answers(choice(key, "yes", items=[words(f"{key}.words", "as I said")]))

    assert told == {key: "yes", f"{key}.words": "as I said"}
    assert found.unreadable == ()


def test_conditions_may_stand_below_the_item_or_below_its_answer():
    below = item("redflags.R08", {"valueCoding": {"code": "yes"}})
    below["answer"][0]["item"] = [choice("redflags.R08.active", "no")]

    told, found = answers(
        choice("redflags.R23", "yes", items=[choice("redflags.R23.weakness", "yes")]), below
    )

    assert told["redflags.R23.weakness"] == "yes"
    assert told["redflags.R08.active"] == "no"
    assert found.unreadable == ()


def test_what_is_absent_was_not_asked():
    told, _found = answers(words("intake.concern", "x"))

    assert "redflags.R01" not in told


def test_groups_are_looked_into():
    told, found = answers(item("redflags", items=[choice("redflags.R01", "no")]))

    assert told == {"redflags.R01": "no"}
    assert found.unreadable == ()


@pytest.mark.parametrize(
    "wrong",
    [
        words("redflags.R01", "yes"),
        item("redflags.R01", {"valueBoolean": True}),
        choice("redflags.R01", "maybe"),
        choice("redflags.R01", "yes", "no"),
        choice("redflags.R57", "yes"),
        choice("redflags.R08.unheard_of", "yes"),
        choice("intake.concern", "x"),
        item("intake.concern", {"valueInteger": 5}),
        words("intake.concern", "x" * 501),
        choice("identity.speaker", "cat"),
        item("identity.channel", {"valueCoding": {"display": "Phone"}}),
        words("somebody.elses", "x"),
        words("adherence.missed_days#0190", "x"),
    ],
)
def test_what_is_not_ours_or_of_the_wrong_type_is_listed_and_nothing_is_coerced(wrong):
    told, found = answers(choice("intake.pregnancy", "no"), wrong)

    assert told == {"intake.pregnancy": "no"}
    assert len(found.unreadable) == 1


def test_two_answers_to_one_question_leave_it_open():
    told, found = answers(choice("redflags.R01", "no"), choice("redflags.R01", "yes"))

    assert told == {}
    assert len(found.unreadable) == 1


def test_another_language_is_another_language():
    assert answers(choice("identity.language", "vi"))[0]["identity.language"] == "other"
    assert answers(choice("identity.language", "es-MX"))[0]["identity.language"] == "es"


def test_the_patients_questions_are_kept_in_their_words():
    found = read(response(words("intake.question", "With juice?", "With milk?")))

    assert found.interviews[0].questions == ("With juice?", "With milk?")


class TestMedicines:
    def group(self, *items, reference="MedicationStatement/s1"):
        return item("adherence", items=[about(reference), *items])

    def test_answers_about_a_medicine_stand_with_its_statement(self):
        found = read(
            statement(),
            response(
                self.group(
                    item("adherence.missed_days", {"valueInteger": 3}),
                    item("adherence.last_taken", {"valueDate": "2025-07-30"}),
                    words("adherence.takes_as", "half a tablet"),
                    choice("adherence.barrier", "forgets", "cost"),
                    item("adherence.pill_count", {"valueInteger": 12}),
                    choice("medicine.over_the_counter", "yes"),
                )
            ),
        )

        (told,) = found.interviews[0].medicines
        assert told.statement == found.statements[0].key
        assert told.name == "lisinopril 20 mg tablet"
        assert told.answers == {
            "adherence.missed_days": 3,
            "adherence.last_taken": "2025-07-30",
            "adherence.takes_as": "half a tablet",
            "adherence.barrier": ("forgets", "cost"),
            "adherence.pill_count": 12,
            "medicine.over_the_counter": "yes",
        }
        assert found.unreadable == ()

    @pytest.mark.parametrize(
        "wrong",
        [
            item("adherence.missed_days", {"valueInteger": 8}),
            item("adherence.missed_days", {"valueInteger": -1}),
            item("adherence.missed_days", {"valueString": "3"}),
            item("adherence.missed_days", {"valueDecimal": 3.5}),
            choice("adherence.barrier", "laziness"),
            words("intake.concern", "x"),
            item("adherence.last_taken", {"valueInteger": 3}),
        ],
    )
    def test_what_cannot_be_is_listed(self, wrong):
        found = read(statement(), response(words("intake.concern", "x"), self.group(wrong)))

        assert found.interviews[0].medicines[0].answers == {}
        assert len(found.unreadable) == 1

    def test_a_group_about_nothing_in_the_file_is_listed(self):
        found = read(
            response(words("intake.concern", "x"), self.group(reference="MedicationStatement/gone"))
        )

        assert found.interviews[0].medicines == ()
        assert "not in this file" in reasons(found)[0]

    def test_a_group_without_a_medicine_is_listed(self):
        found = read(response(words("intake.concern", "x"), item("adherence", items=[])))

        assert "which medicine" in reasons(found)[0]


class TestTalks:
    def test_several_responses_are_several_talks_in_their_order(self):
        later = response(words("intake.concern", "later"), id="q2", authored="2025-08-05T09:00:00Z")
        first = response(words("intake.concern", "first"))

        found = read(later, first)

        assert [talk.answers["intake.concern"] for talk in found.interviews] == ["first", "later"]
        assert found.today == dt.date(2025, 8, 5)

    def test_who_speaks_is_the_source(self):
        daughter = {
            "resourceType": "RelatedPerson",
            "id": "d",
            "patient": ABOUT,
            "name": [{"given": ["Eva"], "family": "Stone"}],
        }
        talk = response(
            choice("identity.speaker", "representative"), source={"reference": "RelatedPerson/d"}
        )

        told = read(daughter, talk).interviews[0]

        assert (told.speaker, told.speaker_name) == (Speaker.REPRESENTATIVE, "Eva Stone")

    def test_the_patient_speaks_where_nobody_else_is_named(self):
        assert read(response(words("intake.concern", "x"))).interviews[0].speaker is Speaker.PATIENT

    def test_who_speaks_is_unknown_where_the_file_does_not_tell(self):
        talk = response(words("intake.concern", "x"))
        del talk["source"]

        assert read(talk).interviews[0].speaker is None

    def test_somebody_elses_questionnaire_is_listed_in_one_line(self):
        found = read(response(words("phq.1", "x"), words("phq.2", "x")))

        assert found.interviews == ()
        assert reasons(found) == ["None of its questions is one of ours."]

    @pytest.mark.parametrize("status", ["entered-in-error", "stopped"])
    def test_a_talk_that_does_not_count_is_left_out(self, status):
        assert read(response(words("intake.concern", "x"), status=status)).interviews == ()


def test_every_question_of_the_walk_can_be_told_in_a_file():
    for asked in all_questions():
        match asked:
            case Ask():
                told = choice(asked.key, "yes")
            case Choice() | Several():
                told = choice(asked.key, asked.options[0].value)
            case Count():
                told = item(asked.key, {"valueInteger": asked.least})
            case _:
                told = words(asked.key, "some words")
        inside = item("adherence", items=[about(), told]) if asked.per_medicine else told

        found = read(statement(), response(words("intake.question", "x"), inside))

        assert found.unreadable == (), asked.key

"""The handoff writes itself, from what was said and never from a conclusion."""

from __future__ import annotations

from app.domain.therapy_session import subject_key
from app.interview import handoff
from models.vocabulary import AllergyKind
from tests.make import make_allergy, make_flag, make_medicine, make_patient, make_session


def lines_of(session):
    return {part.title: part.lines for part in handoff.sections(session)}


def test_what_matters_to_the_patient_stands_first_in_their_words():
    session = make_session(answers={"intake.concern": "My knee, and walking to church."})

    assert lines_of(session)["Situation"] == (
        "What matters today: “My knee, and walking to church.”",
    )


def test_allergies_that_were_not_asked_are_not_called_none():
    not_asked, asked = make_session(answers={}), make_session(answers={"intake.allergies": "none"})

    assert "Allergies: not asked yet" in lines_of(not_asked)["Background"]
    assert "No known allergies, asked" in lines_of(asked)["Background"]


def test_an_intolerance_is_not_listed_among_the_allergies():
    cough = make_allergy(substance="lisinopril", reaction="cough", kind=AllergyKind.INTOLERANCE)
    hives = make_allergy(substance="penicillin", reaction="hives", kind=AllergyKind.ALLERGY)
    session = make_session(patient=make_patient(allergies=(cough, hives)))

    assert lines_of(session)["Background"][0] == "Allergies: penicillin (hives)"


def test_an_open_flag_is_told_with_its_time_and_words():
    flag = make_flag(words="black since Sunday")

    assert any(
        "black since Sunday" in line for line in lines_of(make_session(flags=(flag,)))["Situation"]
    )


def test_a_way_of_taking_that_differs_from_the_label_is_an_observation():
    medicine = make_medicine("metformin", label="1 tab bid", takes_as="1 in the morning")
    session = make_session(
        medicines=(medicine,), answers={subject_key("adherence.missed_days", medicine.id): 3}
    )

    told = lines_of(session)["Observations"]

    assert any("1 tab bid" in line and "1 in the morning" in line for line in told)
    assert any("missed 3 of 7 days" in line for line in told)


def test_a_quiet_session_makes_no_observation_and_no_request():
    session = make_session(medicines=(make_medicine(label="1 tab daily", takes_as="1 tab daily"),))

    assert set(lines_of(session)) <= {"Situation", "Background"}


def test_extra_doses_and_what_was_noticed_are_told_of_their_medicine():
    medicine = make_medicine("metformin", takes_as=None)
    session = make_session(
        medicines=(medicine,),
        answers={
            subject_key("adherence.extra_days", medicine.id): 2,
            subject_key("adherence.side_effect", medicine.id): "my stomach turns",
        },
    )

    assert lines_of(session)["Observations"] == (
        "metformin: more than the label says on 2 of 7 days",
        "metformin: noticed “my stomach turns”",
    )


def test_what_was_said_of_all_of_them_stands_by_what_it_is_about():
    session = make_session(
        answers={
            "adherence.offer.pill_box": "wanted",
            "adherence.cost": "yes",
            "adherence.cost_how": ("skipped",),
            "adherence.refills": (),
            "adherence.overall": ("forgets", "cost"),
        }
    )

    assert lines_of(session)["Observations"] == (
        "What gets in the way. What makes it hard with all of them: Forgets, Cost",
        (
            "Getting and paying for it. How refills are got: None of these; "
            "Cost got in the way, last year: Yes; What was done because of cost: Left out doses"
        ),
        "What would help. A pill box: Would like it",
    )

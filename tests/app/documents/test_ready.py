"""What stands between a session and its released list."""

from __future__ import annotations

from app.documents.ready import not_ready
from models.vocabulary import AllergyKind, Decision
from tests.app.documents.printing import make_settled
from tests.make import make_allergy, make_medicine, make_patient, make_review, make_session

ASKED = {"intake.allergies": "none"}


def test_nothing_stands_before_a_session_that_is_settled():
    session = make_session(answers=ASKED, medicines=(make_settled(),))

    assert list(not_ready(session, "en")) == []
    assert list(not_ready(session, "es")) == []


def test_allergies_that_nobody_asked_about_stand_in_the_way():
    (refused,) = not_ready(make_session(), "en")

    assert refused.field == "intake.allergies"


def test_a_recorded_allergy_answers_the_question_and_an_intolerance_does_not():
    allergic = make_patient(allergies=(make_allergy(),))
    intolerant = make_patient(allergies=(make_allergy(kind=AllergyKind.INTOLERANCE),))

    assert list(not_ready(make_session(patient=allergic), "en")) == []
    assert list(not_ready(make_session(patient=intolerant), "en")) != []


def test_every_medicine_that_is_not_settled_is_named_by_its_id():
    medicines = (make_medicine(), make_settled(), make_medicine())

    found = list(not_ready(make_session(answers=ASKED, medicines=medicines), "en"))

    assert [r.field for r in found] == [str(medicines[0].id), str(medicines[2].id)]


def test_a_medicine_left_off_the_list_is_settled():
    medicine = make_medicine(review=make_review(decision=Decision.OMIT_ASK, directions={}))

    assert list(not_ready(make_session(answers=ASKED, medicines=(medicine,)), "es")) == []


def test_the_word_once_is_not_allowed_in_spanish():
    review = make_review(
        directions={"en": "Take once", "es": "Tome once tabletas"},
        reason={"en": "pain", "es": "dolor"},
    )
    session = make_session(answers=ASKED, medicines=(make_medicine(review=review),))

    assert list(not_ready(session, "en")) == []
    assert len(list(not_ready(session, "es"))) == 1


def test_a_word_that_only_begins_like_once_is_allowed():
    review = make_review(
        directions={"es": "Tome 1 tableta después del desayuno, oncena"}, reason={"es": "dolor"}
    )
    session = make_session(answers=ASKED, medicines=(make_medicine(review=review),))

    assert list(not_ready(session, "es")) == []

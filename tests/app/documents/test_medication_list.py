"""The list a patient takes home."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.medication_list import render
from app.documents.wording import wording
from app.domain.patient import PersonName
from app.domain.settled import Settled, pair
from models.vocabulary import AllergyKind, Decision, SettledKind, Speaker, Verdict
from tests.app.documents.printing import make_medicines, make_picture, make_released, make_settled
from tests.app.documents.reading import bottoms, letters, lines, matches_golden, pages, words
from tests.make import (
    NOON,
    make_allergy,
    make_drug,
    make_medicine,
    make_patient,
    make_review,
    make_session,
    make_talk,
)


def listed(**changes):
    changes.setdefault("answers", {"intake.allergies": "none", "intake.side_effects": "none"})
    return words(render(make_picture(make_session(**changes))))


def released(session, language="en"):
    return words(render(make_picture(session, is_draft=False, language=language)))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_released_list_reads_as_agreed(language):
    allergies = (
        make_allergy(),
        make_allergy(substance="codeine", kind=AllergyKind.INTOLERANCE, reaction="upset stomach"),
    )
    session = make_released(3, patient=make_patient(allergies=allergies))

    pdf = render(make_picture(session, is_draft=False, language=language))

    assert matches_golden(f"medication_list.{language}", pdf)


@pytest.mark.parametrize("count", [0, 1, 23])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("letter_size", [14, 22])
def test_any_number_of_medicines_prints(count, language, letter_size):
    session = make_released(count)

    text = words(
        render(make_picture(session, is_draft=False, language=language, letter_size=letter_size))
    )

    assert len(re.findall(r"Take 1 tablet|Tome 1 tableta", text)) == count


def test_a_list_without_medicines_says_so():
    assert "No medicines were reported." in listed()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=3, max_size=9))
def test_no_medicine_is_split_across_pages(lengths):
    medicines = tuple(
        make_medicine(
            f"drug{number} tablet",
            review=make_review(
                directions={"en": f"begin{number} " + "word " * length + f"end{number}."}
            ),
        )
        for number, length in enumerate(lengths)
    )

    read = pages(render(make_picture(make_session(medicines=medicines))))

    for number in range(len(lengths)):
        (whole,) = [text for text in read if f"drug{number} " in text]
        assert f"begin{number} " in whole
        assert f"end{number}." in whole


def test_the_headings_stand_on_every_page_with_medicines():
    read = pages(render(make_picture(make_released(12), is_draft=False)))

    assert all("Why I use it" in text for text in read)


@pytest.mark.parametrize("letter_size", [14, 22])
def test_directions_taller_than_a_page_flow_on(letter_size):
    typed = "swallow it " * 2400 + "and stop."
    medicine = make_medicine(review=make_review(directions={"en": typed}))
    picture = make_picture(make_session(medicines=(medicine,)), letter_size=letter_size)

    pdf = render(picture)

    assert words(pdf).count("swallow it") == 2400
    assert "and stop." in words(pdf)


def test_every_page_of_tall_directions_names_their_medicine():
    directions = {"en": "swallow it " * 800}
    medicine = make_medicine("warfarin 5 mg tablet", review=make_review(directions=directions))

    read = pages(render(make_picture(make_session(medicines=(medicine,)))))

    assert all("warfarin" in text for text in read if "swallow it" in text)


def test_a_word_of_twenty_thousand_letters_flows_on():
    medicine = make_medicine(review=make_review(directions={"en": "x" * 20_000}))

    text = words(render(make_picture(make_session(medicines=(medicine,)))))

    assert letters(text).count("x") >= 20_000


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.integers(14, 22))
def test_no_words_stop_the_list(typed, name, letter_size):
    medicine = make_medicine(
        drug=replace(make_drug(), name=name),
        prescriber=typed,
        review=make_review(directions={"en": typed}),
    )
    patient = make_patient(name=PersonName(name, typed), allergies=(make_allergy(substance=typed),))
    session = make_session(patient=patient, medicines=(medicine,))

    assert render(make_picture(session, letter_size=letter_size)).startswith(b"%PDF")


def test_verified_directions_print_and_neither_label_nor_habit():
    medicine = make_settled(label="1 tab po qd", takes_as="when I remember")

    text = listed(medicines=(medicine,))

    assert "Take 1 tablet (20 mg) by mouth in the morning" in text
    assert "1 tab po qd" not in text
    assert "when I remember" not in text


def test_a_draft_shows_what_is_not_verified_yet():
    text = listed(medicines=(make_medicine(label="1 tab po qd"),))

    assert "1 tab po qd [Not verified yet]" in text


def test_a_spanish_draft_never_passes_english_directions_off_as_verified():
    medicine = make_medicine(label="1 tab once a day", review=make_review())

    text = words(render(make_picture(make_session(medicines=(medicine,)), language="es")))

    assert "[Aún sin verificar]" in text
    assert "once" not in text


@pytest.mark.parametrize("decision", [Decision.OMIT_ASK, Decision.OMIT_STOPPED])
def test_a_medicine_left_off_the_list_does_not_print(decision):
    left_off = make_settled("warfarin 5 mg tablet", review=make_review(decision=decision))

    text = released(make_released(1, medicines=(make_settled(), left_off)))

    assert "lisinopril" in text
    assert "warfarin" not in text


def test_a_reason_that_is_not_known_is_a_line_and_never_a_guess():
    review = make_review(reason={}, reason_unknown=True)
    medicine = make_medicine(reason="heart, they think", review=review)

    text = released(make_released(1, medicines=(medicine,)))

    assert "they think" not in text


def test_over_the_counter_stands_where_nobody_prescribed():
    medicine = make_settled(prescriber=None, is_over_the_counter=True)

    assert "Self / over the counter" in listed(medicines=(medicine,))


def test_the_name_holds_strength_form_and_brand_but_none_twice():
    drug = make_drug("metoprolol succinate ER 50 mg", strength="50 mg", brand="Toprol-XL")

    text = listed(medicines=(make_medicine(drug=drug),))

    assert "metoprolol succinate ER 50 mg tablet (Toprol-XL)" in text


def test_an_unidentified_tablet_is_named_as_such():
    medicine = make_medicine(unidentified="round, white, L 10")

    assert "Not identified yet: round, white, L 10" in listed(medicines=(medicine,))


def test_allergies_and_side_effects_stand_in_boxes_of_their_own():
    codeine = make_allergy(
        substance="codeine", kind=AllergyKind.INTOLERANCE, reaction="upset stomach"
    )
    patient = make_patient(allergies=(make_allergy(), codeine))

    text = listed(patient=patient)

    allergies, side_effects = text.index("Allergies:"), text.index("Side effects I have had:")
    assert allergies < text.index("penicillin: hives") < side_effects
    assert side_effects < text.index("codeine: upset stomach")


def test_none_known_prints_only_when_it_was_asked():
    asked = listed(answers={"intake.allergies": "none"})
    unasked = listed(answers={})

    assert "Allergies: None known" in asked
    assert "None known" not in unasked
    assert "Not asked" not in unasked


def test_a_released_list_leaves_unasked_side_effects_blank():
    session = make_released(answers={"intake.allergies": "none"})

    text = released(session)

    assert "Side effects I have had: Other information:" in text
    assert text.count("None known") == 1


def test_numbers_are_printed_as_ismp_asks():
    drug = make_drug("warfarin 5.0 mg tablet", strength=None, form=None)
    medicine = make_medicine(drug=drug, review=make_review(directions={"en": "Take .5 tablet"}))

    text = listed(medicines=(medicine,))

    assert "warfarin 5 mg tablet" in text
    assert "Take 0.5 tablet" in text


def test_a_spanish_list_never_says_once():
    allergy = make_allergy(substance="sulfa", reaction="rash, once")
    medicine = make_settled("aspirin once daily 81 mg tablet")
    patient = make_patient(allergies=(allergy,))

    text = released(make_released(1, patient=patient, medicines=(medicine,)), "es")

    assert not re.search(r"\bonce\b", text, re.IGNORECASE)
    assert "Lista de Medicamentos para Thomas Reed" in text


def test_who_represented_the_patient_is_named():
    talk = make_talk(speaker=Speaker.REPRESENTATIVE, speaker_name="Ana Reed")

    assert "Spoke for me: Ana Reed" in listed(talks=(talk,))


def test_the_last_page_has_lines_for_new_medicines_and_the_four_boxes():
    last = pages(render(make_picture(make_released(2), is_draft=False)))[-1]
    said = wording("en")

    for key in ("add", "allergies", "side_effects", "other", "notes"):
        assert said(f"list.{key}") in last


def test_names_of_every_script_are_in_order():
    patient = make_patient(name=PersonName("Thị Ánh Tuyết", "Nguyễn"))

    read = lines(render(make_picture(make_session(patient=patient))))

    assert "Medication List for Thị Ánh Tuyết Nguyễn, DOB" in read


def test_the_order_of_the_session_is_kept():
    session = make_released(1, medicines=tuple(make_settled(f"drug{n} tablet") for n in (3, 1, 2)))

    assert re.findall(r"drug\d", released(session)) == ["drug3", "drug1", "drug2"]


def test_twenty_three_medicines_print_within_five_seconds_and_on_several_pages():
    read = pages(render(make_picture(make_session(medicines=make_medicines(23)))))

    assert len(read) >= 4


def test_a_box_nobody_asked_about_has_room_to_write_in():
    answers = {"intake.allergies": "none"}

    pdf = render(make_picture(make_released(1, answers=answers), is_draft=False))

    at = bottoms(pdf, page=1)
    assert at["Side effects I have had:"] - at["Other information:"] > 0.5 * 72


def _told(kind, subject, verdict):
    return Settled(kind, subject, verdict, "why", "", "", "Ana Ruiz", NOON)


def test_of_two_entries_told_to_be_one_the_first_prints():
    first, second = make_settled("lisinopril 20 mg tablet"), make_settled("Zestril 20 mg tablet")
    told = _told(SettledKind.JOIN, pair(first.id, second.id), Verdict.ONE)

    apart = listed(medicines=(first, second))
    together = listed(medicines=(first, second), settled=(told,))

    assert "Zestril" in apart
    assert "lisinopril" in together
    assert "Zestril" not in together


def test_what_was_settled_as_stopped_waits_for_the_pharmacist():
    decided = make_settled("warfarin 5 mg tablet")
    waiting = replace(decided, review=make_review(decision=None))
    told = _told(SettledKind.MEDICINE, str(decided.id), Verdict.STOPPED)

    assert "warfarin" not in listed(medicines=(waiting, make_settled()), settled=(told,))
    assert "warfarin" in listed(medicines=(decided, make_settled()), settled=(told,))

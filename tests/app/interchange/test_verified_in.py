from __future__ import annotations

import pytest

from models.vocabulary import Decision
from tests.app.interchange.bundles import read, reasons, request, statement


def verified(language, words, by=None):
    parts = [{"url": "language", "valueCode": language}, {"url": "text", "valueString": words}]
    if by:
        parts.append({"url": "translatedBy", "valueString": by})
    return {"url": "urn:brownbag:text", "extension": parts}


def decided(code):
    return [{"url": "urn:brownbag:decision", "valueCode": code}]


def test_verified_words_stand_by_language_with_their_translator():
    found = read(
        request(
            dosageInstruction=[
                {
                    "text": "1 tab qam",
                    "extension": [
                        verified("en", "Take 1 tablet in the morning."),
                        verified("es", "Tome 1 tableta en la mañana.", by="Inés Marqués"),
                    ],
                }
            ],
            reasonCode=[
                {"text": "HTN", "extension": [verified("en", "high blood pressure")]},
            ],
        )
    )

    (told,) = found.verified
    assert told.statement == found.statements[0].key
    assert told.directions == {
        "en": "Take 1 tablet in the morning.",
        "es": "Tome 1 tableta en la mañana.",
    }
    assert told.reason == {"en": "high blood pressure"}
    assert told.translated_by == {"es": "Inés Marqués"}
    assert found.statements[0].value.directions == "1 tab qam"
    assert found.statements[0].value.reason == "HTN"


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decision_may_be_told(decision):
    (told,) = read(statement(extension=decided(decision.value))).verified

    assert told.decision is decision


def test_a_decision_that_is_not_ours_is_listed():
    found = read(statement(extension=decided("maybe")))

    assert found.verified == ()
    assert len(found.unreadable) == 1


@pytest.mark.parametrize("part", ["language", "text"])
def test_words_without_a_language_and_a_language_without_words_are_listed(part):
    half = verified("en", "Take 1 tablet.")
    half["extension"] = [one for one in half["extension"] if one["url"] != part]

    found = read(statement(dosage=[{"text": "1 a day", "extension": [half]}]))

    assert found.verified == ()
    assert "language" in reasons(found)[0]


def test_a_file_without_such_words_tells_none():
    assert read(request(), statement()).verified == ()

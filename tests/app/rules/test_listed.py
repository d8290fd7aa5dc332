"""What could not be checked, verified or explained is said."""

from __future__ import annotations

from app.domain.medicine import Drug
from app.rules.engine import evaluate
from models.vocabulary import Level, MeasurementKind, Source
from tests.app.rules.bag import bag, reading
from tests.make import TODAY, make_drug, make_medicine, make_statement


def found(session, rule):
    return [finding for finding in evaluate(session, on=TODAY) if finding.rule == rule]


def test_a_medicine_the_vocabulary_does_not_know_is_told():
    strange = make_medicine(drug=make_drug("glopamine", ingredients=frozenset()))

    (finding,) = found(bag(strange, "lisinopril"), "unknown_medicine")

    assert finding.because == ("The vocabulary does not know glopamine; it was not checked.",)
    assert finding.technician_prompt == "Please check the name of glopamine."


def test_a_loose_tablet_is_told():
    tablet = make_medicine(drug=Drug(""), unidentified="white, round, L484")

    assert "white, round, L484" in found(bag(tablet), "unknown_medicine")[0].because[0]


def test_a_unit_nobody_can_read_is_told():
    session = bag(
        measurements=(
            reading(MeasurementKind.GLUCOSE, "5.50", unit="furlong"),
            reading(MeasurementKind.GLUCOSE, 120),
        )
    )

    (finding,) = found(session, "unreadable_unit")

    assert finding.because == (
        "The unit of glucose 5.5 furlong is not known; it was not compared.",
    )


def test_a_reason_nobody_told_is_told_and_less_loudly_over_the_counter():
    bought = make_medicine("melatonin", reason=None, is_over_the_counter=True)
    prescribed = make_medicine("lisinopril", reason=None)
    explained = make_medicine(
        "metformin", reason=None, statements=(make_statement("metformin", reason="diabetes"),)
    )

    findings = found(bag(bought, prescribed, explained), "reason_unknown")

    assert [f.level for f in findings] == [Level.QUEUE, Level.NOTE]
    assert findings[0].technician_prompt == "Please ask what each medicine is for."


def test_what_rests_on_one_source_is_one_finding():
    one = make_medicine("lisinopril", takes_as=None)
    other = make_medicine("metformin", label=None)
    bought = make_medicine("melatonin", label=None, is_over_the_counter=True)

    (finding,) = found(bag(one, other, bought, "atorvastatin"), "one_source")

    assert finding.level is Level.NOTE
    assert finding.because == (
        "lisinopril rests on one source.",
        "metformin rests on one source.",
    )


def test_the_words_that_an_imported_statement_brought_along_are_no_source_of_their_own():
    filled = make_statement("lisinopril", source=Source.FILLS, directions="1 tablet daily")
    imported = make_medicine(label="1 tablet daily", takes_as=None, statements=(filled,))
    seen = make_medicine(label="1 tablet in the morning", takes_as=None, statements=(filled,))

    assert len(found(bag(imported), "one_source")) == 1
    assert found(bag(seen), "one_source") == []

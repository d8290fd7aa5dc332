"""What was explained, sent, settled and is open, in lines; and what of it becomes a finding."""

from __future__ import annotations

from dataclasses import replace

from app.domain.settled import pair
from app.rules.engine import evaluate
from app.rules.reconciliation.agreed import agreed
from app.rules.reconciliation.told import told
from models.vocabulary import DifferenceKind, Level, SettledKind, Source, Verdict
from tests.app.rules.reconciliation.test_agreed import (
    FILLS,
    METFORMIN,
    PATIENT,
    TODAY,
    bag,
    settled,
)
from tests.make import make_session

SAME = bag("lisinopril 10 mg tablet", (PATIENT, "1 a day"), (FILLS, "1 a day"))
ROUTE = bag(
    "estradiol 1 mg tablet",
    (PATIENT, "1 tablet vaginally every night"),
    (FILLS, "1 tablet by mouth every night"),
)


def session_with(*medicines, verdict=None, kind=None):
    """A session in which every difference of that kind was settled so."""
    session = make_session(medicines=medicines)
    found = agreed(session, on=TODAY).standings
    said = tuple(
        settled(SettledKind.DIFFERENCE, s.difference.subject, verdict, s.difference.fingerprint)
        for s in found
        if verdict is not None and kind in (None, s.difference.kind)
    )
    return replace(session, settled=said)


def of_medicine(session, medicine, verdict):
    rows = {row.row.id: row.row for row in agreed(session, on=TODAY).rows}
    seen = rows[str(medicine.id)].fingerprint
    one = settled(SettledKind.MEDICINE, str(medicine.id), verdict, seen)
    return replace(session, settled=(*session.settled, one))


def lines(session):
    return told(agreed(session, on=TODAY))


def sent(session):
    return [one for one in evaluate(session, on=TODAY) if one.rule == "difference_sent"]


def test_what_is_open_is_told_by_name():
    assert lines(make_session(medicines=(METFORMIN, SAME))) == (
        "Differs and is not explained: metformin 500 mg tablet",
        "Not settled: lisinopril 10 mg tablet, metformin 500 mg tablet",
    )


def test_what_a_source_no_longer_bears_out_is_told_as_such():
    settled_once = of_medicine(
        session_with(METFORMIN, verdict=Verdict.SENT), METFORMIN, Verdict.STOPPED
    )
    other = bag("metformin 500 mg tablet", (PATIENT, "none at all"), (FILLS, "1 twice a day"))
    now = replace(METFORMIN, statements=other.statements)

    told_now = lines(replace(settled_once, medicines=(now,)))

    assert "Changed since the technician settled it: metformin 500 mg tablet" in told_now
    assert not any("stopped" in line or "Not settled" in line for line in told_now)


def test_what_was_explained_is_told_with_why_and_by_whom():
    session = session_with(METFORMIN, verdict=Verdict.EXPLAINED)

    assert lines(session)[0] == (
        "metformin 500 mg tablet: How often differs. Explained: “why” (Ana Ruiz)"
    )


def test_what_goes_on_needs_no_line_and_what_stopped_has_one():
    session = of_medicine(session_with(SAME), SAME, Verdict.CONTINUE)
    stopped = of_medicine(session_with(SAME), SAME, Verdict.STOPPED)

    assert lines(session) == ()
    assert lines(stopped) == ("lisinopril 10 mg tablet: stopped. “why” (Ana Ruiz)",)


def test_what_is_said_of_several_is_said_once():
    many = [bag(f"drug{n} 5 mg tablet", (PATIENT, "1 a day")) for n in range(3)]
    session = session_with(*many, verdict=Verdict.SENT)

    assert lines(session)[0].startswith("drug0 5 mg tablet, drug1 5 mg tablet, drug2 5 mg tablet:")
    assert len([line for line in lines(session) if "Sent to the pharmacist" in line]) == 1


def test_what_the_record_lacks_of_many_is_one_finding():
    many = [bag(f"drug{n} 5 mg tablet", (PATIENT, "1 a day")) for n in range(4)]

    found = [one for one in sent(session_with(*many, verdict=Verdict.SENT)) if "D01" in one.title]

    (only,) = found
    assert only.title.startswith("Sources differ, sent by the technician: drug0 5 mg tablet; drug1")
    assert len([words for words in only.because if words.startswith("drug")]) >= 4


def test_more_than_a_few_are_counted():
    many = [bag(f"drug{n} 5 mg tablet", (PATIENT, "1 a day")) for n in range(9)]

    assert lines(make_session(medicines=many))[-1].endswith("and 4 more")


def test_a_pair_that_nobody_told_apart_is_open():
    taken = bag("metoprolol succinate 50 mg tablet", (PATIENT, "1 tablet every morning"))
    other = bag("metoprolol tartrate 50 mg tablet", (FILLS, "1 tablet every morning"))
    session = make_session(medicines=(taken, other))
    apart = settled(SettledKind.JOIN, pair(taken.id, other.id), Verdict.TWO)

    assert any("whether one or two" in line for line in lines(session))
    assert not any(
        "whether one or two" in line for line in lines(replace(session, settled=(apart,)))
    )


def test_without_medicines_nothing_is_told():
    assert lines(make_session(medicines=())) == ()


def test_a_difference_that_was_sent_is_a_finding_for_the_pharmacist():
    session = session_with(ROUTE, verdict=Verdict.SENT, kind=DifferenceKind.ROUTE)

    (found,) = sent(session)

    assert found.level is Level.QUEUE
    assert "D05" in found.title
    assert any(Source.FILLS.value in line for line in found.because)
    assert "D05" not in found.technician_prompt
    assert str(ROUTE.id) in found.evidence


def test_what_was_explained_or_changed_since_is_no_finding():
    explained = session_with(ROUTE, verdict=Verdict.EXPLAINED)
    before = session_with(ROUTE, verdict=Verdict.SENT)
    stale = replace(before, settled=tuple(replace(one, seen="older") for one in before.settled))

    assert sent(explained) == []
    assert sent(stale) == []


def test_what_a_rule_of_its_own_tells_is_not_told_twice():
    ace = bag("lisinopril 10 mg tablet", (PATIENT, "1 a day"), (FILLS, "1 a day"))
    arb = bag("losartan 50 mg tablet", (PATIENT, "1 a day"), (FILLS, "1 a day"))
    session = session_with(ace, arb, verdict=Verdict.SENT)

    assert [one.kind for one in session.settled]
    assert sent(session) == []


def test_a_label_that_differs_is_told_once():
    medicine = replace(
        METFORMIN,
        label="1 tablet in the morning and 1 tablet in the evening",
        takes_as="1 tablet in the morning",
        statements=(),
    )
    session = session_with(medicine, verdict=Verdict.SENT)

    rules = [one.rule for one in evaluate(session, on=TODAY)]

    assert "label_differs" in rules
    assert [one.title[-5:] for one in sent(session)] == ["(D01)"]

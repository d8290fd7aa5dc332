"""The administration record in the encrypted file: who may, once per command, never overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.domain.administration import Customs, Head
from app.errors import NotAllowed, Refused, Stale
from app.rules.administration.slots import slots
from app.rules.administration.standing import written
from app.rules.administration.typed_record import NewDose, NewOrder
from models.vocabulary import AwayKind, DoseCode, OrderId, RecordId
from tests.fakes import FixedClock
from tests.make import make_command, make_id

NOW = dt.datetime(2024, 2, 29, 21, 0, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
MONTH = dt.date(2024, 2, 1)
FEBRUARY = (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
HEAD = Head("America/Chicago", "Maple House", "12", "soft", "glasses")
ORDER = NewOrder(
    "metoprolol tartrate 25 mg tablet",
    "Take 1 tablet by mouth at 08:00 and 20:00",
    times="08:00, 20:00",
    first="11/02/2023",
    reading="pulse",
    hold_under="55",
)
NEEDED = NewOrder(
    "acetaminophen 500 mg tablet",
    "Take 2 tablets every 6 hours as needed for pain, max 3000 mg per day",
    first="11/02/2023",
    each="500",
    each_unit="mg",
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


class Record:
    """One patient's record, with a short way for each wish."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.patient = desk.started().session.patient.id
        self.chart = desk.administrations.keep_head(
            self.patient, HEAD, MONTH, seen=None, **self.who()
        )

    def who(self, **named):
        return {"command": make_command(), "by": self.desk.technician, **named}

    def order(self, new=ORDER, **named):
        self.chart = self.desk.administrations.add_order(
            self.patient, new, MONTH, seen=self.chart.version, **self.who(**named)
        )
        return self.chart.orders[-1]

    def write(self, dose, **named):
        self.chart = self.desk.administrations.write(self.patient, dose, MONTH, **self.who(**named))
        return self.chart.entries[-1]


@pytest.fixture
def record(desk) -> Record:
    return Record(desk)


def dose(order, day, hour, code=DoseCode.GIVEN, **named) -> NewDose:
    due = dt.datetime(2024, 2, day, hour)
    new = NewDose(order.id, due.date(), due, code, at=f"{hour:02d}:00", initials="LO")
    return replace(new, **named)


def needed(order, day, at, **named) -> NewDose:
    new = NewDose(order.id, dt.date(2024, 2, day), None, DoseCode.GIVEN, at, "LO", reason="pain")
    return replace(new, **named)


def test_an_order_is_kept_as_it_was_typed(record):
    record.order(replace(ORDER, until="03/15/2024", window="30", scale="150-199: 2; 200-: 4"))
    order = record.desk.administrations.load(
        record.patient, MONTH, by=record.desk.technician
    ).orders[0]

    assert order == record.chart.orders[0]
    assert order.until == dt.datetime(2024, 3, 16)
    assert [f"{time:%H:%M}" for time in order.phases[0].rhythm.times] == ["08:00", "20:00"]
    assert order.written_by == record.desk.technician.name
    assert order.scale[1].high is None
    assert record.chart.head == HEAD


def test_a_dose_is_kept_and_its_correction_beside_it(record):
    order = record.order()
    first = record.write(dose(order, 5, 8, reading="60"))
    second = record.write(
        dose(
            order, 5, 8, DoseCode.REFUSED, at="", reason="spat out", corrects=first.id, because="x"
        )
    )

    rows = written(record.chart.entries)
    assert rows.cells[(order.id, first.due)] == (first, second)
    assert rows.standing((order.id, first.due)).code is DoseCode.REFUSED


def test_what_is_taken_back_leaves_the_dose_undocumented(record):
    order = record.order()
    first = record.write(dose(order, 5, 8))
    record.write(dose(order, 5, 8, DoseCode.IN_ERROR, corrects=first.id, because="wrong day"))

    assert written(record.chart.entries).standing((order.id, first.due)) is None
    assert record.write(dose(order, 5, 8)).code is DoseCode.GIVEN


def test_rows_of_doses_cannot_be_changed_by_anybody(record):
    order = record.order()
    record.write(dose(order, 5, 8))
    raw = record.desk.database.driver_connection()

    for statement in ("UPDATE administration SET code = 'given'", "DELETE FROM administration"):
        with pytest.raises(Exception, match="corrected by a row of its own"):
            raw.execute(statement)


def test_a_changed_order_is_the_old_row_ended_and_a_new_one(record):
    old = record.order(
        replace(ORDER, drug="levothyroxine 75 mcg", times="06:00", directions="1 tab at 06:00")
    )
    new = replace(ORDER, drug="levothyroxine 88 mcg", times="06:00", directions="1 tab at 06:00")
    chart = record.desk.administrations.change_order(
        record.patient,
        old.id,
        replace(new, first="02/16/2024"),
        "dose changed",
        MONTH,
        seen=record.chart.version,
        **record.who(),
    )

    before, after = chart.orders
    assert (before.drug, before.ended) == ("levothyroxine 75 mcg", dt.datetime(2024, 2, 16))
    assert (after.drug, after.replaces) == ("levothyroxine 88 mcg", before.id)
    assert before.phases == old.phases


def test_an_ended_order_says_why_and_ends_once(record):
    order = record.order()
    end = record.desk.administrations.end_order

    def wish(seen):
        return end(
            record.patient, order.id, "02/15/2024", "stopped", MONTH, seen=seen, **record.who()
        )

    chart = wish(record.chart.version)

    assert chart.orders[0].ended == dt.datetime(2024, 2, 16)
    assert chart.orders[0].ended_because == "stopped"
    with pytest.raises(Refused, match="has ended already"):
        wish(chart.version)


def strike(record, order, because="wrong patient"):
    record.chart = record.desk.administrations.strike_out(
        record.patient, order.id, because, MONTH, seen=record.chart.version, **record.who()
    )
    return record.chart.orders[0]


def test_an_order_that_was_a_mistake_is_struck_out_and_stays_to_be_read(record):
    order = record.order()

    struck = strike(record, order)

    assert struck.is_struck
    assert (struck.ended_because, struck.drug) == ("wrong patient", ORDER.drug)
    assert slots(struck, *FEBRUARY) == ()
    with pytest.raises(Refused, match="has ended already"):
        strike(record, order)


def test_an_order_with_doses_is_not_struck_out_until_they_are_taken_back(record):
    order = record.order()
    given = record.write(dose(order, 5, 8))

    with pytest.raises(Refused, match="Doses are written down") as refused:
        strike(record, order)
    assert refused.value.field == "because"

    back = {"corrects": given.id, "because": "wrong patient"}
    record.write(dose(order, 5, 8, DoseCode.IN_ERROR, **back))
    assert strike(record, order).is_struck


def test_doses_of_every_month_are_in_the_way_of_striking_out(record):
    order = record.order()
    early = dt.datetime(2023, 12, 5, 8)
    wish = replace(dose(order, 5, 8), day=early.date(), due=early)
    record.desk.administrations.write(record.patient, wish, early.date(), **record.who())

    with pytest.raises(Refused, match="Doses are written down"):
        strike(record, order)


def test_striking_out_needs_a_reason(record):
    with pytest.raises(Refused) as refused:
        strike(record, record.order(), because=" ")

    assert refused.value.field == "because"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"drug": ""}, "drug"),
        ({"directions": "glorp the fnord"}, "directions"),
        ({"times": ""}, "times"),
        ({"times": "25:00"}, "times"),
        ({"first": ""}, "first"),
        ({"first": "02/30/2024"}, "first"),
        ({"until": "11/01/2023"}, "until"),
        ({"hold_under": "low"}, "hold_under"),
        ({"reading": ""}, "reading"),
        ({"scale": "150: 2"}, "scale"),
        ({"scale": "150-199: 2; 180-: 4"}, "scale"),
        ({"window": "0"}, "window"),
        ({"most": "3"}, "most_unit"),
        ({"directions": "1 tab every week", "times": "06:00"}, "days"),
        ({"directions": "1 tab every 8 hours"}, "times"),
        ({"directions": "1 tab monthly", "days": "40"}, "days"),
    ],
)
def test_an_order_that_cannot_be_is_refused_beside_its_field(record, change, field):
    with pytest.raises(Refused) as refused:
        record.order(replace(ORDER, **change))

    assert refused.value.field == field


def test_a_month_day_and_a_weekday_are_confirmed(record):
    weekly = record.order(replace(ORDER, directions="1 tab every week", times="06:00", days="Thu"))
    monthly = record.order(replace(ORDER, directions="1 tab monthly", times="06:00", days="31"))

    assert weekly.phases[0].rhythm.weekdays == (3,)
    assert monthly.phases[0].rhythm.month_days == (31,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"at": ""}, "at"),
        ({"at": "8"}, "at"),
        ({"initials": ""}, "initials"),
        ({"code": DoseCode.REFUSED}, "reason"),
        ({"code": DoseCode.HELD}, "reason"),
        ({"reading": "low"}, "reading"),
        ({"due": dt.datetime(2024, 2, 5, 9)}, "code"),
        ({"code": DoseCode.IN_ERROR}, "code"),
        ({"reading": "50"}, "reading"),
        ({"at": "02/29/2024 23:00"}, "at"),
        ({"at": "02/07/2024 08:00"}, "at"),
        ({"at": "01/05/2024 08:00"}, "at"),
        ({"result_at": "09:00"}, "result"),
        ({"result": "x", "result_at": "07:00"}, "result_at"),
    ],
)
def test_a_dose_that_cannot_be_is_refused_beside_its_field(record, change, field):
    order = record.order()

    with pytest.raises(Refused) as refused:
        record.write(dose(order, 5, 8, **change))

    assert refused.value.field == field
    assert (
        record.desk.administrations.load(record.patient, MONTH, by=record.desk.technician).entries
        == ()
    )


def test_24_hours_roll_over_the_end_of_the_month_that_is_shown(record):
    order = record.order(NEEDED)
    for day, at in ((29, "01/30/2024 08:00"), (30, "14:00"), (30, "20:00")):
        record.write(replace(needed(order, 1, at), day=dt.date(2024, 1, day)))

    with pytest.raises(Refused, match="4,000 mg in 24 hours"):
        record.write(needed(order, 1, "01/31/2024 06:00"))


def test_24_hours_are_those_of_the_dose_whatever_month_is_shown(record):
    order = record.order(NEEDED)
    for at in ("02:00", "08:00", "14:00"):
        record.write(needed(order, 20, at))

    with pytest.raises(Refused, match="4,000 mg in 24 hours"):
        record.desk.administrations.write(
            record.patient, needed(order, 20, "20:00"), dt.date(2023, 11, 1), **record.who()
        )


def test_a_dose_before_its_order_is_asked_about_beside_the_time(record):
    order = record.order(replace(ORDER, first="02/06/2024"))
    early = needed(order, 5, "08:00")

    with pytest.raises(Refused, match=r"before the order begins, 02/06/2024") as refused:
        record.write(early)

    assert refused.value.field == "at"
    kept = record.write(replace(early, noticed=frozenset({"before_order", "double"})))
    assert kept.at == dt.datetime(2024, 2, 5, 14, tzinfo=dt.UTC)


def test_a_dose_that_is_due_tonight_cannot_be_missed_yet(record):
    order = record.order(replace(ORDER, directions="1 tab at 23:30", times="23:30"))

    due = dt.datetime(2024, 2, 29, 23, 30)

    with pytest.raises(Refused, match="not due yet"):
        record.write(dose(order, 29, 23, DoseCode.MISSED, at="", reason="x", due=due))


def test_a_time_behind_midnight_belongs_to_the_dose_before_it(record):
    order = record.order(replace(ORDER, directions="1 tab at 23:30", times="23:30"))

    due = dt.datetime(2024, 2, 5, 23, 30)
    entry = record.write(NewDose(order.id, due.date(), due, DoseCode.GIVEN, "00:10", "LO"))

    assert entry.at == dt.datetime(2024, 2, 6, 6, 10, tzinfo=dt.UTC)


def test_a_filled_cell_takes_only_a_correction_with_a_reason(record):
    order = record.order()
    first = record.write(dose(order, 5, 8))

    with pytest.raises(Refused, match="stands here already"):
        record.write(dose(order, 5, 8))
    with pytest.raises(Refused) as refused:
        record.write(dose(order, 5, 8, at="08:05", corrects=first.id))
    assert refused.value.field == "because"
    with pytest.raises(Stale):
        record.write(dose(order, 5, 8, corrects=RecordId(make_id()), because="x"))


def test_the_result_of_an_as_needed_dose_is_added_without_a_reason(record):
    order = record.order(NEEDED)
    first = record.write(needed(order, 5, "08:00"))

    last = record.write(
        needed(order, 5, "08:00", result="better", result_at="08:45", corrects=first.id)
    )

    assert last.because == "result"
    assert written(record.chart.entries).free[order.id] == (last,)
    with pytest.raises(Refused, match="more than a day off"):
        record.write(
            needed(order, 8, "02/08/2024 08:00", corrects=last.id, because="x", result="better")
        )


def test_as_needed_doses_are_asked_about_by_their_limits(record):
    order = record.order(NEEDED)
    for hour in ("08:00", "14:00", "20:00"):
        record.write(needed(order, 5, hour))

    with pytest.raises(Refused, match="4,000 mg in 24 hours") as refused:
        record.write(needed(order, 6, "02:00"))
    assert refused.value.field == "amount"
    assert record.write(needed(order, 6, "02:00", noticed=frozenset({"too_much"})))


def test_days_away_begin_end_and_are_struck_through(record):
    wishes = record.desk.administrations
    patient, who = record.patient, record.who

    chart = wishes.go_away(
        patient,
        AwayKind.HOSPITAL,
        "02/12/2024 14:00",
        "",
        "General",
        MONTH,
        seen=record.chart.version,
        **who(),
    )
    away = chart.away[0]
    assert away.ended is None
    chart = wishes.come_back(
        patient, away.id, "02/15/2024 10:00", MONTH, seen=chart.version, **who()
    )
    assert chart.away[0].ended == dt.datetime(2024, 2, 15, 10)
    with pytest.raises(Refused, match="before it began"):
        wishes.go_away(
            patient,
            AwayKind.LEAVE_SENT,
            "02/12/2024",
            "02/11/2024",
            "",
            MONTH,
            seen=chart.version,
            **who(),
        )
    chart = wishes.void_away(patient, away.id, "wrong", MONTH, seen=chart.version, **who())
    assert chart.away == ()


def test_one_command_is_one_change(record):
    command = make_command()
    order = record.order(command=command)
    again = record.desk.administrations.add_order(
        record.patient, ORDER, MONTH, seen=0, command=command, by=record.desk.technician
    )
    assert again.orders == (order,)

    command = make_command()
    record.write(dose(order, 5, 8), command=command)
    record.write(dose(order, 5, 8), command=command)
    assert len(record.chart.entries) == 1


def test_a_screen_that_read_an_older_record_is_told(record):
    record.order()

    with pytest.raises(Stale):
        record.desk.administrations.keep_head(record.patient, HEAD, MONTH, seen=1, **record.who())
    with pytest.raises(Stale):
        record.desk.administrations.keep_head(
            record.patient, HEAD, MONTH, seen=None, **record.who()
        )


def test_who_has_no_record_yet_is_told_so(desk):
    patient = desk.started().session.patient.id
    assert desk.administrations.load(patient, MONTH, by=desk.technician) is None

    order = OrderId(make_id())
    with pytest.raises(Refused, match="Nobody keeps an administration record"):
        desk.administrations.write(
            patient,
            NewDose(order, MONTH, None, DoseCode.GIVEN),
            MONTH,
            command=make_command(),
            by=desk.technician,
        )


def test_a_zone_that_is_none_is_refused(desk):
    patient = desk.started().session.patient.id

    for zone in ("Mars/Base", "", "../etc"):
        with pytest.raises(Refused) as refused:
            desk.administrations.keep_head(
                patient, Head(zone), MONTH, seen=None, command=make_command(), by=desk.technician
            )
        assert refused.value.field == "zone"


def test_the_customs_of_the_pharmacy_count_everywhere(desk):
    usual = desk.administrations.customs(by=desk.technician)
    assert usual == Customs()

    letters = {**usual.letters, DoseCode.REFUSED: "RF"}
    desk.administrations.keep_customs(
        replace(usual, daily_window=90, letters=letters), by=desk.pharmacist
    )

    kept = desk.administrations.customs(by=desk.technician)
    assert (kept.daily_window, kept.letters[DoseCode.REFUSED]) == (90, "RF")
    with pytest.raises(NotAllowed):
        desk.administrations.keep_customs(usual, by=desk.technician)
    for wrong in (
        replace(usual, often_window=0),
        replace(usual, letters={**letters, DoseCode.HELD: "RF"}),
    ):
        with pytest.raises(Refused):
            desk.administrations.keep_customs(wrong, by=desk.pharmacist)


def test_every_row_is_in_the_audit_with_its_patient(record):
    order = record.order()
    entry = record.write(dose(order, 5, 8))

    with record.desk.database.transaction(by=None, at=NOW, reads=True) as db:
        query = text("SELECT action, patient_id FROM audit_event WHERE object_id = :id")
        rows = db.execute(query, {"id": str(entry.id)}).all()
    assert [(action, str(patient).replace("-", "")) for action, patient in rows] == [
        ("add", record.patient.hex)
    ]


def test_the_sheet_of_a_month_is_made_and_its_printing_recorded(desk):
    record = Record(desk)
    session = desk.sessions.of_patient(record.patient, by=desk.technician)[0].session
    record.write(dose(record.order(), 5, 8))

    sheet = desk.administrations.sheet(
        session, MONTH, is_filled=True, language="en", by=desk.technician
    )
    desk.papers.printed(
        session, sheet, how="printed", to_whom="", command=make_command(), by=desk.technician
    )

    assert (sheet.kind.value, sheet.is_draft, sheet.pages) == ("administration_record", False, 2)


def test_without_a_record_there_is_no_sheet(desk):
    session = desk.started().session.id

    with pytest.raises(Refused, match="Nobody keeps"):
        desk.administrations.sheet(
            session, MONTH, is_filled=False, language="en", by=desk.technician
        )

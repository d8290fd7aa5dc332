"""The signature: over what was shown, once, by its owner, for ever; and what follows it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from app.errors import Refused, Stale
from app.services import canonical
from app.store import accounts, in_hand, patients, records, seals
from models.database import Database
from models.vocabulary import (
    AllergyKind,
    Decision,
    PaperKind,
    SessionKind,
    SessionState,
    SignatureMeaning,
)
from tests.conftest import TEST_KEY
from tests.desk import PASSWORD, PasswordSigner, make_desk
from tests.fakes import FixedClock
from tests.make import NOON, PHARMACY, make_command, make_review


@pytest.fixture(scope="module")
def signed_file(empty_database, tmp_path_factory):
    """A database with one signed session, made once, and the desk that made it."""
    path = tmp_path_factory.mktemp("signed") / "brownbag.db"
    shutil.copyfile(empty_database, path)
    database = Database(path, TEST_KEY, workstation="counter-1")
    desk = make_desk(database, FixedClock(NOON))
    session = desk.signed().session.id
    database.close()
    return path, desk, session


@pytest.fixture
def signed_copy(signed_file, tmp_path):
    path, desk, session = signed_file
    shutil.copyfile(path, tmp_path / "brownbag.db")
    database = Database(tmp_path / "brownbag.db", TEST_KEY, workstation="counter-1")
    yield replace(desk, database=database), session
    database.close()


def checks(desk, saved):
    return desk.review().verify(saved.session.id, by=desk.pharmacist)


def forged(desk, sql):
    """A change behind the program's back, by somebody who holds the data key."""
    raw = desk.database.driver_connection()
    for table in ("release", "withdrawal", "addendum"):
        raw.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_update")
    raw.execute(sql)


def seal_of(desk, saved):
    with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
        hand = in_hand.take(db, saved.session.id, by=desk.pharmacist, at=desk.clock())
        return list(seals.seals(hand))[-1]


# ---------------------------------------------------------------- signing


def test_a_signature_covers_exactly_the_bytes_that_were_shown(desk):
    saved = desk.ready_to_sign()
    shown = desk.review().what_is_signed(saved.session.id, by=desk.pharmacist)

    saved = desk.sign(saved, digest=shown.digest)

    seal = seal_of(desk, saved)
    told = json.loads(seal.canonical)
    assert canonical.as_bytes(told["content"]) == shown.canonical
    assert saved.session.signed[0].content_digest == shown.digest
    assert told["credential"] == "RPh 12345"
    assert told["meaning"] == SignatureMeaning.RELEASED
    assert told["audit_head"].startswith("counter-1:")


def test_what_is_shown_before_signing_names_each_line_as_it_will_print(desk):
    saved = desk.ready_to_sign()

    lines = desk.review().what_is_signed(saved.session.id, by=desk.pharmacist).lines

    assert any("Thomas Reed" in line for line in lines)
    assert any("Take 1 tablet (20 mg) by mouth in the morning" in line for line in lines)
    assert any("15 minutes" in line for line in lines)


def test_what_changed_since_it_was_shown_is_not_signed(desk):
    saved = desk.ready_to_sign()
    shown = desk.review().what_is_signed(saved.session.id, by=desk.pharmacist)
    saved = desk.reviewing.decide(
        saved.session.id,
        saved.session.medicines[0].id,
        make_review(directions={"en": "Take 2 tablets in the morning"}),
        seen=saved.session.version,
        command=make_command(),
        by=desk.pharmacist,
    )

    with pytest.raises(Stale, match="since it was shown"):
        desk.sign(saved, digest=shown.digest)

    assert desk.sessions.open(saved.session.id, by=desk.pharmacist).session.signed == ()


def test_a_wrong_password_signs_nothing(desk):
    saved = desk.ready_to_sign()

    with pytest.raises(Refused):
        desk.sign(saved, password="wrong")

    opened = desk.sessions.open(saved.session.id, by=desk.pharmacist)
    assert opened.session.state is SessionState.CONSULTED
    assert checks(desk, saved) == ()


def test_a_double_click_is_one_signature(desk):
    saved = desk.ready_to_sign()
    command = make_command()
    shown = desk.review().what_is_signed(saved.session.id, by=desk.pharmacist)
    once = desk.sign(saved, digest=shown.digest, command=command)

    twice = desk.sign(saved, digest=shown.digest, command=command)

    assert twice.session == once.session
    assert len(checks(desk, once)) == 1


def test_a_second_signature_of_a_version_is_refused(desk):
    saved = desk.signed()

    with pytest.raises(Refused, match="It is signed"):
        desk.sign(saved)


def test_a_blocker_keeps_it_from_being_signed_and_says_where(desk):
    saved = desk.talked(desk.to_review())

    with pytest.raises(Refused) as refused:
        desk.sign(saved)

    assert refused.value.field


def test_a_key_that_is_not_in_the_records_signs_nothing(desk):
    saved = desk.ready_to_sign()
    desk.signers[desk.pharmacist.person] = PasswordSigner()

    with pytest.raises(Refused, match="signing key is not in the records"):
        desk.sign(saved)


def test_without_a_license_nobody_signs(desk):
    saved = desk.ready_to_sign()
    with desk.database.transaction(by=None, at=desk.clock()) as db:
        accounts.set_credential(
            db,
            PHARMACY,
            desk.pharmacist.person,
            credential="",
            license_state="",
            expires=None,
        )

    with pytest.raises(Refused, match="license is not entered"):
        desk.sign(saved)


def test_a_clock_that_went_back_signs_nothing(desk):
    saved = desk.ready_to_sign()
    desk.clock.advance(hours=-2)

    with pytest.raises(Refused, match="clock is behind"):
        desk.sign(saved)


def test_a_pharmacist_who_collected_alone_says_so_in_the_signature(desk):
    alone = desk.pharmacist
    saved = desk.asked(desk.started(SessionKind.TARGETED, by=alone), by=alone)
    saved = desk.decided(desk.claimed(desk.handed_off(saved, by=alone)))

    saved = desk.sign(saved)

    assert saved.session.signed[0].remark == "collected and reviewed by the same pharmacist"
    assert json.loads(seal_of(desk, saved).canonical)["remark"]
    assert desk.signed().session.signed[0].remark == ""


# ---------------------------------------------------------------- afterwards


def test_what_is_signed_can_not_be_edited(desk):
    saved = desk.signed()

    with pytest.raises(Refused, match="It is signed"):
        desk.record(saved, {"intake.concern": "late"})
    with pytest.raises(Refused, match="It is signed"):
        desk.decided(saved)


def test_before_delivery_it_is_withdrawn_with_a_reason_into_a_new_version(desk):
    saved = desk.signed()

    saved = desk.review().withdraw(
        saved.session.id,
        "wrong strength",
        password=PASSWORD,
        command=make_command(),
        by=desk.pharmacist,
    )

    assert saved.session.state is SessionState.IN_REVIEW
    assert saved.session.content_version == 2
    assert saved.session.signed[0].withdrawn_because == "wrong strength"
    again = desk.sign(saved)
    assert [signed.version for signed in again.session.signed] == [1, 2]
    assert all(check.is_valid for check in checks(desk, again))
    assert len(checks(desk, again)) == 3


def test_after_delivery_there_are_addenda_only(desk):
    review = desk.review()
    saved = desk.signed()
    saved = review.deliver(
        saved.session.id, "the patient", "by hand", command=make_command(), by=desk.technician
    )

    with pytest.raises(Refused, match="handed over"):
        review.withdraw(
            saved.session.id, "x", password=PASSWORD, command=make_command(), by=desk.pharmacist
        )
    saved = review.add_addendum(
        saved.session.id,
        "Call back on Monday",
        password=PASSWORD,
        command=make_command(),
        by=desk.pharmacist,
    )

    assert saved.session.addenda[0].text == "Call back on Monday"
    assert [check.is_valid for check in checks(desk, saved)] == [True, True]


def test_delivery_needs_to_whom_and_how(desk):
    saved = desk.signed()

    for to_whom, how, field in ((" ", "by hand", "to_whom"), ("the patient", "", "how")):
        with pytest.raises(Refused) as refused:
            desk.review().deliver(
                saved.session.id, to_whom, how, command=make_command(), by=desk.technician
            )
        assert refused.value.field == field


def test_only_what_was_delivered_is_closed(desk):
    with pytest.raises(Refused, match="It is signed"):
        desk.review().close(desk.signed().session.id, command=make_command(), by=desk.technician)


# ---------------------------------------------------------------- verification


def test_a_signature_keeps_verifying_when_the_patients_record_goes_on(desk):
    saved = desk.signed()
    with desk.database.transaction(by=desk.technician, at=desk.clock()) as db:
        patient = saved.session.patient.id
        patients.amend_patient(db, patient, {"family": "Reeds"}, by=desk.technician)
        records.add_allergy(
            db,
            patient,
            by=desk.technician,
            at=desk.clock(),
            substance="codeine",
            kind=AllergyKind.ALLERGY,
        )

    assert all(check.is_valid for check in checks(desk, saved))
    with pytest.raises(Refused, match="no longer shows what was signed"):
        desk.papers.preview(
            saved.session.id, PaperKind.MEDICATION_LIST, language="en", by=desk.technician
        )


def test_a_key_that_was_replaced_still_proves_what_it_signed(desk):
    saved = desk.signed()
    desk.clock.advance(days=1)
    with desk.database.transaction(by=None, at=desk.clock()) as db:
        accounts.replace_key(
            db, PHARMACY, desk.pharmacist.person, PasswordSigner().public_key, desk.clock()
        )

    assert [check.is_valid for check in checks(desk, saved)] == [True]


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE medicine SET directions = \'{"en": "Take 10 tablets"}\'',
        "UPDATE answer SET value = '\"something else\"' WHERE key = 'intake.concern'",
        "UPDATE session SET talked_minutes = 60",
        "UPDATE \"release\" SET canonical = replace(canonical, 'morning', 'evening')",
        "UPDATE \"release\" SET content_digest = 'ffff'",
        "UPDATE \"release\" SET by_name = 'Somebody Else'",
        "UPDATE \"release\" SET at = '2020-01-01 00:00:00.000000'",
        "UPDATE \"release\" SET meaning = 'addendum'",
        'UPDATE "release" SET signature = zeroblob(64)',
        'UPDATE "release" SET public_key = zeroblob(32)',
        "UPDATE \"release\" SET audit_head = 'x'",
        "UPDATE \"release\" SET credential = 'RPh 99999'",
    ],
)
def test_a_change_behind_the_programs_back_is_detected(signed_copy, sql):
    desk, session = signed_copy

    forged(desk, sql)

    results = desk.review().verify(session, by=desk.pharmacist)
    assert [check.is_valid for check in results] == [False]


def test_a_session_whose_seal_was_forged_still_opens_and_prints_nothing(signed_copy):
    desk, session = signed_copy
    forged(desk, "UPDATE \"release\" SET canonical = 'no json at all'")

    opened = desk.sessions.open(session, by=desk.pharmacist)

    assert opened.session.signed[0].by_name == "Paula Reyes"
    with pytest.raises(Refused, match="no longer shows what was signed"):
        desk.papers.preview(session, PaperKind.MEDICATION_LIST, language="en", by=desk.pharmacist)


def test_a_signed_row_refuses_to_be_changed_in_the_database(desk):
    desk.signed()
    raw = desk.database.driver_connection()

    for sql in ('UPDATE "release" SET by_name = 1', 'DELETE FROM "release"'):
        with pytest.raises(Exception, match="never changed"):
            raw.execute(sql)


def test_a_colleague_with_the_data_key_can_not_sign_as_the_pharmacist(desk):
    saved = desk.ready_to_sign()
    stranger = PasswordSigner()
    desk.signers[desk.pharmacist.person] = stranger

    with pytest.raises(Refused):
        desk.sign(saved)


def test_the_signature_says_the_time_it_was_made(desk):
    saved = desk.signed()

    assert saved.session.signed[0].at == desk.clock()
    assert seal_of(desk, saved).at.tzinfo is not None


def test_a_line_left_off_is_signed_as_left_off(desk):
    saved = desk.to_review()
    saved = desk.reviewing.decide(
        saved.session.id,
        saved.session.medicines[0].id,
        make_review(decision=Decision.OMIT_STOPPED),
        seen=saved.session.version,
        command=make_command(),
        by=desk.pharmacist,
    )

    lines = desk.review().what_is_signed(saved.session.id, by=desk.pharmacist).lines

    assert any("left off, stopped" in line for line in lines)

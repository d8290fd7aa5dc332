"""The tamper matrix: somebody with the data key changes the file; the verification says what."""

from __future__ import annotations

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.security import signatures
from app.security.signatures import Purpose
from models import audit, audit_chain, audit_verify, connection
from models.audit_verify import FaultInTrail, Verdict
from models.base import new_id
from models.tables.accounts import PharmacyRow
from models.vocabulary import AuditAction
from tests.conftest import PHARMACY

SIGNING_KEY = bytearray(range(32))
PUBLIC_KEY = (
    Ed25519PrivateKey.from_private_bytes(bytes(SIGNING_KEY)).public_key().public_bytes_raw()
)
UNREADABLE_CHECKPOINT = (
    "UPDATE audit_detail SET body = 'x' WHERE id = (SELECT id FROM audit_event WHERE seq = 6)"
)


def is_signed(_person: UUID, message: bytes, signature: bytes) -> bool:
    return signatures.is_signed(PUBLIC_KEY, message, signature, Purpose.CHECKPOINT)


def checked(database, clock, anchors=()):
    with database.transaction(by=None, at=clock(), reads=True) as db:
        return audit_verify.verify(db, database.audit_key(), anchors, is_signed)


def kinds(report):
    return {fault.kind for fault in report.faults}


@pytest.fixture
def told(database, actors, clock):
    """A database with a dozen audit rows, a checkpoint among them, and the anchor of its head."""
    for number in range(5):
        with database.transaction(by=actors.technician, at=clock()) as db:
            db.add(
                PharmacyRow(
                    pharmacy_id=PHARMACY, id=new_id(), name=f"P{number}", phone="", address=""
                )
            )
        clock.advance(minutes=1)
    with database.transaction(by=actors.pharmacist, at=clock()) as db:
        head = audit.head(db, database.workstation)
        message = audit_chain.checkpoint_message(head)
        signature = signatures.signed(SIGNING_KEY, message, Purpose.CHECKPOINT)
        audit.note(db, AuditAction.CHECKPOINT, detail={"signature": signature.hex()})
    for _ in range(6):
        database.note_refused(AuditAction.SIGN, by=actors.technician, at=clock())
    return database


@pytest.fixture
def anchor(told, clock):
    with told.transaction(by=None, at=clock(), reads=True) as db:
        return audit.head(db, told.workstation)


def tamper(database, *statements):
    """Plain SQL by somebody with the key, who takes the triggers away and puts them back."""
    raw = database.driver_connection()
    connection.unguard(raw)
    kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in kept:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        raw.execute(*statement) if isinstance(statement, tuple) else raw.execute(statement)
    for _name, sql in kept:
        raw.execute(sql)
    database.reopen()


def rechain(database, from_seq):
    """Computes every link anew with the right key: what only a holder of the data key can do."""
    key = database.audit_key()
    raw = database.driver_connection()
    connection.unguard(raw)
    with database.migrating() as opened:
        rows = opened.execute(
            audit.AuditEventRow.__table__.select().order_by(audit.AuditEventRow.seq)
        ).mappings()
        previous, updates = audit_chain.GENESIS, []
        for row in rows.all():
            link = row["link"]
            if row["seq"] >= from_seq:
                link = audit_chain.link(key, previous, audit.described(row))
                updates.append((previous, link, row["seq"]))
            previous = link
    tamper(
        database,
        *(
            ("UPDATE audit_event SET previous = ?, link = ? WHERE seq = ?", update)
            for update in updates
        ),
    )


def test_an_untouched_trail_is_intact(told, clock, anchor):
    report = checked(told, clock, [anchor])

    assert report.verdict is Verdict.INTACT
    assert (report.events, report.checkpoints, report.faults) == (12, 1, ())
    assert report.heads == (anchor,)


@pytest.mark.parametrize(
    ("statements", "kind"),
    [
        pytest.param(
            ["UPDATE audit_event SET outcome = 'done' WHERE seq = 9"],
            FaultInTrail.CONTENT,
            id="AU-01 one field",
        ),
        pytest.param(
            ["DELETE FROM audit_event WHERE seq = 4"], FaultInTrail.GAP, id="AU-04 one row"
        ),
        pytest.param(
            ["DELETE FROM audit_event WHERE seq = 1"], FaultInTrail.GAP, id="AU-05 the first row"
        ),
        pytest.param(
            [
                "UPDATE audit_event SET seq = 99 WHERE seq = 8",
                "UPDATE audit_event SET seq = 8 WHERE seq = 9",
                "UPDATE audit_event SET seq = 9 WHERE seq = 99",
            ],
            FaultInTrail.ORDER,
            id="AU-12 two rows swapped",
        ),
        pytest.param(
            ["UPDATE audit_event SET seq = seq + 1000"], FaultInTrail.GAP, id="AU-14 renumbered"
        ),
        pytest.param(
            ["UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE seq = 9"],
            FaultInTrail.CONTENT,
            id="AU-15 the time alone",
        ),
        pytest.param(
            ["UPDATE audit_event SET person_id = zeroblob(16) WHERE seq = 9"],
            FaultInTrail.CONTENT,
            id="AU-16 another person",
        ),
        pytest.param(
            ["UPDATE audit_event SET previous = 'x', link = 7, fields = '{' WHERE seq = 9"],
            FaultInTrail.CONTENT,
            id="what we never write",
        ),
        pytest.param(
            [
                UNREADABLE_CHECKPOINT,
            ],
            FaultInTrail.CONTENT,
            id="a checkpoint nobody can read",
        ),
        pytest.param(
            ["UPDATE audit_detail SET body = replace(body, 'P1', 'P9')"],
            FaultInTrail.DETAIL,
            id="AU-17 the values",
        ),
        pytest.param(["DELETE FROM audit_detail"], FaultInTrail.DETAIL, id="the values dropped"),
        pytest.param(
            [
                "CREATE TEMP TABLE kept AS SELECT * FROM audit_event WHERE seq = 12",
                "UPDATE kept SET seq = 13, id = '0000000000000000000000000000000f'",
                "INSERT INTO audit_event SELECT * FROM kept",
            ],
            FaultInTrail.ORDER,
            id="AU-11 and AU-13 a row twice",
        ),
    ],
)
def test_what_is_done_to_a_row_is_found_and_named(told, clock, anchor, statements, kind):
    tamper(told, *statements)

    report = checked(told, clock, [anchor])

    assert report.verdict is Verdict.ALTERED
    assert kind in kinds(report)


def test_au_02_a_row_with_its_own_link_made_right_breaks_the_next(told, clock, anchor):
    tamper(told, "UPDATE audit_event SET outcome = 'done' WHERE seq = 9")
    with told.migrating() as opened:
        table = audit.AuditEventRow.__table__
        row = opened.execute(table.select().where(table.c.seq == 9)).mappings().one()
        link = audit_chain.link(told.audit_key(), row["previous"], audit.described(row))
    tamper(told, ("UPDATE audit_event SET link = ? WHERE seq = 9", (link,)))

    assert FaultInTrail.ORDER in kinds(checked(told, clock, [anchor]))


def test_au_03_a_chain_made_right_to_its_end_breaks_the_personal_checkpoint(told, clock):
    tamper(told, "UPDATE audit_event SET outcome = 'failed' WHERE seq = 2")
    rechain(told, 2)

    report = checked(told, clock)

    assert kinds(report) == {FaultInTrail.SIGNATURE}
    assert report.verdict is Verdict.ALTERED


def test_a_chain_made_right_behind_the_last_checkpoint_breaks_the_anchor(told, clock, anchor):
    tamper(told, "UPDATE audit_event SET outcome = 'done' WHERE seq = 9")
    rechain(told, 9)

    assert kinds(checked(told, clock, [anchor])) == {FaultInTrail.ANCHOR}


@pytest.mark.parametrize("left", [11, 6, 0])
def test_au_06_to_08_a_cut_tail_is_shown_by_the_anchor(told, clock, anchor, left):
    tamper(
        told,
        f"DELETE FROM audit_detail WHERE id IN (SELECT id FROM audit_event WHERE seq > {left})",
        f"DELETE FROM audit_event WHERE seq > {left}",
    )

    report = checked(told, clock, [anchor])

    assert report.verdict is Verdict.TAIL_MISSING
    assert kinds(report) == {FaultInTrail.TAIL}


def test_au_09_last_weeks_file_is_shown_by_the_anchor(told, actors, clock):
    told.close()
    old = told.path.read_bytes()
    newer = type(told)(told.path, bytes(range(32)), workstation="counter-1")
    newer.note_refused(AuditAction.SIGN, by=actors.technician, at=clock())
    with newer.transaction(by=None, at=clock(), reads=True) as db:
        anchor = audit.head(db, "counter-1")
    newer.close()
    newer.path.write_bytes(old)

    again = type(told)(told.path, bytes(range(32)), workstation="counter-1")
    report = checked(again, clock, [anchor])

    assert report.verdict is Verdict.TAIL_MISSING
    again.close()


def test_au_10_a_wal_that_was_thrown_away_is_shown_by_the_anchor(
    told, actors, clock, anchor, tmp_path
):
    told.driver_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = told.path.read_bytes()
    told.note_refused(AuditAction.SIGN, by=actors.technician, at=clock())
    with told.transaction(by=None, at=clock(), reads=True) as db:
        newer = audit.head(db, told.workstation)
    other = tmp_path / "other.db"
    other.write_bytes(before)

    cut = type(told)(other, bytes(range(32)), workstation="counter-1")
    report = checked(cut, clock, [newer])

    assert report.verdict is Verdict.TAIL_MISSING
    cut.close()


def test_au_18_a_missing_trigger_is_shown(told, clock, anchor):
    raw = told.driver_connection()
    connection.unguard(raw)
    raw.execute("DROP TRIGGER audit_event_refuses_update")
    told.reopen()

    assert kinds(checked(told, clock, [anchor])) == {FaultInTrail.TRIGGER}


def test_au_20_without_anchors_the_tail_is_not_called_proven(told, clock):
    assert checked(told, clock).verdict is Verdict.TAIL_NOT_PROVABLE


def test_the_quick_question_sees_a_cut_and_a_changed_tail(told, clock, anchor):
    def stands():
        with told.transaction(by=None, at=clock(), reads=True) as db:
            return audit_verify.stands_at_anchors(db, [anchor])

    assert stands()

    tamper(told, "DELETE FROM audit_event WHERE seq > 11")

    assert not stands()

"""In the practice every plain answer is approved, so that reading aloud can be tried."""

from __future__ import annotations

from app import bootstrap
from app.rules.answers import table
from app.worker.works import Here
from tests.journeys.test_from_the_queue_to_the_signature import CHEAP
from ui import practice
from ui.screens.sign_in import PRACTICE_PASSWORD


def test_the_practices_technician_may_read_every_answer_aloud(tmp_path):
    accounts = bootstrap.light(tmp_path, cost=CHEAP, works=Here()).accounts

    practice.prepare(accounts)
    practice.prepare(accounts)

    signed = accounts.sign_in("technician", PRACTICE_PASSWORD)
    try:
        approved = signed.desk.answers.approved(by=signed.actor)
    finally:
        accounts.lock()
    assert {one.id for one in approved} == set(table.answers())

"""Care tasks on the real database: a refill asked for from the row, taken back, done."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.errors import NotAllowed, Refused
from models.tables.audit import AuditEventRow
from models.vocabulary import AuditAction, CareState, Task
from tests.make import NOON, make_command


def ask(desk, saved, *, command=None, by=None):
    return desk.care.ask_refill(
        saved.session.id,
        saved.session.medicines[0].id,
        command=command or make_command(),
        by=by or desk.technician,
    )


def waiting(desk):
    return desk.care.still_open(by=desk.second_technician)


def finish(desk, task, command=None, outcome="filled"):
    return desk.care.finish(
        task, outcome, command=command or make_command(), by=desk.second_technician
    )


def test_a_refill_that_was_asked_for_waits_on_every_workstation(desk):
    saved = ask(desk, desk.with_medicine(desk.started()))

    (task,) = saved.session.tasks
    assert (task.words, task.made_by) == ("lisinopril 20 mg tablet", desk.technician.name)
    assert task.made_at == NOON
    assert saved.session.open_refill(saved.session.medicines[0].id) == task
    assert [(one.task, one.patient_name) for one in waiting(desk)] == [(task, "Thomas Reed")]


def test_a_refill_is_asked_for_once_whatever_is_pressed(desk):
    saved, command = desk.with_medicine(desk.started()), make_command()

    ask(desk, saved, command=command)
    saved = ask(desk, saved, command=command)

    assert len(saved.session.tasks) == 1
    with pytest.raises(Refused, match="already"):
        ask(desk, saved)


def test_a_refill_taken_back_waits_no_more_and_may_be_asked_for_again(desk):
    saved = ask(desk, desk.with_medicine(desk.started()))

    saved = desk.care.take_back(
        saved.session.id, saved.session.tasks[0].id, command=make_command(), by=desk.technician
    )

    assert waiting(desk) == ()
    assert saved.session.tasks[0].state is CareState.GIVEN_UP
    assert len(ask(desk, saved).session.tasks) == 2


def test_what_is_done_is_done_once_and_by_somebody(desk):
    saved = ask(desk, desk.with_medicine(desk.started()))
    task, command = saved.session.tasks[0].id, make_command()

    assert finish(desk, task, command) == ()
    assert finish(desk, task, command) == ()

    opened = desk.sessions.open(saved.session.id, by=desk.technician)
    assert opened.session.tasks[0].state is CareState.DONE
    with pytest.raises(Refused, match="not open any more"):
        finish(desk, task)


def test_asking_for_a_refill_raises_no_flag_and_answers_no_question(desk):
    before = desk.with_medicine(desk.started())

    after = ask(desk, before)

    assert after.session.flags == before.session.flags
    assert after.session.answers == before.session.answers


def test_a_task_can_be_done_after_the_signature_and_the_signature_stands(desk):
    saved = ask(desk, desk.with_medicine(desk.started()))
    task = saved.session.tasks[0].id
    saved = desk.talked(desk.decided(desk.claimed(desk.handed_off(desk.asked(saved)))))
    saved = desk.sign(saved)

    finish(desk, task)

    (check,) = desk.review().verify(saved.session.id, by=desk.pharmacist)
    assert check.is_valid
    with pytest.raises(Refused, match="signed"):
        ask(desk, saved)


def test_who_may_not_collect_asks_for_no_refill(desk):
    saved = desk.with_medicine(desk.started())
    by = desk.technician
    without = type(by)(
        by.pharmacy, by.person, by.name, by.roles, by.tasks - {Task.COLLECT_HISTORY}, by.workstation
    )

    with pytest.raises(NotAllowed, match="delegated"):
        ask(desk, saved, by=without)

    assert waiting(desk) == ()


def test_the_list_is_audited_when_it_is_opened_and_not_when_it_reads_itself_again(desk):
    ask(desk, desk.with_medicine(desk.started()))

    def reads():
        with desk.database.transaction(by=None, at=desk.clock(), reads=True) as db:
            query = select(AuditEventRow.id).where(
                AuditEventRow.action == AuditAction.READ.value,
                AuditEventRow.object_type == "care_tasks",
            )
            return len(db.scalars(query).all())

    shown = frozenset(one.task.id for one in waiting(desk))
    assert reads() == 1
    desk.care.still_open(shown=shown, by=desk.technician)
    assert reads() == 1
    desk.care.still_open(shown=frozenset(), by=desk.technician)
    assert reads() == 2


@pytest.mark.parametrize("outcome", ["", " ", "x" * 501])
def test_how_it_ended_is_said(desk, outcome):
    saved = ask(desk, desk.with_medicine(desk.started()))

    with pytest.raises(Refused):
        finish(desk, saved.session.tasks[0].id, outcome=outcome)

    assert len(waiting(desk)) == 1

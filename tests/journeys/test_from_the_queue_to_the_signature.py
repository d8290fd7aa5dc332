"""A day in the real window, on a real vault: entered, walked, reviewed, signed, handed over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app import bootstrap
from app.interview import walkthrough
from app.security.sealing import Cost
from app.services.account_values import NewPerson, NewPharmacy
from app.worker.works import Here
from models.vocabulary import Role, SessionState, Speaker
from tests.desk import calm_answer
from tests.ui import seen
from tests.ui.fake_desk import PASSWORD
from ui.application import Program
from ui.ids import new_command
from ui.navigation import Page

CHEAP = Cost(1, 8, 1)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def program(qtbot, tmp_path):
    def open_folder(folder):
        return bootstrap.light(folder, cost=CHEAP, works=Here())

    program = Program(tmp_path, open_folder)
    _set_up(program)
    program.window.use(program._real)
    program.window.show()
    yield program
    program.close()
    program.window.deleteLater()


def _set_up(program):
    """Below the window: the window's own set-up has its own tests."""
    accounts = program._real.accounts

    def job():
        people = [
            NewPerson(
                "Paula Okafor",
                "paula",
                PASSWORD,
                frozenset({Role.PHARMACIST}),
                credential="RPh 20114",
            ),
            NewPerson("Ana Ruiz", "ana", PASSWORD, frozenset({Role.TECHNICIAN})),
        ]
        kit = accounts.begin_set_up(NewPharmacy("Corner Street Pharmacy", "(555) 010-0140"), people)
        accounts.finish_set_up(kit.code)

    _on_lane(program, job)


def _on_lane(program, job):
    answers = []
    program.lane.run(job, answers.append, answers.append)
    program.lane.finish()
    if answers and isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0] if answers else None


def settle(program):
    for _ in range(3):
        program.lane.finish()
        QApplication.processEvents()


def see(program, name, kind=QWidget):
    settle(program)
    return next(w for w in program.window.findChildren(kind, name) if w.isVisible())


def press(program, name):
    see(program, name, QPushButton).click()
    settle(program)


def open_row(program, name):
    QTest.keyClick(see(program, name, QWidget), Qt.Key.Key_Return)
    settle(program)


def type_in(program, **fields):
    for name, text in fields.items():
        see(program, name.replace("__", "."), QLineEdit).setText(text)


def sign_in(program, login):
    program.window.door.sign_in.sign_in_as(login, PASSWORD)
    settle(program)


def words(program):
    settle(program)
    return seen.words(program.window)


def walk_calmly(program):
    """What a technician would type, through the service the pages use."""
    at_desk = program.window.desk._at_desk
    session = program.window.desk.sessions.front.session

    def job():
        sessions, by = at_desk.desk.sessions, at_desk.actor
        saved = sessions.open(session, by=by)
        for _ in range(6):
            keys = [key for keys in walkthrough.missing(saved.session).values() for key in keys]
            if not keys:
                break
            edits = {key: calm_answer(key) for key in keys}
            saved = sessions.record(
                session, edits, seen=saved.session.version, command=new_command(), by=by
            )
        return sessions.hand_off(session, seen=saved.session.version, command=new_command(), by=by)

    return _on_lane(program, job)


def test_a_session_goes_from_the_counter_to_the_signature(program, tmp_path):
    sign_in(program, "ana")
    program.window.desk.show_page(Page.PATIENTS)
    press(program, "patients.new")
    type_in(program, new_patient__given="Thomas", new_patient__family="Reed",
            new_patient__birth_date="06/14/1955")  # fmt: skip
    press(program, "new_patient.save")
    press(program, "patient.start")
    assert program.window.desk.sessions.front.walk is not None
    assert walk_calmly(program).session.state is SessionState.QUEUED
    program.window.lock()
    settle(program)
    assert "Thomas Reed" not in words(program)

    sign_in(program, "paula")
    program.window.desk.show_page(Page.QUEUE)
    open_row(program, "queue.row")
    screen = program.window.desk.sessions.front.in_front
    while screen._findings.current is not None:
        screen._findings.accept_current()
        settle(program)
    type_in(program, review__talk__minutes="12")
    screen._talk._who.choose(Speaker.PATIENT)
    press(program, "review.talk.record")
    assert screen.blockers == ()
    press(program, "review.sign")
    assert "Corner Street Pharmacy" not in see(program, "signing.digest", QLabel).text()
    type_in(program, signing__password=PASSWORD)
    press(program, "signing.do")
    assert screen.workspace.session.state is SessionState.RELEASED
    press(program, "released.verify")
    assert any(said.startswith("Version 1:") for said in words(program))

    press(program, "released.papers")
    assert "Released" in words(program)
    papers = program.window.desk.sessions.front.in_front
    papers.save_to(str(tmp_path / "list.pdf"))
    settle(program)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert "Saved." in words(program)
    press(program, "papers.deliver")
    press(program, "delivery.do")

    assert papers.workspace.session.state is SessionState.DELIVERED


def test_a_technician_may_look_at_a_queued_session_and_never_at_its_reasons(program):
    sign_in(program, "ana")
    program.window.desk.show_page(Page.PATIENTS)
    press(program, "patients.new")
    type_in(program, new_patient__given="Leon", new_patient__family="Park",
            new_patient__birth_date="06/14/1955")  # fmt: skip
    press(program, "new_patient.save")
    press(program, "patient.start")
    walk_calmly(program)
    program.window.desk.sessions.front.walk.workspace.read_again()
    settle(program)
    program.window.desk.show_page(Page.QUEUE)
    row = see(program, "queue.row")

    row.opened.emit()
    settle(program)

    assert "Draft, not for the patient" in words(program)
    assert not [b for b in program.window.findChildren(QPushButton, "review.sign") if b.isVisible()]

"""From an empty folder to a signed session, through the doors the window uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.interview import walkthrough
from app.security.sealing import Cost
from app.services.account_values import NewPerson, NewPharmacy
from app.services.api import NewPatient
from app.worker.works import Here
from models.vocabulary import Role, SessionKind, SessionState, Sex
from tests.app.interchange.bundles import bundle, patient, request, to_bytes
from tests.desk import calm_answer
from tests.fakes import FixedClock
from tests.faults.children import environment
from tests.make import make_command

ROOT = Path(__file__).parents[2]
PASSWORD = "a long enough password"
CHEAP = Cost(1, 8, 1)


@pytest.fixture
def light(tmp_path):
    made = bootstrap.light(tmp_path, clock=FixedClock(), profile=tmp_path, cost=CHEAP, works=Here())
    yield made
    made.close()


@pytest.fixture
def set_up(light):
    people = [
        NewPerson("Paula Reyes", "paula", PASSWORD, frozenset({Role.PHARMACIST}), credential="R 1"),
        NewPerson("Tess Okafor", "tess", PASSWORD, frozenset({Role.TECHNICIAN})),
    ]
    kit = light.accounts.begin_set_up(NewPharmacy("Corner Pharmacy", "(555) 010-0000"), people)
    light.accounts.finish_set_up(kit.code)
    return light


def test_nothing_heavy_is_imported_before_somebody_signs_in():
    heavy = "('sqlalchemy', 'alembic', 'reportlab', 'fhir', 'pydantic', 'sqlcipher3', 'pypdfium2')"
    code = (
        "import sys, pathlib, app.bootstrap\n"
        "light = app.bootstrap.light(pathlib.Path('nowhere'))\n"
        "assert not light.accounts.is_set_up()\n"
        f"assert not [name for name in {heavy} if name in sys.modules]\n"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


AT_THE_DESK = """
import pathlib, sys
import app.bootstrap
from models.vocabulary import SessionKind
from tests.make import make_command
if __name__ == "__main__":
    folder, file = (pathlib.Path(word) for word in sys.argv[1:])
    light = app.bootstrap.light(folder, profile=folder)
    signed = light.accounts.sign_in("tess", "a long enough password")
    desk, by = signed.desk, signed.actor
    patient = desk.imports.read(file, by=by).patient
    session = desk.sessions.start(
        patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=by).session
    paper = desk.papers.preview(session.id, desk.papers.due(session)[0], language="en", by=by)
    light.close()
    print(paper.pages > 0, *(name for name in sys.modules if name in
        ("fhir", "pydantic", "reportlab", "alembic", "mako")))
"""


def test_the_window_holds_neither_fhir_nor_reportlab_nor_alembic_at_the_desk(set_up, tmp_path):
    set_up.accounts.lock()
    file, script = tmp_path / "record.json", tmp_path / "at_the_desk.py"
    file.write_bytes(to_bytes(bundle(patient(), request())))
    script.write_text(AT_THE_DESK, encoding="ascii")

    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), str(file)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout.strip(), done.stderr) == ("True", "")


def test_a_fresh_folder_is_not_set_up(light):
    assert not light.accounts.is_set_up()


def test_after_set_up_the_pharmacy_has_a_name(set_up):
    assert set_up.accounts.is_set_up()
    assert set_up.accounts.pharmacy_name() == "Corner Pharmacy"


def test_who_signs_in_has_a_desk_where_sessions_start(set_up):
    signed_in = set_up.accounts.sign_in("tess", PASSWORD)
    desk = signed_in.desk
    new = NewPatient("Thomas", "Reed", "06/14/1955", Sex.MALE)

    patient = desk.patients.enter(new, command=make_command(), by=signed_in.actor)
    saved = desk.sessions.start(
        patient.id, SessionKind.COMPREHENSIVE, command=make_command(), by=signed_in.actor
    )

    assert saved.session.state is SessionState.COLLECTING
    assert desk.drugs.resolve("metformin 500 mg tablet", None).name


def test_a_second_sign_in_ends_the_first(set_up):
    first = set_up.accounts.sign_in("tess", PASSWORD)
    second = set_up.accounts.sign_in("paula", PASSWORD)

    assert second.desk.review.queue(by=second.actor) == ()
    assert first.actor.person != second.actor.person


def test_the_pharmacists_own_key_signs(set_up):
    signed_in = set_up.accounts.sign_in("paula", PASSWORD)
    desk, by = signed_in.desk, signed_in.actor
    new = NewPatient("Thomas", "Reed", "06/14/1955", Sex.MALE)
    patient = desk.patients.enter(new, command=make_command(), by=by)
    saved = desk.sessions.start(patient.id, SessionKind.TARGETED, command=make_command(), by=by)

    saved = walked(desk, saved, by)
    shown = desk.review.what_is_signed(saved.session.id, by=by)
    saved = desk.review.sign(
        saved.session.id,
        password=PASSWORD,
        digest=shown.digest,
        seen=saved.session.version,
        command=make_command(),
        by=by,
    )

    assert [check.is_valid for check in desk.review.verify(saved.session.id, by=by)] == [True]
    assert saved.session.signed[0].remark == "collected and reviewed by the same pharmacist"


def walked(desk, saved, by):
    """Answered, handed off and claimed by one pharmacist working alone."""
    for _round in range(4):
        saved = desk.sessions.record(
            saved.session.id,
            missing_answers(saved.session),
            seen=saved.session.version,
            command=make_command(),
            by=by,
        )
    saved = desk.sessions.hand_off(
        saved.session.id, seen=saved.session.version, command=make_command(), by=by
    )
    saved = desk.review.claim(saved.session.id, command=make_command(), by=by)
    for finding in saved.notices:
        saved = desk.review.acknowledge(
            saved.session.id, finding.fingerprint, True, None, command=make_command(), by=by
        )
    return saved


def missing_answers(session):
    missing = walkthrough.missing(session).values()
    return {key: calm_answer(key) for keys in missing for key in keys}

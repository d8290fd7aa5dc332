"""Kill -9 between "password accepted" and "signed": there is no signature then, or one whole."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from uuid import UUID

from app.domain.changes import Saved
from app.services.accounts_api import SignedIn
from models.vocabulary import Actor, CommandId, SessionState
from tests.desk import TestDesk
from tests.fakes import FixedClock
from tests.faults.children import Killed, killed
from tests.faults.prepared import PASSWORD, PHARMACIST, TECHNICIAN, Prepared
from tests.faults.preparing import prepare
from tests.faults.typed import Run
from tests.faults.whole import database_of, faults, signed_in

CHILD = "tests.faults.signing_child"
COMMAND = CommandId(UUID("01980000-0000-7000-8000-00000000c0de"))
MOST_SECONDS = 0.06


def prepare_to_sign(folder: Path) -> Prepared:
    """A session in review in which nothing but the signature is missing."""
    prepared = prepare(folder, medicines=2)
    with signed_in(prepared, PHARMACIST) as at_desk:
        pharmacist = at_desk.actor
    with signed_in(prepared, TECHNICIAN) as at_desk:
        technician = at_desk.actor
        desk = _desk(at_desk, technician, pharmacist)
        saved = at_desk.desk.sessions.open(prepared.session, by=technician)
        edits = {f"medicine.reason#{m.id}": "blood pressure" for m in saved.session.medicines}
        desk.handed_off(desk.asked(desk.record(saved, edits)))
    with signed_in(prepared, PHARMACIST) as at_desk:
        desk = _desk(at_desk, technician, pharmacist)
        saved = at_desk.desk.sessions.open(prepared.session, by=pharmacist)
        desk.talked(desk.decided(desk.claimed(saved)))
    return prepared


def sign(at_desk: SignedIn, prepared: Prepared) -> Saved:
    """Read what is signed, and sign it, always by the same command."""
    review, by = at_desk.desk.review, at_desk.actor
    seen = at_desk.desk.sessions.open(prepared.session, by=by).session.version
    digest = review.what_is_signed(prepared.session, by=by).digest
    return review.sign(
        prepared.session, password=PASSWORD, digest=digest, seen=seen, command=COMMAND, by=by
    )


def run(prepared: Prepared, seed: int, *sabotage: str) -> Run:
    """Sign, kill at a random moment after the password was accepted, open again, look."""
    with tempfile.TemporaryDirectory(prefix="brownbag-kill-") as folder:
        copy = prepared.copy(Path(folder) / "copy")
        child = killed(
            CHILD, str(copy.folder), *sabotage, seed=seed, most=MOST_SECONDS, first="accepted"
        )
        return _judged(copy, seed, child)


def _judged(copy: Prepared, seed: int, child: Killed) -> Run:
    was_told = any("signed" in line for line in child.said)
    began = time.perf_counter()
    with signed_in(copy, PHARMACIST) as at_desk:
        saved = at_desk.desk.sessions.open(copy.session, by=at_desk.actor)
        opened_in = time.perf_counter() - began
        found = _signatures(at_desk, copy)
        wrong = [f"{found} signatures"] if found > 1 else []
        wrong += ["lost: it was told as signed"] if was_told and not found else []
        if (saved.session.state is SessionState.RELEASED) != bool(found):
            wrong.append(f"{saved.session.state.value} with {found} signatures")
        wrong += faults(at_desk)
        sign(at_desk, copy)
        again = _signatures(at_desk, copy)
        wrong += [f"{again} signatures after the same wish again"] if again != 1 else []
    return Run(seed, child.after, int(was_told), tuple(wrong), opened_in, found)


def _signatures(at_desk: SignedIn, prepared: Prepared) -> int:
    """How many there are; raises where one does not stand over its content."""
    checks = at_desk.desk.review.verify(prepared.session, by=at_desk.actor)
    assert all(check.is_valid for check in checks), checks
    return len(checks)


def _desk(at_desk: SignedIn, technician: Actor, pharmacist: Actor) -> TestDesk:
    """The shortest ways of the tests, on this open database, by these people."""
    clock = FixedClock(at_desk.desk.clock())
    people = (technician, technician, pharmacist, pharmacist, pharmacist)
    return TestDesk(database_of(at_desk), clock, *people)

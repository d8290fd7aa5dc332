"""From an open database to a desk: every service of one sign-in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from app.services.administering import Administrations
from app.services.answering import Answers
from app.services.api import Desk
from app.services.care import Care
from app.services.imports import Imports
from app.services.instruments import Instruments
from app.services.opening import Opened
from app.services.papers import Papers
from app.services.patients import Patients
from app.services.photos import Photos
from app.services.scanning import Scans
from app.services.sessions import Sessions
from app.services.setting import Settings
from app.services.signing import Review
from app.services.staff_api import Staff
from app.services.trends import PatientTrends
from app.services.vocabulary import Vocabulary
from app.services.watched import WatchedFolder
from app.services.work import Work
from app.worker.works import Works


def desk(
    opened: Opened,
    staff: Staff,
    folder: Path,
    clock: Callable[[], dt.datetime],
    works: Works,
) -> Desk:
    """The desk of who signed in. It ends when the accounts are locked."""
    work = Work(opened.database, clock)
    drugs = Vocabulary(folder)
    imports = Imports(work, drugs, works)
    return Desk(
        staff=staff,
        patients=Patients(work),
        imports=imports,
        sessions=Sessions(work, drugs),
        review=Review(work, opened.signer),
        papers=Papers(work, works),
        drugs=drugs,
        scans=Scans(work, drugs),
        settings=Settings(work),
        watched=WatchedFolder(work, imports),
        photos=Photos(work),
        administrations=Administrations(work, works),
        instruments=Instruments(work, works),
        answers=Answers(work),
        trends=PatientTrends(work, works),
        care=Care(work),
        clock=clock,
    )

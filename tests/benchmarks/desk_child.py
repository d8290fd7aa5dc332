"""Opens a session again and again in the real window, then looks at the memory.

    python -m tests.benchmarks.desk_child FOLDER BUNDLE TIMES

One line of JSON: milliseconds of `sessions.open` on the lane, of drawing the session's screen, and
from the wish to the painted screen; the medication list through the worker process; what window and
worker hold in memory with one session open and papers made, and after a bundle was imported too.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.domain.changes import Saved
from app.interview.walkthrough import applicable
from app.services.api import Desk
from models.vocabulary import Actor, PaperKind
from tests.faults.at_window import AtWindow
from tests.faults.prepared import Prepared
from ui.screens.session import SessionScreen
from ui.workplace import Workplace

MANY = 5


class AtDesk:
    """The technician's desk, and its stop-watch."""

    def __init__(self, at: AtWindow, prepared: Prepared) -> None:
        self.at, self.session = at, prepared.session
        self.place: Workplace = at.sign_in()
        self.desk: Desk = self.place._at_desk.desk
        self.actor: Actor = self.place.actor

    def on_lane(self, job: Any) -> tuple[Any, float]:
        """What a job answers on the lane, and its milliseconds there."""
        answers: list[tuple[Any, float]] = []

        def timed() -> tuple[Any, float]:
            began = time.perf_counter()
            answer = job()
            return answer, (time.perf_counter() - began) * 1000

        self.at.program.lane.run(timed, answers.append, _rise)
        self.at.hands.wait("the lane", lambda: answers)
        return answers[0]

    def opened(self) -> tuple[float, float]:
        """Open the session: on the lane, and then drawn and painted."""
        saved, service = self.on_lane(lambda: self.desk.sessions.open(self.session, by=self.actor))
        began = time.perf_counter()
        self.draw(saved)
        return service, (time.perf_counter() - began) * 1000

    def draw(self, saved: Saved) -> None:
        self.place.show_session(saved)
        for _turn in range(3):
            QApplication.processEvents()

    def put_away(self) -> None:
        """Take the session from the desk, as after *Put down*, and leave it as it is."""
        front = self.place.sessions.front
        assert front is not None
        front.left.emit()
        self.at.hands.breathe()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def walked(self) -> None:
        """Look at every step once."""
        screen = self.at.hands.find_as(SessionScreen, "session")
        for step in applicable(screen.workspace.session):
            screen.go_to(step.key)
            self.at.hands.breathe()

    def paper(self, kind: PaperKind) -> float:
        _paper, took = self.on_lane(
            lambda: self.desk.papers.preview(self.session, kind, language="en", by=self.actor)
        )
        return took


def resident(process: int | str = "self") -> float:
    """Megabytes that a process holds in memory, and what it shares with the system."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main(folder: Path, bundle: Path, times: int) -> None:
    prepared = Prepared.read(folder)
    at = AtWindow.open(prepared, prints=True)
    at.hands.find("sign_in.enter")
    at.hands.breathe()
    told: dict[str, Any] = {"rss_door": resident()}
    desk = AtDesk(at, prepared)
    told["rss_desk"] = resident()
    pairs = []
    for _turn in range(times + 1):
        pairs.append(desk.opened())
        desk.put_away()
    told["service"], told["drawn"] = zip(*pairs[1:], strict=True)
    desk.opened()
    desk.walked()
    told["paper"] = [desk.paper(PaperKind.MEDICATION_LIST) for _turn in range(MANY + 1)][1:]
    desk.paper(PaperKind.PHARMACIST_PAGE)
    worker = at.program._lights[0].works._process.pid  # type: ignore[attr-defined]
    told |= {"rss_session": resident(), "rss_worker": resident(worker)}
    desk.on_lane(lambda: desk.desk.imports.read(bundle, by=desk.actor))
    told["rss_import"] = resident()
    at.close()
    print(json.dumps(told), flush=True)


def _rise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

"""How long the window's thread was blocked: a beat every millisecond, and every gap written down.

A gap is everything that kept the event loop from turning: an event that took long, another thread
that held the interpreter, another program on the core. `Suspects` says which it was: a second
thread looks where the window's thread is while the heart stands still (in a pass of its own, for
looking costs time).
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 1
LOOK_AFTER = 0.010
LOOK_EVERY = 0.002
DEEP = 4
OURS = ("/ui/", "/app/", "/models/", "/resources/")


class Heartbeat(QObject):
    """`gaps` holds (when it ended, how long in ms, what was being done)."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.gaps: list[tuple[float, float, str]] = []
        self.last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        self._timer.stop()

    def worst_between(self, began: float, ended: float) -> float:
        """The longest gap that ended in that time, the beat itself taken off."""
        inside = [gap for at, gap, _doing in self.gaps if began <= at < ended]
        return max(max(inside, default=0.0) - BEAT_MS, 0.0)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now, (now - self.last) * 1000, self.doing))
        self.last = now


class Suspects:
    """Who was at work while the heart stood still: functions of the program, never a value."""

    def __init__(self, heart: Heartbeat) -> None:
        self._heart, self._main = heart, threading.main_thread().ident
        self._seen: dict[float, Counter[str]] = {}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def finish(self) -> list[tuple[str, str, float, int]]:
        """What was being done, where, the longest gap in ms and how many; worst first."""
        self._is_over.set()
        self._thread.join()
        starts = {at - gap / 1000: (gap, doing) for at, gap, doing in self._heart.gaps}
        gaps: dict[tuple[str, str], list[float]] = {}
        for began, places in self._seen.items():
            at = min(starts, key=lambda start: abs(start - began))
            gap, doing = starts[at]
            gaps.setdefault((doing, places.most_common(1)[0][0]), []).append(gap)
        ordered = sorted(gaps.items(), key=lambda item: -sum(item[1]))
        return [(doing, where, max(all_), len(all_)) for (doing, where), all_ in ordered]

    def _watch(self) -> None:
        while not self._is_over.wait(LOOK_EVERY):
            began = self._heart.last
            if time.perf_counter() - began < LOOK_AFTER:
                continue
            frames = sys._current_frames()
            place = _place(frames.pop(self._main or 0, None))
            if not place:
                others = sorted(filter(None, (_place(frame) for frame in frames.values())))
                place = "Qt itself" + "".join(f", while {other}" for other in others)
            self._seen.setdefault(began, Counter())[place] += 1


def _place(frame: FrameType | None) -> str:
    """The innermost functions of the program, or ""."""
    found: list[str] = []
    while frame is not None and len(found) < DEEP:
        name = frame.f_code.co_filename
        if any(part in name for part in OURS) and "site-packages" not in name:
            found.append(f"{name.rpartition('/')[2]}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(found)

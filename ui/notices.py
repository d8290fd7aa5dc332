"""What the window tells by itself: the world said no, another screen was faster, we made a mistake.

A notice stands in the bar until it is read and takes no focus; one told in passing goes by itself.
Behind *Try again* stands the wish that did not work.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from app.errors import Refused, Unavailable
from resources.language import _
from ui.errands import Errands
from ui.kit.notices import NoticeBar, NoticeWords

PASSES_MS = 15_000
"""Long enough to read two lines twice; what it tells stands elsewhere too."""
_WORLD = "world"
_REFUSED = "refused"
_CRASH = "crash"


class Notices(QObject):
    """Puts what `Errands` could not answer into a notice bar."""

    def __init__(self, bar: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._again: dict[str, Callable[[], None]] = {}
        bar.acted.connect(self._act)

    def follow(self, errands: Errands) -> None:
        """Tell what these errands run into."""
        errands.unavailable.connect(self.tell_unavailable)
        errands.refused.connect(self.tell_refused)
        errands.failed.connect(self.tell_crash)
        errands.went_through.connect(self._world_is_well)

    def tell(self, words: str, remedy: str = "", *, tone: str = "info", name: str = "said") -> None:
        """Say something that is good to know."""
        self._bar.tell(name, words, remedy, tone=tone)

    def tell_in_passing(self, words: str, name: str) -> None:
        """Say something nobody has to act on: it goes by itself."""
        self.tell(words, tone="ok", name=name)
        QTimer.singleShot(PASSES_MS, self, lambda: self.withdraw(name))

    def offer(self, name: str, words: str, action: str, then: Callable[[], None]) -> None:
        """Say something with a button that does the next thing."""
        self._again[name] = then
        self._bar.put(NoticeWords(name, words, tone="ok", action=action))

    def withdraw(self, name: str) -> None:
        """What was told is over."""
        self._again.pop(name, None)
        self._bar.withdraw(name)

    @Slot(Unavailable, object)
    def tell_unavailable(self, error: Unavailable, again: Callable[[], None]) -> None:
        """The world says no: what happened, what to do, and *Try again*."""
        self._again[_WORLD] = again
        self._bar.put(
            NoticeWords(_WORLD, error.message, error.remedy, tone="urgent", action=_("Try again"))
        )

    @Slot(Refused)
    def tell_refused(self, error: Refused) -> None:
        """Our rules say no, and no field of the screen is to blame."""
        self._bar.tell(_REFUSED, error.message, tone="warn")

    @Slot(Exception)
    def tell_crash(self, error: BaseException) -> None:
        """We made a mistake: say so, with the place of it, and nothing anybody typed."""
        self._bar.tell(
            _CRASH,
            _("Something in the program went wrong. What you typed is kept."),
            _("You can go on. For whoever looks into it: {report}").format(report=report(error)),
            tone="danger",
        )

    @Slot()
    def _world_is_well(self) -> None:
        self._bar.withdraw(_REFUSED)

    @Slot(str)
    def _act(self, name: str) -> None:
        again = self._again.pop(name, None)
        self._bar.withdraw(name)
        if again is not None:
            again()


def report(error: BaseException) -> str:
    """The kind of a mistake and its places in the program: never its words, never a value."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = (f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return " < ".join((type(error).__name__, *places))

"""What stands around the page of a session: the rail, the head, what was found.

Drawn anew where the outline of the session is another one (`gist`), not for every letter; shown as
far as there is room at this letter size.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.findings import Notice
from app.domain.therapy_session import TherapySession
from app.interview.step import Panel as PanelPart
from app.interview.step import PanelKind, Step
from app.interview.walkthrough import applicable
from resources.language import _
from ui.screens.session_gist import gist
from ui.screens.session_head import StepHead
from ui.screens.session_marks import mark_of
from ui.screens.session_rail import StepMark, StepRail
from ui.screens.session_side import SidePanel
from ui.theme import THEME

RAIL_FROM = 900
SIDE_FROM = 1150
SIDE_ALWAYS_FROM = 1500


class Surroundings:
    """Rail, head and side panel around `middle`, which gives way to a side panel asked for."""

    def __init__(self) -> None:
        self.rail, self.head, self.side = StepRail(), StepHead(), SidePanel()
        self.middle = QWidget()
        self._drawn: object = None
        self._marks: list[StepMark] = []
        self._wants_side = False

    def forget(self) -> None:
        """Something changed that the outline does not tell: draw it all the next time."""
        self._drawn = None

    def draw(self, picture: TherapySession, notices: Sequence[Notice], here: Step) -> None:
        """The words of a keystroke change nothing here; what they open or close does."""
        drawn = (here.key, gist(picture), notices)
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw_all(picture, notices, here)
        self.head.show_marks(self._marks, as_menu=self.rail.isHidden())
        self.head.show_found(len(notices), offered=self.side.isHidden())

    def make_room(self, pixels: int, here: Step) -> None:
        """Rail and side panel as far as these pixels reach."""
        room = pixels * 100 // THEME.letters
        has_rail = room >= RAIL_FROM
        has_side = room >= (SIDE_ALWAYS_FROM if _is_wide(here) else SIDE_FROM)
        self.rail.setVisible(has_rail)
        self.side.setVisible(has_side or self._wants_side)
        self.side.be_wide(wide=self._wants_side and not has_rail)
        self.middle.setVisible(not (self._wants_side and not has_rail))

    def toggle_side(self) -> None:
        """Show what was found though there is no room, or show it no longer."""
        self._wants_side = not self._wants_side

    def close_side(self) -> None:
        """Show it only where there is room."""
        self._wants_side = False

    def _draw_all(self, picture: TherapySession, notices: Sequence[Notice], here: Step) -> None:
        steps = applicable(picture)
        asked = {step.key: step.asked(picture) for step in steps}
        self._marks = [
            mark_of(step, picture, asked[step.key], is_here=step.key == here.key) for step in steps
        ]
        self.rail.show_marks(self._marks)
        progress = asked[here.key].progress
        count = _("{asked} of {of} asked").format(asked=progress.asked, of=progress.of)
        self.head.show_step(
            _(here.title), count if progress.of else "", is_last=here.key == steps[-1].key
        )
        self.side.show_session(picture, notices, asked, here.key)


def _is_wide(step: Step) -> bool:
    """Whether its page needs the room of the side panel."""
    kinds = {part.kind for part in step.parts if isinstance(part, PanelPart)}
    return bool(kinds & {PanelKind.MEDICINES, PanelKind.RECONCILIATION})

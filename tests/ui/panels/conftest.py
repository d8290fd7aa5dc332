"""A panel with everything behind it."""

from __future__ import annotations

import pytest

from app.interview.walkthrough import WALKTHROUGH
from tests.fakes import Immediate
from tests.make import make_session, make_technician
from tests.ui.fakes import Store, make_desk, opened
from ui.autosave import Autosave
from ui.panels.panel import Place
from ui.step_page import editor_maker
from ui.workspace import Workspace

STEPS = {step.key: step for step in WALKTHROUGH}


class Stand:
    def __init__(self, qtbot, panel, step, session, search=None, lane=None, instruments=(),
                 approved=()):  # fmt: skip
        self.store = Store(session or make_session(), approved=approved)
        self.workspace = Workspace(
            opened(self.store),
            make_desk(self.store, instruments),
            make_technician(),
            lane or Immediate(),
        )
        self.autosave = Autosave(self.workspace, self.store.clock)
        clock = self.store.clock
        make = editor_maker(lambda: clock().date())
        lane = search or Immediate()
        place = Place(STEPS[step], self.workspace, self.autosave, lane, make, clock)
        self.panel = panel(place)
        self.workspace.changed.connect(self.panel.show_changes)
        qtbot.addWidget(self.panel)
        self.panel.resize(1000, 600)
        self.panel.show()
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)

    def find(self, kind, name):
        found = self.panel.findChildren(kind, name)
        return next(widget for widget in found if not widget.isHidden())

    @property
    def session(self):
        return self.store.session


@pytest.fixture
def stand(qtbot):
    return lambda panel, step, session=None, **lanes: Stand(qtbot, panel, step, session, **lanes)

"""The panel of a record over the real services and an encrypted file, for tests and benchmarks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit

from app.domain.administration import Head
from app.interview.walkthrough import WALKTHROUGH
from tests.desk import make_desk as make_real_desk
from tests.fakes import FixedClock, Immediate
from tests.make import make_command
from tests.ui.fakes import Store, make_desk, opened
from ui.autosave import Autosave
from ui.charting.grid_view import GridView
from ui.panels.administration import AdministrationPanel
from ui.panels.panel import Place
from ui.step_page import editor_maker
from ui.workspace import Workspace

NOW = dt.datetime(2024, 2, 29, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
MONTH = dt.date(2024, 2, 1)


class RecordStand:
    """One invented patient's record on the screen, on the last afternoon of February 2024."""

    def __init__(self, database):
        clock = FixedClock(NOW)
        self.real = make_real_desk(database, clock)
        self.session = self.real.started().session
        store = Store(self.session)
        services = {"administrations": self.real.administrations, "papers": self.real.papers}
        desk = replace(make_desk(store), **services)
        lane = Immediate()
        workspace = Workspace(opened(store), desk, self.real.technician, lane)
        autosave = Autosave(workspace, clock)
        make = editor_maker(lambda: clock().date())
        step = next(step for step in WALKTHROUGH if step.key == "administration")
        self.panel = AdministrationPanel(Place(step, workspace, autosave, lane, make, clock))
        self.panel.resize(1200, 700)

    def begin(self, *orders):
        """A record with these orders, shown."""
        service, patient = self.real.administrations, self.session.patient.id
        head, by = Head("America/Chicago", "Maple House"), self.real.technician
        chart = service.keep_head(patient, head, MONTH, seen=None, command=make_command(), by=by)
        for order in orders:
            chart = service.add_order(
                patient, order, MONTH, seen=chart.version, command=make_command(), by=by
            )
        self.panel.show()
        self.panel.activateWindow()
        return self

    @property
    def grid(self):
        return self.panel.findChild(GridView, "administration.grid")

    @property
    def chart(self):
        return self.panel.chart

    def go_to(self, day, row=0):
        self.grid.stand(row, day + 1)
        self.grid.setFocus()

    def line(self, name):
        return self.panel.findChild(QLineEdit, name)

    def told(self, name):
        return self.panel.findChild(QLabel, name).text()

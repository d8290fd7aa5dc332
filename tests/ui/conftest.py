"""What the window's tests may ask for: the dressed program, a store, a desk, a workspace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.fakes import FixedClock, Immediate
from tests.make import make_session, make_technician
from tests.ui.fakes import Store, make_desk, opened
from ui.autosave import Autosave
from ui.immortal import never_let_constants_go
from ui.theme import THEME, Mode
from ui.workspace import Workspace

never_let_constants_go()


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> QApplication:
    THEME.mode = Mode.LIGHT
    THEME.dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _light_and_plain(_dressed: QApplication) -> Iterator[None]:
    """Every test begins in light, at 100 %, and without the widgets of the one before."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if THEME.mode is not Mode.LIGHT or THEME.letters != 100:
        THEME.use(mode=Mode.LIGHT, letters=100)


@pytest.fixture
def store(clock: FixedClock) -> Store:
    return Store(make_session(), clock)


@pytest.fixture
def workspace(store: Store, qapp: QApplication) -> Workspace:
    return Workspace(opened(store), make_desk(store), make_technician(), Immediate())


@pytest.fixture
def autosave(workspace: Workspace, clock: FixedClock) -> Autosave:
    return Autosave(workspace, clock)

"""The tasks a pharmacist delegates, as boxes to be ticked."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from models.vocabulary import Task
from resources.language import _
from ui import words
from ui.kit.boxes import column
from ui.kit.flow import flow
from ui.kit.ticks import Tick


class TaskBoxes(QFrame):
    """What a pharmacist delegates to this person, one by one."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._boxes = {task: Tick(_(words.TASKS[task]), name=f"{name}.{task}") for task in Task}
        self.setLayout(column(flow(*self._boxes.values(), gap=6), gap=0))

    @property
    def chosen(self) -> frozenset[Task]:
        return frozenset(task for task, check in self._boxes.items() if check.isChecked())

    def show_tasks(self, tasks: frozenset[Task]) -> None:
        for task, check in self._boxes.items():
            check.setChecked(task in tasks)

"""The tasks a pharmacist delegates, as boxes to be ticked."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame

from models.vocabulary import Task
from resources.language import _
from ui import words
from ui.kit.boxes import STRETCH, column, row
from ui.kit.text import plain


class TaskBoxes(QFrame):
    """What a pharmacist delegates to this person, one by one."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._boxes = {task: QCheckBox(plain(_(words.TASKS[task]))) for task in Task}
        for task, check in self._boxes.items():
            check.setObjectName(f"{name}.{task}")
        half = (len(self._boxes) + 1) // 2
        checks = list(self._boxes.values())
        self.setLayout(
            row(column(*checks[:half], gap=6), column(*checks[half:], gap=6), STRETCH, gap=24)
        )

    @property
    def chosen(self) -> frozenset[Task]:
        return frozenset(task for task, check in self._boxes.items() if check.isChecked())

    def show_tasks(self, tasks: frozenset[Task]) -> None:
        for task, check in self._boxes.items():
            check.setChecked(task in tasks)

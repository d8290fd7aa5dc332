"""A layout that breaks into lines: chips beside one another as far as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Lays its widgets in lines, left to right; as high as the lines it needs."""

    def __init__(self, *, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(area)
        self._lay(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, area: QRect, *, move: bool) -> int:
        top = area.top()
        lines = self._lines(area.width())
        for line in lines:
            height = max(item.sizeHint().height() for item in line)
            left = area.left()
            for item in line:
                hint = item.sizeHint()
                if move:
                    down = (height - hint.height()) // 2
                    width = min(hint.width(), area.width())
                    item.setGeometry(QRect(left, top + down, width, hint.height()))
                left += hint.width() + self._gap
            top += height + self._gap
        return max(0, top - self._gap - area.top()) if lines else 0

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """What stands in each line at a width."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            wide = item.sizeHint().width()
            if not lines or left + wide > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += wide + self._gap
        return lines


def flow(*widgets: QWidget, gap: int = 8, name: str = "") -> QWidget:
    """A bare widget with widgets that flow."""
    holder = QWidget()
    holder.setObjectName(name)
    holder.setProperty("kind", "plain")
    layout = Flow(gap=gap, parent=holder)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder

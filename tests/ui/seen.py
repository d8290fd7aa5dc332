"""What a person reads on a screen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.kit.list_face import RowFace


def words(screen: QWidget) -> list[str]:
    """Every word in sight, once new rows have been laid out."""
    QApplication.processEvents()
    labels = [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]
    rows = [face.shows.words for face in screen.findChildren(RowFace) if face.isVisible()]
    return [*labels, *(word for row in rows for word in row)]

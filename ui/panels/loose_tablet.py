"""An unidentified tablet: what stands on it, its shape, its colour, a photo. Never a guess."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QWidget

from app.domain.looks import COLOURS, MOST_IMPRINT, SHAPES
from app.domain.medicine import Looks
from resources.language import _
from ui.kit.boxes import STRETCH, TOP, column, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField, Sentence
from ui.kit.form import Field, choice
from ui.paper import documents
from ui.photo import ENDINGS
from ui.theme import THEME

SIDE = 120


class LooseTablet(QFrame):
    """`given` carries the looks, `dropped` says never mind."""

    given = Signal(object)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loose.box")
        self.setProperty("kind", "pick")
        self._imprint = LineField(
            _("What stands on it"), name="loose.imprint", hint=_("letters and numbers, or nothing"),
            most=MOST_IMPRINT,
        )  # fmt: skip
        unknown = {"": _("not said")}
        self._shape = choice("loose.shape", unknown | {k: _(v) for k, v in SHAPES.items()})
        self._colour = choice("loose.colour", unknown | {k: _(v) for k, v in COLOURS.items()})
        self._sentence = Sentence("loose.sentence")
        add = Button(_("Add it"), kind="main", key="Return", acts=False, name="loose.add")
        drop = Button(_("Leave it"), key="Esc", acts=False, name="loose.drop")
        add.clicked.connect(self._give)
        drop.clicked.connect(self.dropped)
        fields = row(
            (self._imprint, 2), (Field(_("Shape"), self._shape), 1),
            (Field(_("Colour"), self._colour), 1), gap=12,
        )  # fmt: skip
        self.setLayout(
            column(
                fields, self._sentence, row(add, drop, STRETCH, gap=8), gap=8, pad=(16, 12, 16, 12)
            )
        )
        self.setFocusProxy(self._imprint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._give()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _give(self) -> None:
        looks = Looks(
            self._imprint.text.strip(),
            self._shape.currentData() or None,
            self._colour.currentData() or None,
        )
        if looks == Looks():
            self._sentence.say(_("Say at least one thing about it."))
        else:
            self.given.emit(looks)


class PhotoField(QFrame):
    """The photo of a loose tablet, chosen or dropped here. `chosen` carries the file."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photo")
        self.setProperty("kind", "unknown")
        self.setAcceptDrops(True)
        self._picture = QLabel(self)
        self._picture.setObjectName("photo.picture")
        self._picture.setAccessibleName(_("Photo of the tablet"))
        self._picture.hide()
        self._sentence = Sentence("photo.sentence")
        self._ask = Button(_("Add a photo"), icon="add", name="photo.choose")
        self._ask.clicked.connect(self._choose)
        words = column(row(self._ask, STRETCH), self._sentence, gap=4)
        layout = row(self._picture, (words, 1), gap=12, pad=(12, 8, 12, 8))
        layout.setAlignment(self._picture, TOP)
        self.setLayout(layout)

    def show_photo(self, jpeg: bytes | None) -> None:
        """Show the photo that is kept; None where there is none."""
        picture = QPixmap()
        if jpeg is not None and picture.loadFromData(jpeg, "JPG"):
            side = THEME.px(SIDE)
            self._picture.setPixmap(
                picture.scaled(
                    side,
                    side,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self._picture.setVisible(not picture.isNull())
        self._ask.say(_("Add a photo") if picture.isNull() else _("Another photo"))

    def refuse(self, sentence: str) -> None:
        """Say why a picture cannot be kept; "" takes it away."""
        self._sentence.say(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first file counts: a tablet has one photo."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.chosen.emit(Path(url.toLocalFile()))
                return

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Photo of the tablet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(documents())
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilters([_("Pictures ({endings})").format(endings=endings)])
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Path(path)))
        dialog.open()

"""What a pharmacist or the manager sets once: the pharmacy's labels, and the watched folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from app.errors import Refused
from resources.language import _
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, clear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField, Sentence
from ui.kit.text import TextLabel


class LabelsCard(QFrame):
    """One label is scanned, its number typed: from then on a scan of our labels is understood."""

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("settings.labels")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._known = QVBoxLayout()
        self._scanned = LineField(
            _("Scan one of your labels"), name="settings.label.scanned",
            hint=_("click here, then scan"), most=200,
        )  # fmt: skip
        self._number = LineField(
            _("The prescription number printed on it"), name="settings.label.number", most=15
        )
        self._scanned.entered.connect(self._to_number)
        self._number.entered.connect(self._learn)
        self._do = Button(_("Learn this label"), name="settings.label.learn")
        self._do.clicked.connect(self._learn)
        self.setLayout(
            column(
                TextLabel(_("Labels of the pharmacy"), "title"), self._known, self._scanned,
                self._number, row(self._do, STRETCH), gap=10, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    @Slot()
    def refresh(self) -> None:
        """Read what is known."""
        settings, by = self._at_desk.desk.settings, self._at_desk.actor
        self._at_desk.errands.run(lambda: settings.label_patterns(by=by), self._show, asker=self)

    def _to_number(self) -> None:
        self._number.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _learn(self) -> None:
        settings, by = self._at_desk.desk.settings, self._at_desk.actor
        scanned, number = self._scanned.text, self._number.text
        self._at_desk.errands.run(
            lambda: settings.learn_label(scanned, number, by=by),
            self._learned,
            self._refused,
            asker=self,
        )

    def _learned(self, patterns: tuple[str, ...]) -> None:
        for field in (self._scanned, self._number):
            field.show_text("")
            field.refuse("")
        self._show(patterns)

    def _refused(self, error: Refused) -> None:
        field = self._scanned if error.field == "scanned" else self._number
        field.refuse(error.message)

    def _forget(self, pattern: str) -> None:
        settings, by = self._at_desk.desk.settings, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: settings.forget_label(pattern, by=by), self._show, self._refused, asker=self
        )

    def _show(self, patterns: tuple[str, ...]) -> None:
        clear(self._known)
        if not patterns:
            said = _("None is known yet: a scan of your own labels is not understood.")
            self._known.addWidget(TextLabel(said, "small", "muted", wraps=True))
        for pattern in patterns:
            gone = Button(_("Forget it"), kind="quiet", name="settings.label.forget")
            gone.setAccessibleName(_("Forget the label {pattern}").format(pattern=pattern))
            gone.clicked.connect(lambda _on=False, one=pattern: self._forget(one))
            self._known.addLayout(row((TextLabel(pattern, "strong", elides=True), 1), gone))


class FolderCard(QFrame):
    """`changed` when another folder is watched."""

    changed = Signal()

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("settings.folder")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._path = TextLabel("", "strong", elides=True, name="settings.folder.path")
        self._sentence = Sentence("settings.folder.sentence")
        self._choose = Button(_("Choose a folder"), icon="import", name="settings.folder.choose")
        self._none = Button(_("Watch none"), kind="quiet", name="settings.folder.none")
        self._choose.clicked.connect(self._ask)
        self._none.clicked.connect(lambda: self.watch(""))
        words = _("Files that the dispensing system puts there are imported by themselves.")
        self.setLayout(
            column(
                TextLabel(_("Watched folder"), "title"), TextLabel(words, "small", wraps=True),
                self._path, self._sentence, row(self._choose, self._none, STRETCH), gap=10,
                pad=(20, 16, 20, 16),
            )
        )  # fmt: skip

    @Slot()
    def refresh(self) -> None:
        """Read which one it is."""
        watched, by = self._at_desk.desk.watched, self._at_desk.actor
        self._at_desk.errands.run(lambda: watched.folder(by=by), self._show, asker=self)

    @Slot(str)
    def watch(self, folder: str) -> None:
        """Watch this folder from now on."""
        watched, by = self._at_desk.desk.watched, self._at_desk.actor

        def done(_nothing: None) -> None:
            self._show(folder)
            self.changed.emit()

        self._at_desk.errands.run(
            lambda: watched.watch(folder, by=by), done, self._refused, asker=self
        )

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, _("The folder to watch"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.watch)
        dialog.open()

    def _show(self, folder: str) -> None:
        self._sentence.say("")
        self._path.say(folder or _("None is watched."), "ink" if folder else "muted")
        self._none.setVisible(bool(folder))

    def _refused(self, error: Refused) -> None:
        self._sentence.say(error.message)


def pharmacy_cards(at_desk: AtDesk) -> tuple[LabelsCard, FolderCard]:
    """Both cards; hidden from who may not set them."""
    cards = LabelsCard(at_desk), FolderCard(at_desk)
    may = at_desk.is_pharmacist or at_desk.is_manager
    for card in cards:
        card.setVisible(may)
    return cards

"""One medicine of the brown bag as a row: what it is, what the label says, how it is taken.

Wide, its six cells stand in the columns of `COLUMNS`; narrow, two beside each other. What is not
known is said as *not asked*, never left to look like an answer.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.domain.medicine import Medicine
from app.domain.patient import Statement
from models.vocabulary import Source
from resources.language import N_, _
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.marks import Icon
from ui.kit.text import TextLabel, tip
from ui.kit.times import TimesOfDay
from ui.panels.label_times import label_times
from ui.theme import THEME, restyle
from ui.words import SOURCES

COLUMNS: tuple[tuple[str, int], ...] = (
    (N_("Medicine"), 25),
    (N_("Label says"), 23),
    (N_("Really takes"), 18),
    (N_("What for"), 13),
    (N_("Last taken"), 10),
    (N_("Known from"), 15),
)
"""The heading of each column and its share of the width."""
_LONG = 40


class MedicineRow(QFrame):
    """48 pixels. Enter or F2 opens it, Delete strikes it through."""

    entered = Signal()
    opened = Signal()
    void_wanted = Signal()
    moved = Signal(int)

    def __init__(self, medicine: Medicine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.medicine = medicine
        self._is_narrow = False
        self.setObjectName(f"medicine.{medicine.id}")
        self.setProperty("kind", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(THEME.px(48))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 10, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._cells: list[QWidget] = []
        self._captions: list[TextLabel] = []
        self.show_medicine(medicine)

    def show_medicine(self, medicine: Medicine) -> None:
        """Show what is known of it now."""
        self.medicine = medicine
        for old in self._cells:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        cells = (
            _what(medicine),
            _label(medicine),
            _words(medicine.takes_as, quoted=True),
            _words(medicine.reason),
            _words(medicine.last_taken),
            _known_from(medicine),
        )
        self._captions = [TextLabel(_(words), "small", "muted") for words, _share in COLUMNS]
        self._cells = [
            _shrinking(holder(column(caption, cell, gap=0)))
            for caption, cell in zip(self._captions, cells, strict=True)
        ]
        self._place()
        self.setAccessibleName(_spoken(medicine))

    def be_narrow(self, *, narrow: bool) -> None:
        """Two cells beside each other instead of six."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._place()

    def be_here(self, *, here: bool) -> None:
        restyle(self, state="here" if here else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.void_wanted.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def _place(self) -> None:
        across = 2 if self._is_narrow else len(COLUMNS)
        for at in range(len(COLUMNS)):
            share = COLUMNS[at][1] if not self._is_narrow else 1
            self._grid.setColumnStretch(at, share if at < across else 0)
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // across, at % across)
            self._captions[at].setVisible(self._is_narrow)
            cell.show()


def heading() -> QWidget:
    """The line with the names of the columns."""
    line = QFrame()
    line.setProperty("kind", "row")
    grid = QGridLayout(line)
    grid.setContentsMargins(12, 4, 10, 4)
    grid.setHorizontalSpacing(10)
    for at, (words, share) in enumerate(COLUMNS):
        grid.addWidget(_shrinking(TextLabel(_(words), "small", "muted")), 0, at)
        grid.setColumnStretch(at, share)
    return line


def _what(medicine: Medicine) -> QWidget:
    is_unidentified = medicine.unidentified is not None
    drug = medicine.drug
    name = _("Unidentified tablet") if is_unidentified else drug.name
    about = [drug.form or "", medicine.prescriber or ""]
    if is_unidentified:
        about = [medicine.unidentified or ""]
    elif not drug.is_known:
        about.insert(0, _("as written, not in the list"))
    words = column(TextLabel(name, "strong", wraps=True), gap=0)
    told = ", ".join(part for part in about if part)
    if told:
        words.addWidget(TextLabel(told, "small", "muted", elides=True))
    icon = Icon("unidentified" if is_unidentified else "pill")
    return _shrinking(holder(row(icon, (words, 1), gap=10)))


def _label(medicine: Medicine) -> QWidget:
    times = label_times(medicine.label)
    if times is not None:
        cell = holder(row(TimesOfDay(times), STRETCH))
        tip(cell, medicine.label or "")
        return _shrinking(cell)
    return _words(medicine.label)


def _words(words: str | None, *, quoted: bool = False) -> QWidget:
    """Words whole, as a part of a dose can mislead; very long ones are smaller."""
    if not words:
        return _shrinking(holder(row(Badge(_("Not asked"), "unknown", "unasked"), STRETCH)))
    role = "small" if len(words) > _LONG else "body"
    return _shrinking(TextLabel(f"“{words}”" if quoted else words, role, wraps=True))


def _known_from(medicine: Medicine) -> QWidget:
    said = {statement.source for statement in medicine.statements} or {Source.PATIENT}
    sources = sorted(said, key=list(SOURCES).index)
    line = row(gap=6)
    for source in sources:
        icon = Icon(source, "muted", 18)
        tip(icon, _(SOURCES[source]))
        line.addWidget(icon)
    if len(sources) > 1:
        line.addWidget(Badge(_("{count} sources").format(count=len(sources)), "info"))
    else:
        words = _("Only {source}").format(source=_(SOURCES[sources[0]]))
        line.addWidget(Badge(words, "unknown"))
    line.addStretch(1)
    return _shrinking(holder(line))


def _shrinking(widget: QWidget) -> QWidget:
    """A cell takes its share of the width, however long its words are."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    widget.setMinimumWidth(1)
    return widget


def _spoken(medicine: Medicine) -> str:
    unasked = _("not asked")
    told = [
        medicine.drug.name,
        _("label says {words}").format(words=medicine.label or unasked),
        _("really takes {words}").format(words=medicine.takes_as or unasked),
        _("for {words}").format(words=medicine.reason or unasked),
    ]
    return ", ".join(told)


def said_by(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """What each source says, a line each, for the open row."""
    return tuple(
        f"{_(SOURCES[s.source])}: {s.directions or _('no directions')}" for s in statements
    )

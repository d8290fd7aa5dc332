"""One medicine of the brown bag as a row: what it is, what the label says, how it is taken.

Wide, its six cells stand in the columns of `COLUMNS`; narrow, two beside each other. What is not
known is said as *not asked*, never left to look like an answer. Its words are made inside it at
once: what is put together outside and moved in is styled again with every move.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QSizePolicy, QWidget

from app.domain.medicine import Medicine
from app.domain.patient import Statement
from models.vocabulary import Source
from resources.language import N_, _
from ui.keys import bind
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, clear, column, drop, row
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
_UNTOLD: tuple[object, ...] = (None,) * len(COLUMNS)


class MedicineRow(QFrame):
    """48 pixels or more. Enter or F2 opens it, Delete strikes it through."""

    entered = Signal()
    opened = Signal()
    void_wanted = Signal()
    put_aside_wanted = Signal()
    refill_wanted = Signal()
    moved = Signal(int)

    def __init__(
        self, medicine: Medicine, parent: QWidget | None = None, *, refill: str = ""
    ) -> None:
        super().__init__(parent)
        self.medicine, self.refill = medicine, refill
        self._is_narrow = False
        self.setObjectName(f"medicine.{medicine.id}")
        self.setProperty("kind", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(THEME.px(48))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 10, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._told: tuple[object, ...] = _UNTOLD
        self._share_width()
        self.show_medicine(medicine, refill)
        bind(self, "im_out", self.refill_wanted.emit, Qt.ShortcutContext.WidgetShortcut)
        bind(self, "put_aside", self.put_aside_wanted.emit, Qt.ShortcutContext.WidgetShortcut)

    def show_medicine(self, medicine: Medicine, refill: str = "") -> None:
        """Show what is known of it now, and in `refill` words that one was asked for.

        A cell is made anew only where its words changed.
        """
        self.medicine, self.refill = medicine, refill
        told = _told(medicine, refill)
        for at, (now, before) in enumerate(zip(told, self._told, strict=True)):
            if now != before:
                self._show_cell(at)
        self._told = told
        self.setAccessibleName(", ".join(filter(None, (_spoken(medicine), refill))))

    def be_narrow(self, *, narrow: bool) -> None:
        """Two cells beside each other instead of six."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            clear(self._grid)
            self._told = _UNTOLD
            self._share_width()
            self.show_medicine(self.medicine, self.refill)

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

    def _share_width(self) -> None:
        across = 2 if self._is_narrow else len(COLUMNS)
        for at, (_words, share) in enumerate(COLUMNS):
            wide = 1 if self._is_narrow else share
            self._grid.setColumnStretch(at, wide if at < across else 0)

    def _show_cell(self, at: int) -> None:
        across = 2 if self._is_narrow else len(COLUMNS)
        old = self._grid.itemAtPosition(at // across, at % across)
        if old is not None:
            self._grid.removeItem(old)
            drop(old)
        cell = self._cell(at)
        if self._is_narrow:
            caption = TextLabel(_(COLUMNS[at][0]), "small", "muted", parent=self)
            cell = column(caption, cell, gap=0)
        self._grid.addLayout(cell, at // across, at % across)

    def _cell(self, at: int) -> QLayout:
        medicine = self.medicine
        match at:
            case 0:
                return self._what()
            case 1:
                return self._label()
            case 2:
                return self._words(medicine.takes_as, quoted=True)
            case 3:
                return self._words(medicine.reason)
            case 4:
                return self._words(medicine.last_taken)
            case _:
                return self._known_from()

    def _what(self) -> QLayout:
        medicine, drug = self.medicine, self.medicine.drug
        is_loose = medicine.unidentified is not None
        form = drug.form if drug.form and drug.form not in drug.name else ""
        about = [form, medicine.prescriber or ""]
        if is_loose:
            about = [medicine.unidentified or ""]
        elif not drug.is_known:
            about.insert(0, _("as written, not in the list"))
        name = _("Unidentified tablet") if is_loose else drug.name
        words = column(_shrinking(TextLabel(name, "strong", wraps=True, parent=self)), gap=0)
        if medicine.is_put_aside:
            about.insert(0, _("put aside, to dispose"))
        told = ", ".join(part for part in about if part)
        if told:
            words.addWidget(TextLabel(told, "small", "muted", elides=True, parent=self))
        if self.refill:
            asked = TextLabel(self.refill, "small_strong", "info", wraps=True, parent=self)
            words.addWidget(_shrinking(asked))
        icon = Icon("unidentified" if is_loose else "pill", parent=self)
        return row(icon, (words, 1), gap=10)

    def _label(self) -> QLayout:
        times = label_times(self.medicine.label)
        if times is None:
            return self._words(self.medicine.label)
        picture = TimesOfDay(times, parent=self)
        tip(picture, self.medicine.label or "")
        return row(picture, STRETCH)

    def _words(self, words: str | None, *, quoted: bool = False) -> QLayout:
        """Words whole, as a part of a dose can mislead; very long ones are smaller."""
        if not words:
            return row(Badge(_("Not asked"), "unknown", "unasked", self), STRETCH)
        role = "small" if len(words) > _LONG else "body"
        told = f"“{words}”" if quoted else words
        return row((_shrinking(TextLabel(told, role, wraps=True, parent=self)), 1))

    def _known_from(self) -> QLayout:
        said = self.medicine.known_from or {Source.PATIENT}
        sources = sorted(said, key=list(SOURCES).index)
        line = row(gap=6)
        for source in sources:
            icon = Icon(source, "muted", 18, self)
            tip(icon, _(SOURCES[source]))
            line.addWidget(icon)
        if len(sources) > 1:
            words, tone = _("{count} sources").format(count=len(sources)), "info"
        else:
            words, tone = _("Only {source}").format(source=_(SOURCES[sources[0]])), "unknown"
        line.addWidget(Badge(words, tone, parent=self))
        line.addStretch(1)
        return line


def heading() -> QWidget:
    """The line with the names of the columns."""
    line = QFrame()
    line.setProperty("kind", "row")
    grid = QGridLayout(line)
    grid.setContentsMargins(12, 4, 10, 4)
    grid.setHorizontalSpacing(10)
    for at, (words, share) in enumerate(COLUMNS):
        grid.addWidget(_shrinking(TextLabel(_(words), "small", "muted", parent=line)), 0, at)
        grid.setColumnStretch(at, share)
    return line


def said_by(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """What each source says, a line each, for the open row."""
    return tuple(
        f"{_(SOURCES[s.source])}: {s.directions or _('no directions')}" for s in statements
    )


def _shrinking(label: TextLabel) -> TextLabel:
    """Words take the width that is given, however long they are."""
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _told(medicine: Medicine, refill: str) -> tuple[object, ...]:
    """What each cell is made from; never None."""
    what = (
        medicine.drug,
        medicine.unidentified,
        medicine.prescriber,
        medicine.is_put_aside,
        refill,
    )
    words = (medicine.label, medicine.takes_as, medicine.reason, medicine.last_taken)
    return (what, *((one,) for one in words), medicine.known_from)


def _spoken(medicine: Medicine) -> str:
    unasked = _("not asked")
    told = [
        medicine.drug.name,
        _("label says {words}").format(words=medicine.label or unasked),
        _("really takes {words}").format(words=medicine.takes_as or unasked),
        _("for {words}").format(words=medicine.reason or unasked),
    ]
    return ", ".join(told)

"""One medicine of the review as a row, and the heading of the columns."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QSizePolicy, QWidget

from app.domain.medicine import Medicine
from app.domain.therapy_session import TherapySession
from resources.language import N_, _
from ui import words
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.kit.times import TimesOfDay
from ui.panels.label_times import label_times
from ui.review import lines
from ui.theme import restyle

COLUMNS = (
    (N_("Medicine"), 24),
    (N_("Label says"), 26),
    (N_("Patient says"), 22),
    (N_("Known from"), 14),
    (N_("Decision"), 14),
)


class ReviewRow(QFrame):
    """One medicine. `decide` when its button, Enter or F2 asks for the editor."""

    decide = Signal()
    entered = Signal()
    moved = Signal(int)

    def __init__(self, session: TherapySession, medicine: Medicine, number: int) -> None:
        super().__init__()
        self.medicine = medicine
        self.setObjectName(f"review.medicine.{number}")
        self.setProperty("kind", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 5, 8, 5)
        grid.setHorizontalSpacing(10)
        told = lines.takes(session, medicine)
        cells = (
            _name(medicine, number), _label(session, medicine), _said(told),
            _known(session, medicine), self._decision(session),
        )  # fmt: skip
        for at, (cell, (_title, share)) in enumerate(zip(cells, COLUMNS, strict=True)):
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(cell, 0, at)
            grid.setColumnStretch(at, share)
        self.setAccessibleName(
            _("{number}, {name}. Label: {label}. Patient: {told}").format(
                number=number,
                name=medicine.drug.name,
                label=medicine.label or _("not known"),
                told=told or _("not asked"),
            )
        )

    @staticmethod
    def shows(session: TherapySession, medicine: Medicine, number: int) -> tuple[object, ...]:
        """Everything a row is drawn from: the same values, the same row."""
        return (
            medicine,
            number,
            lines.takes(session, medicine),
            lines.agrees(session, medicine),
            lines.needs_decision(session, medicine),
            lines.settled_words(session, medicine),
            tuple(lines.on_paper(session, medicine).items()),
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.decide.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def be_here(self, *, here: bool) -> None:
        restyle(self, state="here" if here else "")
        if self._button is not None:
            self._button.set_kind("main" if here and self._is_open else self._quiet_kind)

    def be_read_only(self) -> None:
        """Show what was decided, and offer nothing."""
        self._button.hide()

    def _decision(self, session: TherapySession) -> QWidget:
        review = self.medicine.review
        self._is_open = lines.needs_decision(session, self.medicine)
        self._quiet_kind = "" if self._is_open else "quiet"
        self._button = Button(
            _("Decide") if self._is_open else _("Change"), kind=self._quiet_kind,
            name="review.decide",
        )  # fmt: skip
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.decide)
        if review.decision is None:
            return holder(row(STRETCH, self._button))
        tone, icon = ("warn", "warn") if self._is_open else ("ok", "ok")
        badge = Badge(_(words.DECIDED[review.decision]), tone, icon)
        return holder(column(row(STRETCH, badge), row(STRETCH, self._button), gap=2))


def heading() -> QWidget:
    """The line with the names of the columns."""
    line = QFrame()
    line.setProperty("kind", "row")
    grid = QGridLayout(line)
    grid.setContentsMargins(10, 4, 8, 4)
    grid.setHorizontalSpacing(10)
    for at, (title, share) in enumerate(COLUMNS):
        label = TextLabel(_(title), "small", "muted")
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if at == len(COLUMNS) - 1:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label, 0, at)
        grid.setColumnStretch(at, share)
    return line


def _name(medicine: Medicine, number: int) -> QWidget:
    name = medicine.drug.name if medicine.unidentified is None else _("Unidentified tablet")
    about = medicine.unidentified or ", ".join(
        part for part in (medicine.reason, medicine.prescriber) if part
    )
    told = [TextLabel(f"{number}. {name}", "strong", wraps=True)]
    if about:
        told.append(TextLabel(about, "small", "muted", wraps=True))
    return holder(column(STRETCH, *told, STRETCH, gap=0))


def _label(session: TherapySession, medicine: Medicine) -> QWidget:
    """What the label says, its times of day, and the words that would print where they differ."""
    times = label_times(medicine.label)
    words_ = TextLabel(medicine.label or "", "small" if times else "body", wraps=True)
    parts: list[QWidget | QLayout] = [words_]
    if not medicine.label:
        parts = [row(Badge(_("No label"), "unknown", "unasked"), STRETCH)]
    elif times is not None:
        parts.insert(0, TimesOfDay(times))
    label = (medicine.label or "").strip(" .").casefold()
    for language, text in lines.on_paper(session, medicine).items():
        if text.strip(" .").casefold() != label:
            parts.append(
                TextLabel(_on_paper(medicine, language, text), "small", "muted", wraps=True)
            )
    return holder(column(STRETCH, *parts, STRETCH, gap=2))


def _on_paper(medicine: Medicine, language: str, text: str) -> str:
    """What prints, once it is verified; before, our words of the label."""
    is_verified = text == medicine.review.directions.get(language)
    told = _("On paper, {language}: {words}") if is_verified else _("In plain {language}: {words}")
    return told.format(words=text, language=_(words.LANGUAGES.get(language, language)))


def _said(told: str | None) -> QWidget:
    if not told:
        return holder(row(Badge(_("Not asked"), "unknown", "unasked"), STRETCH))
    return TextLabel(f"“{told}”", wraps=True)


def _known(session: TherapySession, medicine: Medicine) -> QWidget:
    found = lines.sources(medicine)
    if lines.agrees(session, medicine):
        badge = Badge(_("Agrees"), "ok", "ok")
    elif len(found) < 2:
        badge = Badge(_("One source"), "unknown", "unasked")
    else:
        badge = Badge(_("Differs"), "warn", "differs")
    named = ", ".join(_(words.SOURCES[source]) for source in found) or _("patient")
    told = [TextLabel(named, "small", "muted", wraps=True)]
    if settled := lines.settled_words(session, medicine):
        told.append(TextLabel(settled, "small", wraps=True))
    return holder(column(row(badge, STRETCH), *told, gap=2))

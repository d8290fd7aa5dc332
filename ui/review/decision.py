"""What the pharmacist decides about one line: keep, a new way, or leave out; and what will print.

What prints are the verified directions, never the raw label. Where the label is kept and was
understood, our plain words of it stand in the field, to be read before they are stored; the label's
own words come there only when their button is pressed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QWidget

from app.domain.medicine import Medicine, Review
from app.domain.therapy_session import TherapySession
from app.rules.proposed import languages, proposed_directions, proposed_reason
from models.vocabulary import Decision
from resources.language import _
from ui import words
from ui.keys import bind, key, shown
from ui.kit.badges import KeyChip
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.form import line
from ui.kit.segments import Part, Segments
from ui.kit.text import TextLabel
from ui.kit.ticks import Tick
from ui.theme import THEME

PRINTED = (Decision.KEEP, Decision.AGREED_CHANGE)


class DecisionEditor(QFrame):
    """`decided` carries the `Review` to store; `dropped` says never mind."""

    decided = Signal(object)
    dropped = Signal()

    def __init__(self, session: TherapySession, medicine: Medicine) -> None:
        super().__init__()
        self.setObjectName("decision")
        self.setProperty("kind", "pick")
        self.setAccessibleName(_("Decision about {name}").format(name=medicine.drug.name))
        self._medicine, self._language = medicine, session.language
        self._choice = Segments(_parts(), name="decision.choice", title=_("Decision"))
        self._texts = {code: _LanguageRow(code, medicine) for code in languages(session)}
        self._unknown = Tick(
            _("What it is for is not known; the patient asks"), name="decision.reason_unknown"
        )
        self._note = line("decision.note", _("For the record, not printed"), most=500)
        self._note.setAccessibleName(_("Note"))
        self._sentence = Sentence("decision.sentence")
        self._store = Button(
            _("Store"), kind="main", key="Return", acts=False, name="decision.store"
        )
        drop = Button(_("Cancel"), key="Esc", name="decision.drop")
        self._build(drop)
        self._show(medicine.review)
        self._choice.chosen.connect(self._choose)
        self._unknown.toggled.connect(self._follow_unknown)
        self._store.clicked.connect(self._give)
        drop.clicked.connect(self.dropped)

    def put_focus(self) -> None:
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, message: str) -> None:
        """Say why it cannot be stored; what was typed stays."""
        self._store.setEnabled(True)
        self._sentence.say(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QAbstractButton) and focused is not self._unknown:
                focused.click()
            else:
                self._give()
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)

    def _build(self, drop: Button) -> None:
        use = Button(
            _("Use the label's words"), kind="quiet", key=key("use_label").keys[0],
            name="decision.use_label",
        )  # fmt: skip
        use.setEnabled(bool(self._medicine.label))
        use.clicked.connect(self._use_label)
        chip = KeyChip(shown(key("reason_unknown").keys[0]))
        bind(self, "reason_unknown", self._turn_unknown)
        self._printed = holder(
            column(*self._texts.values(), row(self._unknown, chip, STRETCH, use), gap=8)
        )
        note = row(TextLabel(_("Note"), "small", "muted"), (self._note, 1))
        foot = row((self._sentence, 1), STRETCH, self._store, drop)
        self.setLayout(
            column(
                row(self._choice, KeyChip(f"1 … {len(_parts())}"), STRETCH),
                self._printed, note, foot, gap=10, pad=(12, 10, 12, 10),
            )
        )  # fmt: skip

    def _show(self, review: Review) -> None:
        self._choice.show_choice(review.decision)
        for code, texts in self._texts.items():
            texts.show_review(review, code)
        self._unknown.setChecked(review.reason_unknown)
        self._note.setText(review.note or "")
        self._follow_choice()
        self._follow_unknown()

    @Slot(object)
    def _choose(self, _value: str | None) -> None:
        self._sentence.say("")
        for texts in self._texts.values():
            texts.propose(keeps=self._choice.value == Decision.KEEP)
        self._follow_choice()
        if self._printed.isVisible():
            self._texts[self._language].focus_first_empty()
        elif self._choice.value is not None:
            self._store.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_choice(self) -> None:
        value = self._choice.value
        self._printed.setVisible(value is not None and Decision(value) in PRINTED)

    @Slot()
    def _turn_unknown(self) -> None:
        """Its key: Enter stores next, or the reason is typed after all."""
        self._unknown.toggle()
        reason = self._texts[self._language].reason
        next_ = self._store if self._unknown.isChecked() else reason
        next_.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _follow_unknown(self) -> None:
        for texts in self._texts.values():
            texts.reason.setEnabled(not self._unknown.isChecked())

    @Slot()
    def _use_label(self) -> None:
        """English, as labels are here; another language keeps its own words."""
        if self._medicine.label:
            self._texts["en"].directions.setText(self._medicine.label)
            self._texts["en"].directions.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _give(self) -> None:
        if not self._store.isEnabled():
            return
        missing = self._missing()
        if missing:
            self._sentence.say(missing)
            return
        self._store.setEnabled(False)
        self.decided.emit(self._review())

    def _missing(self) -> str:
        """The first thing that is needed and not there; "" where nothing is."""
        value = self._choice.value
        if value is None:
            return _("Choose what happens with this line.")
        if Decision(value) not in PRINTED:
            return ""
        texts = self._texts[self._language]
        if not texts.directions.text().strip():
            texts.directions.setFocus(Qt.FocusReason.OtherFocusReason)
            return _("Write the directions in the patient's language.")
        if not self._unknown.isChecked() and not texts.reason.text().strip():
            texts.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return _("Write what it is for, or mark that it is not known.")
        return ""

    def _review(self) -> Review:
        def kept(name: str) -> dict[str, str]:
            found = {code: row_.text(name) for code, row_ in self._texts.items()}
            return {code: text for code, text in found.items() if text}

        decision = Decision(str(self._choice.value))
        return Review(
            decision=decision,
            directions=kept("directions"),
            reason={} if self._unknown.isChecked() else kept("reason"),
            reason_unknown=self._unknown.isChecked(),
            translated_by=kept("translated_by"),
            note=self._note.text().strip() or None,
        )


class _LanguageRow(QWidget):
    """Directions and reason in one language; who translated where it is not English."""

    def __init__(self, code: str, medicine: Medicine) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        language = _(words.LANGUAGES.get(code, code))
        self.directions = self._field(code, "directions", _("How to take it"), language, 400)
        self.reason = self._field(code, "reason", _("What it is for"), language, 200)
        self.translated_by = self._field(code, "translated_by", _("Translated by"), language, 120)
        self.translated_by.setVisible(code != "en")
        self._proposed = (
            (self.directions, proposed_directions(medicine, code) or ""),
            (self.reason, proposed_reason(medicine, code) or ""),
        )
        if medicine.label and code == "en":
            self.directions.setPlaceholderText(_("Label: {words}").format(words=medicine.label))
        name = TextLabel(language, "small", "muted")
        name.setFixedWidth(THEME.px(64))
        self.setLayout(
            row(name, (self.directions, 5), (self.reason, 3), (self.translated_by, 2), gap=8)
        )

    def text(self, name: str) -> str:
        field: QLineEdit = getattr(self, name)
        return field.text().strip()

    def show_review(self, review: Review, code: str) -> None:
        self.directions.setText(review.directions.get(code, ""))
        self.reason.setText(review.reason.get(code, ""))
        self.translated_by.setText(review.translated_by.get(code, ""))

    def propose(self, *, keeps: bool) -> None:
        """Who keeps the label finds our words in empty fields; any other choice takes them out."""
        for field, words_ in self._proposed:
            if keeps and not field.text():
                field.setText(words_)
                field.setCursorPosition(0)
            elif not keeps and field.text() == words_:
                field.clear()

    def focus_first_empty(self) -> None:
        fields = (self.directions, self.reason)
        field = next((one for one in fields if not one.text()), self.directions)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, code: str, key: str, hint: str, language: str, most: int) -> QLineEdit:
        edit = line(f"decision.{key}.{code}", hint, most=most)
        edit.setAccessibleName(f"{hint}, {language}")
        return edit


def _parts() -> tuple[Part, ...]:
    return tuple(
        Part(decision, _(said), str(number))
        for number, (decision, said) in enumerate(words.DECISIONS.items(), start=1)
    )

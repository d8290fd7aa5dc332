"""Allergies with their reaction and how bad, and apart from them the side effects they have had."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.changes import Saved
from app.domain.patient import Allergy
from app.domain.record_words import substance_words
from app.errors import Refused
from models.vocabulary import AllergyKind
from resources.language import N_, _
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.fields import LineField
from ui.kit.segments import Part, Segments
from ui.kit.text import TextLabel
from ui.panels.panel import Place
from ui.panels.records import RecordForm, RecordRow, RecordsPanel, Texts
from ui.workspace import UseCase, Wish

ALLERGIES, SIDE_EFFECTS = "intake.allergies", "intake.side_effects"
KINDS = (
    (AllergyKind.ALLERGY, N_("Allergy")),
    (AllergyKind.INTOLERANCE, N_("Side effect")),
    (AllergyKind.UNKNOWN, N_("Not sure")),
)
SEVERITIES = (("mild", N_("Mild")), ("moderate", N_("Moderate")), ("severe", N_("Severe")))


class _Form(RecordForm):
    def __init__(self, place: Place) -> None:
        super().__init__("allergies.form")
        self._place = place
        self._substance = LineField(_("To what"), name="allergies.substance", most=200)
        self._reaction = LineField(_("What happened"), name="allergies.reaction", most=200)
        self._kind = _segments("allergies.kind", _("Kind"), KINDS)
        self._severity = _segments("allergies.severity", _("How bad"), SEVERITIES)
        lines = row((self._substance, 1), (self._reaction, 1), gap=16)
        choices = row(
            _labelled(_("Kind"), self._kind),
            _labelled(_("How bad"), self._severity),
            STRETCH,
            gap=16,
        )
        self.fill(holder(column(lines, choices, gap=10)), action=_("Add it"))

    def start(self) -> None:
        for field in (self._substance, self._reaction):
            field.show_text("")
            field.refuse("")
        self._kind.show_choice(AllergyKind.ALLERGY)
        self._severity.show_choice(None)
        self._substance.setFocus()

    def use_case(self) -> UseCase:
        return partial(
            _add,
            self._place,
            substance=self._substance.text.strip(),
            kind=AllergyKind(self._kind.value or AllergyKind.UNKNOWN),
            reaction=self._reaction.text.strip(),
            severity=self._severity.value or "",
        )

    def submit(self) -> None:
        if not self._substance.text.strip():
            self._substance.refuse(_("To what? A medicine, a food, or something else."))
            self._substance.setFocus()
        else:
            super().submit()

    def refuse(self, refusal: Refused) -> None:
        field = self._reaction if refusal.field == "reaction" else self._substance
        field.refuse(refusal.message)


class AllergiesPanel(RecordsPanel):
    """Two groups that are never mixed: allergies, and side effects."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        texts = Texts(
            _("Recorded allergies and side effects"),
            _("Add one"),
            _("None recorded."),
            _("Ask, then answer above, or add what the patient tells."),
            "allergy",
        )
        super().__init__(place, "allergies", texts, _Form(place), parent)

    def records(self) -> Sequence[RecordRow]:
        allergies = self.place.session.patient.allergies
        first = [a for a in allergies if a.kind is not AllergyKind.INTOLERANCE]
        then = [a for a in allergies if a.kind is AllergyKind.INTOLERANCE]
        return [self._row_of(allergy) for allergy in (*first, *then)]

    def after_adding(self) -> None:
        """Who has an allergy has been asked for them."""
        kinds = {allergy.kind for allergy in self.place.session.patient.allergies}
        for key, wanted in (
            (ALLERGIES, AllergyKind.ALLERGY),
            (SIDE_EFFECTS, AllergyKind.INTOLERANCE),
        ):
            if wanted in kinds and self.place.workspace.value(key) != "some":
                self.place.autosave.keep(key, "some")

    def _row_of(self, allergy: Allergy) -> RecordRow:
        severity = next((_(w) for value, w in SEVERITIES if value == allergy.severity), "")
        told = [allergy.reaction or _("Reaction not known"), severity or allergy.severity or ""]
        is_side_effect = allergy.kind is AllergyKind.INTOLERANCE
        return RecordRow(
            allergy.id,
            "warn" if is_side_effect else "allergy",
            substance_words(allergy.substance),
            ", ".join(part for part in told if part),
            _("Side effects") if is_side_effect else _("Allergies"),
        )


def _add(
    place: Place, wish: Wish, *, substance: str, kind: AllergyKind, reaction: str, severity: str
) -> Saved:
    return place.workspace.desk.patients.add_allergy(
        place.session.patient.id,
        wish.session,
        substance=substance,
        kind=kind,
        reaction=reaction,
        severity=severity,
        command=wish.command,
        by=wish.by,
    )


def _segments(name: str, title: str, words: Sequence[tuple[str, str]]) -> Segments:
    parts = [Part(value, _(text), str(at)) for at, (value, text) in enumerate(words, 1)]
    return Segments(parts, name=name, title=title)


def _labelled(words: str, segments: Segments) -> QWidget:
    label = TextLabel(words, "strong")
    label.setBuddy(segments)
    return holder(column(label, segments, gap=4))

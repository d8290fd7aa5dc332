"""An order as it is typed: the directions propose, a person confirms the times.

`given` carries the order as typed and why (empty for a new one); `dropped` that it is not wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.domain.administration import Customs, Order
from app.domain.medicine import Medicine
from app.domain.typed import plain_number
from app.errors import Refused
from app.rules.administration import told
from app.rules.administration.ordering import WEEKDAYS, proposed
from app.rules.administration.proposal import Proposal
from app.rules.administration.typed_record import NewOrder
from models.vocabulary import RhythmKind
from resources.language import N_, _
from ui.kit.boxes import STRETCH, appear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField, Sentence
from ui.kit.form import choice
from ui.kit.text import TextLabel

_FIELDS: Mapping[str, tuple[str, str, int]] = MappingProxyType(
    {
        "drug": (N_("Medicine, strength and form"), "", 1),
        "directions": (N_("Directions, as ordered"), N_("1 tablet at 08:00 and 20:00"), 2),
        "times": (N_("Times"), N_("08:00, 20:00"), 1),
        "days": (N_("Days of the week or month"), N_("Mon, Thu"), 1),
        "first": (N_("First day"), N_("MM/DD/YYYY, with a time if it counts"), 1),
        "until": (N_("Last day, if known"), N_("MM/DD/YYYY"), 1),
        "reason": (N_("What it is for"), "", 1),
        "prescriber": (N_("Prescriber"), "", 1),
        "prescription": (N_("Prescription number"), "", 1),
        "instruction": (N_("Special instruction"), "", 2),
        "least_hours": (N_("As needed: hours between"), "", 1),
        "most": (N_("As needed: most in 24 hours"), N_("3000"), 1),
        "most_unit": (N_("Most, of what"), N_("mg, tablet or dose"), 1),
        "each": (N_("One unit holds"), N_("500"), 1),
        "each_unit": (N_("Of what"), N_("mg"), 1),
        "reading": (N_("Measured before it"), N_("pulse"), 1),
        "hold_under": (N_("Hold under"), "", 1),
        "hold_over": (N_("Hold over"), "", 1),
        "scale": (N_("Scale"), N_("150-199: 2; 200-: 4"), 1),
        "off_hours": (N_("Patch: comes off after hours"), "", 1),
        "window": (N_("Window of its own, in minutes"), "", 1),
        "because": (N_("Why it is changed"), "", 3),
    }
)
_NEEDED = ("least_hours", "most", "most_unit", "each", "each_unit")
"""Seen at once where the directions say *as needed*."""
_SELDOM = ("reading", "hold_under", "hold_over", "scale", "off_hours", "window")
_ACROSS = 3


class OrderCard(QFrame):
    """Every field of an order; most are empty for most orders."""

    given = Signal(object, str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order")
        self.setProperty("kind", "card")
        self._customs = Customs()
        self._is_changed = False
        self._medicines: dict[str, Medicine] = {}
        self._title = TextLabel("", "strong", name="order.title")
        self._understood = TextLabel("", "small", "muted", wraps=True, name="order.understood")
        self._medicine = choice("order.medicine", {})
        self._medicine.setAccessibleName(_("From the medicines of this session"))
        self._site = choice("order.site", {"": _("No place on the body"), "1": _("Ask the place")})
        self._site.setAccessibleName(_("Whether the place on the body is asked"))
        self._fields = {
            name: LineField(_(label), name=f"order.{name}", hint=_(hint), most=500, parent=self)
            for name, (label, hint, _wide) in _FIELDS.items()
        }
        self._sentence = Sentence("order.sentence")
        self._more = Button(_("More about it"), kind="quiet", key="Alt+I", name="order.more")
        self._keep = Button(_("Keep the order"), kind="main", key="Ctrl+S", name="order.keep")
        self._leave = Button(_("Cancel"), key="Esc", acts=False, name="order.leave")
        self._build()
        self._connect()

    def open_for(
        self, medicines: Iterable[Medicine], customs: Customs, old: Order | None = None
    ) -> None:
        """Begin an empty order, or one that takes the place of another."""
        self._customs = customs
        self._medicines = {str(one.id): one for one in medicines}
        self._medicine.clear()
        self._medicine.addItem(_("From the medicines of this session"), "")
        for name, medicine in self._medicines.items():
            self._medicine.addItem(medicine.drug.name or medicine.unidentified or "", name)
        appear(self._medicine, seen=old is None and bool(self._medicines))
        self._is_changed = old is not None
        self._title.say(
            _("A new order")
            if old is None
            else _("A changed order: the old row ends, this one begins")
        )
        texts = {} if old is None else _of_order(old)
        for name, field in self._fields.items():
            field.show_text(texts.get(name, ""))
            field.refuse("")
        self._show_fields(is_all=any(texts.get(name) for name in (*_NEEDED, *_SELDOM)))
        self._site.setCurrentIndex(1 if old is not None and old.has_site else 0)
        self._sentence.say("")
        self._understood.say("")
        self.show()
        start = self._fields["directions"] if old is not None else self._fields["drug"]
        target = self._medicine if not self._medicine.isHidden() else start
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refusal: Refused) -> None:
        """Say beside the field why it can't be kept."""
        field = self._fields.get(refusal.field)
        if field is not None and field.isHidden():
            self._show_fields(is_all=True)
        if field is None or field.isHidden():
            self._sentence.say(refusal.message)
        else:
            field.refuse(refusal.message)
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            event.ignore()

    def typed(self) -> NewOrder:
        """The order as it stands in the form."""
        known = {field.name for field in fields(NewOrder)}
        texts = {name: field.text for name, field in self._fields.items() if name in known}
        return NewOrder(**texts, has_site=bool(self._site.currentData()))

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for number in range(_ACROSS):
            self._grid.setColumnStretch(number, 1)
        self.setLayout(
            column(
                row(self._title, STRETCH, self._site),
                self._medicine,
                self._grid,
                self._understood,
                self._sentence,
                row(self._more, STRETCH, self._leave, self._keep),
                gap=8,
                pad=(14, 10, 14, 10),
            )
        )
        self.hide()

    def _show_fields(self, *, is_all: bool, is_needed: bool = False) -> None:
        """What every order has and, where wanted, what few have, in the order of the table."""
        hidden = () if is_all else (*_SELDOM, *(() if is_needed else _NEEDED))
        at = 0
        for name, (_label, _hint, wide) in _FIELDS.items():
            field = self._fields[name]
            self._grid.removeWidget(field)
            is_seen = name not in hidden and (name != "because" or self._is_changed)
            appear(field, seen=is_seen)
            if not is_seen:
                continue
            if at % _ACROSS + wide > _ACROSS:
                at += _ACROSS - at % _ACROSS
            place = divmod(at, _ACROSS)
            self._grid.addWidget(field, *place, 1, wide, Qt.AlignmentFlag.AlignTop)
            at += wide
        self._more.setVisible(bool(hidden))

    def _connect(self) -> None:
        self._medicine.activated.connect(self._take_medicine)
        self._fields["directions"].line.editingFinished.connect(self._propose)
        self._keep.clicked.connect(self._submit)
        self._leave.clicked.connect(self.dropped)
        self._more.clicked.connect(self._on_more)
        names = list(self._fields)
        for name, following in zip(names, [*names[1:], ""], strict=True):
            self._fields[name].entered.connect(lambda to=following: self._go_to(to))

    def _go_to(self, name: str) -> None:
        """Enter goes on; behind the last field it keeps the order."""
        names = list(self._fields)
        behind = names[names.index(name) :] if name else []
        field = next((self._fields[n] for n in behind if not self._fields[n].isHidden()), None)
        if field is None:
            self._submit()
        else:
            field.line.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_more(self) -> None:
        """Show what few orders have, and stand in the first of it."""
        self._show_fields(is_all=True)
        self._fields[_NEEDED[0]].line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_medicine(self) -> None:
        """What the session knows of a medicine, to be looked over."""
        medicine = self._medicines.get(str(self._medicine.currentData()))
        if medicine is None:
            return
        texts = {
            "drug": medicine.drug.name,
            "directions": medicine.label or medicine.takes_as or "",
            "reason": medicine.reason or "",
            "prescriber": medicine.prescriber or "",
            "times": "",
            "instruction": "",
        }
        for name, text in texts.items():
            self._fields[name].show_text(text)
            self._fields[name].refuse("")
        self._propose()
        self._fields["times"].line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _propose(self) -> None:
        """What the words of the directions say, and the times they leave to a person."""
        words = self._fields["directions"].text.strip()
        if not words:
            return
        found = proposed(words, self._customs.clock)
        self._understood.say(_understood(found))
        if not self._more.isHidden():
            needed = any(phase.rhythm.kind is RhythmKind.NEEDED for phase in found.phases)
            self._show_fields(is_all=False, is_needed=needed)
        times = self._fields["times"]
        if not times.text and found.phases:
            shown = found.phases[0].rhythm.times
            times.show_text(", ".join(f"{time:%H:%M}" for time in shown))
        instruction = self._fields["instruction"]
        if found.rest and not instruction.text:
            instruction.show_text(found.rest)
            instruction.ask(_("These words were not understood. They stand here, to be read."))
        if "times" in found.asks:
            times.hint(_("The words name no time: please say which."))
        if "weekday" in found.asks:
            self._fields["days"].hint(_("The words name no day: please say which."))

    @Slot()
    def _submit(self) -> None:
        self._sentence.say("")
        because = self._fields["because"]
        self.given.emit(self.typed(), "" if because.isHidden() else because.text)


def _understood(found: Proposal) -> str:
    if "words" in found.asks or not found.phases:
        return _("These words are not understood as they stand.")
    phases = "; ".join(told.rhythm(phase.rhythm) for phase in found.phases)
    return _("Understood: {words}").format(words=phases)


def _of_order(order: Order) -> dict[str, str]:
    """An order as it would be typed; when the new one begins is left to a person."""
    rhythm = order.phases[0].rhythm
    limits, reading = order.limits, order.reading
    texts = {
        "drug": order.drug,
        "directions": order.directions,
        "times": ", ".join(f"{time:%H:%M}" for time in rhythm.times),
        "reason": order.reason,
        "prescriber": order.prescriber,
        "prescription": order.prescription,
        "instruction": order.instruction,
        "each": "" if order.each is None else str(plain_number(order.each)),
        "each_unit": order.each_unit,
        "off_hours": "" if order.off_hours is None else str(order.off_hours),
        "window": "" if order.window is None else str(order.window),
    }
    if rhythm.kind is RhythmKind.WEEK:
        texts["days"] = ", ".join(WEEKDAYS[day].title() for day in rhythm.weekdays)
    if rhythm.kind is RhythmKind.MONTH:
        texts["days"] = ", ".join(map(str, rhythm.month_days))
    if limits is not None and limits.most is not None:
        texts["most"], texts["most_unit"] = str(plain_number(limits.most)), limits.most_unit
    if limits is not None and limits.least_minutes is not None:
        texts["least_hours"] = f"{limits.least_minutes / 60:g}"
    if reading is not None:
        texts["reading"] = reading.name
        for name in ("hold_under", "hold_over"):
            value = getattr(reading, name)
            texts[name] = "" if value is None else str(plain_number(value))
    if order.scale:
        texts["scale"] = "; ".join(
            f"{s.low:f}-{'' if s.high is None else format(s.high, 'f')}: {s.amount:f}"
            for s in order.scale
        )
    return texts

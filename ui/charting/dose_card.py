"""What became of one dose, typed below the grid. What stands out is asked beside its field.

`given` carries the dose as typed; `dropped` that it is not wanted. A notice is shown once: Enter
again keeps the row as it stands, and any letter typed meanwhile asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.domain.administration import Chart, Entry
from app.domain.typed import plain_number
from app.errors import Refused
from app.rules.administration import told
from app.rules.administration.grid import Cell, Line
from app.rules.administration.noticing import DoseNotice
from app.rules.administration.slots import phase_on
from app.rules.administration.standing import history
from app.rules.administration.typed_record import NewDose
from app.rules.administration.writing import NEEDS_REASON
from models.vocabulary import DoseCode
from resources.language import N_, _
from ui.kit.boxes import STRETCH, appear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField, Sentence
from ui.kit.form import choice
from ui.kit.text import TextLabel

Check = Callable[[NewDose], Iterable[DoseNotice]]
"""What is noticed of a dose as typed. Raises Refused where it can't be kept."""

_FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "at": (N_("Time"), N_("08:05")),
        "initials": (N_("Initials of who gave it"), ""),
        "amount": (N_("How much"), ""),
        "reading": (N_("Reading"), ""),
        "site": (N_("Place on the body"), ""),
        "reason": (N_("Reason, exactly"), ""),
        "result": (N_("Result"), ""),
        "result_at": (N_("Result at"), N_("09:00")),
        "because": (N_("Why it is corrected"), ""),
    }
)
_IN_A_LINE = 4
_WAYS = tuple(code for code in DoseCode if code is not DoseCode.IN_ERROR)


class DoseCard(QFrame):
    """One form for every code; it shows the fields that the code and the order ask for."""

    given = Signal(object)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dose")
        self.setProperty("kind", "card")
        self._line: Line | None = None
        self._chart: Chart | None = None
        self._cell: Cell | None = None
        self._check: Check | None = None
        self._corrected: Entry | None = None
        self._initials = ""
        self._shown: frozenset[str] = frozenset()
        self._title = TextLabel("", "strong", wraps=True, name="dose.title")
        self._earlier = TextLabel("", "small", "muted", wraps=True, name="dose.earlier")
        self._code = choice("dose.code", {})
        self._which = choice("dose.which", {})
        self._fields = {
            name: LineField(_(label), name=f"dose.{name}", hint=_(hint), most=500)
            for name, (label, hint) in _FIELDS.items()
        }
        self._sentence = Sentence("dose.sentence")
        self._keep = Button(_("Keep it"), kind="main", key="Return", acts=False, name="dose.keep")
        self._leave = Button(_("Cancel"), key="Esc", acts=False, name="dose.leave")
        self._build()
        self._connect()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def open_for(
        self,
        chart: Chart,
        line: Line,
        cell: Cell,
        check: Check,
        code: DoseCode | None = None,
    ) -> None:
        """Begin with a cell: what stands there is corrected, else a row is written."""
        self._chart, self._line, self._cell, self._check = chart, line, cell, check
        stands = {str(one.id): self._at_words(one) for one in cell.entries}
        self._which.clear()
        if cell.due is None:
            self._which.addItem(_("A dose that is not here yet"), "")
        for name, words in stands.items():
            self._which.addItem(words, name)
        if cell.due is None and stands and code is DoseCode.IN_ERROR:
            self._which.setCurrentIndex(1)
        appear(self._which, seen=self._which.count() > 1)
        self._title.say(told.spoken(line, cell, chart))
        self._choose_row(code)
        self.show()
        self._focus_first()

    def refuse(self, refusal: Refused) -> None:
        """Say beside the field why it can't be kept."""
        field = self._fields.get(refusal.field)
        if field is None or field.isHidden():
            self._sentence.say(refusal.message)
        else:
            field.refuse(refusal.message)
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        else:
            event.ignore()

    # ------------------------------------------------------------------ what is typed

    def typed(self) -> NewDose | None:
        """The dose as it stands in the form."""
        line, cell = self._line, self._cell
        if line is None or cell is None or cell.day is None:
            return None
        texts = {name: field.text for name, field in self._fields.items() if self._has(name)}
        is_same_dose = self._corrected is not None or not line.is_extra
        return NewDose(
            line.order.id,
            cell.day,
            cell.due if is_same_dose else None,
            self._chosen(),
            corrects=None if self._corrected is None else self._corrected.id,
            noticed=self._shown,
            **texts,
        )

    def _has(self, name: str) -> bool:
        return not self._fields[name].isHidden()

    def _chosen(self) -> DoseCode:
        return DoseCode(str(self._code.currentData() or DoseCode.GIVEN))

    @Slot()
    def _submit(self) -> None:
        """Once to see what stands out, and, where something does, once more to keep it so."""
        dose, check = self.typed(), self._check
        if dose is None or check is None:
            return
        self._sentence.say("")
        try:
            found = [one for one in check(dose) if one.kind.value not in self._shown]
        except Refused as refusal:
            self.refuse(refusal)
            return
        if found:
            self._ask_about(found)
            return
        self._initials = dose.initials or self._initials
        self.given.emit(replace(dose, noticed=self._shown))

    def _ask_about(self, found: Iterable[DoseNotice]) -> None:
        by_field: dict[str, list[str]] = {}
        for notice in found:
            by_field.setdefault(notice.field, []).append(notice.words)
            self._shown |= {notice.kind.value}
        for name, words in by_field.items():
            field = self._fields[name]
            if field.isHidden():
                self._sentence.say(" ".join(words), "warn", "warn")
            else:
                field.ask(" ".join(words))
        self._keep.say(_("Keep it so"))

    @Slot()
    def _doubt_again(self) -> None:
        self._shown = frozenset()
        self._keep.say(_("Keep it"))

    # ------------------------------------------------------------------ drawing

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        code = TextLabel(_("What became of it"), "strong")
        code.setBuddy(self._code)
        self._code.setAccessibleName(_("What became of it"))
        self._which.setAccessibleName(_("Which dose"))
        self._first = holder(column(code, self._code, STRETCH, gap=4))
        buttons = row(STRETCH, self._leave, self._keep)
        self.setLayout(
            column(
                self._title,
                self._earlier,
                self._which,
                self._grid,
                self._sentence,
                buttons,
                gap=8,
                pad=(14, 10, 14, 10),
            )
        )
        self.hide()

    def _connect(self) -> None:
        self._code.activated.connect(self._show_fields)
        self._code.activated.connect(self._doubt_again)
        self._which.activated.connect(lambda _at: self._choose_row(None))
        self._keep.clicked.connect(self._submit)
        self._leave.clicked.connect(self.dropped)
        for field in self._fields.values():
            field.typed.connect(self._doubt_again)

    def _choose_row(self, code: DoseCode | None) -> None:
        """What is corrected, or nothing; with what is known already in the fields."""
        chart, line, cell = self._chart, self._line, self._cell
        if chart is None or line is None or cell is None:
            return
        name = str(self._which.currentData() or "")
        rows = {str(one.id): one for one in cell.entries}
        old = self._corrected = rows.get(name)
        codes = (*_WAYS, DoseCode.IN_ERROR) if old is not None else _WAYS
        self._code.clear()
        for one in codes:
            words = _("take it back") if one is DoseCode.IN_ERROR else _(told.NAMES[one])
            self._code.addItem(words, one.value)
        wanted = code if code in codes else None
        first = old.code if old is not None else DoseCode.GIVEN
        self._code.setCurrentIndex(self._code.findData((wanted or first).value))
        self._fill(chart, line, cell, old)
        self._earlier.say(self._told_earlier(chart, old))
        appear(self._earlier, seen=bool(self._earlier.text()))
        self._sentence.say("")
        self._doubt_again()
        self._show_fields()

    def _fill(self, chart: Chart, line: Line, cell: Cell, old: Entry | None) -> None:
        texts = dict.fromkeys(_FIELDS, "")
        texts["initials"] = self._initials
        if cell.due is not None:
            texts["at"] = f"{cell.due:%H:%M}"
            amount = phase_on(line.order, cell.due).amount
        else:
            amount = line.order.phases[0].amount
        if amount is not None:
            texts["amount"] = str(plain_number(amount))
        if old is not None:
            texts |= _of_entry(chart, old)
        for name, field in self._fields.items():
            field.show_text(texts[name])
            field.refuse("")

    @Slot()
    def _show_fields(self) -> None:
        """Only what the code and the order ask for, in the order in which it is told."""
        if self._line is None:
            return
        order, code = self._line.order, self._chosen()
        is_given = code is DoseCode.GIVEN and not self._line.is_off
        is_needed = self._cell is not None and self._cell.due is None
        wanted = {
            "at": code is not DoseCode.IN_ERROR,
            "initials": code is not DoseCode.IN_ERROR,
            "amount": is_given and (is_needed or bool(order.scale)),
            "reading": code is not DoseCode.IN_ERROR
            and (order.reading is not None or bool(order.scale)),
            "site": is_given and order.has_site,
            "reason": code in NEEDS_REASON or is_needed or bool(self._fields["reason"].text),
            "result": is_given and is_needed,
            "result_at": is_given and is_needed,
            "because": self._corrected is not None,
        }
        if code is DoseCode.IN_ERROR:
            wanted["reason"] = False
        if order.reading is not None:
            self._fields["reading"].label.say(order.reading.name)
        for widget in (self._first, *self._fields.values()):
            self._grid.removeWidget(widget)
        shown: list[QWidget] = [self._first]
        for name, field in self._fields.items():
            appear(field, seen=wanted[name])
            if wanted[name]:
                shown.append(field)
        for at, widget in enumerate(shown):
            self._grid.addWidget(widget, at // _IN_A_LINE, at % _IN_A_LINE)

    def _focus_first(self) -> None:
        """The first field that is still empty, else the button that keeps it."""
        empty = [
            field
            for name, field in self._fields.items()
            if self._has(name) and not field.text and name not in ("result", "result_at")
        ]
        target = empty[0].line if empty else self._keep
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _at_words(self, entry: Entry) -> str:
        if self._chart is None or entry.at is None:
            return _(told.NAMES[entry.code])
        return f"{self._chart.wall(entry.at):%H:%M}, {_(told.NAMES[entry.code])}"

    def _told_earlier(self, chart: Chart, old: Entry | None) -> str:
        """Each row that was written of this dose, the newest first."""
        if old is None:
            return ""
        lines = []
        for one in history(chart.entries, old):
            words = _("{what}, written {when} by {name}").format(
                what=self._at_words(one),
                when=f"{chart.wall(one.saved_at):%m/%d/%Y %H:%M}",
                name=one.by_name,
            )
            lines.append(f"{words} ({one.because})" if one.because else words)
        return "\n".join(lines)


def _of_entry(chart: Chart, old: Entry) -> dict[str, str]:
    """A row as it would be typed."""
    result_at = "" if old.result_at is None else f"{chart.wall(old.result_at):%H:%M}"
    at = ""
    if old.at is not None:
        wall = chart.wall(old.at)
        is_other_day = old.due is not None and wall.date() != old.due.date()
        at = f"{wall:%m/%d/%Y %H:%M}" if is_other_day else f"{wall:%H:%M}"
    return {
        "at": at,
        "initials": old.initials,
        "amount": "" if old.amount is None else str(plain_number(old.amount)),
        "reading": "" if old.reading is None else str(plain_number(old.reading)),
        "site": old.site,
        "reason": old.reason,
        "result": old.result,
        "result_at": result_at,
    }

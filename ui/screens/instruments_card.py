"""The instruments of the pharmacy: which are in use, and what a new one can and cannot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from app.domain.instrument import InstrumentId, KeptInstrument, NotSupported
from app.errors import Refused
from app.services.instrument_values import InstrumentReport
from resources.language import N_, _
from ui import words
from ui.at_desk import AtDesk
from ui.kit.boxes import STRETCH, clear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import LineField, Sentence
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.kit.ticks import Tick

MOST_LINK_IDS = 8
WHAT = N_(
    "Questionnaires of others, such as a licensed scale, as FHIR R4 files. They are asked in the "
    "step Taking the medicines. None comes with the program: the pharmacy brings those it may use."
)
NONE = N_("None is kept yet.")
ALL = N_("Everything in it is carried out.")
SOME = N_("Not carried out:")
MAY_USE = N_("The pharmacy may use this instrument as its owner asks.")


class InstrumentsCard(QFrame):
    """Nothing is kept before somebody saw what is not carried out and confirmed the licence."""

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("settings.instruments")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._known, self._body = QVBoxLayout(), QVBoxLayout()
        self._known.setSpacing(8)
        self._file = Button(_("Import a file"), icon="import", name="settings.instruments.file")
        self._file.clicked.connect(self._choose)
        self._sentence = Sentence("settings.instruments.sentence")
        self.setLayout(
            column(
                TextLabel(_("Instruments"), "title"),
                TextLabel(_(WHAT), "small", wraps=True),
                self._known,
                row(self._file, STRETCH),
                self._sentence,
                self._body,
                gap=10,
                pad=(20, 16, 20, 16),
            )
        )

    @Slot()
    def refresh(self) -> None:
        """Read which there are."""
        instruments, by = self._at_desk.desk.instruments, self._at_desk.actor
        self._at_desk.errands.run(lambda: instruments.kept(by=by), self._show, asker=self)

    def read(self, path: Path) -> None:
        """Tell what a file says; nothing is kept by that."""
        self._sentence.say("")
        clear(self._body)
        instruments, by = self._at_desk.desk.instruments, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: instruments.read(path, by=by), self._report, self._refused, asker=self
        )

    # ------------------------------------------------------------------ a new one

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, _("The instrument to import"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("FHIR in JSON (*.json *.gz)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.open()

    def _report(self, report: InstrumentReport) -> None:
        clear(self._body)
        instrument = report.instrument
        count = words.how_many(report.questions, _("1 question"), _("{number} questions"))
        self._body.addWidget(TextLabel(_named(instrument.title, instrument.version), "strong"))
        self._body.addWidget(TextLabel(count, "small", "muted"))
        for told in (instrument.publisher, instrument.copyright):
            if told:
                self._body.addWidget(TextLabel(told, "small", wraps=True))
        if report.is_known:
            self._say("info", "info", _("This instrument is in use already."))
        elif report.replaces:
            self._say(
                "info",
                "info",
                _("It takes the place of version {versions}. Older answers keep theirs.").format(
                    versions=", ".join(report.replaces)
                ),
            )
        self._tell_unsupported(report.unsupported)
        self._ask_licence(report)

    def _tell_unsupported(self, unsupported: tuple[NotSupported, ...]) -> None:
        if not unsupported:
            self._say("ok", "ok", _(ALL))
            return
        self._say("warn", "warn", _(SOME))
        for one in unsupported:
            where = _where(one.link_ids)
            self._say("unasked", "muted", f"{one.feature} {where}".strip())

    def _ask_licence(self, report: InstrumentReport) -> None:
        may = Tick(_(MAY_USE), name="settings.instruments.may")
        licence = LineField(
            _("Licence or permission, for the record"),
            name="settings.instruments.licence",
            hint=_("Number, or who gave it and when"),
            most=500,
        )
        keep = Button(_("Keep it"), kind="main", name="settings.instruments.keep")
        leave = Button(_("Never mind"), kind="quiet", name="settings.instruments.leave")
        keep.clicked.connect(lambda: self._keep(report, licence.text, is_licensed=may.isChecked()))
        leave.clicked.connect(self._leave)
        for part in (may, licence):
            self._body.addWidget(part)
        self._body.addLayout(row(keep, leave, STRETCH))
        may.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, report: InstrumentReport, licence: str, *, is_licensed: bool) -> None:
        instruments, by = self._at_desk.desk.instruments, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: instruments.keep(report, licence, is_licensed=is_licensed, by=by),
            self._kept,
            self._refused,
            asker=self,
        )

    def _kept(self, kept: tuple[KeptInstrument, ...]) -> None:
        self._leave()
        self._show(kept)
        self._sentence.say(_("It can be asked from now on."), "ok", "ok")

    @Slot()
    def _leave(self) -> None:
        clear(self._body)
        self._file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: Refused) -> None:
        self._sentence.say(error.message)

    # ------------------------------------------------------------------ those there are

    def _show(self, kept: tuple[KeptInstrument, ...]) -> None:
        clear(self._known)
        if not kept:
            self._known.addWidget(TextLabel(_(NONE), "small", "muted", wraps=True))
        for one in kept:
            self._known.addLayout(self._line(one))

    def _line(self, kept: KeptInstrument) -> QVBoxLayout:
        instrument = kept.instrument
        name = _named(instrument.title, instrument.version)
        head = row((TextLabel(name, "strong", wraps=True), 1))
        if kept.is_in_use:
            retire = Button(_("Retire"), kind="quiet", name=f"settings.instruments.{kept.id}")
            retire.setAccessibleName(f"{_('Retire')}: {name}")
            retire.clicked.connect(lambda: self._retire(kept.id))
            head.addWidget(retire)
        lines = [TextLabel(_since(kept), "small", "muted", wraps=True)]
        lines += [
            TextLabel(told, "small", "muted", wraps=True)
            for told in (kept.licence, instrument.copyright)
            if told
        ]
        return column(head, *lines, gap=2)

    def _retire(self, instrument: InstrumentId) -> None:
        instruments, by = self._at_desk.desk.instruments, self._at_desk.actor
        self._at_desk.errands.run(
            lambda: instruments.retire(instrument, by=by), self._show, self._refused, asker=self
        )

    def _say(self, icon: str, tone: str, text: str) -> None:
        self._body.addLayout(row(Icon(icon, tone), (TextLabel(text, "body", wraps=True), 1)))


def _named(title: str, version: str) -> str:
    return (
        _("{title}, version {version}").format(title=title, version=version) if version else title
    )


def _since(kept: KeptInstrument) -> str:
    day = words.day((kept.retired_at or kept.kept_at).astimezone().date())
    if not kept.is_in_use:
        return _("Retired on {day}. Answers given with it are kept.").format(day=day)
    return _("In use since {day}, kept by {name}").format(day=day, name=kept.kept_by)


def _where(link_ids: tuple[str, ...]) -> str:
    """At which items, by the names the file gives them."""
    if not link_ids:
        return ""
    shown = ", ".join(link_ids[:MOST_LINK_IDS])
    more = len(link_ids) - MOST_LINK_IDS
    return f"({shown}{_(' and {number} more').format(number=more) if more > 0 else ''})"

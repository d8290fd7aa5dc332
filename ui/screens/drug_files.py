"""The drug files of the pharmacy: what is loaded, loading with progress, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout

from app.errors import Refused, Unavailable
from app.services.drug_values import LoadedRelease, LoadReport
from resources.language import N_, _
from ui import words
from ui.at_desk import AtDesk
from ui.drug_loads import DrugLoads, Outcome
from ui.kit.boxes import STRETCH, clear, column, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.marks import Icon
from ui.kit.text import TextLabel

MOST_LINES = 200
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "rxnorm": N_("RxNorm"),
        "rxterms": N_("RxTerms"),
        "ndc": N_("NDC directory"),
        "ndc_unfinished": N_("NDC directory, unfinished drugs"),
    }
)


class DrugFilesCard(QFrame):
    """`loaded` when another list of medicines answers from now on."""

    loaded = Signal()

    def __init__(self, at_desk: AtDesk, loads: DrugLoads) -> None:
        super().__init__()
        self.setObjectName("settings.drugs")
        self.setProperty("kind", "card")
        self._at_desk, self._loads = at_desk, loads
        self._known, self._body = QVBoxLayout(), QVBoxLayout()
        self._file = Button(_("Load a file"), icon="import", name="settings.drugs.file")
        self._folder = Button(_("Load a folder"), kind="quiet", name="settings.drugs.folder")
        self._count = TextLabel("", "body", "muted", name="settings.drugs.count")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._cancel = Button(_("Cancel"), name="settings.drugs.cancel")
        self._sentence = Sentence("settings.drugs.sentence")
        self._file.clicked.connect(lambda: self._ask(QFileDialog.FileMode.ExistingFile))
        self._folder.clicked.connect(lambda: self._ask(QFileDialog.FileMode.Directory))
        self._cancel.clicked.connect(self._stop)
        loads.moved.connect(self._moved)
        loads.ended.connect(self._ended)
        self.setLayout(
            column(
                TextLabel(_("Drug files"), "title"),
                TextLabel(_(WHAT), "small", wraps=True), self._known, self._count, self._bar,
                row(self._file, self._folder, self._cancel, STRETCH), self._sentence, self._body,
                gap=10, pad=(20, 16, 20, 16),
            )
        )  # fmt: skip
        self._show_state()

    @Slot()
    def refresh(self) -> None:
        """Read what is loaded."""
        drugs = self._at_desk.desk.drugs
        self._at_desk.errands.run(drugs.loaded, self._show, asker=self)

    def load(self, path: Path, *, is_sure: bool = False) -> None:
        """Load what a file, a zip or a folder holds; the window stays free meanwhile."""
        clear(self._body)
        self._sentence.say("")
        self._loads.start(self._at_desk.desk.drugs, path, is_sure=is_sure)
        self._show_state()

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, _("The drug files to load"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if mode is QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setNameFilters([_("Drug files (*.zip *.rrf *.txt *.gz)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda chosen: self.load(Path(chosen)))
        dialog.open()

    @Slot(int, int)
    def _moved(self, done: int, total: int) -> None:
        if self._loads.running is None:
            return
        self._bar.setRange(0, 0 if done >= total else 100)
        percent = 100 * done // max(total, 1)
        self._bar.setValue(percent)
        if done >= total:
            self._count.say(_("Putting the list of medicines together"))
        else:
            self._count.say(
                _("Reading {file}: {percent} %").format(
                    file=self._loads.running.name, percent=percent
                )
            )

    @Slot()
    def _stop(self) -> None:
        self._loads.cancel()
        self._count.say(_("Stopping. Nothing will have been changed."))

    @Slot()
    def _ended(self) -> None:
        self._show_state()
        self.refresh()
        self._file.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        """Busy, or how the last one ended; also one that ended while the window was locked."""
        running = self._loads.running
        is_busy = running is not None
        if running is not None:
            self._bar.setRange(0, 0)
            self._count.say(_("Reading {file}").format(file=running.name))
        for busy in (self._bar, self._count, self._cancel):
            busy.setVisible(is_busy)
        for idle in (self._file, self._folder):
            idle.setVisible(not is_busy)
        outcome = self._loads.outcome
        if outcome is not None:
            self._loads.forget()
            self._show_outcome(outcome)

    def _show_outcome(self, outcome: Outcome) -> None:
        clear(self._body)
        self._sentence.say("")
        match outcome.error:
            case None if outcome.report is not None:
                self._report(outcome.path, outcome.report)
            case Refused() as refused:
                self._sentence.say(refused.message)
            case Unavailable() as missing:
                self._sentence.say(f"{missing.message} {missing.remedy}")
            case Exception() as mistake:
                path = outcome.path
                self._at_desk.errands.explain(mistake, None, lambda: self.load(path))

    def _report(self, path: Path, report: LoadReport) -> None:
        if report.asks is not None:
            self._ask_whether(path, report.asks)
            return
        self.loaded.emit()
        said = _("{count} medicines can be chosen now.").format(count=f"{report.products:,}")
        self._say("ok", "ok", said)
        left_out = sum(one.rejected for one in report.loaded)
        if left_out:
            self._say("warn", "warn", words.how_many(
                left_out, _("1 row could not be used:"), _("{number} rows could not be used:")
            ))  # fmt: skip
        for part in report.rejected[:MOST_LINES]:
            told = _("{file}, line {line}: {reason}")
            reason = told.format(file=part.file, line=f"{part.line:,}", reason=part.reason)
            self._say("unasked", "muted", reason)
        if left_out > MOST_LINES:
            self._say("unasked", "muted", _("and {number} more").format(
                number=f"{left_out - MOST_LINES:,}"
            ))  # fmt: skip

    def _ask_whether(self, path: Path, why: str) -> None:
        """It would replace something newer or larger: nothing was changed until now."""
        self._say("question", "warn", why)
        sure = Button(_("Load it all the same"), name="settings.drugs.sure")
        leave = Button(_("Leave it as it is"), kind="quiet", name="settings.drugs.leave")
        sure.clicked.connect(lambda: self.load(path, is_sure=True))
        leave.clicked.connect(lambda: clear(self._body))
        self._body.addLayout(row(sure, leave, STRETCH))

    def _say(self, icon: str, tone: str, text: str) -> None:
        self._body.addLayout(row(Icon(icon, tone), (TextLabel(text, "body", wraps=True), 1)))

    def _show(self, releases: tuple[LoadedRelease, ...]) -> None:
        clear(self._known)
        if not releases:
            self._known.addWidget(TextLabel(_(NONE), "small", "muted", wraps=True))
        for one in releases:
            name = _(KINDS.get(one.kind, one.kind))
            of = words.day(one.day) if one.day else _("of an unknown day")
            self._known.addWidget(TextLabel(f"{name}, {of}", "strong", wraps=True))
            self._known.addWidget(TextLabel(_how_much(one), "small", "muted", wraps=True))


WHAT = N_(
    "The medicines that came with the program are always there. Beside them stand those of RxNorm, "
    "RxTerms and the NDC directory, from the files that NLM and FDA publish."
)
NONE = N_("None is loaded yet: many brands and all package codes are unknown.")


def _how_much(one: LoadedRelease) -> str:
    said = _("{kept} rows, loaded on {day}").format(
        kept=f"{one.kept:,}", day=words.day(one.at.astimezone().date())
    )
    left_out = words.how_many(one.rejected, _("1 row left out"), _("{number} rows left out"))
    return f"{said}; {left_out}" if one.rejected else said

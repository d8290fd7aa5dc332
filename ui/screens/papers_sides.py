"""Left and right of the page: which paper, in which language and letters, what was done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from app.domain.therapy_session import TherapySession
from app.services.api import PaperPreview
from models.vocabulary import PaperKind, SessionState
from resources.language import _
from ui import words
from ui.keys import key
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, column, holder, row
from ui.kit.buttons import Button
from ui.kit.cards import EmptyBox
from ui.kit.fields import Sentence
from ui.kit.list_row import ListRow
from ui.kit.lists import RowList
from ui.kit.segments import Part, Segments
from ui.kit.text import TextLabel
from ui.theme import THEME

SIZES = (14, 16, 18, 22)
WIDTH = 276
MOST = 16_777_215
"""Qt's own word for "no limit"."""


class PapersList(QFrame):
    """The papers that are real now. `chosen` when another one is wanted."""

    chosen = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("papers.list")
        self.setProperty("kind", "rail")
        self._kinds: tuple[PaperKind, ...] = ()
        self._counts: dict[PaperKind, int] = {}
        self._rows = RowList(_("Papers"), name="papers.rows", keeps_mark=True)
        self._rows.setProperty("kind", "plain")
        self._print = Button(
            _("Print"), kind="main", icon="print", key=key("print").keys[0], acts=False,
            name="papers.print",
        )  # fmt: skip
        self._print.clicked.connect(self.print_wanted)
        self._rows.moved.connect(self._move)
        self._rows.opened.connect(self._move)
        self.setLayout(
            column(
                TextLabel(_("Papers"), "title"), self._rows, STRETCH, self._print, gap=8,
                pad=(12, 12, 12, 12),
            )
        )  # fmt: skip

    @property
    def kind(self) -> PaperKind | None:
        """The paper that is chosen."""
        return self._kinds[self._rows.current] if self._kinds else None

    def show_kinds(self, kinds: Sequence[PaperKind]) -> None:
        """Show what can be printed now."""
        if tuple(kinds) != self._kinds:
            self._kinds = tuple(kinds)
            self._draw()
            self.chosen.emit()

    def show_count(self, kind: PaperKind, pages: int) -> None:
        """Say how many pages a paper has."""
        if self._counts.get(kind) != pages:
            self._counts[kind] = pages
            self._draw()

    def may_print(self, *, may: bool) -> None:
        self._print.setEnabled(may)

    def choose(self, kind: PaperKind) -> None:
        """Go to a paper, as its row would."""
        if kind in self._kinds:
            self._rows.rows[self._kinds.index(kind)].setFocus()

    def put_focus(self) -> None:
        self._rows.focus_current()

    def be_narrow(self, *, narrow: bool) -> None:
        """As wide as the page, or a column of its own beside it."""
        _be_wide(self, narrow=narrow)

    def _draw(self) -> None:
        self._rows.show_rows([self._row(kind) for kind in self._kinds])

    def _row(self, kind: PaperKind) -> ListRow:
        pages = self._counts.get(kind)
        count = "" if pages is None else words.how_many(pages, _("1 page"), _("{number} pages"))
        return ListRow("paper", _(words.PAPERS[kind]), count, name=f"papers.{kind}", key=kind)

    @Slot(int)
    def _move(self, _number: int) -> None:
        self.chosen.emit()


class PapersSide(QFrame):
    """Language and letters; draft or released; handed over or not. `changed`: draw a new page."""

    changed = Signal()
    save_wanted = Signal()
    deliver_wanted = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setObjectName("papers.side")
        self.setProperty("kind", "side")
        self._state = Badge(_("Draft"), "warn", "warn")
        self._signed = TextLabel("", "small", "muted", wraps=True)
        self._language = Segments(
            tuple(Part(c, _(n), c[0]) for c, n in words.LANGUAGES.items()),
            name="papers.language", title=_("Language"), may_clear=False,
        )  # fmt: skip
        self._language.show_choice(language if language in words.LANGUAGES else "en")
        self._size = Segments(
            tuple(Part(str(size), str(size), str(n)) for n, size in enumerate(SIZES, start=1)),
            name="papers.size", title=_("Letter size"), may_clear=False,
        )  # fmt: skip
        self._size.show_choice(str(SIZES[0]))
        self._texts = Sentence("papers.texts")
        self._said = Sentence("papers.said")
        self._given = EmptyBox(
            _("Not handed over yet."), _("Recorded: to whom, how, when, by whom."),
            name="papers.not_given",
        )  # fmt: skip
        self._deliver = Button(_("Handed over"), icon="handoff", name="papers.deliver")
        self._save = Button(
            _("Save as PDF"), icon="paper", key=key("save_pdf").keys[0], acts=False,
            name="papers.save",
        )  # fmt: skip
        self._build()
        self._language.chosen.connect(self.changed)
        self._size.chosen.connect(self.changed)
        self._save.clicked.connect(self.save_wanted)
        self._deliver.clicked.connect(self.deliver_wanted)

    @property
    def language(self) -> str:
        return self._language.value or "en"

    @property
    def letters(self) -> int:
        return int(self._size.value or SIZES[0])

    def show_session(self, session: TherapySession) -> None:
        """Show whether it was signed and handed over."""
        signed = [one for one in session.signed if one.withdrawn_at is None]
        if signed:
            moment = signed[-1].at.astimezone()
            self._signed.say(
                _("Signed by {name}, {date} {time}").format(
                    name=signed[-1].by_name, date=words.day(moment.date()), time=f"{moment:%H:%M}"
                )
            )
        else:
            self._signed.say(_("Until a pharmacist has signed, everything here is a draft."))
        was_given = session.state in (SessionState.DELIVERED, SessionState.CLOSED)
        self._given.setVisible(not was_given)
        self._deliver.setVisible(session.state is SessionState.RELEASED)
        if was_given:
            self.say(_("Handed over."), "ok", "ok")

    def show_preview(self, preview: PaperPreview) -> None:
        """Say what the paper that is shown is, and what is missing on it."""
        self._said.say("")
        if preview.kind is PaperKind.EMERGENCY_SHEET:
            self._state.show_badge(_("As reported, not verified"), "urgent", "urgent")
        elif preview.is_draft:
            self._state.show_badge(_("Draft, not for the patient"), "warn", "warn")
        else:
            self._state.show_badge(_("Released"), "ok", "ok")
        if preview.missing:
            missing = _("No text in this language yet: {what}")
            self._texts.say(missing.format(what=", ".join(preview.missing)), "warn", "warn")
        else:
            self._texts.say(_("Every text is there in this language."), "muted", "ok")
        self._save.setEnabled(True)

    def refuse(self, message: str) -> None:
        """Say why there is no paper to show."""
        self._texts.say("")
        self._save.setEnabled(False)
        self.say(message, "urgent", "urgent")

    def say(self, said: str, tone: str, icon: str) -> None:
        self._said.say(said, tone, icon)

    def be_narrow(self, *, narrow: bool) -> None:
        """As wide as the page, or a column of its own beside it."""
        _be_wide(self, narrow=narrow)

    def _build(self) -> None:
        page = holder(
            column(
                row(self._state, STRETCH), self._signed,
                TextLabel(_("Language"), "strong"), self._language, self._texts,
                TextLabel(_("Letter size"), "strong"), self._size, 4,
                self._given, self._deliver, self._save, self._said, STRETCH,
                gap=8, pad=(14, 12, 14, 12),
            )
        )  # fmt: skip
        self.setLayout(column((page, 1), gap=0))


def _be_wide(frame: QFrame, *, narrow: bool) -> None:
    frame.setMinimumWidth(0 if narrow else THEME.px(WIDTH))
    frame.setMaximumWidth(MOST if narrow else THEME.px(WIDTH))

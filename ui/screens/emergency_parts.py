"""The two cards of the emergency: the numbered steps with what to ask, and whom to call back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.therapy_session import TherapySession
from app.interview.question import AnyQuestion
from app.rules.fixed_words import EmergencyWords
from models.vocabulary import Channel, Reply
from resources.language import _
from ui.editors.saying import aloud
from ui.kit.answers import AnswerControl
from ui.kit.boxes import STRETCH, TOP, box, clear, column, holder, row
from ui.kit.marks import Icon
from ui.kit.text import TextLabel
from ui.screens.session_facts import about
from ui.screens.standing import Standing, neutral
from ui.theme import THEME
from ui.words import clock


class Steps(QFrame):
    """Numbered steps; what was done is ticked with its time. Conditions are asked right here."""

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergency.steps")
        self.setProperty("kind", "card")
        self._controls: dict[str, AnswerControl] = {}
        self._asked: tuple[str, ...] = ()
        self._behind = 0
        self._steps = QVBoxLayout()
        self._steps.setSpacing(18)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(18)
        body = column(self._steps, self._questions, gap=18, pad=(24, 22, 24, 22))
        body.addStretch(1)
        self.setLayout(body)

    def focus_first(self) -> bool:
        """Put the focus on the first question without an answer; False where there is none."""
        for control in self._controls.values():
            if control.reply is None:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def show_steps(
        self,
        words: EmergencyWords,
        first: Standing,
        asked: Sequence[AnyQuestion],
        picture: TherapySession,
    ) -> None:
        """Show the steps of the fixed words and the conditions to ask now."""
        clear(self._steps)
        for number, step in enumerate(words.steps, 1):
            at = _done_at(step.title, words.call, first)
            self._steps.addLayout(_step(number, step.title, step.detail, at))
        keys = tuple(question.key for question in asked)
        if (keys, len(words.steps)) != (self._asked, self._behind):
            self._make_questions(asked, picture, len(words.steps))
        for question in asked:
            value = picture.value(question.key)
            self._controls[question.key].show_reply(None if value is None else Reply(str(value)))

    def _make_questions(
        self, asked: Sequence[AnyQuestion], picture: TherapySession, behind: int
    ) -> None:
        self._asked, self._behind = tuple(question.key for question in asked), behind
        self._controls = {}
        clear(self._questions)
        for number, question in enumerate(asked, behind + 1):
            self._questions.addLayout(self._question(number, question, picture))

    def _question(self, number: int, question: AnyQuestion, picture: TherapySession) -> QVBoxLayout:
        title = _("Ask now: {question}").format(question=question.say.get("en", question.prompt))
        told = aloud(question, picture) or _("If nobody can say: it counts as the more urgent one.")
        control = AnswerControl(name=f"emergency.{question.key}", title=title)
        control.answered.connect(
            lambda reply: self.answered.emit(question.key, None if reply is None else str(reply))
        )
        self._controls[question.key] = control
        lines = QVBoxLayout()
        lines.setSpacing(8)
        lines.addLayout(_step(number, title, told, None))
        lines.addLayout(row(THEME.px(45), control, STRETCH, gap=0))
        return lines


class PatientCard(QFrame):
    """Who it is, where to call back, where they are, and what they said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergency.patient")
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        body = column(self._lines, pad=(24, 20, 20, 20))
        body.addStretch(1)
        self.setLayout(body)

    def sizeHint(self) -> QSize:
        return QSize(THEME.px(400), super().sizeHint().height())

    def show_patient(
        self,
        session: TherapySession,
        picture: TherapySession,
        flags: Sequence[Standing],
        now: dt.datetime,
        *,
        sees_reasons: bool,
    ) -> None:
        """Show whom this is about, and what was said; reasons are for pharmacists."""
        clear(self._lines)
        who = column(
            TextLabel(str(session.patient.name), "heading", wraps=True),
            TextLabel(about(session, now.astimezone().date()), "small", "muted", wraps=True),
            gap=4,
        )
        self._lines.addLayout(who)
        callback = str(picture.value("identity.callback") or session.patient.phone or "")
        self._lines.addLayout(_place("phone", callback, _("call back here")))
        self._lines.addLayout(_place("place", _where(picture), _("where they are now")))
        for one in flags:
            said = _said(one, sees_reasons=sees_reasons)
            if said:
                self._lines.addWidget(said)


def _step(number: int, title: str, detail: str, done_at: dt.datetime | None) -> QVBoxLayout:
    mark: QWidget
    if done_at is None:
        mark = TextLabel(str(number), "display", "danger")
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    else:
        mark = Icon("done", "ok", 28)
    mark.setFixedWidth(THEME.px(36))
    words = column(
        TextLabel(title, "heading", wraps=True),
        TextLabel(detail, "body", "muted", wraps=True),
        gap=4,
    )
    time: QLabel = TextLabel(clock(done_at) if done_at else "", "body", "ok")
    line = row(mark, (words, 1), time, gap=12)
    line.setAlignment(mark, TOP)
    return column(line)


def _place(icon: str, words: str, detail: str) -> QVBoxLayout:
    known = words or _("Not known")
    lines = column(
        TextLabel(known, "title", "ink" if words else "urgent", wraps=True),
        TextLabel(detail, "small", "muted"),
        gap=0,
    )
    picture = Icon(icon, "muted", 20)
    line = row(picture, (lines, 1), gap=10)
    line.setAlignment(picture, TOP)
    return column(line)


def _where(picture: TherapySession) -> str:
    place = picture.value("identity.place")
    if place:
        return str(place)
    channel = picture.value("identity.channel")
    return _("Here, at the counter") if channel in (None, Channel.COUNTER) else ""


def _said(one: Standing, *, sees_reasons: bool) -> QWidget | None:
    """The patient's words with the label of the question; a pharmacist reads the reasons too."""
    lines = [TextLabel(f"{_(neutral(one))}, {clock(one.at)}", "small", "muted", wraps=True)]
    if one.words:
        lines.append(TextLabel(f"“{one.words}”", "body", wraps=True))
    if sees_reasons:
        lines += [TextLabel(reason, "small", wraps=True) for reason in one.because]
    return holder(column(box("sunken", column(*lines, gap=4, pad=(12, 10, 12, 10)))))


def _done_at(title: str, call: str | None, first: Standing) -> dt.datetime | None:
    """When a step was done, as far as it was recorded: the call, or the pharmacist."""
    flag = first.flag
    if flag is None:
        return None
    if call and call in title:
        return flag.emergency_called_at
    if "pharmacist" in title.casefold():
        return flag.pharmacist_joined_at or flag.pharmacist_called_at
    return None

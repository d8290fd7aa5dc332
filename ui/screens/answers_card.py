"""The answers that may be read aloud: each with its texts and source, approved by a pharmacist."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.plain_answer import TOPICS, ListedAnswer, Topic
from app.errors import Refused
from resources.language import N_, _
from ui import words
from ui.at_desk import AtDesk
from ui.ids import new_command
from ui.kit.badges import Badge
from ui.kit.boxes import STRETCH, clear, column, holder, row
from ui.kit.buttons import Button
from ui.kit.fields import Sentence
from ui.kit.text import TextLabel

WHAT = N_(
    "Short answers to questions of fact, in English and Spanish. A technician reads them aloud "
    "word for word, once a pharmacist of this pharmacy has approved them. A text that changes "
    "waits for a new approval."
)
ONLY = N_("A pharmacist approves them. You can read them here.")


class AnswersCard(QFrame):
    """A topic opens to its answers; approving is a button beside each, or one for a topic."""

    def __init__(self, at_desk: AtDesk) -> None:
        super().__init__()
        self.setObjectName("settings.answers")
        self.setProperty("kind", "card")
        self._at_desk = at_desk
        self._open: Topic | None = None
        self._listed: tuple[ListedAnswer, ...] = ()
        self._body = QVBoxLayout()
        self._body.setSpacing(10)
        self._sentence = Sentence("settings.answers.sentence")
        head = column(
            TextLabel(_("Approved answers"), "title"),
            TextLabel(_(WHAT), "small", wraps=True),
            gap=8,
        )
        if not at_desk.is_pharmacist:
            head.addWidget(TextLabel(_(ONLY), "small", "muted", wraps=True))
        self.setLayout(column(head, self._sentence, self._body, gap=10, pad=(20, 16, 20, 16)))

    @Slot()
    def refresh(self) -> None:
        """Read which there are and which are approved."""
        answers, by = self._at_desk.desk.answers, self._at_desk.actor
        self._at_desk.errands.run(lambda: answers.listed(by=by), self._show, asker=self)

    # ------------------------------------------------------------------ what stands there

    def _show(self, listed: tuple[ListedAnswer, ...], focus: str = "") -> None:
        self._listed = listed
        clear(self._body)
        for topic, ones in groupby(listed, key=lambda one: one.answer.topic):
            self._body.addWidget(self._topic(topic, tuple(ones)))
        if focus:
            self._put_focus(focus)

    def _topic(self, topic: Topic, ones: tuple[ListedAnswer, ...]) -> QWidget:
        approved = sum(one.is_approved for one in ones)
        told = _("{topic}: {approved} of {count} approved").format(
            topic=_(TOPICS[topic]), approved=approved, count=len(ones)
        )
        is_open = topic is self._open
        name = f"settings.answers.{topic.value}"
        head = Button(told, kind="quiet", icon="down" if is_open else "right", name=name)
        head.clicked.connect(lambda: self._turn(topic, name))
        line = row(head, STRETCH)
        if is_open and approved < len(ones) and self._at_desk.is_pharmacist:
            every = Button(_("Approve all of them"), name=f"{name}.all")
            every.setAccessibleName(f"{_('Approve all of them')}: {_(TOPICS[topic])}")
            waiting = {one.answer.id: one.answer.digest for one in ones if not one.is_approved}
            every.clicked.connect(lambda: self._approve(waiting, name))
            line.addWidget(every)
        body = column(line, gap=10)
        for one in ones if is_open else ():
            body.addWidget(self._answer(one))
        return holder(body)

    def _answer(self, one: ListedAnswer) -> QWidget:
        answer = one.answer
        badge, told = _standing(one)
        head = row((TextLabel(answer.asks["en"], "strong", wraps=True), 1), badge)
        parts = [
            TextLabel(text, role, tone, wraps=True)
            for text, role, tone in (
                (answer.words["en"], "body", "ink"),
                (answer.asks["es"], "strong", "ink"),
                (answer.words["es"], "body", "ink"),
                (_("For: {whom}").format(whom=_whom(one)), "small", "muted"),
                (_("Source: {source}").format(source=answer.source), "small", "muted"),
                (told, "small", "muted"),
            )
            if text
        ]
        body = column(head, *parts, gap=4, pad=(12, 8, 12, 8))
        if self._at_desk.is_pharmacist:
            body.addLayout(row(self._button(one), STRETCH))
        frame = QFrame()
        frame.setProperty("kind", "note")
        frame.setLayout(body)
        return frame

    def _button(self, one: ListedAnswer) -> Button:
        answer = one.answer
        name = f"settings.answers.do.{answer.id}"
        if one.is_approved:
            button = Button(_("Withdraw"), kind="quiet", name=name)
            button.clicked.connect(lambda: self._withdraw(answer.id, name))
        else:
            button = Button(_("Approve"), name=name)
            button.clicked.connect(lambda: self._approve({answer.id: answer.digest}, name))
        button.setAccessibleName(f"{button.words}: {answer.asks['en']}")
        return button

    # ------------------------------------------------------------------ what people do

    def _turn(self, topic: Topic, name: str) -> None:
        self._open = None if self._open is topic else topic
        self._show(self._listed, name)

    def _approve(self, seen: dict[str, str], name: str) -> None:
        answers, by, command = self._at_desk.desk.answers, self._at_desk.actor, new_command()
        self._at_desk.errands.run(
            lambda: answers.approve(seen, command=command, by=by),
            lambda listed: self._done(listed, name),
            self._refused,
            asker=self,
        )

    def _withdraw(self, answer: str, name: str) -> None:
        answers, by, command = self._at_desk.desk.answers, self._at_desk.actor, new_command()
        self._at_desk.errands.run(
            lambda: answers.withdraw(answer, command=command, by=by),
            lambda listed: self._done(listed, name),
            self._refused,
            asker=self,
        )

    def _done(self, listed: tuple[ListedAnswer, ...], name: str) -> None:
        self._sentence.say("")
        self._show(listed, name)

    def _refused(self, error: Refused) -> None:
        self._sentence.say(error.message)

    def _put_focus(self, name: str) -> None:
        for button in self.findChildren(Button, name):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)


def _standing(one: ListedAnswer) -> tuple[Badge, str]:
    if one.approved_at is not None:
        day = words.day(one.approved_at.astimezone().date())
        told = _("Approved on {day} by {name}").format(day=day, name=one.approved_by)
        return Badge(_("Approved"), "ok", "ok"), told
    if one.is_changed:
        told = _("The text has changed since it was approved.")
        return Badge(_("Changed"), "warn", "warn"), told
    return Badge(_("Not approved"), "unknown", "unasked"), ""


def _whom(one: ListedAnswer) -> str:
    answer = one.answer
    if answer.is_for_everyone:
        return _("everyone")
    known = ", ".join(sorted(name.replace("_", " ") for name in answer.known_by))
    forms = ", ".join(answer.forms)
    told = "; ".join(part for part in (known, forms) if part)
    if answer.unless:
        left_out = ", ".join(sorted(answer.unless))
        return _("{whom}; not {left_out}").format(whom=told, left_out=left_out)
    return told

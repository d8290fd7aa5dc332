"""Findings about what was not asked, was declined, or was said yes to without the rest.

*Not asked* is never "no": it is told, and it clears nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.findings import Finding
from app.interview import walkthrough
from app.interview.question import Ask
from app.interview.step import follow_ups
from app.rules.evaluation import Evaluation
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.red_flags import RED_FLAGS, questions_of
from models.vocabulary import Level, Reply
from resources.language import _

SOURCE = "Yes, no, declined and not asked are four answers"
HANDOFF = "handoff"
FLAGS = "redflags."


def not_asked(evaluation: Evaluation) -> Iterator[Finding]:
    """What should be asked of this patient and was not, all in one finding."""
    session = evaluation.picture.session
    keys = [
        key
        for step, missing in walkthrough.missing(session).items()
        if step != HANDOFF
        for key in missing
    ]
    if keys:
        yield Finding(
            rule="not_asked",
            level=Level.NOTE,
            title="Not asked",
            because=tuple(f"Not asked: {_words(key)}." for key in keys),
            evidence=tuple(keys),
            source=SOURCE,
            technician_prompt=_("Some questions have not been asked yet."),
        )


def ask_at_once(evaluation: Evaluation) -> Iterator[Finding]:
    """What facts make a question to be asked now, one finding a question."""
    for ask in questions_of(evaluation.picture):
        yield Finding(
            rule="ask_at_once",
            level=Level.QUEUE,
            title="To be asked because of what is taken or was measured",
            because=(f"Not asked yet: {RED_FLAGS[ask.red_flag].title}.",),
            evidence=(ask.key,),
            source=RED_FLAGS[ask.red_flag].source,
            technician_prompt=_("Please ask now: {question}.").format(question=_words(ask.key)),
        )


def declined(evaluation: Evaluation) -> Iterator[Finding]:
    """What the patient did not want to answer, all in one finding."""
    session = evaluation.picture.session
    keys = sorted(
        key
        for key, answer in session.answers.items()
        if answer.value == Reply.DECLINED and _is_known(key)
    )
    if keys:
        yield Finding(
            rule="declined",
            level=Level.QUEUE,
            title="The patient did not want to answer",
            because=tuple(f"Declined: {_words(key)}." for key in keys),
            evidence=tuple(keys),
            source=SOURCE,
            technician_prompt=_(PHARMACIST_LOOKS),
        )


def left_open(evaluation: Evaluation) -> Iterator[Finding]:
    """A screening question was answered yes, and what it opens is not answered."""
    session = evaluation.picture.session
    for key, question in _screening().items():
        opened = [one.key for one in follow_ups(question, session) if _is_a_flag(one.key)]
        replies = [session.value(one) for one in opened]
        if not opened or Reply.YES in replies or all(reply == Reply.NO for reply in replies):
            continue
        is_declined = Reply.DECLINED in replies
        yield Finding(
            rule="screening_left_open",
            level=Level.NOW if is_declined else Level.SAME_DAY,
            title="Said yes, and the rest is not known",
            because=(_left_open_words(question.prompt, is_declined=is_declined),),
            evidence=(key, *opened),
            source=SOURCE,
            technician_prompt=_("Please ask the questions that opened."),
        )


def _left_open_words(prompt: str, *, is_declined: bool) -> str:
    rest = "declined to say more" if is_declined else "was not asked the rest"
    return f"Said yes to “{prompt}” and {rest}."


def _is_a_flag(key: str) -> bool:
    return key.startswith(FLAGS) and key.count(".") == 1


def _screening() -> Mapping[str, Ask]:
    return MappingProxyType(
        {
            question.key: question
            for question in walkthrough.all_questions()
            if isinstance(question, Ask)
            and question.key.startswith("screening.")
            and question.key != "screening.anything_else"
        }
    )


def _is_known(key: str) -> bool:
    try:
        walkthrough.question(key)
    except KeyError:
        return False
    return True


def _words(key: str) -> str:
    return walkthrough.question(key).prompt.rstrip(".?")

"""What the demo answers: what the file tells, and plain practice answers to the rest.

No clinical fact is invented: without a file's word nothing urgent is said, nobody is allergic, and
what has no plain answer stays *not asked*.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.case import TalkTold, WholeCase
from app.domain.therapy_session import Value
from app.interview import adherence, medicines
from app.interview.question import Ask
from app.interview.red_flag_questions import opened_by_screening, opens
from app.interview.walkthrough import all_questions
from models.vocabulary import Channel, Reply, Speaker

PLAIN: Mapping[str, Value] = {
    "identity.channel": Channel.COUNTER.value,
    "identity.callback": "(555) 010-0142",
    "identity.place": "At home",
    "identity.name_confirmed": Reply.YES.value,
    "identity.birth_date_confirmed": Reply.YES.value,
    "identity.speaker": Speaker.PATIENT.value,
    "identity.speaker_name": "A practice representative, parent",
    "identity.alone": Reply.YES.value,
    "identity.consent": Reply.YES.value,
    "identity.language": "en",
    "identity.interpreter": "none",
    "intake.concern": "A practice session.",
    "intake.allergies": "none",
}
"""For whoever comes. A key that the page does not show is not answered."""

PLAIN_PER_MEDICINE: Mapping[str, Value] = {adherence.MISSED_DAYS.key: 0}


def wanted(case: WholeCase, talk: TalkTold | None, language: str) -> dict[str, Value]:
    """Every answer by its key, for one talk. Medicines' answers are not among them."""
    told = dict(talk.answers) if talk is not None else {}
    answers: dict[str, Value] = {**PLAIN, "identity.language": language}
    answers |= {f"screening.{name}": _screened(flags, told) for name, flags in opens().items()}
    answers |= {key: reply.value for key, reply in _unsaid().items()}
    answers |= {probe.key: Reply.NO.value for probe in medicines.PROBES}
    if case.is_child:
        answers["identity.speaker"] = Speaker.REPRESENTATIVE.value
    if case.guardian:
        answers["identity.speaker_name"] = case.guardian
    if case.has_allergies:
        answers["intake.allergies"] = "some"
    if talk is not None and talk.speaker_name:
        answers["identity.speaker_name"] = talk.speaker_name
    return answers | told


def per_medicine(talk: TalkTold | None, names: tuple[str, ...]) -> dict[str, Value]:
    """The answers about one medicine, which the file may know by any of these names."""
    if talk is None or not talk.medicines:
        return dict(PLAIN_PER_MEDICINE) if talk is None else {}
    return dict(next((talk.medicines[name] for name in names if name in talk.medicines), {}))


def _unsaid() -> dict[str, Reply]:
    """What is said where the file is silent: no to a flag, and no answer to what decides a level.

    A condition that cannot be answered counts as the more urgent one, so nothing is made milder.
    """
    replies: dict[str, Reply] = {}
    opened = {f"redflags.{red_flag}" for red_flag in opened_by_screening()}
    for question in all_questions():
        key = question.key
        if isinstance(question, Ask) and key.startswith("redflags."):
            if key in opened:
                replies[key] = Reply.NO
            elif key.count(".") > 1:
                replies[key] = Reply.DECLINED
    return replies


def _screened(flags: tuple[str, ...], told: Mapping[str, Value]) -> Value:
    """A screening question is answered by what the file says of the flags it opens."""
    said = [told.get(f"redflags.{flag}") for flag in flags]
    if Reply.YES in said:
        return Reply.YES.value
    return Reply.DECLINED.value if Reply.DECLINED in said else Reply.NO.value

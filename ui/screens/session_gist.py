"""What rail, head and side panel are drawn from, to see whether they are to be drawn anew."""

from __future__ import annotations

from app.domain.therapy_session import Answer, TherapySession
from models.vocabulary import SettledKind
from ui.reading import is_words
from ui.words import clock


def gist(picture: TherapySession) -> object:
    """Differs where an answer opens, closes or counts something; not where words grow longer.

    Where several people asked, who answered last and when stands in the rail. What else a picture
    holds changes with a save, and `Changes` says so.
    """
    several = len({talk.by for talk in picture.talks}) > 1
    answers = {
        key: (is_words(key) or answer.value, _author(answer) if several else None)
        for key, answer in picture.answers.items()
    }
    settled = sum(one.kind is SettledKind.MEDICINE for one in picture.settled)
    return picture.asks, answers, settled


def _author(answer: Answer) -> tuple[object, str]:
    return answer.by, clock(answer.at)

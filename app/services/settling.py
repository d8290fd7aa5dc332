"""Wishes to settle something, made fit to keep."""

from __future__ import annotations

from dataclasses import replace

from app.domain.settled import NEEDS_WORDS, VERDICTS, Settling
from app.domain.text import clean_note, required
from app.errors import Refused
from models.vocabulary import SettledKind
from resources.language import _

MOST_AT_ONCE = 500
MOST_IN_WORDS = 1000
MOST_SHOWN = 4000


def checked(wishes: tuple[Settling, ...], medicines: frozenset[str]) -> tuple[Settling, ...]:
    """The wishes as they are kept. Refused, all of them, where one can't be."""
    if len(wishes) > MOST_AT_ONCE:
        raise Refused(_("That is more than a session holds."))
    return tuple(_checked(wish, medicines) for wish in wishes)


def _checked(wish: Settling, medicines: frozenset[str]) -> Settling:
    if not _named(wish) or not _named(wish) <= medicines:
        raise Refused(_("This medicine is no longer in the list of this session."), wish.subject)
    if wish.verdict is None:
        return wish
    if wish.verdict not in VERDICTS[wish.kind]:
        raise Refused(_("Choose one of the answers that are offered."), wish.subject)
    words = clean_note(wish.words, "words", most=MOST_IN_WORDS)
    if wish.verdict in NEEDS_WORDS:
        words = required(words, "words", _("A reason"))
    shown = clean_note(wish.shown[:MOST_SHOWN], "shown", most=MOST_SHOWN)
    return replace(wish, words=words, shown=shown)


def _named(wish: Settling) -> frozenset[str]:
    """The medicines a wish is about."""
    subject = wish.subject
    if wish.kind is SettledKind.DIFFERENCE:
        _kind, _colon, subject = subject.partition(":")
    return frozenset(subject.split("+"))

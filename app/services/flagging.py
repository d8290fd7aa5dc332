"""Red flags in the walk: the pharmacist is asked for, calls are timed. Nothing here ever waits."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.changes import Changes, Saved
from app.domain.text import clean_note
from app.services import states
from app.services.permissions import UseCase
from app.services.work import Work
from app.store import flags
from app.store.in_hand import InHand
from models.vocabulary import Actor, CommandId, FlagId, SessionId

MOST_IN_WORDS = 2000


class Flagging:
    """The part of `api.Sessions` that is about red flags."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def raise_flag(self, session: SessionId, words: str, *, command: CommandId, by: Actor) -> Saved:
        """Get the pharmacist: raised by hand, with or without words."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.UNSIGNED)
            flags.raise_by_hand(hand, clean_note(words, "words", most=MOST_IN_WORDS))
            return Changes(flags=True)

        return self._change(UseCase.RAISE_FLAG, session, change, command=command, by=by)

    def emergency_called(
        self, session: SessionId, flag: FlagId, *, command: CommandId, by: Actor
    ) -> Saved:
        """The emergency number was called: its time is kept once."""
        return self._time(
            UseCase.EMERGENCY_CALLED, session, flag, flags.emergency_called, command, by
        )

    def pharmacist_called(
        self, session: SessionId, flag: FlagId, *, command: CommandId, by: Actor
    ) -> Saved:
        """The pharmacist was called: its time is kept once."""
        return self._time(
            UseCase.PHARMACIST_CALLED, session, flag, flags.pharmacist_called, command, by
        )

    def pharmacist_joined(
        self, session: SessionId, flag: FlagId, *, command: CommandId, by: Actor
    ) -> Saved:
        """The pharmacist came: its time is kept once."""
        return self._time(
            UseCase.PHARMACIST_JOINED, session, flag, flags.pharmacist_joined, command, by
        )

    def _time(
        self,
        use_case: UseCase,
        session: SessionId,
        flag: FlagId,
        note: Callable[[InHand, FlagId], bool],
        command: CommandId,
        by: Actor,
    ) -> Saved:
        def change(hand: InHand) -> Changes:
            return Changes(flags=note(hand, flag))

        return self._change(use_case, session, change, command=command, by=by)

    def _change(
        self,
        use_case: UseCase,
        session: SessionId,
        change: Callable[[InHand], Changes],
        *,
        seen: int | None = None,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        return self._work.change(use_case, session, change, by=by, command=command, seen=seen)

"""The signature and what follows it, as the services carry them out."""

from __future__ import annotations

from app.domain.changes import Changes, Saved
from app.domain.text import clean_line, clean_note, required
from app.domain.therapy_session import TherapySession
from app.errors import Refused, Stale
from app.services import blocking, canonical, sealing, states, summary
from app.services.noticing import Noticed, look
from app.services.permissions import UseCase
from app.services.review import Reviewing
from app.services.sealing import Signer, Statement
from app.services.values import SignatureCheck, ToSign
from app.services.work import Work, note_read
from app.store import in_hand, seals, sessions
from app.store.in_hand import InHand
from models.vocabulary import Actor, CommandId, SessionId, SessionState, SignatureMeaning
from resources.language import N_, _

MOST_IN_WORDS = 4000
MOST_IN_A_LINE = 200
ALONE = N_("collected and reviewed by the same pharmacist")


class Review(Reviewing):
    """Keeps the promise of `api.Review` on an open database, signing as who is signed in."""

    def __init__(self, work: Work, signer: Signer) -> None:
        super().__init__(work)
        self._signer = signer

    def what_is_signed(self, session: SessionId, *, by: Actor) -> ToSign:
        """The exact content, as lines to read, as bytes, and as the digest that is signed."""
        with self._work.transaction(UseCase.WHAT_IS_SIGNED, by=by, session=session, reads=True) as (
            db,
            at,
        ):
            hand = in_hand.take(db, session, by=by, at=at)
            note_read(db, "to_sign", session, patient=hand.patient, session=session)
            noticed = look(hand)
        content = canonical.as_bytes(_content(noticed))
        return ToSign(canonical.digest(content), summary.lines(noticed.session), content)

    def sign(
        self,
        session: SessionId,
        *,
        password: str,
        digest: str,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """Release this version. Refused unless what was shown is what is signed."""

        def change(hand: InHand) -> Changes:
            states.require_own_claim(hand)
            noticed = look(hand)
            _require_free(noticed)
            content = _content(noticed)
            if canonical.digest(canonical.as_bytes(content)) != digest:
                raise Stale(_("The content has changed since it was shown. Please read it again."))
            meaning, remark = SignatureMeaning.RELEASED.value, _remark(noticed.session, by)
            statement = Statement(meaning, content, password, remark=remark)
            seals.add_release(hand, self._sealed(hand, statement))
            sessions.released(hand)
            return Changes(state=True)

        return self._change(UseCase.SIGN, session, change, seen=seen, command=command, by=by)

    def withdraw(
        self, session: SessionId, reason: str, *, password: str, command: CommandId, by: Actor
    ) -> Saved:
        """Before delivery, with a signed reason: the next version is in review."""

        def change(hand: InHand) -> Changes:
            states.require(hand, SessionState.RELEASED)
            words = _words(reason, "reason", _("A reason"))
            meaning = SignatureMeaning.WITHDRAWN.value
            statement = Statement(meaning, {"words": words}, password, words)
            seals.add_withdrawal(hand, self._sealed(hand, statement))
            sessions.reopened(hand)
            return Changes(state=True)

        return self._change(UseCase.WITHDRAW, session, change, command=command, by=by)

    def add_addendum(
        self, session: SessionId, text: str, *, password: str, command: CommandId, by: Actor
    ) -> Saved:
        """A signed addition to what was signed; the old text stays readable for ever."""

        def change(hand: InHand) -> Changes:
            states.require(hand, *states.SIGNED)
            words = _words(text, "text", _("The addendum"))
            meaning = SignatureMeaning.ADDENDUM.value
            statement = Statement(meaning, {"words": words}, password, words)
            seals.add_addendum(hand, self._sealed(hand, statement))
            return Changes(state=True)

        return self._change(UseCase.ADD_ADDENDUM, session, change, command=command, by=by)

    def deliver(
        self, session: SessionId, to_whom: str, how: str, *, command: CommandId, by: Actor
    ) -> Saved:
        """The papers were handed over: to whom, and how."""

        def change(hand: InHand) -> Changes:
            states.require(hand, SessionState.RELEASED)
            whom = clean_line(to_whom, "to_whom", most=MOST_IN_A_LINE)
            way = clean_line(how, "how", most=MOST_IN_A_LINE)
            required(whom, "to_whom", _("To whom they were given"))
            required(way, "how", _("How they were given"))
            sessions.delivered(hand, to_whom=whom, how=way)
            return Changes(state=True)

        return self._change(UseCase.DELIVER, session, change, command=command, by=by)

    def close(self, session: SessionId, *, command: CommandId, by: Actor) -> Saved:
        """Nothing is left to do. Refused while a red flag stands."""

        def change(hand: InHand) -> Changes:
            if look(hand).session.is_escalated:
                raise Refused(_(states.ESCALATED))
            states.require(hand, SessionState.DELIVERED)
            sessions.closed(hand)
            return Changes(state=True)

        return self._change(UseCase.CLOSE, session, change, command=command, by=by)

    def verify(self, session: SessionId, *, by: Actor) -> tuple[SignatureCheck, ...]:
        """Every signature of the session, checked against its bytes, its key and the records."""
        with self._work.transaction(UseCase.VERIFY, by=by, session=session, reads=True) as (
            db,
            at,
        ):
            hand = in_hand.take(db, session, by=by, at=at)
            note_read(db, "signatures", session, patient=hand.patient, session=session)
            picture = look(hand).session
            return tuple(
                sealing.check(db, by.pharmacy, seal, picture) for seal in seals.seals(hand)
            )

    def _sealed(self, hand: InHand, statement: Statement) -> seals.Seal:
        return sealing.sealed(hand, statement, self._signer, self._work.database.workstation)


def _content(noticed: Noticed) -> dict[str, object]:
    return canonical.content(noticed.session, noticed.findings)


def _require_free(noticed: Noticed) -> None:
    if noticed.session.is_escalated:
        raise Refused(_(states.ESCALATED))
    for blocker in blocking.blockers(noticed.session, noticed.findings):
        raise Refused(blocker.words, blocker.where)


def _remark(session: TherapySession, by: Actor) -> str:
    """That nobody else collected is part of what is signed (`product.md` 3)."""
    others = {talk.by for talk in session.talks} - {by.person}
    return "" if others else ALONE


def _words(text: str, field: str, what: str) -> str:
    return required(clean_note(text, field, most=MOST_IN_WORDS), field, what)

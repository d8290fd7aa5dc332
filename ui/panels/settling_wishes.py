"""What a verdict of a person means for a row: the wishes to be kept, and those that undo them."""

from __future__ import annotations

from app.domain.reconciled import Proposal, Reconciliation
from app.domain.settled import Settling, pair
from app.domain.therapy_session import TherapySession
from app.rules.reconciliation.agreed import Agreed, AgreedRow, Standing
from app.rules.reconciliation.words import neutral
from models.vocabulary import SettledKind, Verdict
from resources.language import _
from ui.words import SOURCES

Pairs = tuple[tuple[Proposal, str], ...]


def wishes(now: AgreedRow, pairs: Pairs, verdict: Verdict, words: str) -> tuple[Settling, ...]:
    """All differences of a row are sent together, and explained one at a time."""
    match verdict:
        case Verdict.SENT:
            return tuple(_of_difference(one, verdict, words) for one in waiting(now))
        case Verdict.EXPLAINED:
            return tuple(_of_difference(one, verdict, words) for one in waiting(now)[:1])
        case Verdict.ONE | Verdict.TWO:
            return tuple(
                Settling(SettledKind.JOIN, pair(one.one, one.other), verdict, shown=other)
                for one, other in pairs[:1]
            )
        case _:
            return (_of_medicine(now, verdict, words),)


def go_on_agreeing(agreed: Agreed) -> tuple[Settling, ...]:
    """Every row that agrees and is in no pair goes on; what nobody knows of it is sent."""
    in_pairs = {name for one in agreed.found.proposals for name in (one.one, one.other)}
    agreeing = [
        one for one in agreed.rows if one.agrees and not one.counts and one.row.id not in in_pairs
    ]
    return tuple(
        wish for one in agreeing for wish in (*_sent(one), _of_medicine(one, Verdict.CONTINUE, ""))
    )


def _sent(now: AgreedRow) -> tuple[Settling, ...]:
    return tuple(_of_difference(one, Verdict.SENT, "") for one in now.standings if not one.counts)


def as_it_was(session: TherapySession, wanted: tuple[Settling, ...]) -> tuple[Settling, ...]:
    """The wishes that undo what is wanted."""
    told = {(one.kind, one.subject): one for one in session.settled}
    return tuple(
        told[wish.kind, wish.subject].again
        if (wish.kind, wish.subject) in told
        else Settling(wish.kind, wish.subject, None)
        for wish in wanted
    )


def asked(found: Reconciliation, now: AgreedRow) -> Pairs:
    """The pairs a row is part of, each with the other one's name."""
    names = {one.id: one.name for one in found.rows}
    return tuple(
        (one, names.get(one.other if one.one == now.row.id else one.one, ""))
        for one in found.proposals
        if now.row.id in (one.one, one.other)
    )


def waiting(now: AgreedRow) -> list[Standing]:
    """The differences of a row that are open; where none is, those that are settled."""
    standings = list(now.standings)
    return [one for one in standings if not one.counts] or standings


def question(now: AgreedRow, verdict: Verdict) -> str:
    """What is asked before a verdict that needs words."""
    if verdict is Verdict.EXPLAINED:
        found = waiting(now)[0].difference
        asks = _("{what}: why? In the patient's words where they said it.")
        return asks.format(what=_(neutral(found.kind)))
    return _("{name}: why?").format(name=now.row.name)


def row_of(wish: Settling) -> str:
    """A row that a wish is about."""
    return wish.subject.rpartition(":")[2].partition("+")[0]


def _of_difference(one: Standing, verdict: Verdict, words: str) -> Settling:
    found = one.difference
    pairs = zip(found.sources, found.values, strict=False)
    shown = "; ".join(f"{_(SOURCES[source])}: {value}" for source, value in pairs)
    return Settling(SettledKind.DIFFERENCE, found.subject, verdict, words, found.fingerprint, shown)


def _of_medicine(now: AgreedRow, verdict: Verdict, words: str) -> Settling:
    row = now.row
    return Settling(SettledKind.MEDICINE, row.id, verdict, words, row.fingerprint, row.name)

"""What may be done in which state, and the sentence for what may not (`product.md` 3)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.errors import Refused
from app.store.in_hand import InHand
from models.vocabulary import SessionState
from resources.language import N_, _

COLLECTED = (SessionState.COLLECTING, SessionState.RETURNED)
REVIEWED = (SessionState.IN_REVIEW, SessionState.CONSULTED)
UNSIGNED = (*COLLECTED, SessionState.QUEUED, *REVIEWED)
SIGNED = (SessionState.RELEASED, SessionState.DELIVERED, SessionState.CLOSED)

WHERE_IT_IS: Mapping[SessionState, str] = MappingProxyType(
    {
        SessionState.COLLECTING: N_("The technician is still collecting."),
        SessionState.RETURNED: N_("It is back with the technician, with a question."),
        SessionState.QUEUED: N_("It waits in the queue for a pharmacist."),
        SessionState.IN_REVIEW: N_("A pharmacist is reviewing it."),
        SessionState.CONSULTED: N_("The pharmacist has talked with the patient; it is in review."),
        SessionState.RELEASED: N_("It is signed. Withdraw it, or add an addendum."),
        SessionState.DELIVERED: N_("It is signed and was handed over. Add an addendum."),
        SessionState.CLOSED: N_("It is closed."),
        SessionState.VOID: N_("It was struck through."),
    }
)

ESCALATED = N_("A red flag stands. A pharmacist clears it first.")


def require(hand: InHand, *states: SessionState) -> None:
    """Refused, saying where it is, unless the session is in one of these states."""
    if hand.state not in states:
        raise Refused(_(WHERE_IT_IS[hand.state]))


def require_editable(hand: InHand) -> None:
    """Open for the technician while collecting, for its pharmacist while in review."""
    if hand.state in REVIEWED and hand.by.is_pharmacist:
        require_own_claim(hand)
    else:
        require(hand, *COLLECTED)


def require_own_claim(hand: InHand) -> None:
    """Refused unless the pharmacist at the screen is the one who reviews it."""
    require(hand, *REVIEWED)
    if hand.claimed_by != hand.by.person:
        raise Refused(_("{name} is reviewing it.").format(name=hand.claimed_by_name))

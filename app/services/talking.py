"""What is typed belongs to the talk of who types it."""

from __future__ import annotations

from app.services import states
from app.store import talks
from app.store.in_hand import InHand


def go_on(hand: InHand) -> bool:
    """While collecting, go on with one's own talk; answers whether one had to begin."""
    if hand.state in states.COLLECTED and not talks.is_going_on(hand):
        talks.begin_talk(hand)
        return True
    return False

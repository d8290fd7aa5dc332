"""Two medicines of the renin-angiotensin system: what several red flags turn on."""

from __future__ import annotations

from app.rules.facts import Facts, together, two_of
from app.rules.picture import Picture


def two_of_one_system(picture: Picture) -> Facts:
    """Two of ACE inhibitor, ARB and aliskiren; an ACE inhibitor beside sacubitril is R15's."""
    beside_sacubitril = set(together("ace_inhibitor", "arni")(picture))
    return tuple(fact for fact in two_of("raas_blocker")(picture) if fact not in beside_sacubitril)

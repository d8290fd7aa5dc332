"""A red flag that stands, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.facts import Fact
from models.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact and the level it gives. One that raises nothing stands beside those that do."""

    level: Level
    fact: Fact
    raises: bool = True


@dataclass(frozen=True, slots=True)
class Raised:
    """At least one reason that raises it. `words` are the patient's."""

    red_flag: str
    reasons: tuple[Reason, ...]
    words: str | None = None

    @property
    def level(self) -> Level:
        """The most urgent of its reasons."""
        return min((reason.level for reason in self.reasons), key=lambda level: level.rank)

    @property
    def was_denied(self) -> bool:
        """Whether its own question was answered no, and facts raise it all the same."""
        return any(not reason.raises for reason in self.reasons)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys(reason.fact for reason in self.reasons))

    @property
    def because(self) -> tuple[str, ...]:
        """Whole short sentences."""
        return tuple(dict.fromkeys(fact.words for fact in self.facts))

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids and answer keys all of it rests on."""
        return tuple(dict.fromkeys(one for fact in self.facts for one in fact.evidence))

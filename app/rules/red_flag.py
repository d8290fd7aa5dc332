"""What a red flag is, as data: its level, its conditions, and the facts that raise it."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.facts import Facts, Trigger
from app.rules.picture import Picture
from models.vocabulary import Level, Reply
from resources.language import N_

GET_THE_PHARMACIST = N_("Please get the pharmacist now.")
PHARMACIST_LOOKS = N_("The pharmacist will look at this.")


def never(_picture: Picture) -> Facts:
    """The trigger of what no fact can tell."""
    return ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked beside a flag; its answer stands under `redflags.Rxx.<name>`.

    A yes makes the flag at least `level`; `met` is the sentence a pharmacist then reads. `after`
    YES: it belongs to a flag that stands, and where the answer is declined the level is taken too.
    `after` NO: it belongs to the answer no. `known_from_facts`: facts that raise the flag tell it
    already, so it is asked after a yes only.
    """

    name: str
    met: str
    level: Level
    after: Reply = Reply.YES
    known_from_facts: bool = False


@dataclass(frozen=True, slots=True)
class Fires:
    """Facts that raise a flag by themselves, at a level."""

    level: Level
    trigger: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """One row of the catalogue.

    `level` is what a yes makes of it; `milder` the level once every condition was answered no.
    `asked_when`: facts that ask its question at once. `offered_when`: facts beside which its
    question makes sense. `about_medicine`: nothing is to be taken or changed before the pharmacist
    has spoken.
    """

    id: str
    title: str
    level: Level
    source: str
    conditions: tuple[Condition, ...] = ()
    fires: tuple[Fires, ...] = ()
    milder: Level | None = None
    asked_when: Trigger = never
    offered_when: Trigger = never
    about_medicine: bool = True

    @property
    def key(self) -> str:
        """The answer key of its question."""
        return f"redflags.{self.id}"

    @property
    def higher(self) -> Level | None:
        """The most urgent level a condition can make of it, or None where none raises it."""
        levels = [c.level for c in self.conditions if c.level.rank < self.level.rank]
        return min(levels, key=lambda level: level.rank, default=None)

    def condition_key(self, condition: Condition) -> str:
        return f"{self.key}.{condition.name}"


def prompt_for(level: Level) -> str:
    """What a technician reads for a flag of a level, and nothing more."""
    return GET_THE_PHARMACIST if level.stops else PHARMACIST_LOOKS

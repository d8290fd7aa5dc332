"""What every screen of a sign-in is given: who is here, the services, and how to ask them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.vocabulary import Actor, Role
from ui.drug_loads import DrugLoads
from ui.errands import Errands

if TYPE_CHECKING:
    from app.services.api import Desk


@dataclass(frozen=True)
class AtDesk:
    """One person at one open desk. Made at sign-in, useless after the lock.

    `loads` is the window's loading of drug files; None where none can be loaded (practice).
    """

    actor: Actor
    desk: Desk
    errands: Errands
    is_practice: bool = False
    loads: DrugLoads | None = None

    @property
    def is_manager(self) -> bool:
        return Role.MANAGER in self.actor.roles

    @property
    def is_pharmacist(self) -> bool:
        return self.actor.is_pharmacist

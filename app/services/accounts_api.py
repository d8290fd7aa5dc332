"""What the window may do before anybody is signed in, and what signing in gives it.

Light: the sign-in window imports it, and nothing of what a desk can do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from app.services.account_values import NewPerson, NewPharmacy, RecoveryKit
from models.vocabulary import Actor

if TYPE_CHECKING:
    from app.services.api import Desk

Clock: TypeAlias = Callable[[], dt.datetime]


class Accounts(Protocol):
    """Set-up, sign-in and a lost password. Usable before anything heavy is imported."""

    def is_set_up(self) -> bool: ...
    def pharmacy_name(self) -> str: ...
    def begin_set_up(self, pharmacy: NewPharmacy, people: Sequence[NewPerson]) -> RecoveryKit: ...
    def finish_set_up(self, typed_code: str) -> None: ...
    def sign_in(self, login: str, password: str) -> SignedIn: ...
    def lock(self) -> None: ...
    def recover(self, code: str, login: str, new_password: str) -> None: ...


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, their desk, and sentences they should read first."""

    actor: Actor
    desk: Desk
    warnings: tuple[str, ...] = ()

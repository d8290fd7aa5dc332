"""From a folder to the services. Light: what is heavy is imported at its first use, and only here.

The window imports this module before its first paint. SQLAlchemy, Alembic, ReportLab, the FHIR
models and the drawing of PDF pages come in through `importlib` when somebody signs in, or in
`warm_up`.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.security.vault_file import signboard
from app.services.account_values import NewPerson, NewPharmacy, RecoveryKit
from app.services.accounts_api import Accounts, SignedIn
from app.services.page_image import PageImage
from app.worker.process import Worker
from app.worker.works import Works

if TYPE_CHECKING:
    from app.domain.case import WholeCase

HEAVY = ("app.services.accounts", "app.services.opened", "app.services.pages")


def now() -> dt.datetime:
    """The moment, in the zone of this computer."""
    return dt.datetime.now().astimezone()


@dataclass(frozen=True)
class Light:
    """What is there before anybody signed in."""

    folder: Path
    accounts: Accounts
    clock: Callable[[], dt.datetime]
    works: Works

    def close(self) -> None:
        """At the end of the program: lock, and end the worker process."""
        self.accounts.lock()
        self.works.close()


def light(
    folder: Path,
    *,
    clock: Callable[[], dt.datetime] = now,
    profile: Path | None = None,
    cost: Any = None,
    works: Works | None = None,
) -> Light:
    """The accounts of a data folder.

    `cost` is the `app.security.sealing.Cost` of one password guess, less than the default only in
    tests (untyped here: its module is not light). `works` is `Here()` where no process of its own
    is wanted.
    """
    made_by = works or Worker()
    return Light(folder, LightAccounts(folder, clock, profile, cost, made_by), clock, made_by)


def warm_up() -> None:
    """Import what signing in will need. For the time after the first paint, off its thread."""
    for name in HEAVY:
        importlib.import_module(name)


def load(name: str) -> Any:
    """A module by its name, for `main.py`: the window or the errands, never both (untyped so)."""
    return importlib.import_module(name)


def read_case(path: Path, on: dt.date | None) -> WholeCase:
    """What a file tells of a whole case, for the demo."""
    case: WholeCase = importlib.import_module("app.services.cases").read_case(path, on)
    return case


def draw_pages(pdf: bytes, width: int) -> list[PageImage]:
    """The pages of a PDF as pictures, for whoever has no desk."""
    pages: list[PageImage] = importlib.import_module("app.services.pages").pictures(pdf, width)
    return pages


class LightAccounts:
    """Keeps the promise of `api.Accounts`; asks the vault alone until somebody signs in."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], dt.datetime],
        profile: Path | None,
        cost: Any,
        works: Works,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._profile = profile
        self._cost = cost
        self._works = works
        self._whole: Any = None  # app.services.accounts.Accounts, which is heavy

    def is_set_up(self) -> bool:
        """Whether people can sign in here. A database without its vault raises `Unavailable`."""
        return signboard(self._folder) is not None

    def pharmacy_name(self) -> str:
        """The pharmacy's name, for the sign-in window."""
        return signboard(self._folder) or ""

    def begin_set_up(self, pharmacy: NewPharmacy, people: Sequence[NewPerson]) -> RecoveryKit:
        """Makes the recovery kit. Nothing is usable before the code is back."""
        kit: RecoveryKit = self._accounts().begin_set_up(pharmacy, people)
        return kit

    def finish_set_up(self, typed_code: str) -> None:
        """Stores vault and database once the code has been typed back."""
        self._accounts().finish_set_up(typed_code)

    def sign_in(self, login: str, password: str) -> SignedIn:
        """Opens the database for the person, and gives them their desk."""
        opened = self._accounts().sign_in(login, password)
        self._works.warm()
        build = importlib.import_module("app.services.opened").desk
        desk = build(opened, self._accounts(), self._folder, self._clock, self._works)
        return SignedIn(opened.actor, desk, opened.warnings)

    def lock(self) -> None:
        """Drops the key and closes the database. May be called twice."""
        if self._whole is not None:
            self._whole.lock()

    def recover(self, code: str, login: str, new_password: str) -> None:
        """Gives a person a new password by the recovery code. Signs nobody in."""
        self._accounts().recover(code, login, new_password)

    def _accounts(self) -> Any:
        """The whole accounts, imported at the first need (untyped: the import is by name)."""
        if self._whole is None:
            kind = importlib.import_module("app.services.accounts").Accounts
            self._whole = kind(
                self._folder,
                self._clock,
                profile=self._profile,
                cost=self._cost,
                works=self._works,
            )
        return self._whole

"""From a right password to an open database: checked, brought up to date, written down."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused, Unavailable
from app.security import signatures
from app.security.anchors import BESIDE_DATABASE, Anchors
from app.security.signatures import PersonalSigner, Purpose
from app.security.vault import Unlocked, Vault
from app.store import accounts as store
from app.store import people
from app.store.faults import transaction, understood
from models import audit, audit_chain, audit_verify
from models.audit_chain import Anchor
from models.database import Database
from models.schema import upgrade
from models.vocabulary import Actor, AuditAction, Outcome
from resources.language import N_, _

DISABLED: Final = N_("This account has been disabled. Ask a manager.")
CHANGED_VAULT: Final = N_(
    "The vault was changed from outside Brownbag. Tell the manager: accounts may have been touched."
)
SHORTER_TRAIL: Final = N_(
    "The audit trail is not as it was last seen: the database may be an older copy. "
    "Tell the manager."
)
_EVERY: Final = 200
_log = logging.getLogger("brownbag.accounts")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a sign-in gives: who it is, the open database, their signature, and what to tell them.

    `why_no_tasks` says why nothing is delegated today, or "".
    """

    actor: Actor
    database: Database
    signer: PersonalSigner
    why_no_tasks: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything stands, and the clock."""

    folder: Path
    profile: Path
    clock: Callable[[], dt.datetime]

    @property
    def database(self) -> Path:
        return self.folder / settings.DATABASE

    def anchors(self, vault: str, data_key: bytes) -> Anchors:
        """Both anchor files of this vault."""
        return Anchors(
            [self.folder / BESIDE_DATABASE, self.profile / f"{vault}.anchor.json"], vault, data_key
        )


def open_database(place: Place, data_key: bytes) -> Database:
    """The pharmacy's database at the program's schema. Raises `Unavailable`; creates nothing."""
    with understood():
        database = Database(
            place.database, data_key, workstation=settings.workstation(place.profile)
        )
        try:
            upgrade(database)
        except BaseException:
            database.close()
            raise
    return database


def enter(place: Place, vault: Vault, unlocked: Unlocked) -> Opened:
    """Opens for the person whose password was right, and writes the sign-in down."""
    data_key = bytes(unlocked.secrets.data_key)
    database = open_database(place, data_key)
    try:
        anchors = place.anchors(vault.id(), data_key)
        opened = _admitted(place, vault, unlocked, database)
        warnings = _written_down(place, vault, unlocked, anchors, opened)
    except BaseException:
        database.close()
        raise
    return Opened(opened.actor, database, opened.signer, opened.why_no_tasks, warnings)


def follow(database: Database, anchors: Anchors) -> None:
    """Raises the anchors at every signature and every 200 rows, after the commit."""

    def watch(head: Anchor, actions: frozenset[AuditAction]) -> None:
        if AuditAction.SIGN not in actions and head.seq % _EVERY:
            return
        try:
            anchors.raise_to(head)
        except Unavailable:
            # The change is stored and must not be called unsaved; the next one raises it.
            _log.warning("the anchor could not be raised", extra={"seq": head.seq})

    database.watch(watch)


# ------------------------------------------------------------------ private


def _admitted(place: Place, vault: Vault, unlocked: Unlocked, database: Database) -> Opened:
    pharmacy, _name = vault.pharmacy()
    now = place.clock()
    with transaction(database, by=None, at=now, reads=True) as db:
        person = store.person(db, pharmacy, unlocked.person)
        keys = people.signing_keys(db, pharmacy, unlocked.person)
    if person is None or person.is_disabled:
        raise Refused(_(DISABLED), "login")
    # Not asked when it began: a clock set back must not keep anybody out.
    is_own_key = any(
        key.public_key == unlocked.public_key and key.valid_until is None for key in keys
    )
    if person.roles != unlocked.roles or not is_own_key:
        raise Refused(_("This account and the vault disagree. Ask a manager to reset it."), "login")
    is_expired = person.is_expired(now.astimezone().date())
    tasks = frozenset() if is_expired else person.tasks
    actor = Actor(
        pharmacy, person.id, person.name, person.roles, tasks, settings.workstation(place.profile)
    )
    why = _("Your credential has run out. A manager enters the renewed one.") if is_expired else ""
    return Opened(actor, database, _signer(place, vault, actor, database), why)


def _signer(place: Place, vault: Vault, actor: Actor, database: Database) -> PersonalSigner:
    def on_refusal() -> None:
        with understood():
            database.note_refused(
                AuditAction.SIGN, by=actor, at=place.clock(), object_type="password"
            )

    return PersonalSigner(vault, actor.person, place.clock, on_refusal)


def _written_down(
    place: Place, vault: Vault, unlocked: Unlocked, anchors: Anchors, opened: Opened
) -> tuple[str, ...]:
    """The sign-in in the audit, with what happened before it and what is wrong."""
    at, actor, database = place.clock(), opened.actor, opened.database
    with transaction(database, by=actor, at=at) as db:
        warnings = _alarms(db, unlocked, anchors.highest())
        _note_failures(db, vault, unlocked)
        audit.note(db, AuditAction.SIGN_IN, object_type="person", object_id=actor.person)
        head = _checkpoint(db, actor, unlocked.secrets.signing_key)
    vault.told()
    if _(SHORTER_TRAIL) not in warnings:
        anchors.raise_to(head)
        follow(database, anchors)
    return (*warnings, *([opened.why_no_tasks] if opened.why_no_tasks else []))


def _alarms(db: Session, unlocked: Unlocked, anchors: Sequence[Anchor]) -> list[str]:
    alarms = {
        CHANGED_VAULT: unlocked.is_tampered,
        SHORTER_TRAIL: not audit_verify.stands_at_anchors(db, anchors),
    }
    for kind, (words, is_wrong) in zip(("vault", "audit_event"), alarms.items(), strict=True):
        if is_wrong:
            audit.note(db, AuditAction.ALARM, object_type=kind, detail={"alarm": words})
    return [_(words) for words, is_wrong in alarms.items() if is_wrong]


def _note_failures(db: Session, vault: Vault, unlocked: Unlocked) -> None:
    for failure in unlocked.failures:
        person = vault.person_of(failure.login)
        audit.note(
            db,
            AuditAction.SIGN_IN_FAILED,
            object_type="person",
            object_id=person or "",
            outcome=Outcome.REFUSED,
            detail={"at": failure.at},
        )


def _checkpoint(db: Session, actor: Actor, signing_key: bytearray) -> Anchor:
    """The person signs where the trail stands: nobody else can rewrite what is before it."""
    head = audit.head(db, actor.workstation)
    if head is None:
        raise RuntimeError("a sign-in has just been written down")
    message = audit_chain.checkpoint_message(head)
    signature = signatures.signed(signing_key, message, Purpose.CHECKPOINT)
    audit.note(db, AuditAction.CHECKPOINT, detail={"signature": signature.hex()})
    return audit.head(db, actor.workstation) or head

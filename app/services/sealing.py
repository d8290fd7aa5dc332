"""Making a signature and checking one: what is signed, by whom, when, meaning what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.domain.therapy_session import TherapySession
from app.errors import Refused
from app.security.signatures import is_signed
from app.services import canonical
from app.services.values import SignatureCheck
from app.store import people, seals
from app.store.in_hand import InHand
from app.store.seals import Seal
from models.vocabulary import PersonId, PharmacyId, SignatureMeaning
from resources.language import _

CLOCK_TOLERANCE = dt.timedelta(minutes=5)


class Signer(Protocol):
    """Signs as the person who is signed in; the password is typed again each time."""

    def sign(self, message: bytes, password: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody puts their name to; `words` are a withdrawal's or an addendum's."""

    meaning: str
    content: Mapping[str, Any]
    password: str
    words: str = ""
    remark: str = ""


def sealed(hand: InHand, statement: Statement, signer: Signer, workstation: str) -> Seal:
    """The signature over a statement, by the person at the screen, now."""
    _require_clock(hand)
    credential = _credential(hand)
    content = canonical.as_bytes(statement.content)
    digest = canonical.digest(content)
    head = seals.audit_head(hand.db, workstation)
    message = canonical.as_bytes(
        {
            "recipe": canonical.SEAL_RECIPE,
            "session": hand.id,
            "version": hand.content_version,
            "meaning": statement.meaning,
            "remark": statement.remark,
            "digest": digest,
            "content": json.loads(content),
            "by": hand.by.person,
            "by_name": hand.by.name,
            "credential": credential,
            "workstation": workstation,
            "at": hand.at,
            "audit_head": head,
        }
    )
    signature = signer.sign(message, statement.password)
    return Seal(
        content_version=hand.content_version,
        meaning=statement.meaning,
        canonical=message,
        content_digest=digest,
        signature=signature,
        public_key=_public_key(hand, message, signature),
        audit_head=head,
        at=hand.at,
        by=hand.by.person,
        by_name=hand.by.name,
        credential=credential,
        workstation=workstation,
        words=statement.words,
    )


def check(db: Session, pharmacy: PharmacyId, seal: Seal, session: TherapySession) -> SignatureCheck:
    """Whether a signature is its owner's, over exactly these bytes, and the session still is so."""
    words = _fault(db, pharmacy, seal, session)
    if words:
        return SignatureCheck(seal.content_version, is_valid=False, words=words)
    fine = _("{meaning}: signed by {name} ({credential}), unchanged since.")
    told = fine.format(meaning=seal.meaning, name=seal.by_name, credential=seal.credential)
    return SignatureCheck(seal.content_version, is_valid=True, words=told)


def stands_over(seal: Seal, session: TherapySession) -> bool:
    """Whether a release still says of session and patient what is in the records now."""
    if not is_signed(seal.public_key, seal.canonical, seal.signature):
        return False
    content = json.loads(seal.canonical)["content"]
    return bool(
        content["session"] == canonical.session_part(session)
        and content["patient"] == canonical.patient_part(session.patient)
    )


def is_release(seal: Seal) -> bool:
    """Whether it signs a version, and not words about one."""
    return seal.meaning == SignatureMeaning.RELEASED


def _fault(db: Session, pharmacy: PharmacyId, seal: Seal, session: TherapySession) -> str:
    keys = people.signing_keys(db, pharmacy, PersonId(seal.by))
    own = any(key.public_key == seal.public_key and key.counts(seal.at) for key in keys)
    if not own:
        return _("The key of this signature was not {name}'s then.").format(name=seal.by_name)
    if not is_signed(seal.public_key, seal.canonical, seal.signature):
        return _("The signature does not match the content.")
    told = json.loads(seal.canonical)
    if not _agrees(told, seal, session):
        return _("What stands beside the signature is not what was signed.")
    is_newest = is_release(seal) and seal.content_version == session.content_version
    if is_newest and told["content"]["session"] != canonical.session_part(session):
        return _("The session was changed after it was signed.")
    return ""


def _agrees(told: Mapping[str, Any], seal: Seal, session: TherapySession) -> bool:
    beside = {
        "session": session.id,
        "version": seal.content_version,
        "meaning": seal.meaning,
        "digest": seal.content_digest,
        "by": seal.by,
        "by_name": seal.by_name,
        "credential": seal.credential,
        "workstation": seal.workstation,
        "at": seal.at,
        "audit_head": seal.audit_head,
    }
    content = canonical.as_bytes(told["content"])
    if told["content"].get("words", "") != seal.words:
        return False
    return canonical.digest(content) == seal.content_digest and all(
        told[name] == canonical.plain(value) for name, value in beside.items()
    )


def _require_clock(hand: InHand) -> None:
    if hand.at + CLOCK_TOLERANCE < hand.row.touched_at:
        raise Refused(_("This computer's clock is behind. Set it right before signing."))


def _credential(hand: InHand) -> str:
    standing = people.standing(hand.db, hand.by)
    if standing is None or not standing.credential:
        raise Refused(
            _("Your license is not entered yet. Ask the manager; it stands beside the signature.")
        )
    return standing.credential


def _public_key(hand: InHand, message: bytes, signature: bytes) -> bytes:
    """The person's key that this signature verifies with: what is stored has been checked."""
    keys = people.signing_keys(hand.db, hand.by.pharmacy, hand.by.person)
    for key in keys:
        if key.counts(hand.at) and is_signed(key.public_key, message, signature):
            return key.public_key
    raise Refused(_("Your signing key is not in the records. Ask the manager to reset it."))

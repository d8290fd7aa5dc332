"""Is the audit trail whole? Every row is read; what was changed, moved or cut off is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from models import audit, audit_chain
from models.audit_chain import Anchor
from models.tables.audit import AuditEventRow
from models.vocabulary import AuditAction

_BATCH: Final = 1000
_ROWS: Final = (
    "SELECT e.*, d.salt, d.body FROM audit_event e LEFT JOIN audit_detail d"
    " ON d.pharmacy_id = e.pharmacy_id AND d.id = e.id ORDER BY e.chain, e.seq"
)
_COLUMNS: Final = tuple(inspect(AuditEventRow).columns)

_Reader: TypeAlias = tuple[str, Callable[[Any], Any] | None]
IsSigned: TypeAlias = Callable[[UUID, bytes, bytes], bool]
"""Whether this person signed this checkpoint message; answered with the public keys."""


class Verdict(IntEnum):
    """The exit code of a verification, worst first when several hold: 2, 3, 4, 0."""

    INTACT = 0
    ALTERED = 2
    TAIL_MISSING = 3
    TAIL_NOT_PROVABLE = 4


class FaultInTrail(StrEnum):
    """What was done to a row."""

    CONTENT = "content"
    ORDER = "order"
    GAP = "gap"
    DETAIL = "detail"
    SIGNATURE = "signature"
    TAIL = "tail"
    ANCHOR = "anchor"
    TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class TrailFault:
    """One thing that is wrong, and where."""

    kind: FaultInTrail
    chain: str
    seq: int


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What a verification found. `heads` is where each chain stands."""

    verdict: Verdict
    events: int
    checkpoints: int
    heads: tuple[Anchor, ...]
    faults: tuple[TrailFault, ...]


@dataclass(slots=True)
class _Walk:
    """How far along one chain the reading has come."""

    chain: str
    seq: int = 0
    link: bytes = audit_chain.GENESIS


def verify(db: Session, key: bytes, anchors: Sequence[Anchor], is_signed: IsSigned) -> TrailReport:
    """Reads the whole trail. Changes nothing, and needs no right but to read."""
    wanted = {(anchor.chain, anchor.seq): anchor.link for anchor in anchors}
    faults = [TrailFault(FaultInTrail.TRIGGER, table, 0) for table in _tables_without_triggers(db)]
    walks: dict[str, _Walk] = {}
    events = checkpoints = 0
    readers = _readers(db.connection().dialect)
    for stored, detail in _rows(db):
        events += 1
        checkpoints += stored["action"] == AuditAction.CHECKPOINT
        walk = walks.setdefault(stored["chain"], _Walk(stored["chain"]))
        faults += _checked(stored, detail, walk, key, is_signed, readers)
        walk.seq, walk.link = stored["seq"], stored["link"]
        if wanted.pop((walk.chain, walk.seq), walk.link) != walk.link:
            faults.append(TrailFault(FaultInTrail.ANCHOR, walk.chain, walk.seq))
    faults += [TrailFault(FaultInTrail.TAIL, chain, seq) for chain, seq in wanted]
    heads = tuple(Anchor(walk.chain, walk.seq, walk.link) for walk in walks.values())
    return TrailReport(_verdict(faults, anchors, heads), events, checkpoints, heads, tuple(faults))


def stands_at_anchors(db: Session, anchors: Sequence[Anchor]) -> bool:
    """The quick question of a sign-in: does every anchor's row stand where it stood?"""
    return all(_link_at(db, anchor) == anchor.link for anchor in anchors)


def _link_at(db: Session, anchor: Anchor) -> bytes | None:
    return db.scalar(
        select(AuditEventRow.link).where(
            AuditEventRow.chain == anchor.chain, AuditEventRow.seq == anchor.seq
        )
    )


def _rows(db: Session) -> Iterator[tuple[dict[str, Any], tuple[bytes, str] | None]]:
    """Every row as the file holds it, in order. `Any`: a changed file may hold anything."""
    found = db.connection().exec_driver_sql(_ROWS, execution_options={"yield_per": _BATCH})
    for row in found.mappings():
        yield dict(row), (row["salt"], row["body"]) if row["salt"] is not None else None


def _checked(
    stored: dict[str, Any],
    detail: tuple[bytes, str] | None,
    walk: _Walk,
    key: bytes,
    is_signed: IsSigned,
    readers: Sequence[_Reader],
) -> list[TrailFault]:
    """What is wrong with one row. A row that holds what we never write is wrong in its content."""
    try:
        row = _typed(stored, readers)
        faults = [*_faults_of(row, detail, walk, key)]
        if row["action"] == AuditAction.CHECKPOINT:
            faults += _faults_of_checkpoint(row, detail, is_signed)
    except (ValueError, TypeError, KeyError, AttributeError):
        return [TrailFault(FaultInTrail.CONTENT, walk.chain, stored["seq"])]
    return faults


def _typed(stored: dict[str, Any], readers: Sequence[_Reader]) -> dict[str, Any]:
    return {name: process(stored[name]) if process else stored[name] for name, process in readers}


def _readers(dialect: Dialect) -> list[_Reader]:
    return [
        (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for column in _COLUMNS
    ]


def _faults_of(
    row: dict[str, Any], detail: tuple[bytes, str] | None, walk: _Walk, key: bytes
) -> Iterator[TrailFault]:
    chain, seq = row["chain"], row["seq"]
    if seq != walk.seq + 1:
        yield TrailFault(FaultInTrail.GAP, chain, seq)
    elif row["previous"] != walk.link:
        yield TrailFault(FaultInTrail.ORDER, chain, seq)
    if audit_chain.link(key, row["previous"], audit.described(row)) != row["link"]:
        yield TrailFault(FaultInTrail.CONTENT, chain, seq)
    digest = audit_chain.detail_digest(*detail) if detail else None
    if digest != row["detail_digest"]:
        yield TrailFault(FaultInTrail.DETAIL, chain, seq)


def _faults_of_checkpoint(
    row: dict[str, Any], detail: tuple[bytes, str] | None, is_signed: IsSigned
) -> Iterator[TrailFault]:
    signature = bytes.fromhex(json.loads(detail[1])["signature"]) if detail else b""
    before = Anchor(row["chain"], row["seq"] - 1, row["previous"])
    message = audit_chain.checkpoint_message(before)
    if row["person_id"] is None or not is_signed(row["person_id"], message, signature):
        yield TrailFault(FaultInTrail.SIGNATURE, row["chain"], row["seq"])


def _tables_without_triggers(db: Session) -> list[str]:
    """Tables whose rows could be changed by plain SQL, because somebody took the trigger away."""
    found = db.connection().exec_driver_sql(
        "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    guarded = {
        (table, verb) for table, sql in found for verb in ("UPDATE", "DELETE") if verb in sql
    }
    return [
        table
        for table in ("audit_event", "audit_detail")
        if not {(table, "UPDATE"), (table, "DELETE")} <= guarded
    ]


def _verdict(
    faults: Sequence[TrailFault], anchors: Sequence[Anchor], heads: Sequence[Anchor]
) -> Verdict:
    kinds = {fault.kind for fault in faults}
    if kinds - {FaultInTrail.TAIL}:
        return Verdict.ALTERED
    if kinds:
        return Verdict.TAIL_MISSING
    anchored = {anchor.chain for anchor in anchors}
    is_provable = all(head.chain in anchored for head in heads)
    return Verdict.INTACT if is_provable else Verdict.TAIL_NOT_PROVABLE

"""Where the audit trail stood last, written down outside the database.

A chain shows what was changed inside it, but not that its end is missing. These files do: one
beside the database, one in this computer's profile. They only ever rise.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from app.errors import Unavailable
from app.security import sealing
from models.audit_chain import Anchor
from models.durable import write_durably
from models.faults import FaultKind, StorageFault, kind_of

BESIDE_DATABASE: Final = "audit-anchor.json"


class Anchors:
    """The anchors of one vault's database, authenticated under its data key."""

    def __init__(self, paths: Sequence[Path], vault: str, data_key: bytes) -> None:
        self._paths = tuple(paths)
        self._vault = vault
        self._key = sealing.derive(data_key, "audit anchor")

    def highest(self) -> tuple[Anchor, ...]:
        """The highest anchor of each chain, of all files that are whole; none if there is none."""
        best: dict[str, Anchor] = {}
        for anchor in (anchor for path in self._paths for anchor in self._read(path)):
            if anchor.chain not in best or anchor.seq > best[anchor.chain].seq:
                best[anchor.chain] = anchor
        return tuple(best.values())

    def raise_to(self, anchor: Anchor) -> None:
        """Writes down that the chain has come this far. A lower one changes nothing."""
        for path in self._paths:
            known = {old.chain: old for old in self._read(path)}
            before = known.get(anchor.chain)
            if before is None or before.seq < anchor.seq:
                self._write(path, [*({**known, anchor.chain: anchor}.values())])

    def _read(self, path: Path) -> list[Anchor]:
        try:
            data: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
            content: dict[str, Any] = {"vault": data.get("vault"), "anchors": data.get("anchors")}
            mac = sealing.authenticate(self._key, content)
            if content["vault"] != self._vault or not hmac.compare_digest(mac, str(data["mac"])):
                return []
            return [
                Anchor(str(chain), int(seq), bytes.fromhex(link))
                for chain, seq, link in content["anchors"]
            ]
        except OSError as error:
            raise _unavailable(error) from error
        except (ValueError, KeyError, TypeError, AttributeError):
            return []

    def _write(self, path: Path, anchors: Sequence[Anchor]) -> None:
        content: dict[str, Any] = {
            "vault": self._vault,
            "anchors": [[anchor.chain, anchor.seq, anchor.link.hex()] for anchor in anchors],
        }
        whole = {**content, "mac": sealing.authenticate(self._key, content)}
        try:
            write_durably(path, json.dumps(whole, indent=1).encode())
        except OSError as error:
            raise _unavailable(error) from error


def _unavailable(error: OSError) -> Unavailable:
    fault = StorageFault(kind_of(error) or FaultKind.IO)
    return Unavailable(fault.message, fault.remedy)

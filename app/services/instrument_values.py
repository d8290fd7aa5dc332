"""What the window is told of an instrument before it is kept. Light."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.instrument import Instrument, NotSupported


@dataclass(frozen=True, slots=True)
class InstrumentReport:
    """What a file says; nothing was kept yet. `source` are its bytes, to be kept as they are.

    `unsupported` is everything in it that is not carried out. `replaces` are the versions in use
    whose place it would take; `is_known`: this very file is in use already.
    """

    instrument: Instrument
    unsupported: tuple[NotSupported, ...]
    source: bytes
    replaces: tuple[str, ...] = ()
    is_known: bool = False
    questions: int = 0

"""The lines of a big text file, one chunk in memory at a time, and the rows nobody could use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import BinaryIO

from app.errors import Refused
from resources.language import _

CHUNK = 1 << 16
LONGEST_LINE = 64 * 1024
MOST_BYTES = 2 * 1024**3
MOST_KEPT = 1000
MOST_DAMAGED = 20
_USUAL = bytes(range(0x20, 0x7F)) + b"\n"

Told = Callable[[int], None]
"""Called with the number of bytes just read; may raise to stop the reading."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was left out. `line` counts from 1; the reason never quotes the row."""

    file: str
    line: int
    reason: str


@dataclass(slots=True)
class Rows:
    """The rows of one file as they are counted: read, and rejected with reasons.

    Only the first thousand rejected ones are kept to be shown; all are counted.
    """

    file: str
    read: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    in_windows_1252: int = 0
    last_line: int = 0
    is_cut: bool = False

    def reject(self, line: int, reason: str) -> None:
        """Leave a row out."""
        self.reasons[reason] += 1
        if line == self.last_line and self.is_cut:
            raise Refused(_("{file} ends in the middle of a row: it was cut off.").format(
                file=self.file
            ))  # fmt: skip
        if len(self.rejected) < MOST_KEPT:
            self.rejected.append(RejectedRow(self.file, line, reason))

    @property
    def rejected_count(self) -> int:
        return sum(self.reasons.values())

    def check(self) -> None:
        """Refuse a file of which more than a tenth is no use: it is damaged, or something else."""
        lost = self.rejected_count
        if lost > MOST_DAMAGED and lost * 10 > self.read:
            most, _count = self.reasons.most_common(1)[0]
            raise Refused(
                _("{file} is damaged, or is no such file: {lost} of {read} rows cannot be read. "
                  "The most frequent reason: {reason}").format(
                    file=self.file, lost=f"{lost:,}", read=f"{self.read:,}", reason=most
                )
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file, with LF between them; the first one has this number."""

    first: int
    text: bytes

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """Each line with its number; blank lines are passed over."""
        lines = enumerate(self.text.split(b"\n"), self.first)
        return ((number, line) for number, line in lines if line)

    def whole(self, separators: int) -> list[str] | None:
        """The lines as text where every one has so many pipes and nothing is wrong with any."""
        try:
            text = self.text.decode()
        except UnicodeDecodeError:
            return None
        lines = text.split("\n")
        if set(map(str.count, lines, repeat("|"))) != {separators}:
            return None
        unusual = self.text.translate(None, _USUAL)
        return lines if not unusual or unusual.decode().isprintable() else None


def blocks(stream: BinaryIO, rows: Rows, told: Told) -> Iterator[Block]:
    """A file in blocks of whole lines, whatever ends them (LF, CRLF, CR).

    Raises Refused for a line over 64 KiB and for more than 2 GiB.
    """
    first, tail, total = 1, b"", 0
    while chunk := stream.read(CHUNK):
        told(len(chunk))
        total += len(chunk)
        if total > MOST_BYTES:
            raise Refused(_("{file} is larger than 2 GiB.").format(file=rows.file))
        text = tail + chunk
        held = b""
        if b"\r" in text:
            held = b"\r" if text.endswith(b"\r") else b""
            text = text[: len(text) - len(held)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        whole, end, rest = text.rpartition(b"\n")
        tail = rest + held
        if len(tail) > LONGEST_LINE:
            raise Refused(_("{file} is no list of rows: a line never ends.").format(file=rows.file))
        if end:
            count = whole.count(b"\n") + 1
            rows.read += count - _blank(whole)
            yield Block(first, whole)
            first += count
    tail = tail.rstrip(b"\r")
    if tail:
        rows.read += 1
        rows.last_line, rows.is_cut = first, True
        yield Block(first, tail)


def _blank(text: bytes) -> int:
    """How many of its lines are blank."""
    if b"\n\n" in text or text[:1] in (b"", b"\n") or text[-1:] == b"\n":
        return text.split(b"\n").count(b"")
    return 0


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, bytes]]:
    """Every line with its number; blank lines are passed over."""
    for block in blocks:
        yield from block.numbered()

"""Answer keys of an instrument: which asking of it, which item, in which of its repetitions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from app.domain.instrument import AskedId

PREFIX = "instrument."
_PATH = re.compile(r"([1-9][0-9]{0,3}(\.[1-9][0-9]{0,3})*)?", re.ASCII)
_ID = 36


@dataclass(frozen=True, slots=True)
class Key:
    """`path` numbers the repetition of each repeating item around it, the outermost first.

    `is_list`: not the answer itself, but which repetitions of the item there are.
    """

    asked: AskedId
    link_id: str
    path: tuple[int, ...] = ()
    is_list: bool = False

    def __str__(self) -> str:
        path = ".".join(str(number) for number in self.path)
        return f"{PREFIX}{self.asked}.{self.link_id}@{path}{'*' if self.is_list else ''}"


def is_instrument_key(key: str) -> bool:
    """Whether an answer belongs to an instrument."""
    return key.startswith(PREFIX)


def parsed(key: str) -> Key | None:
    """The parts of a key; None where it is none of an instrument."""
    rest = key.removeprefix(PREFIX)
    if rest == key or rest[_ID : _ID + 1] != ".":
        return None
    link_id, _at, path = rest[_ID + 1 :].rpartition("@")
    is_list = path.endswith("*")
    path = path.removesuffix("*")
    try:
        asked = AskedId(UUID(rest[:_ID]))
    except ValueError:
        return None
    if not _at or not _PATH.fullmatch(path):
        return None
    return Key(asked, link_id, tuple(int(part) for part in path.split(".") if part), is_list)

"""The entries of a file: found by what refers to them, and validated once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.domain.patient import Identifier
from app.interchange import validation
from app.interchange.fields import Node, NotRead, many, text
from app.interchange.incoming import Unreadable
from resources.language import N_, _

HISTORY = re.compile(r"/_history/[^/]*$")
RELATIVE = re.compile(r"[A-Z][A-Za-z]{2,60}/[A-Za-z0-9.\-]{1,64}")
NOT_HERE = N_("it refers to something that is not in this file")
ELSEWHERE = N_("it refers to another computer, and nothing is ever fetched from there")
NOT_THE_PATIENT = N_("it is not about the patient of this file")
ENTERED_IN_ERROR = "entered-in-error"


@dataclass(slots=True)
class Entry:
    """One resource and where it stood, counted from 1."""

    number: int
    kind: str
    resource: Node
    full_url: str | None = None
    is_valid: bool | None = None
    key: str = ""

    @property
    def where(self) -> str:
        return _("{kind}, entry {number}").format(kind=self.kind, number=self.number)


@dataclass(slots=True)
class Case:
    """The file while it is being read. Nothing in it outlives the reading."""

    entries: list[Entry]
    unreadable: list[Unreadable] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    withdrawn: list[str] = field(default_factory=list)
    patient: Entry | None = None
    progress: Callable[[int, int], None] | None = None
    _by_url: dict[str, Entry] = field(default_factory=dict)
    _by_identifier: dict[tuple[str, Identifier], list[Entry]] = field(default_factory=dict)
    _seen: int = 0

    def __post_init__(self) -> None:
        for entry in self.entries:
            for name in _names(entry):
                self._by_url.setdefault(name, entry)
            for identifier in identifiers(entry.resource):
                self._by_identifier.setdefault((entry.kind, identifier), []).append(entry)

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The entries of these types that are valid, each validated once."""
        for entry in self.entries:
            if entry.kind in kinds and self.is_valid(entry):
                yield entry

    def is_valid(self, entry: Entry) -> bool:
        if entry.is_valid is None:
            self._count()
            try:
                entry.resource = validation.validate(entry.resource)
                entry.is_valid = True
            except NotRead as fault:
                entry.is_valid = False
                self.put_aside(entry, fault)
        return entry.is_valid

    def put_aside(self, entry: Entry, fault: NotRead) -> None:
        """Lists a resource, or a part of it, as unreadable."""
        reason = f"{fault.path}: {fault.reason}." if fault.path else f"{fault.reason}."
        self.unreadable.append(Unreadable(entry.where, reason[:1].upper() + reason[1:]))

    def ignore(self, entry: Entry) -> None:
        self.ignored[entry.kind] += 1

    def is_withdrawn(self, entry: Entry) -> bool:
        """Whether the sender took it back; then it is noted under its key."""
        status = entry.resource.get("status")
        verification = entry.resource.get("verificationStatus")
        codings = verification.get("coding") if isinstance(verification, dict) else None
        said = [part.get("code") for part in codings or () if isinstance(part, dict)]
        if ENTERED_IN_ERROR in (status, *said):
            self.withdrawn.append(entry.key)
            return True
        return False

    # ------------------------------------------------------------------ references

    def resolve(self, reference: Node, inside: Entry, path: str) -> tuple[Entry, Node]:
        """What a reference points at: entry and resource. NotRead where it is not in the file."""
        target = text(reference, "reference", most=2000)
        if target is None:
            raise NotRead(path, _(NOT_HERE))
        if target.startswith("#"):
            return inside, _contained(inside, target[1:], path)
        found = self._by_url.get(HISTORY.sub("", target)) or self._by_query(target)
        if found is None:
            elsewhere = "://" in target
            raise NotRead(path, _(ELSEWHERE) if elsewhere else _(NOT_HERE))
        if not self.is_valid(found):
            raise NotRead(path, _("it refers to something that could not be read"))
        return found, found.resource

    def must_be_the_patients(self, entry: Entry, name: str) -> None:
        """NotRead where a resource is about nobody in the file, or about somebody else."""
        reference = entry.resource.get(name)
        if not isinstance(reference, dict):
            raise NotRead(name, _(NOT_THE_PATIENT))
        target, _resource = self.resolve(reference, entry, name)
        if target is not self.patient:
            raise NotRead(name, _(NOT_THE_PATIENT))

    def bearers(self, kind: str, identifier: Identifier) -> int:
        """How many entries of a type bear an identifier."""
        return len(self._by_identifier.get((kind, identifier), ()))

    def _by_query(self, target: str) -> Entry | None:
        kind, asked, value = target.partition("?identifier=")
        system, bar, number = unquote(value).partition("|")
        if not (asked and bar):
            return None
        found = self._by_identifier.get((kind, Identifier(system, number)), [])
        return found[0] if len(found) == 1 else None

    def _count(self) -> None:
        self._seen += 1
        if self.progress is not None and self._seen % 25 == 1:
            self.progress(min(self._seen, len(self.entries)), len(self.entries))


def identifiers(resource: Node) -> Iterator[Identifier]:
    """The identifiers of a resource that say who gave them; unreadable ones are passed over."""
    try:
        for part in many(resource, "identifier"):
            system, value = text(part, "system"), text(part, "value")
            if system and value:
                yield Identifier(system, value)
    except NotRead:
        return


def _names(entry: Entry) -> Iterator[str]:
    if entry.full_url:
        yield HISTORY.sub("", entry.full_url)
        tail = "/".join(HISTORY.sub("", entry.full_url).split("/")[-2:])
        if RELATIVE.fullmatch(tail):
            yield tail
    own = entry.resource.get("id")
    if isinstance(own, str) and own:
        yield f"{entry.kind}/{own}"


def _contained(entry: Entry, name: str, path: str) -> Node:
    for part in many(entry.resource, "contained"):
        if part.get("id") == name:
            return part
    raise NotRead(path, _(NOT_HERE))

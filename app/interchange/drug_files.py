"""The drug files behind a path: a folder, a zip, or one file (gzipped or not), told apart.

A zip is read in place: nothing is ever unpacked to the disk. Its names and sizes are looked at
before anything is read, and its checksums while it is.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from app.errors import Refused, Unavailable
from app.interchange import rxnorm
from app.interchange.drug_lines import MOST_BYTES, Rows, blocks
from app.interchange.drug_parts import (
    MAIN,
    MOST_OF_A_FIRST_LINE,
    RRF,
    Kind,
    Part,
    Release,
    Role,
    day_in_name,
    other_list,
    role_of,
    role_of_rrf,
)
from resources.language import _

MOST_RATIO = 100
MOST_MEMBERS = 2000
SMALL = 1 << 20
"""A member under this size may be packed as tightly as it likes."""
BUFFER = 1 << 20
_TEXT = (".txt", ".tsv", ".csv", ".rrf", ".gz", "")
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A file somewhere: where it stands, how deep, and how to read it."""

    name: str
    place: str
    depth: int
    size: int
    modified: dt.date | None
    open: Callable[[], BinaryIO]


def releases(path: Path) -> tuple[Release, ...]:
    """What can be loaded from a path. Raises Refused with the reason where there is nothing."""
    try:
        if path.is_dir():
            return _releases(list(_in_folder(path)), path.name)
        if not path.is_file():
            raise Refused(_("There is no file or folder of this name."))
        if zipfile.is_zipfile(path):
            return _releases(list(_in_zip(path)), path.name)
        return _from_one_file(path)
    except OSError as wrong:
        raise Unavailable(
            _("The file cannot be read."), _("Check that it is there and may be read by you.")
        ) from wrong


def is_for_us(path: Path) -> bool:
    """Whether somebody means a drug file: a folder, a zip, a known list. Reads one line at most."""
    try:
        if path.is_dir() or RRF.match(path.name):
            return True
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            if stream.read(4) == b"PK\x03\x04":
                return True
        one = _on_disk(path, 0)
        return _role(one) is not None or _other(one)
    except (OSError, Refused):
        return False


def _from_one_file(path: Path) -> tuple[Release, ...]:
    """One file, with the other parts of its release where they lie beside it."""
    one = _on_disk(path, 0)
    role = _role(one)
    if role is None:
        raise Refused(_why_not(one))
    beside = (_on_disk(other, 0) for other in sorted(path.parent.iterdir()) if other != path)
    family = [(role, one)] + [
        (other_role, other)
        for other in beside
        if (other_role := _role_beside(role, one.name, other)) is not None
    ]
    return _grouped(family, path.parent.name)


def _role_beside(role: Role, name: str, other: _Found) -> Role | None:
    """The role of a file that is named like the chosen one, but for the part it is."""
    wanted = role_of_rrf(other.name) if RRF.match(name) else None
    if wanted is None and role in (
        Role.PRODUCTS, Role.PACKAGES, Role.UNFINISHED_PRODUCTS, Role.UNFINISHED_PACKAGES,
        Role.TERMS, Role.TERMS_INGREDIENTS,
    ):  # fmt: skip
        wanted = _role(other) if _plain(other.name) == _plain(name) else None
    same_kind = wanted is not None and wanted.kind is role.kind and wanted is not role
    return wanted if same_kind and _plain(other.name) == _plain(name) else None


def _plain(name: str) -> str:
    """A name without what tells its part: equal for the files of one release."""
    plain = name.lower().removesuffix(".gz")
    found = RRF.match(name)
    if found is not None:
        return plain.removeprefix(found[1].lower())
    for word in ("ingredients", "product", "package"):
        plain = plain.replace(word, "")
    return plain


def _releases(found: list[_Found], name: str) -> tuple[Release, ...]:
    """The releases among many files: the one that stands highest of each part."""
    known = [(role, one) for one in found if (role := _role(one)) is not None]
    if not known:
        lists = {listed for one in found if (listed := other_list(_first_line(one))) is not None}
        if len(lists) == 1:
            raise Refused(_why_not_list(name, lists.pop()))
        raise Refused(_("There are no files of RxNorm, RxTerms or the NDC directory in it."))
    highest: dict[Role, int] = {}
    for role, one in known:
        highest[role] = min(highest.get(role, one.depth), one.depth)
    return _grouped([(r, one) for r, one in known if one.depth == highest[r]], name)


def _grouped(known: Iterable[tuple[Role, _Found]], name: str) -> tuple[Release, ...]:
    by_role: dict[Role, list[_Found]] = defaultdict(list)
    for role, one in known:
        by_role[role].append(one)
    for role, several in by_role.items():
        if len(several) > 1:
            names = ", ".join(one.name for one in several[:5])
            raise Refused(
                _("Several files could be {part}: {names}. Please choose one of them.").format(
                    part=role, names=names
                )
            )
    by_kind: dict[Kind, list[Part]] = defaultdict(list)
    for role in Role:
        for one in by_role[role]:
            part = Part(role, one.name, one.size, one.open, one.modified)
            by_kind[role.kind].append(part)
    return tuple(_whole(kind, parts, name) for kind, parts in by_kind.items())


def _whole(kind: Kind, parts: list[Part], name: str) -> Release:
    main = next((part for part in parts if part.role is MAIN[kind]), None)
    if main is None:
        raise Refused(
            _("{part} is read together with {main}, which is not beside it.").format(
                part=parts[0].name, main=MAIN[kind]
            )
        )
    return Release(kind, tuple(parts), _day(main, parts, name))


def _day(main: Part, parts: Iterable[Part], name: str) -> dt.date | None:
    """From the names; else from RxNorm's list of sources; else when FDA packed the directory."""
    named = day_in_name(main.name) or day_in_name(name)
    if named is not None:
        return named
    for part in parts:
        if part.role is Role.SOURCES:
            with part.open() as stream:
                return rxnorm.release_day(blocks(stream, Rows(part.name), lambda _count: None))
    return main.modified if main.role.kind in (Kind.NDC, Kind.UNFINISHED) else None


def _role(one: _Found) -> Role | None:
    if RRF.match(one.name):
        return role_of_rrf(one.name)
    if PurePosixPath(one.name.lower()).suffix not in _TEXT:
        return None
    return role_of(_first_line(one))


def _other(one: _Found) -> bool:
    return other_list(_first_line(one)) is not None


def _why_not(one: _Found) -> str:
    first = _first_line(one)
    listed = other_list(first)
    if listed is not None:
        return _why_not_list(one.name, listed)
    if first.startswith(b"PK\x03\x04"):
        return _("{file} is a zip that was cut off: it has no end.").format(file=one.name)
    return _("{file} is no file of RxNorm, RxTerms or the NDC directory.").format(file=one.name)


def _why_not_list(name: str, listed: str) -> str:
    words = _("{file} is {list}. Brownbag takes RxNorm, RxTerms and the NDC directory.")
    return words.format(file=name, list=_(listed))


def _first_line(one: _Found) -> bytes:
    with one.open() as stream:
        start = stream.read(MOST_OF_A_FIRST_LINE)
    return start.replace(b"\r", b"\n").split(b"\n", 1)[0]


def _in_folder(folder: Path, depth: int = 0) -> Iterator[_Found]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and depth < _DEPTH:
            yield from _in_folder(path, depth + 1)
        elif path.is_file():
            yield _on_disk(path, depth)


def _on_disk(path: Path, depth: int) -> _Found:
    told = path.stat()
    modified = dt.date.fromtimestamp(told.st_mtime)
    opens = partial(_open_gzip if path.suffix.lower() == ".gz" else _open_plain, path)
    return _Found(path.name, str(path), depth, told.st_size, modified, opens)


def _open_plain(path: Path) -> BinaryIO:
    return cast(BinaryIO, path.open("rb"))


def _open_gzip(path: Path) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Watched(gzip.open(path), path), BUFFER))


def _in_zip(path: Path) -> Iterator[_Found]:
    """The files of a zip, after all its names and sizes were looked at."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as wrong:
        raise Refused(_("This zip is damaged or cut off.")) from wrong
    if len(members) > MOST_MEMBERS:
        raise Refused(_("This zip holds too many files to be a release of drug files."))
    for member in members:
        _check_member(member)
    for member in members:
        if not member.is_dir():
            place = PurePosixPath(member.filename)
            modified = dt.date(*member.date_time[:3]) if _has_day(member) else None
            yield _Found(
                place.name, member.filename, len(place.parts) - 1, member.file_size, modified,
                partial(_open_member, path, member.filename),
            )  # fmt: skip


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise Refused(_("This zip holds names that lead out of it. It is not from NLM or FDA."))
    if member.flag_bits & 0x1:
        raise Refused(_("This zip is locked with a password."))
    if member.file_size > MOST_BYTES:
        raise Refused(_("This zip would unpack to more than 2 GiB."))
    if member.file_size > max(SMALL, MOST_RATIO * member.compress_size):
        raise Refused(_("This zip unpacks to far more than lists of names do. It is not read."))


def _has_day(member: zipfile.ZipInfo) -> bool:
    year, month, day = member.date_time[:3]
    return year > 1990 and 1 <= month <= 12 and 1 <= day <= 31


def _open_member(path: Path, name: str) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    return cast(BinaryIO, io.BufferedReader(_Watched(archive.open(name), path, archive), BUFFER))


class _Watched(io.RawIOBase):
    """A packed stream whose faults are told in words, and which ends where too much comes out."""

    def __init__(self, stream: object, path: Path, archive: zipfile.ZipFile | None = None) -> None:
        super().__init__()
        self._stream = cast(BinaryIO, stream)
        self._archive = archive
        self._most = max(SMALL, path.stat().st_size * MOST_RATIO)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the buffer protocol has no type
        try:
            data = self._stream.read(len(view))
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError) as wrong:
            raise Refused(
                _("The file is damaged or cut off: its checksum does not fit.")
            ) from wrong
        except Exception as wrong:
            if type(wrong).__module__ in ("zlib", "lzma", "bz2"):
                raise Refused(_("The file is damaged: it cannot be unpacked.")) from wrong
            raise
        self._count += len(data)
        if self._count > self._most:
            raise Refused(_("The file unpacks to far more than lists of names do. It is not read."))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._archive is not None:
                self._archive.close()
        super().close()

"""A TrueType file from a few polygons: no more than ReportLab needs to embed it."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[int, int]
Contour: TypeAlias = Sequence[Point]

UNITS_PER_EM = 1000
ASCENT, DESCENT = 950, -290
MAGIC = 0x5F0F3CF5
ON_CURVE = 0x01
END_OF_CODES = 0xFFFF


@dataclass(frozen=True, slots=True)
class Shape:
    """One sign: outer contours clockwise, holes the other way round, in 1000 units to the em."""

    width: int
    contours: tuple[Contour, ...]


def font_file(name: str, shapes: Mapping[int, Shape]) -> bytes:
    """A TrueType font with these shapes by their code points, all of the basic plane."""
    codes = sorted(shapes)
    drawn = [Shape(500, ()), *(shapes[code] for code in codes)]
    glyphs = [_glyph(shape) for shape in drawn]
    tables = {
        b"cmap": _cmap(codes),
        b"glyf": b"".join(glyphs),
        b"head": _head(),
        b"hhea": _hhea(len(drawn)),
        b"hmtx": b"".join(struct.pack(">Hh", shape.width, 0) for shape in drawn),
        b"loca": _loca(glyphs),
        b"maxp": struct.pack(">15H", 1, 0, len(drawn), 64, 8, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(name),
        b"post": struct.pack(">2H12s4L", 3, 0, bytes(12), 0, 0, 0, 0),
    }
    return _with_directory(tables)


def _head() -> bytes:
    box = (0, DESCENT, UNITS_PER_EM, ASCENT)
    return struct.pack(
        ">2H2H2L2H2Q4h2H3h", 1, 0, 1, 0, 0, MAGIC, 0, UNITS_PER_EM, 0, 0, *box, 0, 8, 2, 1, 0
    )


def _hhea(count: int) -> bytes:
    return struct.pack(">2H3hH11hH", 1, 0, ASCENT, DESCENT, 0, UNITS_PER_EM, *([0] * 11), count)


def _glyph(shape: Shape) -> bytes:
    points = [point for contour in shape.contours for point in contour]
    if not points:
        return b""
    ends, count = [], 0
    for contour in shape.contours:
        count += len(contour)
        ends.append(count - 1)
    across, up = [x for x, _ in points], [y for _, y in points]
    header = struct.pack(">h4h", len(ends), min(across), min(up), max(across), max(up))
    body = struct.pack(f">{len(ends)}HH", *ends, 0) + bytes([ON_CURVE]) * len(points)
    body += _steps(across) + _steps(up)
    return _padded(header + body)


def _steps(values: Sequence[int]) -> bytes:
    steps = [after - before for before, after in zip([0, *values], values, strict=False)]
    return struct.pack(f">{len(steps)}h", *steps)


def _loca(glyphs: Sequence[bytes]) -> bytes:
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    return struct.pack(f">{len(offsets)}L", *offsets)


def _cmap(codes: Sequence[int]) -> bytes:
    """One segment for each code (format 4), and the last one that ends every table."""
    ends = [*codes, END_OF_CODES]
    deltas = [(index + 1 - code) & 0xFFFF for index, code in enumerate(codes)] + [1]
    count = len(ends)
    table = struct.pack(">4H", count * 2, 0, 0, 0)
    table += struct.pack(f">{count}HH{count}H", *ends, 0, *ends)
    table += struct.pack(f">{count}H{count}H", *deltas, *([0] * count))
    return struct.pack(">4HL3H", 0, 1, 3, 1, 12, 4, len(table) + 6, 0) + table


def _name(name: str) -> bytes:
    text = name.encode("utf-16-be")
    kinds = (1, 2, 3, 4, 6)
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, kind, len(text), 0) for kind in kinds)
    return struct.pack(">3H", 0, len(kinds), 6 + len(records)) + records + text


def _with_directory(tables: Mapping[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">L4H", 0x00010000, len(tables), 128, 3, 16), b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4s3L", tag, 0, offset + len(body), len(data))
        body += _padded(data)
    return directory + body


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)

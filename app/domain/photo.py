"""What a photo must be before it is kept: a small JPEG that carries a picture and nothing else."""

from __future__ import annotations

MOST_BYTES = 512 * 1024
_START, _END_OF_HEADERS, _JFIF = b"\xff\xd8", 0xDA, 0xE0
_TELLS = frozenset({*range(0xE1, 0xF0), 0xFE})
"""Segments that may tell where and by whom it was taken: EXIF, XMP, comments and the like."""


def is_plain_jpeg(data: bytes) -> bool:
    """Whether it is a JPEG within the limit, without a segment that tells anything beside it."""
    if len(data) > MOST_BYTES or not data.startswith(_START):
        return False
    at = len(_START)
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind in _TELLS:
            return False
        if kind == _END_OF_HEADERS:
            return True
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return False

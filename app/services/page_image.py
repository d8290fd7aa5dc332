"""A page as a picture. Light: the recovery kit is shown before anybody signed in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page drawn: 4 bytes a pixel (blue, green, red, alpha), rows without padding."""

    width: int
    height: int
    bgra: bytes

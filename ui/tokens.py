"""The tokens of the visual language as plain tables: colours by mode, type, shapes, window colours.

No Qt here, so that tests and tools can compute with them. `PAIRS` names which ink is ever drawn on
which ground; a test computes the contrast of each in both modes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "canvas": "#F1F4F4",
        "surface": "#FFFFFF",
        "sunken": "#E7ECED",
        "line": "#D2DADC",
        "edge": "#76858B",
        "ink": "#15232A",
        "muted": "#4A5A62",
        "accent": "#125E75",
        "accent_down": "#0D4959",
        "accent_tint": "#E0EFF3",
        "on_accent": "#FFFFFF",
        "danger": "#B3261E",
        "danger_fill": "#B3261E",
        "danger_tint": "#FCE9E7",
        "on_danger": "#FFFFFF",
        "urgent": "#923C00",
        "urgent_tint": "#FFECDF",
        "warn": "#665200",
        "warn_tint": "#FAF1CD",
        "ok": "#1F6B3B",
        "ok_tint": "#E2F3E7",
        "info": "#3A5363",
        "info_tint": "#E6EDF1",
        "paper": "#FFFFFF",
        "paper_ink": "#15232A",
        "kraft": "#C79A6B",
    }
)

DARK: Mapping[str, str] = MappingProxyType(
    {
        "canvas": "#0F171B",
        "surface": "#182429",
        "sunken": "#213037",
        "line": "#33444C",
        "edge": "#82949C",
        "ink": "#E8EFF1",
        "muted": "#AABAC0",
        "accent": "#74C5D9",
        "accent_down": "#9AD8E7",
        "accent_tint": "#173944",
        "on_accent": "#06222B",
        "danger": "#FF9A91",
        "danger_fill": "#B3261E",
        "danger_tint": "#401C1A",
        "on_danger": "#FFFFFF",
        "urgent": "#FFB586",
        "urgent_tint": "#3D2615",
        "warn": "#E8D272",
        "warn_tint": "#352E10",
        "ok": "#86D69E",
        "ok_tint": "#143324",
        "info": "#AEC8D5",
        "info_tint": "#20323B",
        "paper": "#FFFFFF",
        "paper_ink": "#15232A",
        "kraft": "#C79A6B",
    }
)

WINDOWS: Mapping[str, str] = MappingProxyType(
    {"A": "#3F4E94", "B": "#74407A", "C": "#4C6527", "D": "#6E4B32"}
)
"""The colour of the stripe of each patient's window; its letter stands on it in white."""

TYPE: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "small": (13, 400),
        "small_strong": (13, 700),
        "body": (15, 400),
        "strong": (15, 700),
        "title": (18, 700),
        "heading": (22, 700),
        "display": (30, 700),
        "alarm": (42, 700),
    }
)
"""Role: (pixels at 100 %, weight)."""

TONES = ("danger", "urgent", "warn", "ok", "info", "accent")
"""The tones that have a tint of their own."""

_GROUNDS = ("canvas", "surface", "sunken")

PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, 4.5) for ink in ("ink", "muted", "accent") for ground in _GROUNDS),
    *((tone, ground, 4.5) for tone in TONES for ground in ("surface", "canvas", f"{tone}_tint")),
    *(("ink", f"{tone}_tint", 4.5) for tone in TONES),
    *(("muted", f"{tone}_tint", 4.5) for tone in ("accent", "info", "warn", "danger", "urgent")),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_down", 4.5),
    ("on_danger", "danger_fill", 4.5),
    ("paper_ink", "paper", 4.5),
    ("edge", "surface", 3.0),
    ("edge", "canvas", 3.0),
    ("accent", "surface", 3.0),
    ("accent", "accent_tint", 3.0),
    ("danger_fill", "canvas", 1.5),
)
"""(ink, ground, least contrast): 4.5 for words, 3 for lines that carry meaning (WCAG 2)."""


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two hex colours, 1 to 21, in either order."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

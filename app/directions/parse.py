"""What the words of a label say. Any text is taken; what is not understood is left over, marked."""

from __future__ import annotations

from app.directions.assembly import Assembly
from app.directions.cautions import cautions
from app.directions.finish import left_over, parts_of
from app.directions.lexemes import lexemes
from app.directions.reading import read
from app.directions.tokens import tokens
from app.directions.values import Directions


def parse(text: str) -> Directions:
    """The directions in a text of any length, in time that grows with its length; never raises."""
    found = tokens(text)
    assembly = Assembly(text, read(lexemes(found)))
    assembly.walk()
    parts = parts_of(assembly)
    return Directions(
        parts=parts,
        limits=tuple(assembly.limits),
        notes=tuple(sorted(set(assembly.notes))),
        as_directed=assembly.directed is not None,
        asides=tuple(assembly.asides),
        left_over=left_over(assembly),
        cautions=cautions(text, found, assembly.doubts),
        text=text,
    )

"""Every small change somebody could make to a JSON value."""

from __future__ import annotations


def every_change(value, path=()):
    """Every single-character change of every text, and a change of every number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from every_change(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from every_change(inner, (*path, index))
    elif isinstance(value, str):
        for place, letter in enumerate(value):
            other = "0" if letter != "0" else "1"
            yield path, value[:place] + other + value[place + 1 :]
    elif isinstance(value, int):
        yield path, value + 1


def put_at(value, path, changed):
    """Puts the changed value in its place."""
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = changed

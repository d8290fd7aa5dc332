"""The answers an instrument begins with: those its definition gives, and nobody's guess."""

from __future__ import annotations

from app.domain.instrument import AskedInstrument, Given, Item
from app.domain.therapy_session import Value
from app.interview.instruments.given import kept
from app.interview.instruments.keys import Key


def first_answers(
    asked: AskedInstrument, items: tuple[Item, ...] | None = None, path: tuple[int, ...] = ()
) -> dict[str, Value]:
    """What is kept at the start under each key; of all items, or of those in a new repetition."""
    found: dict[str, Value] = {}
    for item in asked.instrument.items if items is None else items:
        found |= _of_item(asked, item, path)
    return found


def _of_item(asked: AskedInstrument, item: Item, path: tuple[int, ...]) -> dict[str, Value]:
    said = [one for value in _initial(item) if (one := kept(item, value)) is not None]
    found: dict[str, Value] = {}
    if not item.is_list:
        if said:
            found[str(Key(asked.id, item.link_id, path))] = (
                tuple(said) if item.is_ticked else said[0]
            )
        return found | first_answers(asked, item.items, path)
    for number, one in enumerate(said, 1):
        found[str(Key(asked.id, item.link_id, (*path, number)))] = one
    if len(said) > 1:
        numbers = tuple(str(number) for number in range(1, len(said) + 1))
        found[str(Key(asked.id, item.link_id, path, is_list=True))] = numbers
    for number in range(1, max(len(said), 1) + 1):
        found |= first_answers(asked, item.items, (*path, number))
    return found


def _initial(item: Item) -> tuple[Given, ...]:
    chosen = tuple(option.value for option in item.options if option.is_initial)
    return item.initial or (chosen if item.repeats else chosen[:1])

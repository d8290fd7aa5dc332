"""From items to parts: where one part ends and the next begins, and what belongs to which."""

from __future__ import annotations

from collections.abc import Sequence

from app.directions.draft import (
    DAILY,
    MEALS,
    Draft,
)
from app.directions.lexicon import lexicon
from app.directions.reading import UNKNOWN, Item
from app.directions.values import (
    Limit,
    Link,
    Period,
    Why,
    one,
)

LINKS = {"and": Link.AND, "then": Link.THEN, "or": Link.OR}
MORE = ("moment", "everymoment", "around", "on")
TIMED = ("moment", "hour", "day", "on", "around")


class Walk:
    """Walks over the items once. What it cannot place is left over with the reason."""

    def __init__(self, text: str, items: Sequence[Item]) -> None:
        self.text = text
        self.items = items
        self.drafts = [Draft(Link.FIRST)]
        self.limits: list[Limit] = []
        self.notes: list[str] = []
        self.asides: list[str] = []
        self.directed: Item | None = None
        self.left: list[tuple[int, int, Why]] = []
        self.doubts: list[tuple[str, int, int]] = []
        self._pending = ""
        self._last = ""
        self._verb: str | None = None
        self._is_for_all = False
        self._is_step = False
        self._negated = 0

    def walk(self) -> None:
        for place, item in enumerate(self.items):
            if item.doubt in ("naked", "trailing", "large"):
                self.doubts.append((item.doubt, item.start, item.end))
            if self._is_negated(item, place):
                self.leave(item)
                continue
            getattr(self, f"_on_{item.kind}", self._on_unknown)(item, place)
            if item.kind not in ("and", "or", "then", "step", "filler", "verb"):
                self._pending = ""
            if item.kind != "filler":
                self._last = item.kind
            self.now.end = max(self.now.end, item.end)

    @property
    def now(self) -> Draft:
        return self.drafts[-1]

    def leave(self, item: Item, why: Why = Why.UNKNOWN) -> None:
        self.left.append((item.start, item.end, why))

    def _is_negated(self, item: Item, place: int) -> bool:
        """What follows a "not" up to the end of its sentence is not read as an instruction."""
        if self._negated and place:
            between = self.text[self.items[place - 1].end : item.start]
            if "." in between or ";" in between or "\n" in between:
                self._negated = 0
        if self._negated and item.kind == "verb":
            self._negated -= 1
        if item.kind == UNKNOWN and self.text[item.start : item.end].lower() in lexicon().negations:
            self._negated = 2
        return self._negated > 0

    def _follow(self, link: Link, item: Item, *, with_dose: bool) -> None:
        draft = self.now.follow(link, with_dose=with_dose)
        draft.begin = draft.end = item.start
        if self._verb is not None:
            draft.verb = self._verb
        self.drafts.append(draft)
        self._is_for_all = False

    def _link(self) -> Link:
        if self._pending:
            link = LINKS[self._pending]
            if link is Link.AND and self.now.on is not None:
                return Link.THEN
            return link
        lasts = self.now.duration or self.now.on or self.now.until or self.now.once
        return Link.THEN if lasts else Link.AND

    def _timed(self, item: Item, place: int) -> Draft:
        """The part that a time belongs to: a new one after "then", or where times come first."""
        now = self.now
        if self._pending == "then" and (now.has_timing or now.dose):
            self._follow(Link.THEN, item, with_dose=True)
        elif now.is_timed_first and now.dose and self._begins_next(item, place):
            self._follow(self._link(), item, with_dose=False)
        elif self._pending == "and" and item.kind in MORE and self._is_further_time():
            self._follow(Link.AND, item, with_dose=True)
        return self.now

    def _is_further_time(self) -> bool:
        """As in "3 times a day and at bedtime": once more, beside how often."""
        frequency, now = self.now.frequency, self.now
        if frequency is None or frequency.unit is Period.WEEK:
            return False
        if not now.times and not any(around.what in MEALS for around in now.around):
            return frequency != DAILY
        if now.times:
            return False
        return frequency.count.low > 1 and frequency.count == one(now.occasions)

    def _begins_next(self, item: Item, place: int) -> bool:
        """Where times stand before their doses: whether a further dose belongs to this time."""
        if item.kind not in TIMED:
            return False
        for following in self.items[place + 1 :]:
            if following.kind == "dose":
                return True
            if following.kind not in (item.kind, "filler", "verb", *TIMED):
                return False
        return False

    def _on_limit(self, item: Item, _place: int) -> None:
        if item.value.hours is None and self._last == "ly":
            self.leave(item, Why.DOUBTFUL)
        elif item.value not in self.limits:
            self.limits.append(item.value)

    def _clash(self, *items: Item) -> None:
        for item in items:
            self.leave(item, Why.CONTRADICTS)

    def _clash_both(self, item: Item, place: int, *kinds: str) -> None:
        """Two sayings of one thing: both are left over, none of them is dropped."""
        begin = self.now.begin if len(self.drafts) > 1 else 0
        said = [one for one in self.items[:place] if one.kind in kinds and one.start >= begin]
        self._clash(*said, item)

    def _on_unknown(self, item: Item, _place: int) -> None:
        if item.doubt in ("minus", "comma", "strange", "range"):
            self.doubts.append((item.doubt, item.start, item.end))
            self.leave(item, Why.DOUBTFUL)
        else:
            self.leave(item)

"""From items to parts: the whole walk, with what a dose is for and everything beside it."""

from __future__ import annotations

from app.directions.lexicon import lexicon
from app.directions.reading import Item
from app.directions.timing import Timing
from app.directions.walk import LINKS

WIDER = {
    frozenset(("topical", "transdermal")): "transdermal",
    frozenset(("oral", "inhaled")): "inhaled",
    frozenset(("oral", "nebulized")): "nebulized",
    frozenset(("inhaled", "nebulized")): "nebulized",
    frozenset(("oral", "sublingual")): "sublingual",
    frozenset(("oral", "buccal")): "buccal",
    frozenset(("oral", "topical")): "topical",
}
SAME_VERBS = ("take", "use", "apply", "put")


class Assembly(Timing):
    """All handlers together."""

    def _on_prn(self, item: Item, _place: int) -> None:
        now = self.now
        is_further = self._pending in ("and", "then") and now.has_timing and not now.as_needed
        if is_further and not self._is_for_all:
            self._follow(LINKS[self._pending], item, with_dose=True)
        for draft in self.drafts if self._is_for_all else [self.now]:
            draft.as_needed = True

    def _on_for(self, item: Item, place: int) -> None:
        if self._next_kind(place) != "reason":
            self.leave(item)

    def _on_if(self, item: Item, place: int) -> None:
        if self._next_kind(place) == "reason":
            self.now.as_needed = True
        else:
            self.leave(item)

    def _next_kind(self, place: int) -> str:
        following = (item.kind for item in self.items[place + 1 : place + 8])
        return next((kind for kind in following if kind not in ("filler", "prn", "for")), "")

    def _on_reason(self, item: Item, place: int) -> None:
        is_open = self._last in ("for", "if", "reason", "prn") or self.now.as_needed
        is_open = is_open or (self._last in ("and", "or") and bool(self.now.reasons))
        if not (is_open or self._is_illness_at_the_end(item, place)):
            self.leave(item)
            return
        for draft in self.drafts if self._is_for_all else [self.now]:
            draft.reasons.append(item.value)

    def _is_illness_at_the_end(self, item: Item, place: int) -> bool:
        """As in "1 tab daily, blood pressure": nothing but remarks of the pharmacy follow."""
        now = self.now
        is_whole = now.dose and now.has_timing and not self._pending and not now.reasons
        rest = all(one.kind in ("aside", "filler") for one in self.items[place + 1 :])
        return bool(is_whole and rest and item.value in lexicon().illnesses)

    # the rest

    def _on_route(self, item: Item, place: int) -> None:
        now = self.now
        both = WIDER.get(frozenset((now.route or "", item.value)))
        if now.route in (None, item.value) or both or now.is_carried or self._pending:
            now.route = both or item.value
        else:
            self._clash_both(item, place, "route")
            now.route = None

    def _on_site(self, item: Item, _place: int) -> None:
        self.now.site.append(item.value)

    def _on_verb(self, item: Item, place: int) -> None:
        if self.now.verb is None:
            self.now.verb = item.value
        elif "dose" in self._kinds(place)[:4]:
            self._verb = item.value
        elif item.value not in (self.now.verb, *SAME_VERBS):
            self.leave(item)

    def _on_again(self, item: Item, _place: int) -> None:
        length, is_once = item.value
        self.now.repeat_after = length
        if is_once:
            self.notes.append("may repeat once")

    def _on_repeated(self, _item: Item, _place: int) -> None:
        self.notes.append("may repeat once")

    def _on_note(self, item: Item, _place: int) -> None:
        self.notes.append(item.value)
        if self.now.verb is None and self.text[item.start : item.end].lower().startswith("swish"):
            self.now.verb = "swish"

    def _on_aside(self, item: Item, _place: int) -> None:
        self.asides.append(self.text[item.start : item.end])

    def _on_once(self, _item: Item, _place: int) -> None:
        self.now.once = True

    def _on_directed(self, item: Item, _place: int) -> None:
        self.directed = item

    def _on_all(self, _item: Item, _place: int) -> None:
        self._is_for_all = True

    def _on_and(self, _item: Item, _place: int) -> None:
        self._pending = "and"

    def _on_then(self, _item: Item, _place: int) -> None:
        self._pending = "then"

    def _on_step(self, _item: Item, _place: int) -> None:
        self._pending = "then"
        self._is_step = True

    def _on_or(self, _item: Item, _place: int) -> None:
        self._pending = "or"

    def _on_filler(self, _item: Item, _place: int) -> None:
        """It says nothing about the dosing."""

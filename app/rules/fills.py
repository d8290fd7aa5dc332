"""Early, late and overlapping fills of what is taken; thresholds: `resources/rules/fills.toml`."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from app.domain.days import written
from app.domain.findings import Finding
from app.domain.patient import Fill
from app.rules.coverage.suitable import unsuitable
from app.rules.evaluation import Evaluation
from app.rules.picture import Line, Picture
from app.rules.red_flag import PHARMACIST_LOOKS
from app.rules.supply import Early, Gap, Supply, early, gaps, overlaps, supplies
from models.vocabulary import Level
from resources import library
from resources.language import _

TEXT = "rules/fills.toml"


def fills(evaluation: Evaluation) -> Iterator[Finding]:
    """What is early, late or overlapping in the last half year, a finding for each and medicine."""
    for line, found in _supplied(evaluation):
        told = (
            *_early(evaluation, line, found),
            *_late(evaluation.picture, line, found),
            *_overlap(evaluation.picture, line, found),
        )
        if told and _counts(evaluation.picture, line):
            yield from told


def fill_unknown(evaluation: Evaluation) -> Iterator[Finding]:
    """Fills of what is taken that do not tell how many days they last, all in one finding."""
    filled = evaluation.once(_by_ingredients)
    lines = [
        (line, fill)
        for line in evaluation.picture.taken
        for fill in filled.get(line.ingredients, ())
        if not fill.days_supply and _counts(evaluation.picture, line)
    ]
    if lines:
        names = sorted({line.name for line, _fill in lines})
        yield Finding(
            rule="fill_unknown",
            level=Level.NOTE,
            title="How long a supply lasts is not known",
            because=tuple(f"The days' supply of a fill of {name} is not known." for name in names),
            evidence=tuple(sorted(str(fill.id) for _line, fill in lines)),
            source=_table()["late"]["source"],
            technician_prompt=_("Please look up the days' supply of a fill."),
        )


def _early(evaluation: Evaluation, line: Line, found: tuple[Supply, ...]) -> Iterator[Finding]:
    """Fills that came well before the one before them ran out."""
    on = evaluation.picture.on
    since = on - _days("early", "looks_back_days")
    told = [
        one
        for one in early(found)
        if since <= one.fill.filled_on <= on
        and _is_early(line, one)
        and not evaluation.flag_tells(str(one.fill.id))
    ]
    if told:
        sentences = tuple(
            f"{one.fill.name} was filled on {written(one.fill.filled_on)}, "
            f"with {one.days_left} of {one.of_days} days left."
            for one in told
        )
        level = Level.QUEUE if _is_controlled(line) else Level.NOTE
        involved = tuple(fill for one in told for fill in (one.before, one.fill))
        yield _finding("early", "Filled early", level, line, sentences, involved)


def _late(picture: Picture, line: Line, found: tuple[Supply, ...]) -> Iterator[Finding]:
    """Days without a supply of what is taken."""
    since = picture.on - _days("late", "looks_back_days")
    is_high_risk = "high_risk" in line.classes
    most = _table()["late"]["high_risk_days" if is_high_risk else "days"]
    stays = picture.session.patient.stays
    told = [gap for gap in gaps(found, stays, until=picture.on, since=since) if gap.days > most]
    if told:
        is_open = told[-1].until > picture.on
        level = Level.SAME_DAY if is_high_risk and is_open else Level.QUEUE
        sentences = tuple(_gap(one, picture.on) for one in told)
        involved = tuple(one.after for one in told)
        yield _finding("late", "Days without a supply", level, line, sentences, involved)


def _overlap(picture: Picture, line: Line, found: tuple[Supply, ...]) -> Iterator[Finding]:
    """Two products of one medicine that were supplied for the same days lately."""
    since = picture.on - _days("overlap", "looks_back_days")
    told = [o for o in overlaps(found, since=since) if o.days > _table()["overlap"]["days"]]
    if told:
        sentences = tuple(
            f"{o.one.name} and {o.other.name} were supplied for {o.days} of the same days."
            for o in told
        )
        involved = tuple(fill for o in told for fill in (o.one, o.other))
        yield _finding("overlap", "Supplies overlap", Level.QUEUE, line, sentences, involved)


def _supplied(evaluation: Evaluation) -> Iterator[tuple[Line, tuple[Supply, ...]]]:
    """Each medicine whose fills all tell their days, once, with its supplies up to today."""
    filled = dict(evaluation.once(_by_ingredients))
    stays = evaluation.picture.session.patient.stays
    for line in evaluation.picture.taken:
        own = filled.pop(line.ingredients, ())
        if own and all(fill.days_supply for fill in own):
            yield line, supplies(own, stays)


def _by_ingredients(evaluation: Evaluation) -> Mapping[frozenset[str], list[Fill]]:
    """The fills up to today whose medicine is known."""
    found: dict[frozenset[str], list[Fill]] = {}
    for fill in evaluation.picture.session.patient.fills:
        if fill.ingredients and fill.filled_on <= evaluation.picture.on:
            found.setdefault(fill.ingredients, []).append(fill)
    return found


def _counts(picture: Picture, line: Line) -> bool:
    """Whether days' supply means something: no cream or inhaler, no insulin, not as needed."""
    said = (picture.takes_as(line), line.medicine.label)
    return not (line.is_local or unsuitable(line.words, line.ingredients, said))


def _is_early(line: Line, one: Early) -> bool:
    limits = _table()["early"]
    if _is_controlled(line):
        return one.days_left > int(limits["controlled_days"])
    share = float(limits["share"])
    return one.days_left > int(limits["days"]) and one.days_left > share * one.of_days


def _is_controlled(line: Line) -> bool:
    return not (line.classes | line.ingredients).isdisjoint(_table()["early"]["controlled"])


def _gap(gap: Gap, today: dt.date) -> str:
    if gap.until > today:
        return f"The fill of {written(gap.after.filled_on)} ran out {gap.days} days ago."
    return f"{gap.days} days without a supply before the fill of {written(gap.until)}."


def _finding(
    kind: str,
    title: str,
    level: Level,
    line: Line,
    sentences: tuple[str, ...],
    involved: tuple[Fill, ...],
) -> Finding:
    return Finding(
        rule=f"fill_{kind}",
        level=level,
        title=title,
        because=tuple(f"{line.name}: {sentence}" for sentence in sentences),
        evidence=(line.evidence, *dict.fromkeys(str(fill.id) for fill in involved)),
        source=_table()[kind]["source"],
        technician_prompt=_(PHARMACIST_LOOKS),
    )


def _days(section: str, name: str) -> dt.timedelta:
    return dt.timedelta(days=_table()[section][name])


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    """`Any`: TOML has no narrower type."""
    return tomllib.loads(library.read_text(TEXT))

"""Facts from how medicines are really taken: missed, run out, stretched, not afforded."""

from __future__ import annotations

from fractions import Fraction

from app.domain.therapy_session import subject_key
from app.rules.amounts import per_day
from app.rules.facts import Fact, Facts, Trigger, lines_of
from app.rules.picture import Line, Picture
from models.vocabulary import Reply

COST = "cost"
RAN_OUT = "ran_out"


def missed(key: str, *, days: int) -> Trigger:
    """A medicine of a class was missed on at least so many of the last seven days."""

    def found(picture: Picture) -> Facts:
        return tuple(
            Fact(
                f"{line.name} was missed on {count} of the last 7 days.",
                _evidence(line, "adherence.missed_days"),
            )
            for line in lines_of(picture, key)
            if (count := picture.missed_days(line)) is not None and count >= days
        )

    return found


def ran_out(key: str) -> Trigger:
    """The patient says that a medicine of a class ran out."""

    def found(picture: Picture) -> Facts:
        return tuple(
            Fact(f"{line.name} ran out.", _evidence(line, "adherence.barrier"))
            for line in lines_of(picture, key)
            if RAN_OUT in picture.barriers(line)
        )

    return found


def stretched(key: str) -> Trigger:
    """A medicine of a class is taken less than its label says, or unevenly because of cost."""

    def found(picture: Picture) -> Facts:
        facts = [_stretched(picture, line) for line in lines_of(picture, key)]
        return tuple(fact for fact in facts if fact is not None)

    return found


def not_afforded(*, high_risk: bool) -> Trigger:
    """Cost makes it hard to take a medicine; high-risk medicines and the others apart."""

    def found(picture: Picture) -> Facts:
        return tuple(
            Fact(f"Cost makes it hard to take {line.name}.", _evidence(line, "adherence.barrier"))
            for line in picture.taken
            if COST in picture.barriers(line) and ("high_risk" in line.classes) is high_risk
        )

    return found


def weekly_taken_daily(picture: Picture) -> Facts:
    """What is meant for once a week is taken on most days; or methotrexate is labelled so."""
    facts = [_too_often(picture, line) for line in lines_of(picture, "weekly")]
    return tuple(fact for fact in facts if fact is not None)


def takes_less(picture: Picture, line: Line) -> bool:
    """Whether the patient plainly takes less than the label plainly says."""
    label, said = per_day(line.medicine.label), per_day(picture.takes_as(line))
    return label is not None and said is not None and said.most < label.least


def _stretched(picture: Picture, line: Line) -> Fact | None:
    if takes_less(picture, line):
        words = f"{line.name} is taken less than the label says: “{picture.takes_as(line)}”."
        return Fact(words, _evidence(line, "adherence.takes_as"))
    uneven = picture.about("adherence.more_or_less", line) == Reply.YES
    if uneven and COST in picture.barriers(line):
        words = f"{line.name} is not always taken as the label says, and cost makes it hard."
        return Fact(words, _evidence(line, "adherence.more_or_less"))
    return None


def _too_often(picture: Picture, line: Line) -> Fact | None:
    label, said = per_day(line.medicine.label), per_day(picture.takes_as(line))
    is_methotrexate = "methotrexate" in line.classes
    if is_methotrexate and label is not None and label.least >= 1:
        return Fact(f"The label of {line.name} tells to take it every day.", _evidence(line))
    is_weekly = label is not None and label.most <= Fraction(2, 7)
    if said is not None and said.most >= 1 and (is_weekly or is_methotrexate):
        words = f"{line.name} is meant for certain days of the week and taken every day."
        return Fact(words, _evidence(line, "adherence.takes_as"))
    return None


def _evidence(line: Line, *keys: str) -> tuple[str, ...]:
    return (line.evidence, *(subject_key(key, line.medicine.id) for key in keys))

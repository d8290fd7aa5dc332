"""What was understood of a label, for a person at a terminal or a screen."""

from __future__ import annotations

from app.directions.plain import plain
from app.directions.schedule import asks
from app.directions.values import Caution, Directions, Why
from resources.language import N_, _

QUESTIONS = {
    "how_much": N_("How much each time?"),
    "which_most": N_("The most in a day is more than how often comes to. Which is right?"),
    "when": N_("At what time of day?"),
    "hours": N_("At which hours?"),
    "which_day": N_("On which day of the week?"),
    "how_often": N_("How often?"),
}
LEFT = {
    Why.UNKNOWN: N_("Not understood: {words}"),
    Why.CONTRADICTS: N_("These words do not agree: {words}"),
    Why.DOUBTFUL: N_("Please check: {words}"),
    Why.SAYS_NOTHING: N_("This does not say how: {words}"),
}


def told(directions: Directions) -> str:
    """Plain words, what is left over, what to ask, and what is error-prone, a line each."""
    if not directions.text.strip():
        return _("There are no words to read.")
    lines = [plain(directions, "en")] if directions.parts else []
    return "\n".join([*lines, *left_over(directions), *questions(directions), *errors(directions)])


def left_over(directions: Directions) -> list[str]:
    """Each marked place, as typed."""
    return [_(LEFT[left.why]).format(words=left.words) for left in directions.left_over]


def questions(directions: Directions) -> list[str]:
    """What is to be asked before the day can be planned."""
    return [_(QUESTIONS[key]) for key in asks(directions)]


def errors(directions: Directions) -> list[str]:
    """Each error-prone way of writing, with what to write instead."""
    return [_error(caution) for caution in directions.cautions]


def _error(caution: Caution) -> str:
    words = _("{words}: better {instead} ({why}; {source})")
    return words.format(
        words=caution.words, instead=caution.instead, why=caution.why, source=caution.source
    )

"""The red flag of medicines in pregnancy and breastfeeding (R13): two tables."""

from __future__ import annotations

import re

from app.domain.patient import Condition as PatientCondition
from app.rules.facts import Fact, Facts, Trigger, latest_day
from app.rules.picture import Line, Picture
from app.rules.red_flag import Fires, RedFlag
from models.vocabulary import Level

KEY = "intake.pregnancy"
PREGNANCY = {
    "pregnant": "The patient is pregnant.",
    "maybe": "The patient may be pregnant.",
    "trying": "The patient is trying to become pregnant.",
}
BREASTFEEDING = {"breastfeeding": "The patient is breastfeeding."}
LONGEST_DAYS = 300

_RECORDED = re.compile(r"\bpregnan")
_NOT_NOW = re.compile(r"\bnot\b|history|previous|past|test|prevent|contracept|risk of")


def _with(kinds: dict[str, str], *keys: str, without: tuple[str, ...] = ()) -> Trigger:
    """A state of the table, together with what is taken of the classes, local forms too."""

    def found(picture: Picture) -> Facts:
        known = state(picture, kinds)
        lines = [line for line in picture.taken if _is_in(line, keys, without)]
        if known is None or not lines:
            return ()
        return (known, *(Fact(f"{line.name} is taken.", (line.evidence,)) for line in lines))

    return found


def _is_in(line: Line, keys: tuple[str, ...], without: tuple[str, ...]) -> bool:
    return not line.classes.isdisjoint(keys) and line.classes.isdisjoint(without)


def state(picture: Picture, kinds: dict[str, str]) -> Fact | None:
    """What tells that the patient is in one of these states; None where nothing does."""
    value = picture.session.value(KEY)
    if value is not None:
        return Fact(kinds[str(value)], (KEY,)) if value in kinds else None
    return _recorded(picture) if "pregnant" in kinds else None


def _recorded(picture: Picture) -> Fact | None:
    """A pregnancy among the recorded conditions that can still be going on."""
    for condition in picture.session.patient.conditions:
        name = condition.name.casefold()
        if _RECORDED.search(name) and not _NOT_NOW.search(name) and _goes_on(picture, condition):
            return Fact(f"{condition.name} is recorded.", (str(condition.id),))
    return None


def _goes_on(picture: Picture, condition: PatientCondition) -> bool:
    if not condition.is_active:
        return False
    since = condition.since
    return since is None or (picture.on - latest_day(since)).days <= LONGEST_DAYS


FLAGS = (
    RedFlag(
        id="R13",
        title="Medicine to be looked at in pregnancy or breastfeeding",
        level=Level.NOW,
        fires=(
            Fires(Level.NOW, _with(PREGNANCY, "pregnancy_stop")),
            Fires(Level.SAME_DAY, _with(PREGNANCY, "pregnancy_same_day")),
            Fires(
                Level.NOW,
                _with(BREASTFEEDING, "pregnancy_stop", without=("breastfeeding_same_day",)),
            ),
            Fires(
                Level.SAME_DAY,
                _with(BREASTFEEDING, "breastfeeding_same_day", "pregnancy_same_day"),
            ),
        ),
        source="FDA label: boxed warnings and section 8 (pregnancy, lactation); LactMed (NLM)",
    ),
)

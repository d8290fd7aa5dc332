"""Finding an approved answer by the patient's own words, by a medicine, or by a topic. Pure.

Accents and case do not count, and words count from their beginning, in English and Spanish alike.
What fits much worse than the best is left out; of the rest, what is about a medicine of this
patient stands first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.domain.medicine import Medicine
from app.domain.plain_answer import PlainAnswer, Topic
from app.domain.text import search_key
from app.rules import classes

MOST = 6
_TOPIC_WORDS = {
    Topic.USE: "using uso usar",
    Topic.STORAGE: "storage store keep guardar guardo conservar almacenar",
    Topic.DEVICE: "device technique aparato dispositivo tecnica",
    Topic.REFILL: "refill renew surtir resurtir renovar receta",
    Topic.DISPOSAL: "disposal dispose throw discard desechar tirar botar basura",
}
_LITTLE = (
    "a about after am an and any are as at be been before but by can could did do does for from "
    "get got had has have how i if in into is it its just know long me medicine medicines much my "
    "need new of off on one or our out pill pills really should so some still take taking than "
    "that the their them then there these they thing this to up use was we what when where "
    "which who why will with would you your "
    "al algo antes como con cual cuando cuanto de del desde despues donde el ella en es esta este "
    "esto ha hay la las lo los le mas me medicamento medicamentos medicina medicinas mi mis muy ni "
    "no nos nuestra o para pastilla pastillas pero por porque puede puedo que se si sin sobre "
    "son su sus tengo tomar tomo un una uno usted y ya yo"
)
_SMALL = frozenset(_LITTLE.split())
_NAMED, _SAID = 3, 1
_SHORTEST, _LEAST_TYPED, _ENDING = 4, 3, 3


@dataclass(frozen=True, slots=True)
class Shelved:
    """An answer with the words it is named by and the words it says."""

    answer: PlainAnswer
    named: frozenset[str]
    said: frozenset[str]


def shelve(answers: Iterable[PlainAnswer]) -> tuple[Shelved, ...]:
    """Answers made ready to be found, in their order."""
    return tuple(Shelved(one, _named(one), _words(*one.words.values())) for one in answers)


def find(
    typed: str, shelf: Iterable[Shelved], medicines: Sequence[Medicine], *, most: int = MOST
) -> tuple[PlainAnswer, ...]:
    """What fits the words, the best first. Without a word that says something: nothing."""
    wanted = telling(typed)
    if not wanted:
        return ()
    scored = [(_score(wanted, one, medicines), one.answer) for one in shelf]
    best = max((score for score, _one in scored), default=0)
    fitting = [found for found in scored if found[0] >= _NAMED and 2 * found[0] > best]
    fitting.sort(key=itemgetter(0), reverse=True)
    fitting.sort(key=lambda found: not _is_theirs(found[1], medicines))
    return tuple(one for _score_of, one in fitting[:most])


def of_medicines(
    shelf: Iterable[Shelved], medicines: Sequence[Medicine]
) -> tuple[PlainAnswer, ...]:
    """All that are about a medicine of this patient, in their order."""
    return tuple(one.answer for one in shelf if _is_theirs(one.answer, medicines))


def telling(typed: str) -> tuple[str, ...]:
    """The words of a question that say what it is about, each once."""
    apart = "".join(letter if letter.isalnum() else " " for letter in typed)
    words = search_key(apart).split()
    return tuple(dict.fromkeys(word for word in words if word not in _SMALL and len(word) > 1))


def _score(wanted: tuple[str, ...], one: Shelved, medicines: Sequence[Medicine]) -> int:
    named = one.named | _words(
        *(
            f"{' '.join(medicine.drug.ingredients)} {medicine.drug.brand or ''}"
            for medicine in medicines
            if one.answer.is_about(medicine)
        )
    )
    return sum(_worth(word, named, one.said) for word in wanted)


def _worth(word: str, named: Collection[str], said: Collection[str]) -> int:
    if any(_same(word, other) for other in named):
        return _NAMED
    return _SAID if any(_same(word, other) for other in said) else 0


def _same(typed: str, word: str) -> bool:
    """The word begins with what is typed, or they part only at their ends (guardo, guardar)."""
    if word.startswith(typed):
        return len(typed) >= _LEAST_TYPED or word == typed
    shorter, longer = sorted((len(typed), len(word)))
    common = max(_SHORTEST, shorter - 1)
    return shorter >= common >= longer - _ENDING and typed[:common] == word[:common]


def _named(answer: PlainAnswer) -> frozenset[str]:
    known = (f"{one.replace('_', ' ')} {' '.join(_members(one))}" for one in answer.known_by)
    topic = _TOPIC_WORDS[answer.topic]
    return _words(*answer.asks.values(), *answer.also, *answer.forms, *known, topic)


def _members(name: str) -> Iterable[str]:
    return classes.members(name) if name in classes.table() else ()


def _words(*texts: str) -> frozenset[str]:
    return frozenset(telling(" ".join(texts)))


def _is_theirs(answer: PlainAnswer, medicines: Sequence[Medicine]) -> bool:
    return any(answer.is_about(medicine) for medicine in medicines)

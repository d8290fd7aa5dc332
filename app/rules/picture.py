"""The session as the rules see it: what is taken now, what was left off, what was answered.

What the patient (or a caregiver) says last about a medicine stands over every other source. Where
nobody was heard, a medicine counts as taken unless every source that knows says that it ended.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.medicine import Medicine
from app.domain.patient import Fill, Statement
from app.domain.therapy_session import TherapySession, Value, subject_key
from app.rules.classes import classes_of
from models.vocabulary import Reply, Source, StatementStatus

SUPPLY_DAYS = 30
"""A fill this recent counts as a supply at home (Brownbag's own choice: a month's supply)."""

OWN_WORDS = (Source.PATIENT, Source.CAREGIVER)
ENDED = (
    StatementStatus.STOPPED,
    StatementStatus.COMPLETED,
    StatementStatus.NOT_TAKEN,
    StatementStatus.ON_HOLD,
)

_LOCAL = re.compile(
    r"cream|ointment|lotion|shampoo|ophthalmic|otic\b|nasal|topical|vaginal|inhal|aerosol|metered"
    r"|nebuliz|mouthwash|\bgel\b|\beye\b|\bear\b|\bfoam\b"
)
_WHO = r"(?:(?:i|she|he|they|patient|pt) )?(?:am |is |are |has |have )?"
_TAIL = r"(?: (?:it|this|them|any))?(?: (?:any ?more|now|at all|currently))?"
_WHY = r"(?: (?:in|on|since|last|about|around|because|after|when|due|a|one|two|\d).*)?"
_NOT_TAKING = re.compile(
    rf"{_WHO}(?:(?:not taking|not using){_TAIL}|no longer (?:takes?|taking|uses?|using){_TAIL}"
    rf"|(?:do not|don't|does not|doesn't|never) (?:takes?|took|uses?|started){_TAIL}"
    rf"|(?:stopped|quit)(?: taking| using)?(?: it| this| them)?{_WHY}|none|not at all)"
    r"|(?:ya )?no (?:l[oa]s? )?(?:tom[ao]|us[ao])(?: m[aá]s| ahora)?"
    r"|(?:l[oa]s? )?dej[oóeé](?: de (?:tomar|usar)(?:l[oa]s?)?)?(?: (?:en|hace|desde|porque) .*)?"
)
_TAKING_AGAIN = re.compile(
    r"again|re-?start|resum|still|now|but|volvi|otra vez|reinici|sigue|ahora toma|pero"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A medicine of the session with what the rules ask of it. `name` is what sentences say.

    `known_by` are its ingredients and its classes together, as tables name them.
    """

    medicine: Medicine
    evidence: str
    classes: frozenset[str]
    known_by: frozenset[str]
    is_local: bool

    @property
    def name(self) -> str:
        return self.medicine.drug.name or self.medicine.unidentified or "A medicine without a name"

    @property
    def ingredients(self) -> frozenset[str]:
        return self.medicine.drug.ingredients

    @property
    def words(self) -> str:
        """Everything that names what it is, in lower case."""
        drug = self.medicine.drug
        return " ".join(filter(None, (drug.name, drug.strength, drug.form, drug.brand))).casefold()


@dataclass(frozen=True, slots=True)
class Picture:
    """`taken` and `left_off` share the session's medicines; both are in a fixed order."""

    session: TherapySession
    on: dt.date
    taken: tuple[Line, ...]
    left_off: tuple[Line, ...]

    def reply(self, key: str) -> Reply | None:
        """Yes, no or declined; None for *not asked*, and for an answer of another kind."""
        value = self.session.value(key)
        return Reply(value) if value in tuple(Reply) else None

    def about(self, key: str, line: Line) -> Value | None:
        """The answer to a question about one medicine."""
        return self.session.value(subject_key(key, line.medicine.id))

    def takes_as(self, line: Line) -> str | None:
        """How it is really taken, in the patient's words."""
        value = self.about("adherence.takes_as", line)
        return str(value) if value else line.medicine.takes_as

    def missed_days(self, line: Line) -> int | None:
        value = self.about("adherence.missed_days", line)
        return value if isinstance(value, int) else None

    def barriers(self, line: Line) -> frozenset[str]:
        value = self.about("adherence.barrier", line)
        if isinstance(value, str):
            return frozenset({value})
        return frozenset(value) if isinstance(value, tuple) else frozenset()


def look(session: TherapySession, *, on: dt.date) -> Picture:
    """The picture of a session on a day; the order of the session's medicines does not matter."""
    lines = sorted((_line(medicine) for medicine in session.medicines), key=_order)
    taken = tuple(line for line in lines if is_taken(session, line.medicine))
    left_off = tuple(line for line in lines if not is_taken(session, line.medicine))
    return Picture(session, on, taken, left_off)


def supplied(picture: Picture) -> tuple[Fill, ...]:
    """Fills of the last month of what the list does not hold, neither taken nor left off."""
    listed = [line.ingredients for line in (*picture.taken, *picture.left_off)]
    return tuple(
        fill
        for fill in sorted(picture.session.patient.fills, key=lambda fill: (fill.name, fill.id))
        if fill.ingredients
        and fill.ingredients not in listed
        and 0 <= (picture.on - fill.filled_on).days <= SUPPLY_DAYS
    )


def is_taken(session: TherapySession, medicine: Medicine) -> bool:
    """Whether a medicine counts as taken now."""
    said = session.value(subject_key("adherence.takes_as", medicine.id)) or medicine.takes_as
    if said and _says_not_taking(str(said)):
        return False
    own = latest(medicine.statements, OWN_WORDS)
    if own is not None and own.status is not StatementStatus.UNKNOWN:
        return own.status not in ENDED
    if said:
        return True
    known = {s.status for s in medicine.statements} - {StatementStatus.UNKNOWN}
    return not known or not known <= set(ENDED)


def is_local(words: str) -> bool:
    """Whether the lower-case words of a product say that it is used where it is needed."""
    return bool(_LOCAL.search(words))


def latest(statements: Iterable[Statement], sources: Iterable[Source]) -> Statement | None:
    """The newest statement of these sources; an undated one is older than any dated one."""
    allowed = tuple(sources)
    heard = [statement for statement in statements if statement.source in allowed]
    return max(heard, key=lambda s: (s.said_on or dt.date.min, str(s.id)), default=None)


def _line(medicine: Medicine) -> Line:
    drug = medicine.drug
    shape = f"{drug.form or ''} {drug.name}".casefold()
    classes = drug.classes | classes_of(drug.ingredients)
    return Line(
        medicine=medicine,
        evidence=str(medicine.id),
        classes=classes,
        known_by=classes | drug.ingredients,
        is_local=is_local(shape),
    )


def _order(line: Line) -> tuple[str, str]:
    return (line.name.casefold(), str(line.medicine.id))


def _says_not_taking(words: str) -> bool:
    plain = " ".join(words.casefold().replace("’", "'").strip(" .").split())
    if not _NOT_TAKING.fullmatch(plain):
        return False
    return plain.endswith(" now") or not _TAKING_AGAIN.search(plain)

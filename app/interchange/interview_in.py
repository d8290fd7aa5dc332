"""QuestionnaireResponses of a file as talks: what was answered to our questions, and to no others.

An item's linkId is the key of one of our questions. Its value has the type of the question: a
coding for a choice, words, a whole number, a date. A wrong type is put aside, never turned into the
right one. What is absent was not asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.therapy_session import Value
from app.errors import Refused
from app.interchange.entries import Case, Entry
from app.interchange.fields import Node, NotRead, code, extension, many, moment, one, partial, text
from app.interchange.incoming import Interview, MedicineAnswers
from app.interchange.naming import medicine
from app.interchange.people_in import display_name
from app.interview.checking import check
from app.interview.question import (
    AnyQuestion,
    Ask,
    Choice,
    Count,
    Day,
    Measured,
    OpenChoice,
    Several,
    Text,
    Written,
)
from app.interview.walkthrough import question
from models.vocabulary import Speaker
from resources.language import N_, _

QUESTION = "intake.question"
LANGUAGE = "identity.language"
OTHER_LANGUAGE = "other"
GROUP = "adherence"
MEDICINE = "adherence.medicine"
IS_SUBJECT = "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject"
CONTAINERS = frozenset({"identity", "screening", "redflags", "intake", "medicines", "handoff"})
ABOUT_THE_MEDICINE = {
    key: Text(key=key, prompt="")
    for key in (
        "medicine.label",
        "medicine.takes_as",
        "medicine.reason",
        "medicine.prescriber",
        "medicine.since",
        "medicine.last_taken",
    )
} | {"medicine.over_the_counter": Ask(key="medicine.over_the_counter", prompt="")}
STATUSES = frozenset(["in-progress", "completed", "amended", "entered-in-error", "stopped"])
NOT_OURS = N_("none of its questions is one of ours")
UNKNOWN = N_("it is not one of our questions")
WRONG_TYPE = N_("its answer has another type than the question")
CONTRADICTS = N_("it is answered twice, in two ways")
MOST_QUESTIONS = 50


@dataclass(slots=True)
class _Talk:
    """What has been read of one response so far."""

    case: Case
    entry: Entry
    on: dt.date
    answers: dict[str, Value] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    medicines: list[MedicineAnswers] = field(default_factory=list)
    spoiled: set[str] = field(default_factory=set)


def read_interviews(case: Case, on: dt.date) -> tuple[Interview, ...]:
    """The talks of the file in their order. `on` is the day of those that do not tell theirs."""
    found = []
    for entry in case.of("QuestionnaireResponse"):
        try:
            if (talk := _interview(case, entry, on)) is not None:
                found.append(talk)
        except NotRead as fault:
            case.put_aside(entry, fault)
    return tuple(
        sorted(found, key=lambda talk: talk.authored or dt.datetime.min.replace(tzinfo=dt.UTC))
    )


def _interview(case: Case, entry: Entry, on: dt.date) -> Interview | None:
    resource = entry.resource
    if "subject" in resource:
        case.must_be_the_patients(entry, "subject")
    if case.is_withdrawn(entry):
        return None
    if code(resource, "status", STATUSES) == "stopped":
        case.ignore(entry)
        return None
    if not any(_is_ours(str(item.get("linkId"))) for item in _all_items(resource)):
        raise NotRead("", _(NOT_OURS))
    authored = moment(resource, "authored")
    talk = _Talk(case, entry, authored.date() if authored else on)
    for item in many(resource, "item"):
        _item(talk, item)
    speaker, name = _speaker(case, entry, talk)
    return Interview(
        authored=authored,
        speaker=speaker,
        speaker_name=name,
        answers={key: value for key, value in talk.answers.items() if key not in talk.spoiled},
        questions=tuple(talk.questions),
        medicines=tuple(talk.medicines),
    )


def _item(talk: _Talk, item: Node) -> None:
    """One item and those below it; what cannot be read is listed and the rest goes on."""
    link = text(item, "linkId") or ""
    try:
        if link == GROUP:
            _medicine_group(talk, item)
            return
        if link == QUESTION:
            talk.questions += _questions(item)
        elif (asked := _question(link)) is not None:
            _keep(talk, talk.answers, asked, item)
        elif link not in CONTAINERS:
            raise NotRead(_safe(link), _(UNKNOWN))
    except NotRead as fault:
        talk.case.put_aside(talk.entry, fault)
    for inner in _below(item):
        _item(talk, inner)


def _medicine_group(talk: _Talk, group: Node) -> None:
    statement = _subject(talk, group)
    answers: dict[str, Value] = {}
    for item in many(group, "item"):
        link = text(item, "linkId") or ""
        if link == MEDICINE:
            continue
        try:
            asked = ABOUT_THE_MEDICINE.get(link) or _question(link)
            if asked is None or not (link in ABOUT_THE_MEDICINE or asked.per_medicine):
                raise NotRead(_safe(link), _(UNKNOWN))
            _keep(talk, answers, asked, item)
        except NotRead as fault:
            talk.case.put_aside(talk.entry, fault)
    named = medicine(talk.case, statement)
    kept = {key: value for key, value in answers.items() if key not in talk.spoiled}
    talk.spoiled -= set(answers)
    talk.medicines.append(MedicineAnswers(statement.key, named.name, named.rxcui, kept))


def _subject(talk: _Talk, group: Node) -> Entry:
    """The statement a group of answers is about: the item marked as subject, or named so."""
    for item in many(group, "item"):
        marked = any(part.get("valueBoolean") is True for part in extension(item, IS_SUBJECT))
        if marked or item.get("linkId") == MEDICINE:
            for answer in many(item, "answer"):
                reference = one(answer, "valueReference")
                entry, _resource = talk.case.resolve(reference, talk.entry, MEDICINE)
                if entry.kind not in ("MedicationStatement", "MedicationRequest"):
                    raise NotRead(MEDICINE, _("it does not refer to a medicine of this file"))
                return entry
    raise NotRead(MEDICINE, _("it does not say which medicine the answers are about"))


def _keep(talk: _Talk, answers: dict[str, Value], asked: AnyQuestion, item: Node) -> None:
    given = many(item, "answer")
    if not given:
        return
    value = _value(asked, given)
    try:
        value = check(asked, value, on=talk.on)
    except Refused as refused:
        raise NotRead(asked.key, refused.message.rstrip(".")) from None
    if asked.key in answers and answers[asked.key] != value:
        talk.spoiled.add(asked.key)
        raise NotRead(asked.key, _(CONTRADICTS))
    answers[asked.key] = value


def _value(asked: AnyQuestion, given: list[Node]) -> Value:
    if isinstance(asked, Several):
        return tuple(_coded(asked.key, answer) for answer in given)
    if len(given) > 1:
        raise NotRead(asked.key, _(CONTRADICTS))
    return _single(asked, given[0])


def _single(asked: AnyQuestion, answer: Node) -> Value:
    match asked:
        case Ask() | Choice():
            coded = _coded(asked.key, answer)
            return _language(coded) if asked.key == LANGUAGE else coded
        case Count():
            value = answer.get("valueInteger")
            if isinstance(value, bool) or not isinstance(value, int):
                raise NotRead(asked.key, _(WRONG_TYPE))
            return value
        case Day():
            return _date(asked.key, answer)
        case Measured() | Written() | OpenChoice():
            raise NotRead(asked.key, _(WRONG_TYPE))
        case Text() if asked.key.endswith(("last_taken", "since")) and "valueDate" in answer:
            return _date(asked.key, answer)
        case Text() | Several():
            return _words(asked.key, answer, asked.most if isinstance(asked, Text) else 500)


def _coded(key: str, answer: Node) -> str:
    if not isinstance(answer.get("valueCoding"), dict):
        raise NotRead(key, _(WRONG_TYPE))
    found = text(answer["valueCoding"], "code")
    if found is None:
        raise NotRead(key, _("its answer has no code"))
    return found


def _date(key: str, answer: Node) -> str:
    if "valueDate" not in answer:
        raise NotRead(key, _(WRONG_TYPE))
    found = partial(answer, "valueDate")
    return "" if found is None else found.isoformat()


def _words(key: str, answer: Node, most: int) -> str:
    if not isinstance(answer.get("valueString"), str):
        raise NotRead(key, _(WRONG_TYPE))
    found = text(answer, "valueString", most=most)
    if found is None:
        raise NotRead(key, _("its answer is empty"))
    return found


def _questions(item: Node) -> list[str]:
    given = many(item, "answer")
    if len(given) > MOST_QUESTIONS:
        raise NotRead(QUESTION, _("it repeats too often"))
    return [_words(QUESTION, answer, 500) for answer in given]


def _language(coded: str) -> str:
    offered = question(LANGUAGE)
    known = {option.value for option in offered.options} if isinstance(offered, Choice) else set()
    primary = coded.partition("-")[0].lower()
    return primary if primary in known else OTHER_LANGUAGE


def _speaker(case: Case, entry: Entry, talk: _Talk) -> tuple[Speaker | None, str | None]:
    """Who speaks: as answered, else as the response's source tells."""
    said = talk.answers.get("identity.speaker")
    speaker = Speaker(str(said)) if said else None
    name = talk.answers.get("identity.speaker_name")
    shown = str(name) if name else None
    reference = one(entry.resource, "source")
    if not reference:
        return speaker, shown
    try:
        found, resource = case.resolve(reference, entry, "source")
    except NotRead as fault:
        case.put_aside(entry, fault)
        return speaker, shown
    if found is case.patient:
        return speaker or Speaker.PATIENT, shown
    return speaker, shown or display_name(resource)


def _question(link: str) -> AnyQuestion | None:
    if "#" in link:
        return None
    try:
        return question(link)
    except KeyError:
        return None


def _is_ours(link: str) -> bool:
    return link in (GROUP, QUESTION) or _question(link) is not None


def _all_items(node: Node) -> Iterator[Node]:
    for item in _below(node):
        yield item
        yield from _all_items(item)


def _below(node: Node) -> list[Node]:
    """The items below an item, and below its answers: FHIR allows both."""
    return many(node, "item") + [
        inner for answer in many(node, "answer") for inner in many(answer, "item")
    ]


def _safe(link: str) -> str:
    """A linkId may be anything; only what looks like a key is shown."""
    looks_like_a_key = link.isascii() and link.replace(".", "").replace("_", "").isalnum()
    return link if looks_like_a_key and len(link) <= 60 else "item"

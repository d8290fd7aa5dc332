"""Patient, RelatedPerson, Practitioner and Organization of a file, as values."""

from __future__ import annotations

from app.domain.patient import PersonName, Related
from app.domain.text import MOST_IN_A_NAME
from app.interchange.entries import Case, Entry, identifiers
from app.interchange.fields import (
    Node,
    NotRead,
    code,
    codes,
    concept,
    flag,
    many,
    one,
    partial,
    text,
    texts,
)
from app.interchange.incoming import (
    Contact,
    Incoming,
    IncomingPatient,
    incoming,
    record_id,
)
from models.vocabulary import Sex
from resources.language import _

GENDERS = frozenset(sex.value for sex in Sex)
NAME_ORDER = ("official", "usual", "", "temp", "nickname", "anonymous", "maiden", "old")
PHONE_ORDER = ("mobile", "home", "", "work", "temp", "old")
RECORD_NUMBER = "MR"
NPI = "http://hl7.org/fhir/sid/us-npi"


def read_patient(case: Case, entry: Entry) -> IncomingPatient:
    """The patient. NotRead where a part of who they are cannot be read."""
    resource = entry.resource
    died_on = partial(resource, "deceasedDateTime")
    return IncomingPatient(
        identifiers=tuple(dict.fromkeys(identifiers(resource))),
        name=_patient_name(resource),
        birth_date=partial(resource, "birthDate"),
        sex=Sex(code(resource, "gender", GENDERS) or Sex.UNKNOWN),
        record_number=_record_number(resource),
        phone=phone(resource),
        address=address(resource),
        language=_language(resource),
        deceased=died_on is not None or flag(resource, "deceasedBoolean") is True,
        died_on=died_on,
    )


def read_contacts(case: Case) -> tuple[Contact, ...]:
    """The prescribers and places of the file, in its order; those without a name are put aside."""
    found = []
    for entry in case.of("Practitioner", "Organization"):
        try:
            found.append(_contact(entry))
        except NotRead as fault:
            case.put_aside(entry, fault)
    return tuple(found)


def read_related(case: Case) -> tuple[Incoming[Related], ...]:
    """Who may speak for the patient: the related persons, and the patient's own contacts."""
    found = []
    for entry in case.of("RelatedPerson"):
        try:
            case.must_be_the_patients(entry, "patient")
            found += _related(entry.key, entry.resource, display_name(entry.resource))
        except NotRead as fault:
            case.put_aside(entry, fault)
    if case.patient is None:
        return tuple(found)
    for number, part in enumerate(many(case.patient.resource, "contact"), 1):
        key = f"Contact {number} {case.patient.key}"
        try:
            found += _related(key, part, _whole_name(one(part, "name")))
        except NotRead as fault:
            case.put_aside(case.patient, fault)
    return tuple(found)


def name_of(case: Case, reference: Node, inside: Entry, path: str) -> str | None:
    """The name behind a reference to a person or a place.

    Where it is not in the file but shows a name, that name; where it shows none, it is listed.
    """
    if not reference:
        return None
    shown = text(reference, "display")
    if shown and "reference" not in reference:
        return shown
    try:
        _entry, resource = case.resolve(reference, inside, path)
        return display_name(resource) or shown
    except NotRead as fault:
        if shown is None:
            case.put_aside(inside, fault)
        return shown


def display_name(resource: Node) -> str | None:
    """A name to show for a Practitioner, RelatedPerson, PractitionerRole or Organization."""
    if isinstance(resource.get("name"), str):
        return text(resource, "name")
    for key in ("practitioner", "organization"):
        if shown := text(one(resource, key), "display"):
            return shown
    names = many(resource, "name")
    return _whole_name(_best(names, NAME_ORDER)) if names else None


def phone(resource: Node, system: str = "phone") -> str | None:
    telecoms = [t for t in many(resource, "telecom") if t.get("system") == system]
    return text(_best(telecoms, PHONE_ORDER), "value") if telecoms else None


def address(resource: Node) -> str | None:
    """The first current address in one line."""
    current = [a for a in many(resource, "address") if a.get("use") != "old"]
    if not current:
        return None
    if whole := text(current[0], "text"):
        return whole
    place = [text(current[0], name) for name in ("city", "state", "postalCode")]
    town, state, number = place
    line = ", ".join(
        filter(None, [*texts(current[0], "line"), town, " ".join(filter(None, (state, number)))])
    )
    return line or None


def _patient_name(resource: Node) -> PersonName:
    names = many(resource, "name")
    if not names:
        return PersonName("", "")
    best = _best(names, NAME_ORDER)
    given = " ".join(texts(best, "given", most=MOST_IN_A_NAME))
    family = text(best, "family", most=MOST_IN_A_NAME) or ""
    whole = text(best, "text", most=MOST_IN_A_NAME) or ""
    if not (given or family) or _is_family_first(whole, given, family):
        return PersonName("", whole)
    return PersonName(given, family)


def _is_family_first(whole: str, given: str, family: str) -> bool:
    """Whether the name is written in another order than ours; then it is kept as it is written."""
    return bool(family and given) and whole == f"{family} {given}"


def _whole_name(name: Node) -> str | None:
    if whole := text(name, "text"):
        return whole
    parts = [*texts(name, "prefix"), *texts(name, "given"), text(name, "family") or ""]
    parts += texts(name, "suffix")
    return " ".join(filter(None, parts)) or None


def _best(parts: list[Node], order: tuple[str, ...]) -> Node:
    return min(parts, key=lambda part: _place(str(part.get("use") or ""), order))


def _place(use: str, order: tuple[str, ...]) -> int:
    return order.index(use) if use in order else len(order)


def _record_number(resource: Node) -> str:
    for part in many(resource, "identifier"):
        if RECORD_NUMBER in codes(part, "type"):
            return text(part, "value") or ""
    return ""


def _language(resource: Node) -> str | None:
    """The language they prefer, as its two or three letters ("es")."""
    spoken = many(resource, "communication")
    spoken.sort(key=lambda part: part.get("preferred") is not True)
    for part in spoken:
        for found in codes(part, "language"):
            return found.partition("-")[0].lower()
    return None


def _related(key: str, part: Node, name: str | None) -> list[Incoming[Related]]:
    if not name:
        return []
    kinds = many(part, "relationship")
    words = concept({"of": kinds[0]}, "of")[0] if kinds else None
    return [incoming(key, Related(record_id(key), name, words, phone(part)))]


def _contact(entry: Entry) -> Contact:
    name = display_name(entry.resource)
    if name is None:
        raise NotRead("name", _("it is missing"))
    is_place = entry.kind == "Organization"
    kinds = many(entry.resource, "type") if is_place else []
    return Contact(
        name=name,
        is_place=is_place,
        npi=next((i.value for i in identifiers(entry.resource) if i.system == NPI), None),
        kind=concept({"of": kinds[0]}, "of")[0] if kinds else None,
        phone=phone(entry.resource),
        fax=phone(entry.resource, "fax"),
        address=address(entry.resource),
    )

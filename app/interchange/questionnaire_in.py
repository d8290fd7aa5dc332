"""FHIR R4 Questionnaires in: bytes to an instrument, and what of it is not carried out.

A definition that makes no sense as a whole is refused in a sentence with the item's linkId. What
makes sense but is not supported is named, item by item, so that who imports it can decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.instrument import Instrument, NotSupported
from app.errors import Refused
from app.interchange import fields
from app.interchange.fields import Node, NotRead
from app.interchange.json_guard import Json, parse
from app.interchange.questionnaire_checks import checked
from app.interchange.questionnaire_features import READ, Noted
from app.interchange.questionnaire_items import Reader
from app.interchange.questionnaire_values import coding
from app.interchange.validation import as_fhir
from app.interchange.versions import refuse_other_version
from resources.language import N_, _

MOST_BYTES = 4 * 1024 * 1024
MOST_COPYRIGHT = 20_000
LEFT_OUT = frozenset({"contained", "modifierExtension", "enableWhen"})
NOT_ONE = N_("This is not a Questionnaire. Please choose a FHIR R4 Questionnaire in JSON.")
IS_RESPONSE = N_(
    "These are answers, not questions. Please choose the Questionnaire that they answer."
)
TOO_LARGE = N_("This file is larger than 4 MiB, more than any questionnaire. It was not read.")
BROKEN = N_("This questionnaire cannot be used: {reason}.")
BROKEN_AT = N_("This questionnaire cannot be used: at “{where}”, {reason}.")
NO_TITLE = N_("it has neither a title nor a name")
EMPTY = N_("it asks nothing")
RETIRED = N_("Its publisher has retired it.")

RULES = N_("Rules for reading it that are kept elsewhere: they are not known here.")
NO_PATIENT = N_("It asks about something other than a patient.")


@dataclass(frozen=True, slots=True)
class ReadInstrument:
    """What a file says. `unsupported` is everything that is not carried out."""

    instrument: Instrument
    unsupported: tuple[NotSupported, ...]


def read(data: bytes) -> ReadInstrument:
    """The instrument of a file. Raises Refused, with a sentence for whoever chose the file."""
    if len(data) > MOST_BYTES:
        raise Refused(_(TOO_LARGE))
    root = parse(data)
    kind = root.get("resourceType") if isinstance(root, dict) else None
    if kind == "QuestionnaireResponse":
        raise Refused(_(IS_RESPONSE))
    if not isinstance(root, dict) or kind != "Questionnaire":
        raise Refused(_(NOT_ONE))
    refuse_other_version(root, [])
    try:
        return _read(root)
    except NotRead as fault:
        words = _(BROKEN_AT) if fault.path else _(BROKEN)
        raise Refused(words.format(where=fault.path, reason=fault.reason)) from None


def _read(root: Node) -> ReadInstrument:
    noted = Noted()
    contained = [
        part for part in fields.many(root, "contained") if part.get("resourceType") == "ValueSet"
    ]
    as_fhir(_bare(root))
    noted.extensions(root)
    if root.get("status") == "retired":
        noted.note(_(RETIRED))
    if root.get("implicitRules"):
        noted.note(_(RULES))
    subjects = fields.texts(root, "subjectType")
    if subjects and not {"Patient", "Person"} & set(subjects):
        noted.note(_(NO_PATIENT))
    items = checked(Reader(contained, noted).items(root), noted)
    title = fields.text(root, "title") or fields.text(root, "name")
    if not title:
        raise NotRead("", _(NO_TITLE))
    if not items:
        raise NotRead("", _(EMPTY))
    found = Instrument(
        title=title,
        items=items,
        url=fields.text(root, "url") or "",
        version=fields.text(root, "version") or "",
        publisher=fields.text(root, "publisher") or "",
        copyright=fields.text(root, "copyright", most=MOST_COPYRIGHT) or "",
        date=fields.text(root, "date") or "",
        status=fields.text(root, "status") or "",
        codes=tuple(coding(part) for part in fields.many(root, "code")),
    )
    return ReadInstrument(found, noted.listed)


def _bare(node: Node) -> Node:
    """What is held against FHIR: not what is named as unsupported anyway, nor what is not read.

    Conditions are looked at one by one where they are read.
    """
    kept: Node = {}
    for name, part in node.items():
        is_narrative = name == "text" and isinstance(part, dict)
        if name in LEFT_OUT or name.startswith("_") or is_narrative:
            continue
        found = _bare_part(name, part)
        if found != []:
            kept[name] = found
    return kept


def _bare_part(name: str, part: Json) -> Json:
    if isinstance(part, dict):
        return _bare(part)
    if not isinstance(part, list):
        return part
    kept = [one for one in part if name != "extension" or _url(one) in READ]
    return [_bare(one) if isinstance(one, dict) else one for one in kept]


def _url(part: Json) -> object:
    return part.get("url") if isinstance(part, dict) else None

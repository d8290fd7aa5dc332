"""What a medicine of a file is called, what it is for, and who ordered it."""

from __future__ import annotations

from dataclasses import dataclass

from app.interchange.entries import Case, Entry
from app.interchange.fields import Node, NotRead, concept, first_code, many, one, text
from app.interchange.people_in import name_of
from app.interchange.scans import ndc11
from resources.language import _

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
NDC = "http://hl7.org/fhir/sid/ndc"


@dataclass(frozen=True, slots=True)
class Named:
    """What a medicine is called in the file, with the codes it carries."""

    name: str
    rxcui: str | None = None
    ndc: str | None = None


def medicine(case: Case, entry: Entry) -> Named:
    """What the medicine of a resource is. NotRead where nothing names it."""
    resource = entry.resource
    reference = one(resource, "medicationReference")
    if not reference:
        return _named(resource, "medicationCodeableConcept")
    try:
        _entry, found = case.resolve(reference, entry, "medicationReference")
        return _named(found, "code")
    except NotRead as fault:
        shown = text(reference, "display")
        if shown is None:
            raise
        words = _("{reason}; only the name that it shows was taken over")
        case.put_aside(entry, NotRead(fault.path, words.format(reason=fault.reason)))
        return Named(shown)


def reason(case: Case, entry: Entry) -> str | None:
    """Why it is taken: the words of the reason, else the name of the condition it points at."""
    for part in many(entry.resource, "reasonCode"):
        if words := concept({"of": part}, "of")[0]:
            return words
    for reference in many(entry.resource, "reasonReference"):
        try:
            _target, found = case.resolve(reference, entry, "reasonReference")
        except NotRead as fault:
            if shown := text(reference, "display"):
                return shown
            case.put_aside(entry, fault)
            continue
        if words := concept(found, "code")[0]:
            return words
    return None


def prescriber(case: Case, entry: Entry) -> str | None:
    """Who ordered what this rests on, where the file tells."""
    for name in ("authorizingPrescription", "basedOn"):
        for reference in many(entry.resource, name):
            try:
                target, order = case.resolve(reference, entry, name)
            except NotRead as fault:
                case.put_aside(entry, fault)
                continue
            if target.kind == "MedicationRequest":
                return name_of(case, one(order, "requester"), target, "requester")
    return None


def _named(node: Node, name: str) -> Named:
    words, codings = concept(node, name)
    rxcui, ndc = first_code(codings, RXNORM), _ndc(first_code(codings, NDC))
    if words is None:
        inner = [concept(part, "itemCodeableConcept")[0] for part in many(node, "ingredient")]
        words = " / ".join(filter(None, inner)) or None
    if words is None and rxcui is not None:
        words = f"RxNorm {rxcui}"
    if words is None:
        raise NotRead(name, _("nothing names the medicine"))
    return Named(words, rxcui, ndc)


def _ndc(code: str | None) -> str | None:
    """Eleven digits where the code tells which they are, else as it was written."""
    known = ndc11(code) if code else ()
    return known[0] if len(known) == 1 else code

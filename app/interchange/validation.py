"""A resource of the file against FHIR, once, before anything of it is read.

The models of `fhir.resources` are R4B (4.3.0). For the resources we read, R4B asks what R4 (4.0.1)
asks; where the models are stricter or laxer than R4, this is done about it:

* the narrative (`text`) and contained resources of kinds we do not read are left out beforehand:
  the first is never shown, and the second may be an R4 resource that R4B renamed;
* comments of older tools (`fhir_comments`) are left out beforehand;
* numbers and booleans in quotes, which the models quietly turn into numbers and booleans, are not
  read;
* codes of required value sets, which the models do not check, are checked where they are read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from app.interchange.fields import Node, NotRead
from resources.language import N_, _

READ = (
    "Patient",
    "RelatedPerson",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Encounter",
    "QuestionnaireResponse",
    "AllergyIntolerance",
    "Condition",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationDispense",
    "Medication",
    "Observation",
)
LEFT_OUT = ("text", "fhir_comments")
REASONS = {
    "missing": N_("it is missing"),
    "extra_forbidden": N_("it holds something that FHIR R4 does not know"),
    "list_type": N_("a list was expected"),
    "model_type": N_("one element was expected"),
    "string_type": N_("words were expected"),
    "string_pattern_mismatch": N_("it is not written as FHIR R4 asks"),
    "string_unicode": N_("it holds half a character"),
    "value_error": N_("it is not as FHIR R4 asks"),
}
NOT_R4 = N_("it is not as FHIR R4 asks")
NUMBERS = frozenset(
    [
        "numberOfRepeatsAllowed",
        "frequency",
        "frequencyMax",
        "count",
        "countMax",
        "offset",
        "rank",
        "sequence",
        "period",
        "periodMax",
        "duration",
        "durationMax",
        "rate",
    ]
)
QUANTITIES = frozenset(["quantity", "daysSupply", "low", "high", "numerator", "denominator"])
ELEMENT = re.compile(r"[A-Za-z_]\w{0,60}", re.ASCII)


class _Model(Protocol):
    def model_validate(self, obj: object) -> object: ...


def is_read(kind: str) -> bool:
    """Whether resources of this type are read at all; the others are counted, not validated."""
    return kind in READ


def validate(resource: Node) -> Node:
    """The resource without what is never read, valid as R4. Raises NotRead."""
    kept = {name: part for name, part in resource.items() if name not in LEFT_OUT}
    if "contained" in kept:
        kept["contained"] = _contained(kept["contained"])
        if not kept["contained"]:
            del kept["contained"]
    as_fhir(kept)
    return kept


def as_fhir(kept: Node) -> None:
    """Raises NotRead where a resource of any type is not as its type asks."""
    _no_quoted_numbers(kept, "")
    try:
        _model(str(kept["resourceType"])).model_validate(kept)
    except ValidationError as error:
        raise _plain(error) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # The models look types up by name and compare as they go: hostile input ends there too.
        raise NotRead("", _(NOT_R4)) from None


@cache
def _model(kind: str) -> _Model:
    model: _Model = get_fhir_model_class(kind)
    return model


def _contained(parts: object) -> list[Any]:
    if not isinstance(parts, list):
        raise NotRead("contained", _("a list was expected"))
    return [
        {name: part for name, part in inner.items() if name not in LEFT_OUT}
        for inner in parts
        if isinstance(inner, dict) and is_read(str(inner.get("resourceType")))
    ]


def _no_quoted_numbers(node: Node, path: str) -> None:
    for name, part in node.items():
        if isinstance(part, dict):
            if _is_quantity(name) and not _may_be_number(part.get("value")):
                raise NotRead(f"{path}{name}.value", _("a number was expected"))
            _no_quoted_numbers(part, f"{path}{name}.")
        elif isinstance(part, list):
            for inner in part:
                if isinstance(inner, dict):
                    _no_quoted_numbers(inner, f"{path}{name}.")
        elif name.endswith("Boolean") and not isinstance(part, bool):
            raise NotRead(f"{path}{name}", _("true or false was expected"))
        elif _is_number(name) and not _may_be_number(part):
            raise NotRead(f"{path}{name}", _("a number was expected"))


def _is_quantity(name: str) -> bool:
    return name in QUANTITIES or name.endswith("Quantity")


def _is_number(name: str) -> bool:
    return name in NUMBERS or name.endswith(("Integer", "Decimal", "PositiveInt", "UnsignedInt"))


def _may_be_number(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _plain(error: ValidationError) -> NotRead:
    """The first thing that is wrong, told without anything that stands in the file."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    kind = first["type"].rpartition(".")[2]
    places = [str(part) for part in first["loc"] if not isinstance(part, int)]
    if kind == "extra_forbidden":
        places = places[:-1]
    elif kind == "missing" and "." in first["type"]:
        places = [*places[:-1], *(part for part in places[-1:] if ELEMENT.fullmatch(part))]
    path = ".".join(part for part in places if ELEMENT.fullmatch(part) and part != "root")
    reason = REASONS.get(kind) or (_date(kind) or NOT_R4)
    return NotRead(path, _(reason))


def _date(kind: str) -> str | None:
    return N_("it is not a date of the calendar") if kind.startswith("date") else None

"""What Questionnaires can ask for beyond the standard itself: what we read, what we name.

Nothing is passed over in silence: an extension that is not read is told with its items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.instrument import NotSupported
from app.interchange import fields
from app.interchange.fields import Node
from resources.language import N_, _

HL7 = "http://hl7.org/fhir/StructureDefinition/"
HIDDEN = f"{HL7}questionnaire-hidden"
UNIT = f"{HL7}questionnaire-unit"
UNIT_OPTION = f"{HL7}questionnaire-unitOption"
LEAST, MOST = f"{HL7}minValue", f"{HL7}maxValue"
PLACES = f"{HL7}maxDecimalPlaces"
SHORTEST = f"{HL7}minLength"
FEWEST, MOST_OFTEN = f"{HL7}questionnaire-minOccurs", f"{HL7}questionnaire-maxOccurs"
PREFIX = f"{HL7}questionnaire-optionPrefix"
EXCLUSIVE = f"{HL7}questionnaire-optionExclusive"
SCORES = (f"{HL7}ordinalValue", f"{HL7}itemWeight")
CALCULATED = "sdc-questionnaire-calculatedExpression"
READ = frozenset(SCORES) | {
    HIDDEN, UNIT, UNIT_OPTION, LEAST, MOST, PLACES, SHORTEST, FEWEST, MOST_OFTEN, PREFIX, EXCLUSIVE,
}  # fmt: skip

LOOKS = N_("A look of its own (styles, controls, layout): it looks like our own questions.")
FORMULA = N_("A formula that works on other answers: it is not worked out.")
TOTAL = N_("An answer that is to be calculated: it is not worked out, and can be typed.")
OPENED = N_("A formula that decides whether it is asked: it is always asked.")
OFFERED = N_("A formula that makes its answers: words are typed instead.")
FIRST = N_("A formula for the answer it begins with: it begins empty.")
RULE = N_("A rule between answers, or for what may be answered: it is not checked.")
ELSEWHERE = N_("What a terminology server would offer: nothing is ever asked over a network.")
OUT = N_("Making other records out of the answers: only the response itself is made.")
ABOUT = N_("Notes about the definition itself.")
FILES = N_("Rules for a file that would be attached.")
SPOKEN = N_("Its words in other languages: they are shown in the first language only.")
FEATURES: Mapping[str, str] = MappingProxyType(
    {
        "questionnaire-itemControl": LOOKS,
        "questionnaire-choiceOrientation": LOOKS,
        "questionnaire-displayCategory": LOOKS,
        "questionnaire-sliderStepValue": LOOKS,
        "rendering-xhtml": LOOKS,
        "rendering-style": LOOKS,
        "rendering-markdown": LOOKS,
        "rendering-styleSensitive": LOOKS,
        "entryFormat": LOOKS,
        "sdc-questionnaire-width": LOOKS,
        "sdc-questionnaire-choiceColumn": LOOKS,
        "sdc-questionnaire-shortText": LOOKS,
        "sdc-questionnaire-entryMode": LOOKS,
        "sdc-questionnaire-openLabel": LOOKS,
        "variable": FORMULA,
        "cqf-expression": FORMULA,
        CALCULATED: TOTAL,
        "sdc-questionnaire-enableWhenExpression": OPENED,
        "sdc-questionnaire-answerExpression": OFFERED,
        "sdc-questionnaire-candidateExpression": OFFERED,
        "sdc-questionnaire-answerOptionsToggleExpression": OFFERED,
        "sdc-questionnaire-initialExpression": FIRST,
        "sdc-questionnaire-launchContext": FIRST,
        "sdc-questionnaire-itemPopulationContext": FIRST,
        "targetConstraint": RULE,
        "questionnaire-constraint": RULE,
        "regex": RULE,
        "questionnaire-referenceResource": RULE,
        "questionnaire-unitValueSet": ELSEWHERE,
        "preferredTerminologyServer": ELSEWHERE,
        "sdc-questionnaire-preferredTerminologyServer": ELSEWHERE,
        "sdc-questionnaire-lookupQuestionnaire": ELSEWHERE,
        "questionnaire-externallydefined": ELSEWHERE,
        "dataControl": ELSEWHERE,
        "sdc-questionnaire-observationLinkPeriod": OUT,
        "sdc-questionnaire-observationExtract": OUT,
        "sdc-questionnaire-observation-extract-category": OUT,
        "sdc-questionnaire-templateExtract": OUT,
        "sdc-questionnaire-templateExtractBundle": OUT,
        "sdc-questionnaire-extractAllocateId": OUT,
        "sdc-questionnaire-itemExtractionContext": OUT,
        "artifact-versionAlgorithm": ABOUT,
        "designNote": ABOUT,
        "mimeType": FILES,
        "maxSize": FILES,
        "translation": SPOKEN,
    }
)
UNKNOWN = N_("An addition that this program does not know ({name}).")
MODIFIES = N_("An addition that changes what the item means ({name}): it is not carried out.")


class Noted:
    """What is not carried out, in the order it was met, with the items it stands at."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, None]] = {}

    def note(self, feature: str, link_id: str = "") -> None:
        """`feature` is a sentence, translated; `link_id` "" is the whole definition."""
        at = self._found.setdefault(feature, {})
        if link_id:
            at[link_id] = None

    def extensions(self, node: Node, link_id: str = "") -> None:
        """Name every extension of an element, and of its parts, that is not read."""
        for url in _urls(node, "modifierExtension"):
            self.note(_(MODIFIES).format(name=_short(url)), link_id)
        for url in _urls(node, "extension"):
            if url not in READ:
                self.note(self._named(url), link_id)
        for name, part in node.items():
            if name.startswith("_") and isinstance(part, dict):
                self.extensions(part, link_id)

    @property
    def listed(self) -> tuple[NotSupported, ...]:
        return tuple(NotSupported(what, tuple(where)) for what, where in self._found.items())

    @staticmethod
    def _named(url: str) -> str:
        known = FEATURES.get(_short(url))
        return _(UNKNOWN).format(name=_short(url)) if known is None else _(known)


def has(node: Node, name: str) -> bool:
    """Whether an element bears an extension of that short name."""
    return any(_short(url) == name for url in _urls(node, "extension"))


def _urls(node: Node, name: str) -> Iterator[str]:
    for part in fields.many(node, name):
        yield fields.text(part, "url") or "?"


def _short(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2][:80] or "?"

"""Medicines: the brown bag, row by row, and what people forget to mention (`domain.md` 4.2)."""

from __future__ import annotations

from app.interview.question import Ask
from app.interview.step import Panel, PanelKind, Section, Step
from app.interview.wording import say
from resources.language import N_

FIELDS = (
    "medicine.label",
    "medicine.takes_as",
    "medicine.reason",
    "medicine.prescriber",
    "medicine.since",
    "medicine.last_taken",
    "medicine.over_the_counter",
    "medicine.put_aside",
)
"""The answer keys, under `subject_key`, that are columns of a medicine and not answers."""


def _probe(name: str, prompt: str) -> Ask:
    key = f"medicines.{name}"
    return Ask(key=key, prompt=prompt, say=say(key), required=False)


PROBES = (
    _probe("by_route", N_("Patches, inhalers, drops, creams, injections, sprays")),
    _probe("now_and_then", N_("Weekly, monthly, or only when needed")),
    _probe("over_the_counter", N_("Bought without a prescription")),
    _probe("vitamins", N_("Vitamins, minerals, herbals, teas, CBD")),
    _probe("from_others", N_("Samples, or somebody else's medicine")),
    _probe("elsewhere", N_("Filled elsewhere: mail order, VA, cash, discount card")),
    _probe("recently", N_("Stopped or changed in the last 30 days")),
    _probe("short_courses", N_("Antibiotics or steroids recently")),
)

STEP = Step(
    key="medicines",
    title=N_("Medicines"),
    purpose=N_("Everything the patient takes, as the label says and as they really take it."),
    icon="pill",
    parts=(Panel(PanelKind.MEDICINES), Section(N_("Ask what people forget"), PROBES)),
)

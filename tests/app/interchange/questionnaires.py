"""Questionnaires of our own making, for tests."""

from __future__ import annotations

import json
from typing import Any

from app.interchange.questionnaire_in import ReadInstrument, read

HL7 = "http://hl7.org/fhir/StructureDefinition/"


def item(link_id: str, kind: str = "boolean", **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": kind, "text": f"About {link_id}", **more}


def when(question: str, operator: str = "=", **answer: Any) -> dict[str, Any]:
    return {"question": question, "operator": operator, **(answer or {"answerBoolean": True})}


def option(code: str, score: int | None = None, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"valueCoding": {"system": "urn:x", "code": code, "display": code}}
    if score is not None:
        found["extension"] = [{"url": f"{HL7}ordinalValue", "valueDecimal": score}]
    return found | more


def extended(url: str, **value: Any) -> list[dict[str, Any]]:
    return [{"url": url if "://" in url else HL7 + url, **value}]


def questionnaire(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Questionnaire",
        "status": "active",
        "url": "http://example.org/q",
        "version": "1",
        "title": "Made up",
        "copyright": "© somebody",
        "item": list(items),
    } | more


def as_bytes(node: Any) -> bytes:
    return json.dumps(node).encode()


def read_items(*items: dict[str, Any], **more: Any) -> ReadInstrument:
    return read(as_bytes(questionnaire(*items, **more)))

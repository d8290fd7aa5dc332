"""What a case file carries of a pharmacist's verified words: our own extensions, by language.

`urn:brownbag:text` on a dosage (directions) or on a reason, with the parts `language`, `text` and,
for a translation, `translatedBy`; `urn:brownbag:decision` on the MedicationStatement or the
MedicationRequest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.patient import Statement
from app.interchange.entries import Case, Entry
from app.interchange.fields import Node, NotRead, code, extension, many, text
from app.interchange.incoming import Incoming, Verified
from models.vocabulary import Decision
from resources.language import _

TEXT = "urn:brownbag:text"
DECISION = "urn:brownbag:decision"
DECISIONS = frozenset(decision.value for decision in Decision)
MOST = 1000


def read_verified(case: Case, statements: tuple[Incoming[Statement], ...]) -> tuple[Verified, ...]:
    """One for each statement that carries a verified word or a decision, in their order."""
    by_key = {entry.key: entry for entry in case.entries}
    found = []
    for statement in statements:
        entry = by_key.get(statement.key)
        if entry is None:
            continue
        try:
            if (verified := _verified(entry, statement)) is not None:
                found.append(verified)
        except NotRead as fault:
            case.put_aside(entry, fault)
    return tuple(found)


def _verified(entry: Entry, statement: Incoming[Statement]) -> Verified | None:
    resource = entry.resource
    dosages = many(resource, "dosage") + many(resource, "dosageInstruction")
    directions, translators = _texts(dosages)
    reason, _translators = _texts(many(resource, "reasonCode"))
    decided = next(
        (code(part, "valueCode", DECISIONS) for part in extension(resource, DECISION)), None
    )
    if not (directions or reason or decided):
        return None
    return Verified(
        statement=statement.key,
        name=statement.value.name,
        rxcui=statement.value.rxcui,
        directions=directions,
        reason=reason,
        translated_by=translators,
        decision=Decision(decided) if decided else None,
    )


def _texts(nodes: list[Node]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The words by language, and who translated them. Several parts of one language are joined."""
    words: dict[str, str] = {}
    translators: dict[str, str] = {}
    for node in nodes:
        for language, said, translator in _said(node):
            words[language] = f"{words[language]} {said}" if language in words else said
            if translator:
                translators[language] = translator
    return words, translators


def _said(node: Node) -> Iterator[tuple[str, str, str | None]]:
    for part in extension(node, TEXT):
        inner = {str(one.get("url")): one for one in many(part, "extension")}
        language = text(inner.get("language", {}), "valueCode", most=10)
        said = text(inner.get("text", {}), "valueString", most=MOST)
        if language is None or said is None:
            raise NotRead("extension", _("a verified text needs its language and its words"))
        yield language, said, text(inner.get("translatedBy", {}), "valueString")

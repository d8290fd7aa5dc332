"""What the pharmacist sees of one medicine: what each source says, and whether they agree.

Nothing here judges: lines that say the same words agree; everything else is for the pharmacist.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.findings import Finding, Notice
from app.domain.medicine import Medicine, Review
from app.domain.therapy_session import TherapySession, subject_key
from app.rules.proposed import languages, proposed_directions, proposed_reason
from app.rules.reconciliation.agreed import settled_medicines
from app.rules.reconciliation.joins import roots, second_entries
from app.rules.sameness import same_directions
from models.vocabulary import Decision, Source
from resources.language import _
from ui.words import VERDICTS

AS_ON_THE_LABEL = frozenset(
    {"as on the label", "as the label says", "as directed", "same", "como dice la etiqueta"}
)


def takes(session: TherapySession, medicine: Medicine) -> str | None:
    """How the patient really takes it, in their words; None: not asked."""
    told = session.value(subject_key("adherence.takes_as", medicine.id))
    return medicine.takes_as or (str(told) if told else None)


def sources(medicine: Medicine) -> tuple[Source, ...]:
    """Where it is known from, in the order of the vocabulary."""
    found = {statement.source for statement in medicine.statements}
    if medicine.label:
        found.add(Source.BOTTLE)
    if medicine.takes_as:
        found.add(Source.PATIENT)
    return tuple(source for source in Source if source in found)


def agrees(session: TherapySession, medicine: Medicine) -> bool:
    """At least two sources, and all of them say the same."""
    told = takes(session, medicine)
    said = [medicine.label, *(one.directions for one in medicine.statements)]
    if told and not any(same_directions(told, words) for words in AS_ON_THE_LABEL):
        said.append(told)
    heard = [words for words in said if words]
    if told is None or not heard or len(sources(medicine)) < 2:
        return False
    return all(same_directions(heard[0], words) for words in heard)


def cited(medicine: Medicine, notices: Sequence[Notice], session: TherapySession) -> bool:
    """Whether an open finding rests on this medicine."""
    closed = {word.fingerprint for word in session.acknowledgements}
    return any(
        str(medicine.id) in "".join(notice.evidence)
        for notice in notices
        if isinstance(notice, Finding) and notice.fingerprint not in closed
    )


def kept(session: TherapySession, medicine: Medicine, notices: Sequence[Notice]) -> Review | None:
    """The review that *Keep what agrees* would store; None where a person must decide.

    The sources agree, nothing is found about it, and its texts in the patient's language exist or
    can be proposed. A reason that nobody told is kept as not known: the patient asks.
    """
    review = medicine.review
    if review.decision is not None or not agrees(session, medicine):
        return None
    if cited(medicine, notices, session):
        return None
    settled = Review(
        decision=Decision.KEEP,
        directions=on_paper(session, medicine),
        reason=_reason(session, medicine),
        reason_unknown=review.reason_unknown or (medicine.reason is None and not review.reason),
        translated_by=review.translated_by,
        note=review.note,
    )
    return settled if settled.is_settled(session.language) else None


def on_paper(session: TherapySession, medicine: Medicine) -> dict[str, str]:
    """The directions that print, by language: the verified ones, else what is proposed."""
    proposed = {one: proposed_directions(medicine, one) for one in languages(session)}
    return {one: text for one, text in proposed.items() if text} | dict(medicine.review.directions)


def _reason(session: TherapySession, medicine: Medicine) -> dict[str, str]:
    proposed = {one: proposed_reason(medicine, one) for one in languages(session)}
    return {one: text for one, text in proposed.items() if text} | dict(medicine.review.reason)


def settled_words(session: TherapySession, medicine: Medicine) -> str:
    """What the technician settled of it: how, why, by whom; and with what it was told to be one."""
    told = []
    top = roots(session)[str(medicine.id)]
    if top != str(medicine.id):
        other = next(m.drug.name for m in session.medicines if str(m.id) == top)
        told.append(_("One with {name}").format(name=other))
    settled = settled_medicines(session).get(str(medicine.id))
    if settled is not None:
        words = _(VERDICTS[settled.verdict][0])
        why = f" “{settled.words}”" if settled.words else ""
        told.append(f"{words}{why}, {settled.by_name}")
    return ". ".join(told)


def needs_decision(session: TherapySession, medicine: Medicine) -> bool:
    """Whether the line still stands in the way of the signature."""
    is_second = str(medicine.id) in second_entries(session)
    return not medicine.review.is_settled(session.language) and not is_second

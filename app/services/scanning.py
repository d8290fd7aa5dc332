"""A scan at the counter: what it may be, whose it is, and the row it becomes. Never a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from app.domain.changes import Changes, Saved
from app.domain.medicine import Bottle, Drug, Medicine
from app.domain.patient import Fill
from app.domain.scans import ScannedLabel, ScannedPackage
from app.domain.therapy_session import TherapySession
from app.interchange import scans
from app.services import states, talking
from app.services.api import Drugs
from app.services.fill_labels import named
from app.services.permissions import UseCase
from app.services.scan_values import ScanAnswer, ScanChoice, Scanned
from app.services.work import Work
from app.store import fills, medicines, session_picture, settings
from app.store.in_hand import InHand, take
from models.vocabulary import Actor, AuditAction, CommandId, SessionId, Source
from resources.language import N_, _

ANOTHER_PATIENT = N_("This label belongs to another patient. Put it aside, and see whose it is.")
NOT_IN_FILLS = N_(
    "This prescription number is not among the imported fills. Please search by name."
)
NOT_KNOWN = N_("This package is not known here. Please search by name.")
WHICH = N_("Which one is it? Please compare the name on the package.")
IS_IT = N_("Is it this one? Please compare the name on the package.")
SHARED = N_(
    "This number stands on a label of another patient too. Is the name on it the patient's?"
)
HERE = N_("This package is in the list already.")
ANOTHER_LABEL = "label_of_another_patient"
"""What the audit calls a scan of somebody else's label; its object is whose it was."""


@dataclass(frozen=True, slots=True)
class _Counter:
    """One scan in one session."""

    hand: InHand
    session: TherapySession


class Scans:
    """Keeps the promise of `api.Scans` on an open database."""

    def __init__(self, work: Work, drugs: Drugs) -> None:
        self._work = work
        self._drugs = drugs

    def look(self, session: SessionId, code: str, *, by: Actor) -> Scanned:
        """What a scan is, storing nothing. Another patient's label is refused, and audited."""
        with self._work.transaction(UseCase.SCAN, by=by, session=session, reads=True) as (db, at):
            hand = take(db, session, by=by, at=at)
            here = _Counter(hand, session_picture.load(hand))
            labels = settings.label_patterns(db, by.pharmacy)
            read = scans.read(code, today=hand.on, labels=labels)
            if not isinstance(read, tuple):
                return Scanned(ScanAnswer.UNKNOWN, read.why)
            return _together([self._answer(here, one) for one in read])

    def add(
        self,
        session: SessionId,
        choice: ScanChoice,
        *,
        seen: int,
        command: CommandId,
        by: Actor,
    ) -> Saved:
        """The bottle as a row, or beside the row it belongs to."""

        def change(hand: InHand) -> Changes:
            states.require_editable(hand)
            talking.go_on(hand)
            bottle = replace(choice.bottle, read_at=hand.at)
            if choice.medicine is not None:
                medicines.put_bottle(hand, choice.medicine, bottle, choice.label)
            else:
                medicines.add_medicine(
                    hand,
                    choice.drug,
                    label=choice.label,
                    prescriber=choice.prescriber,
                    bottle=bottle,
                )
            return Changes(medicines=True)

        return self._work.change(
            UseCase.ADD_SCANNED, session, change, by=by, command=command, seen=seen
        )

    # ------------------------------------------------------------------ private

    def _answer(self, here: _Counter, scan: ScannedLabel | ScannedPackage) -> Scanned:
        if isinstance(scan, ScannedLabel):
            return self._label(here, scan.prescription)
        return self._package(here, scan)

    def _label(self, here: _Counter, prescription: str) -> Scanned:
        hand, patient = here.hand, here.session.patient
        owners = fills.owners(hand.db, hand.by.pharmacy, prescription)
        if owners and patient.id not in owners:
            self._work.database.note_refused(
                AuditAction.ATTEMPT,
                by=hand.by,
                at=hand.at,
                object_type=ANOTHER_LABEL,
                object_id=str(min(owners)),
                patient=patient.id,
                session=hand.id,
            )
            return Scanned(ScanAnswer.ANOTHER_PATIENT, _(ANOTHER_PATIENT))
        written = fills.written(prescription)
        own = [fill for fill in patient.fills if fill.prescription in written]
        if not own:
            return Scanned(ScanAnswer.UNKNOWN, _(NOT_IN_FILLS))
        choice = self._of_fill(here, max(own, key=lambda fill: (fill.filled_on, str(fill.id))))
        if len(owners) > 1:
            return Scanned(ScanAnswer.CHOOSE, _(SHARED), (choice,))
        return _unless_here(here.session, choice)

    def _package(self, here: _Counter, package: ScannedPackage) -> Scanned:
        """Sure is one meaning of one code; of ten digits, one that this patient got before."""
        own = {fill.ndc for fill in here.session.patient.fills}.intersection(package.ndcs)
        filled = tuple(self._filled(here, package))
        known = {choice.bottle.ndc for choice in filled}
        listed = tuple(self._listed(here, package, known))
        choices = filled + listed
        is_one = len(choices) == 1 and (bool(filled) or choices[0].drug.is_known)
        if is_one and (len(package.ndcs) == 1 or own == {choices[0].bottle.ndc}):
            return _unless_here(here.session, choices[0])
        return _asked(choices)

    def _filled(self, here: _Counter, package: ScannedPackage) -> Iterator[ScanChoice]:
        """The medicines of the codes among the imported fills, with what the package tells."""
        hand = here.hand
        for product in fills.products(hand.db, hand.by.pharmacy, package.ndcs):
            drug = self._resolved(product.name, product.strength, product.form, product.rxcui)
            yield _in_hand(here, package, product.ndc, drug)

    def _listed(
        self, here: _Counter, package: ScannedPackage, known: Collection[str | None]
    ) -> Iterator[ScanChoice]:
        """What the vocabulary's package codes tell of those the fills do not know."""
        for ndc in package.ndcs:
            if ndc not in known:
                for one in self._drugs.resolve_ndc(ndc):
                    yield _in_hand(here, package, ndc, one.drug)

    def _of_fill(self, here: _Counter, fill: Fill) -> ScanChoice:
        drug = self._resolved(fill.name, fill.strength, fill.form, fill.rxcui)
        bottle = Bottle(here.hand.at, fill.ndc, prescription=fill.prescription)
        choice = ScanChoice(drug, bottle, fill.directions, fill.prescriber)
        return _beside_its_row(here.session, choice, frozenset({fill.name, named(fill)}))

    def _resolved(
        self, name: str, strength: str | None, form: str | None, rxcui: str | None
    ) -> Drug:
        parts = [name]
        parts += [p for p in (strength, form) if p and p.casefold() not in name.casefold()]
        return self._drugs.resolve(" ".join(parts), rxcui)


def _in_hand(here: _Counter, package: ScannedPackage, ndc: str, drug: Drug) -> ScanChoice:
    bottle = Bottle(here.hand.at, ndc, package.lot, package.expires)
    return _beside_its_row(here.session, ScanChoice(drug, bottle))


def _together(answers: list[Scanned]) -> Scanned:
    """One answer out of the meanings of one scan. Whoever else it may be, a label stops it."""
    for answer in (ScanAnswer.ANOTHER_PATIENT, ScanAnswer.HERE):
        found = next((one for one in answers if one.answer is answer), None)
        if found is not None:
            return found
    known = [one for one in answers if one.choices]
    if not known:
        return answers[0]
    if len(known) == 1:
        return known[0]
    return _asked(tuple(choice for one in known for choice in one.choices))


def _asked(choices: tuple[ScanChoice, ...]) -> Scanned:
    if not choices:
        return Scanned(ScanAnswer.UNKNOWN, _(NOT_KNOWN))
    return Scanned(ScanAnswer.CHOOSE, _(WHICH if len(choices) > 1 else IS_IT), choices)


def _unless_here(session: TherapySession, choice: ScanChoice) -> Scanned:
    """Found, unless this very bottle was scanned before: that asks whether it is a second one."""
    here = next((m for m in session.medicines if _is_bottle_of(m, choice.bottle)), None)
    if here is None:
        return Scanned(ScanAnswer.FOUND, "", (choice,))
    again = replace(choice, medicine=None)
    return Scanned(ScanAnswer.HERE, _(HERE), (again,), here.id)


def _is_bottle_of(medicine: Medicine, bottle: Bottle) -> bool:
    known = medicine.bottle
    if known is None:
        return False
    if bottle.prescription is not None or known.prescription is not None:
        return known.prescription == bottle.prescription
    return known.ndc == bottle.ndc and known.lot == bottle.lot


def _beside_its_row(
    session: TherapySession, choice: ScanChoice, names: frozenset[str] = frozenset()
) -> ScanChoice:
    """With the row it belongs to, if no bottle stands beside it yet.

    That of the same package or code, or the one our own fills brought in under these names.
    """
    for medicine in session.medicines:
        if medicine.bottle is None and _is_same(medicine, choice, names):
            return replace(choice, medicine=medicine.id)
    return choice


def _is_same(medicine: Medicine, choice: ScanChoice, names: frozenset[str]) -> bool:
    if any(said.source is Source.FILLS and said.name in names for said in medicine.statements):
        return True
    ndc, rxcui = choice.bottle.ndc, choice.drug.rxcui
    if ndc is not None and any(said.ndc == ndc for said in medicine.statements):
        return True
    return rxcui is not None and medicine.drug.rxcui == rxcui and medicine.drug.is_known

"""FHIR R4 bundles in: bytes to values. Nothing is stored, nothing fetched, nothing guessed.

What cannot be read is listed with its place and its reason; the rest is read. A file that is no
FHIR R4 at all, or about more than one patient, is refused in a sentence.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from app.domain.patient import Identifier
from app.errors import Refused
from app.interchange import (
    fills_in,
    history_in,
    interview_in,
    medicines_in,
    observations_in,
    people_in,
)
from app.interchange.entries import Case, Entry, identifiers
from app.interchange.fields import Node, NotRead, moment
from app.interchange.incoming import IncomingPatient, ReadBundle
from app.interchange.json_guard import Json, parse
from app.interchange.validation import is_read
from app.interchange.verified_in import read_verified
from app.interchange.versions import refuse_other_version
from resources.language import N_, _

NOT_FHIR = N_("This is not a FHIR file. Please choose a FHIR R4 bundle in JSON.")
NOT_A_BUNDLE = N_("The entries of this bundle are not as FHIR asks, so nothing was read.")
HISTORY = N_(
    "This file is the history of a record, with older states in it. Please ask for a bundle."
)
SEVERAL = N_("This file holds {count} patients. Please import one patient at a time.")
HISTORIES = frozenset({"history", "transaction-response", "batch-response"})
A_DAY = dt.date(1900, 1, 1)
MOST_IN_A_KEY, MOST_START = 300, 60

Reports = Callable[[int, int], None]


def read(data: bytes, progress: Reports | None = None) -> ReadBundle:
    """Everything the bytes of a file say. Raises Refused where the file as a whole is refused.

    `progress` is told how many entries of how many were looked at; what it raises ends the reading.
    """
    root = parse(data)
    if not isinstance(root, dict) or not isinstance(root.get("resourceType"), str):
        raise Refused(_(NOT_FHIR))
    entries = _entries(root)
    refuse_other_version(root, [entry.resource for entry in entries])
    case = Case(entries, progress=progress)
    patient = _patient(case)
    _name(case)
    return _everything(case, patient, root)


def _entries(root: dict[str, Json]) -> list[Entry]:
    kind = str(root["resourceType"])
    if kind != "Bundle":
        return [Entry(1, kind, root)]
    if str(root.get("type")) in HISTORIES:
        raise Refused(_(HISTORY))
    listed = root.get("entry", [])
    if not isinstance(listed, list) or not all(isinstance(part, dict) for part in listed):
        raise Refused(_(NOT_A_BUNDLE))
    return [found for number, part in enumerate(listed, 1) if (found := _entry(number, part))]


def _entry(number: int, part: Json) -> Entry | None:
    resource = part.get("resource") if isinstance(part, dict) else None
    if not isinstance(part, dict) or not isinstance(resource, dict):
        return None
    kind, url = resource.get("resourceType"), part.get("fullUrl")
    if not isinstance(kind, str) or not kind.isalpha():
        raise Refused(_(NOT_A_BUNDLE))
    return Entry(number, kind, resource, url if isinstance(url, str) and url else None)


def _patient(case: Case) -> IncomingPatient | None:
    found = [entry for entry in case.entries if entry.kind == "Patient"]
    if len(found) > 1:
        raise Refused(_(SEVERAL).format(count=len(found)))
    for entry in found:
        if not case.is_valid(entry):
            return None
        case.patient = entry
        try:
            return people_in.read_patient(case, entry)
        except NotRead as fault:
            case.patient = None
            case.put_aside(entry, fault)
    return None


def _name(case: Case) -> None:
    """Gives every entry the key it is known by again when the same resource comes once more."""
    own = next(identifiers(case.patient.resource), None) if case.patient else None
    taken: set[str] = set()
    for entry in case.entries:
        key = _storable(_identity(case, entry, own))
        if key in taken:
            key = f"{key} {entry.number}"
        taken.add(key)
        entry.key = key


def _identity(case: Case, entry: Entry, own: Identifier | None) -> str:
    """Its identifier, else its full URL, else its id beside who numbers the patient.

    All fills of one prescription may bear its number, so a fill is told by its day too.
    """
    for one in identifiers(entry.resource):
        if case.bearers(entry.kind, one) == 1:
            day = _filled(entry) if entry.kind == "MedicationDispense" else ""
            return f"{entry.kind} {one.system}|{one.value}{day}"
    if entry.full_url:
        return f"{entry.kind} {entry.full_url}"
    return f"{entry.kind} {entry.resource.get('id', entry.number)}@{own.system if own else ''}"


def _storable(key: str) -> str:
    """A key is made of what a stranger wrote: it must be short, and keepable as text."""
    plain = key.encode("ascii", "backslashreplace").decode("ascii").replace("\x00", "\\x00")
    if len(plain) <= MOST_IN_A_KEY:
        return plain
    return f"{plain[:MOST_START]} {hashlib.sha256(plain.encode()).hexdigest()}"


def _filled(entry: Entry) -> str:
    moment = entry.resource.get("whenHandedOver") or entry.resource.get("whenPrepared")
    return f" {str(moment)[:10]}"


def _everything(case: Case, patient: IncomingPatient | None, root: Node) -> ReadBundle:
    if patient is None:
        return ReadBundle(None, unreadable=tuple(case.unreadable))
    related = people_in.read_related(case)
    contacts = people_in.read_contacts(case)
    conditions = history_in.read_conditions(case)
    requests = medicines_in.read_requests(case)
    stated = medicines_in.read_statements(case)
    fills = fills_in.read_fills(case)
    measurements = observations_in.read_measurements(case)
    allergies = history_in.read_allergies(case)
    stays = history_in.read_stays(case)
    newest = _newest(
        [m.value.on for m in measurements],
        [f.value.filled_on for f in fills],
        [s.value.said_on for s in requests + stated],
    )
    stamped = _stamped(root)
    return ReadBundle(
        patient=patient,
        allergies=allergies,
        conditions=conditions,
        measurements=measurements,
        fills=fills,
        stays=stays,
        statements=requests + stated + fills_in.labels(case, fills, stamped or newest),
        has_no_known_allergies=history_in.denies_allergies(case),
        related=related,
        contacts=contacts,
        verified=read_verified(case, requests + stated),
        interviews=interview_in.read_interviews(case, stamped or newest or A_DAY),
        withdrawn=tuple(case.withdrawn),
        unreadable=tuple(case.unreadable),
        ignored=_ignored(case),
        newest=newest,
        stamped=stamped,
    )


def _newest(*days: list[dt.date | None]) -> dt.date | None:
    return max((day for some in days for day in some if day), default=None)


def _stamped(root: Node) -> dt.date | None:
    try:
        stamp = moment(root, "timestamp")
    except NotRead:
        return None
    return stamp.date() if stamp else None


def _ignored(case: Case) -> dict[str, int]:
    """How many of each type were not taken over, whether of no use to us or of no use at all."""
    for entry in case.entries:
        if not is_read(entry.kind):
            case.ignore(entry)
    return dict(sorted(case.ignored.items()))

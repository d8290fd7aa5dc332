"""Which column of a table of fills says what: our own names, known layouts, and a person's word.

Sources of the layouts: CMS RIF prescription drug events, SynPUF, Synthea's CSV, the OMOP common
data model's DRUG_EXPOSURE. The names of the pharmacy's own table are those of `domain.md` 9.8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from app.interchange.csv_guard import Sheet
from resources.language import N_

Columns: TypeAlias = Mapping[str, str]
"""A field of ours, and the column that says it."""

OWN = "urn:brownbag:patient-number"
"""Numbers of patients as the pharmacy's own dispensing system gives them."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "patient_id": N_("Patient's number"),
        "name": N_("Patient's name"),
        "given": N_("Patient's first name"),
        "family": N_("Patient's last name"),
        "dob": N_("Birth date"),
        "rx_number": N_("Prescription number"),
        "ndc11": N_("NDC"),
        "rxcui": N_("RxNorm code"),
        "drug_name": N_("Medicine"),
        "strength": N_("Strength"),
        "form": N_("Form"),
        "sig_text": N_("Directions"),
        "qty": N_("Quantity"),
        "days_supply": N_("Days' supply"),
        "date_filled": N_("Filled on"),
        "date_picked_up": N_("Picked up on"),
        "refills_left": N_("Refills left"),
        "fill_number": N_("Number of the fill"),
        "prescriber": N_("Prescriber"),
        "npi": N_("Prescriber's NPI"),
        "status": N_("Status"),
    }
)
"""Every field of ours with its words, in the order in which they are shown."""

ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "patient_id": ("patient number", "patient no", "patient", "mrn", "record number"),
        "name": ("patient name", "patient_name"),
        "given": ("first name", "firstname", "given name"),
        "family": ("last name", "lastname", "surname", "family name"),
        "dob": ("birth date", "birthdate", "date of birth"),
        "rx_number": ("rx", "rx no", "rx #", "rx number", "prescription number", "rxnumber"),
        "ndc11": ("ndc", "ndc code"),
        "rxcui": ("rxnorm",),
        "drug_name": ("drug", "medication", "medicine", "product", "drug name"),
        "form": ("dosage form",),
        "sig_text": ("sig", "directions"),
        "qty": ("quantity", "qty dispensed", "quantity dispensed"),
        "days_supply": ("days supply", "day supply", "ds", "days"),
        "date_filled": ("fill date", "filled", "date filled", "dispensed", "dispense date"),
        "date_picked_up": ("picked up", "pickup date", "sold date", "date sold", "date picked up"),
        "refills_left": ("refills", "refills left", "refills remaining"),
        "fill_number": ("refill number", "fill no"),
        "prescriber": ("doctor", "provider", "prescriber name"),
        "npi": ("prescriber npi",),
    }
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as a known program writes it. `dates` names the forms its days come in."""

    name: str
    system: str
    columns: Columns
    dates: tuple[str, ...] = ()
    dropped: tuple[str, frozenset[str]] = ("", frozenset())
    """A column, and its values that say that the fill was taken back."""


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "CMS PDE",
        "https://bluebutton.cms.gov/resources/variables/bene_id",
        {
            "patient_id": "BENE_ID",
            "rx_number": "RX_SRVC_RFRNC_NUM",
            "ndc11": "PROD_SRVC_ID",
            "qty": "QTY_DSPNSD_NUM",
            "days_supply": "DAYS_SUPLY_NUM",
            "date_filled": "SRVC_DT",
            "fill_number": "FILL_NUM",
            "npi": "PRSCRBR_ID",
        },
        ("day-month-year",),
        ("ADJSTMT_DLTN_CD", frozenset({"d"})),
    ),
    Layout(
        "SynPUF",
        "urn:brownbag:synpuf",
        {
            "patient_id": "DESYNPUF_ID",
            "ndc11": "PROD_SRVC_ID",
            "qty": "QTY_DSPNSD_NUM",
            "days_supply": "DAYS_SUPLY_NUM",
            "date_filled": "SRVC_DT",
        },
        ("yyyymmdd",),
    ),
    Layout(
        "Synthea",
        "https://github.com/synthetichealth/synthea",
        {
            "patient_id": "PATIENT",
            "rxcui": "CODE",
            "drug_name": "DESCRIPTION",
            "date_filled": "START",
        },
        ("moment",),
    ),
    Layout(
        "OMOP",
        "urn:brownbag:omop",
        {
            "patient_id": "person_id",
            "drug_name": "drug_source_value",
            "sig_text": "sig",
            "qty": "quantity",
            "days_supply": "days_supply",
            "date_filled": "drug_exposure_start_date",
            "refills_left": "refills",
        },
    ),
)
_MARKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "CMS PDE": frozenset({"bene_id", "prod_srvc_id"}),
        "SynPUF": frozenset({"desynpuf_id", "prod_srvc_id"}),
        "Synthea": frozenset({"start", "patient", "dispenses", "description"}),
        "OMOP": frozenset({"person_id", "drug_exposure_start_date"}),
    }
)


def layout_of(sheet: Sheet) -> Layout | None:
    """The known program that wrote a table, going by its columns."""
    names = {column.casefold() for column in sheet.columns}
    return next((one for one in LAYOUTS if _MARKS[one.name] <= names), None)


def guessed(sheet: Sheet) -> dict[str, str]:
    """The columns whose names say what they hold, in whatever order and case."""
    by_name = {_plain(column): column for column in sheet.columns}
    layout = layout_of(sheet)
    if layout is not None:
        found = {f: by_name.get(_plain(column)) for f, column in layout.columns.items()}
    else:
        found = {
            field: next(
                (by_name[_plain(n)] for n in (field, *ALSO.get(field, ())) if _plain(n) in by_name),
                None,
            )
            for field in FIELDS
        }
    return {field: column for field, column in found.items() if column is not None}


def is_enough(columns: Columns) -> bool:
    """Whether a fill can be read: whose, of what, and when."""
    whose = "patient_id" in columns or (
        "dob" in columns and ("name" in columns or {"given", "family"} <= columns.keys())
    )
    what = not columns.keys().isdisjoint({"drug_name", "ndc11", "rxcui"})
    return whose and what and "date_filled" in columns


def is_ours(sheet: Sheet, columns: Columns) -> bool:
    """Whether every column bears its own name of `domain.md` 9.8: then there is nothing to ask."""
    return is_enough(columns) and all(
        _plain(field) == _plain(column) for field, column in columns.items()
    )


def key_of(sheet: Sheet) -> str:
    """The same for tables with the same columns, in whatever order, and the same encoding."""
    names = sorted(column.casefold() for column in sheet.columns)
    return hashlib.sha256("\x1f".join((sheet.encoding, *names)).encode()).hexdigest()[:40]


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())

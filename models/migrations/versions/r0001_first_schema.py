"""The first schema: people, patients, sessions, review, papers, and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import ExactDecimal, UtcMoment

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_event", "audit_detail")
SEALED = ("release", "withdrawal", "addendum")
ADDED = ("administration",)


def upgrade() -> None:
    create_tables()
    create_administrations()
    create_instruments()
    create_answers()
    create_care_tasks()
    create_triggers()


def create_triggers() -> None:
    """Audit rows are only ever added, whoever asks and however."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'audit rows are only ever added'); END"
            )
    for table in SEALED:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f'CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON "{table}" '
                "BEGIN SELECT RAISE(ABORT, 'what was signed is never changed'); END"
            )
    for table in ADDED:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'a dose is corrected by a row of its own'); END"
            )


def drop_triggers() -> None:
    for table in (*APPEND_ONLY, *SEALED, *ADDED):
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_refuses_{verb}")


def create_administrations() -> None:
    op.create_table(
        "away",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("began", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_away_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_away")),
    )
    op.create_index(
        op.f("ix_away_pharmacy_id_patient_id"), "away", ["pharmacy_id", "patient_id"], unique=False
    )
    op.create_table(
        "chart",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("diet", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_chart_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_chart")),
        sa.UniqueConstraint(
            "pharmacy_id", "patient_id", name=op.f("uq_chart_pharmacy_id_patient_id")
        ),
    )
    op.create_table(
        "dose_order",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("drug", sa.String(), nullable=False),
        sa.Column("directions", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("says", sa.JSON(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_dose_order_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_dose_order")),
    )
    op.create_index(
        op.f("ix_dose_order_pharmacy_id_patient_id"),
        "dose_order",
        ["pharmacy_id", "patient_id"],
        unique=False,
    )
    op.create_table(
        "administration",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("amount", ExactDecimal(), nullable=True),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reading", ExactDecimal(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("result_at", UtcMoment(), nullable=True),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "order_id"],
            ["dose_order.pharmacy_id", "dose_order.id"],
            name=op.f("fk_administration_pharmacy_id_order_id_dose_order"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_administration_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_administration")),
    )
    op.create_index(
        op.f("ix_administration_pharmacy_id_patient_id_day"),
        "administration",
        ["pharmacy_id", "patient_id", "day"],
        unique=False,
    )


def drop_administrations() -> None:
    op.drop_index(op.f("ix_administration_pharmacy_id_patient_id_day"), table_name="administration")
    op.drop_table("administration")
    op.drop_index(op.f("ix_dose_order_pharmacy_id_patient_id"), table_name="dose_order")
    op.drop_table("dose_order")
    op.drop_table("chart")
    op.drop_index(op.f("ix_away_pharmacy_id_patient_id"), table_name="away")
    op.drop_table("away")


def create_tables() -> None:
    op.create_table(
        "audit_event",
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("zone_minutes", sa.Integer(), nullable=False),
        sa.Column("run", sa.Uuid(), nullable=False),
        sa.Column("monotonic_ms", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_type", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("detail_digest", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_audit_event_chain_seq")),
    )
    op.create_index(op.f("ix_audit_event_patient_id"), "audit_event", ["patient_id"], unique=False)
    op.create_index(op.f("ix_audit_event_session_id"), "audit_event", ["session_id"], unique=False)
    op.create_table(
        "command",
        sa.Column("use_case", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_command")),
    )
    op.create_table(
        "imported_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("is_watched", sa.Boolean(), nullable=False),
        sa.Column("is_stored", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_imported_file")),
        sa.UniqueConstraint(
            "pharmacy_id", "sha256", name=op.f("uq_imported_file_pharmacy_id_sha256")
        ),
    )
    op.create_index(
        op.f("ix_imported_file_pharmacy_id_at"),
        "imported_file",
        ["pharmacy_id", "at"],
        unique=False,
    )
    op.create_table(
        "patient",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("record_number", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("phone_digits", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.Column("died_on", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_patient")),
        sa.UniqueConstraint(
            "pharmacy_id", "record_number", name=op.f("uq_patient_pharmacy_id_record_number")
        ),
    )
    op.create_index(
        op.f("ix_patient_pharmacy_id_birth_date"),
        "patient",
        ["pharmacy_id", "birth_date"],
        unique=False,
    )
    op.create_index(
        op.f("ix_patient_pharmacy_id_phone_digits"),
        "patient",
        ["pharmacy_id", "phone_digits"],
        unique=False,
    )
    op.create_index(
        op.f("ix_patient_pharmacy_id_search_key"),
        "patient",
        ["pharmacy_id", "search_key"],
        unique=False,
    )
    op.create_table(
        "person",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("login_key", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("tasks", sa.JSON(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("license_state", sa.String(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "pharmacy_id", "login_key", name=op.f("uq_person_pharmacy_id_login_key")
        ),
    )
    op.create_table(
        "pharmacy",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_pharmacy")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_setting")),
        sa.UniqueConstraint("pharmacy_id", "name", name=op.f("uq_setting_pharmacy_id_name")),
    )
    op.create_table(
        "allergy",
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reaction", sa.String(), nullable=True),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("ingredients", sa.JSON(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_allergy_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_allergy")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_allergy_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_table(
        "audit_detail",
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "id"],
            ["audit_event.pharmacy_id", "audit_event.id"],
            name=op.f("fk_audit_detail_pharmacy_id_id_audit_event"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_audit_detail")),
    )
    op.create_table(
        "condition",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("system", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_condition_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_condition")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_condition_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_table(
        "enrolment",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("contract_year", sa.Integer(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("opted_out_on", sa.Date(), nullable=True),
        sa.Column("opted_out_because", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_enrolment_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "plan",
            "contract_year",
            name=op.f("uq_enrolment_pharmacy_id_patient_id_plan_contract_year"),
        ),
    )
    op.create_index(
        op.f("ix_enrolment_pharmacy_id_contract_year"),
        "enrolment",
        ["pharmacy_id", "contract_year"],
        unique=False,
    )
    op.create_table(
        "fill",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filled_on", sa.Date(), nullable=False),
        sa.Column("days_supply", sa.Integer(), nullable=True),
        sa.Column("quantity", ExactDecimal(), nullable=True),
        sa.Column("rxcui", sa.String(), nullable=True),
        sa.Column("ndc", sa.String(), nullable=True),
        sa.Column("ingredients", sa.JSON(), nullable=False),
        sa.Column("prescriber", sa.String(), nullable=True),
        sa.Column("pharmacy", sa.String(), nullable=True),
        sa.Column("prescription", sa.String(), nullable=True),
        sa.Column("picked_up_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("directions", sa.String(), nullable=True),
        sa.Column("refills_left", sa.Integer(), nullable=True),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_fill_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_fill")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_fill_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_index(op.f("ix_fill_pharmacy_id_ndc"), "fill", ["pharmacy_id", "ndc"], unique=False)
    op.create_index(
        op.f("ix_fill_pharmacy_id_patient_id_filled_on"),
        "fill",
        ["pharmacy_id", "patient_id", "filled_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_fill_pharmacy_id_prescription"),
        "fill",
        ["pharmacy_id", "prescription"],
        unique=False,
    )
    op.create_table(
        "identifier",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_identifier_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_identifier")),
        sa.UniqueConstraint(
            "pharmacy_id", "system", "value", name=op.f("uq_identifier_pharmacy_id_system_value")
        ),
    )
    op.create_index(
        op.f("ix_identifier_pharmacy_id_patient_id"),
        "identifier",
        ["pharmacy_id", "patient_id"],
        unique=False,
    )
    op.create_table(
        "measurement",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", ExactDecimal(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("comparator", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("is_unusual", sa.Boolean(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_measurement_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_measurement")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_measurement_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_table(
        "person_key",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", UtcMoment(), nullable=False),
        sa.Column("valid_until", UtcMoment(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "person_id"],
            ["person.pharmacy_id", "person.id"],
            name=op.f("fk_person_key_pharmacy_id_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_person_key")),
    )
    op.create_index(op.f("ix_person_key_person_id"), "person_key", ["person_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("directions", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("rxcui", sa.String(), nullable=True),
        sa.Column("ndc", sa.String(), nullable=True),
        sa.Column("ingredients", sa.JSON(), nullable=False),
        sa.Column("prescriber", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("known_as", sa.String(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_statement_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_statement")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_statement_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_table(
        "related",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relationship", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_related_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_related")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_related_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_table(
        "stay",
        sa.Column("began", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_stay_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_stay")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "patient_id",
            "external_id",
            name=op.f("uq_stay_pharmacy_id_patient_id_external_id"),
        ),
    )
    op.create_table(
        "offer",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("offered_at", UtcMoment(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "enrolment_id"],
            ["enrolment.pharmacy_id", "enrolment.id"],
            name=op.f("fk_offer_pharmacy_id_enrolment_id_enrolment"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_offer")),
    )
    op.create_index(
        op.f("ix_offer_pharmacy_id_enrolment_id"),
        "offer",
        ["pharmacy_id", "enrolment_id"],
        unique=False,
    )
    op.create_table(
        "session",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_by_name", sa.String(), nullable=False),
        sa.Column("technician", sa.String(), nullable=False),
        sa.Column("touched_at", UtcMoment(), nullable=False),
        sa.Column("put_down_at", UtcMoment(), nullable=True),
        sa.Column("sent_at", UtcMoment(), nullable=True),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=True),
        sa.Column("urgent_since", UtcMoment(), nullable=True),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("claimed_by_name", sa.String(), nullable=True),
        sa.Column("claimed_at", UtcMoment(), nullable=True),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("talked_minutes", sa.Integer(), nullable=True),
        sa.Column("talked_with", sa.String(), nullable=True),
        sa.Column("talked_by", sa.Uuid(), nullable=True),
        sa.Column("talked_by_name", sa.String(), nullable=True),
        sa.Column("delivered_at", UtcMoment(), nullable=True),
        sa.Column("delivered_to", sa.String(), nullable=True),
        sa.Column("delivered_how", sa.String(), nullable=True),
        sa.Column("closed_at", UtcMoment(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "enrolment_id"],
            ["enrolment.pharmacy_id", "enrolment.id"],
            name=op.f("fk_session_pharmacy_id_enrolment_id_enrolment"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_session_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_session")),
    )
    op.create_index(
        op.f("ix_session_pharmacy_id_patient_id_started_at"),
        "session",
        ["pharmacy_id", "patient_id", "started_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_pharmacy_id_state_sent_at"),
        "session",
        ["pharmacy_id", "state", "sent_at"],
        unique=False,
    )
    op.create_table(
        "acknowledgement",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_acknowledgement_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "session_id",
            "fingerprint",
            name=op.f("uq_acknowledgement_pharmacy_id_session_id_fingerprint"),
        ),
    )
    op.create_table(
        "concern",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_at", UtcMoment(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", UtcMoment(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.String(), nullable=True),
        sa.Column("read_answer", sa.String(), nullable=True),
        sa.Column("read_digest", sa.String(), nullable=True),
        sa.Column("read_language", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_concern_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_concern")),
    )
    op.create_index(
        op.f("ix_concern_pharmacy_id_session_id"),
        "concern",
        ["pharmacy_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "medicine",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rxcui", sa.String(), nullable=True),
        sa.Column("strength", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("brand", sa.String(), nullable=True),
        sa.Column("ingredients", sa.JSON(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("is_high_alert", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("takes_as", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("prescriber", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("last_taken", sa.String(), nullable=True),
        sa.Column("unidentified", sa.String(), nullable=True),
        sa.Column("is_over_the_counter", sa.Boolean(), nullable=True),
        sa.Column("bottle_read_at", UtcMoment(), nullable=True),
        sa.Column("ndc", sa.String(), nullable=True),
        sa.Column("lot", sa.String(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("prescription", sa.String(), nullable=True),
        sa.Column("imprint", sa.String(), nullable=True),
        sa.Column("shape", sa.String(), nullable=True),
        sa.Column("colour", sa.String(), nullable=True),
        sa.Column("is_put_aside", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("directions", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("reason_unknown", sa.Boolean(), nullable=False),
        sa.Column("translated_by", sa.JSON(), nullable=False),
        sa.Column("review_note", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_medicine_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_medicine")),
    )
    op.create_index(
        op.f("ix_medicine_pharmacy_id_session_id"),
        "medicine",
        ["pharmacy_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "paper",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.String(), nullable=True),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("issued_at", UtcMoment(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("issued_by_name", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_paper_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_paper")),
    )
    op.create_index(
        op.f("ix_paper_pharmacy_id_session_id"),
        "paper",
        ["pharmacy_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "release",
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("audit_head", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("workstation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_release_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_release")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "session_id",
            "content_version",
            name=op.f("uq_release_pharmacy_id_session_id_content_version"),
        ),
    )
    op.create_table(
        "returned_question",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", UtcMoment(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_returned_question_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_returned_question")),
    )
    op.create_index(
        op.f("ix_returned_question_pharmacy_id_session_id"),
        "returned_question",
        ["pharmacy_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "settled",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_settled_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_settled")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "session_id",
            "kind",
            "subject",
            name=op.f("uq_settled_pharmacy_id_session_id_kind_subject"),
        ),
    )
    op.create_table(
        "talk",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("began", UtcMoment(), nullable=False),
        sa.Column("ended", UtcMoment(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("by_pharmacist", sa.Boolean(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_talk_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_talk")),
    )
    op.create_index(
        op.f("ix_talk_pharmacy_id_session_id"), "talk", ["pharmacy_id", "session_id"], unique=False
    )
    op.create_table(
        "addendum",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("audit_head", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("workstation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "release_id"],
            ["release.pharmacy_id", "release.id"],
            name=op.f("fk_addendum_pharmacy_id_release_id_release"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_addendum_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_addendum")),
    )
    op.create_index(
        op.f("ix_addendum_pharmacy_id_session_id"),
        "addendum",
        ["pharmacy_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "answer",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Uuid(), nullable=False),
        sa.Column("talk_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_answer_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "talk_id"],
            ["talk.pharmacy_id", "talk.id"],
            name=op.f("fk_answer_pharmacy_id_talk_id_talk"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "session_id",
            "scope",
            "key",
            name=op.f("uq_answer_pharmacy_id_session_id_scope_key"),
        ),
    )
    op.create_table(
        "flag",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("talk_id", sa.Uuid(), nullable=False),
        sa.Column("red_flag", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("raised_at", UtcMoment(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("emergency_called_at", UtcMoment(), nullable=True),
        sa.Column("pharmacist_called_at", UtcMoment(), nullable=True),
        sa.Column("pharmacist_joined_at", UtcMoment(), nullable=True),
        sa.Column("cleared_at", UtcMoment(), nullable=True),
        sa.Column("cleared_by", sa.Uuid(), nullable=True),
        sa.Column("cleared_by_name", sa.String(), nullable=True),
        sa.Column("disposition", sa.String(), nullable=True),
        sa.Column("disposition_note", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_flag_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "talk_id"],
            ["talk.pharmacy_id", "talk.id"],
            name=op.f("fk_flag_pharmacy_id_talk_id_talk"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_flag")),
    )
    op.create_index(
        op.f("ix_flag_pharmacy_id_session_id"), "flag", ["pharmacy_id", "session_id"], unique=False
    )
    op.create_table(
        "medicine_photo",
        sa.Column("medicine_id", sa.Uuid(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "medicine_id"],
            ["medicine.pharmacy_id", "medicine.id"],
            name=op.f("fk_medicine_photo_pharmacy_id_medicine_id_medicine"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_medicine_photo")),
        sa.UniqueConstraint(
            "pharmacy_id", "medicine_id", name=op.f("uq_medicine_photo_pharmacy_id_medicine_id")
        ),
    )
    op.create_table(
        "medicine_statement",
        sa.Column("medicine_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "medicine_id"],
            ["medicine.pharmacy_id", "medicine.id"],
            name=op.f("fk_medicine_statement_pharmacy_id_medicine_id_medicine"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "statement_id"],
            ["statement.pharmacy_id", "statement.id"],
            name=op.f("fk_medicine_statement_pharmacy_id_statement_id_statement"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_medicine_statement")),
        sa.UniqueConstraint(
            "pharmacy_id",
            "medicine_id",
            "statement_id",
            name=op.f("uq_medicine_statement_pharmacy_id_medicine_id_statement_id"),
        ),
    )
    op.create_table(
        "withdrawal",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("audit_head", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("workstation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "release_id"],
            ["release.pharmacy_id", "release.id"],
            name=op.f("fk_withdrawal_pharmacy_id_release_id_release"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_withdrawal_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint(
            "pharmacy_id", "release_id", name=op.f("uq_withdrawal_pharmacy_id_release_id")
        ),
    )
    op.create_index(
        op.f("ix_withdrawal_pharmacy_id_session_id"),
        "withdrawal",
        ["pharmacy_id", "session_id"],
        unique=False,
    )


def create_instruments() -> None:
    op.create_table(
        "instrument",
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("unsupported", sa.JSON(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("recorded_by_name", sa.String(), nullable=False),
        sa.Column("retired_at", UtcMoment(), nullable=True),
        sa.Column("retired_by", sa.Uuid(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("pharmacy_id", "sha256", name=op.f("uq_instrument_pharmacy_id_sha256")),
    )
    op.create_index(
        op.f("ix_instrument_pharmacy_id_family"),
        "instrument",
        ["pharmacy_id", "family"],
        unique=False,
    )
    op.create_table(
        "asked_instrument",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("began", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("voided_at", UtcMoment(), nullable=True),
        sa.Column("voided_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "instrument_id"],
            ["instrument.pharmacy_id", "instrument.id"],
            name=op.f("fk_asked_instrument_pharmacy_id_instrument_id_instrument"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_asked_instrument_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_asked_instrument")),
    )
    op.create_index(
        op.f("ix_asked_instrument_pharmacy_id_session_id"),
        "asked_instrument",
        ["pharmacy_id", "session_id"],
        unique=False,
    )


def drop_instruments() -> None:
    op.drop_index(op.f("ix_asked_instrument_pharmacy_id_session_id"), table_name="asked_instrument")
    op.drop_table("asked_instrument")
    op.drop_index(op.f("ix_instrument_pharmacy_id_family"), table_name="instrument")
    op.drop_table("instrument")


def create_care_tasks() -> None:
    op.create_table(
        "care_task",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("medicine_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", UtcMoment(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_by_name", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by_name", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "patient_id"],
            ["patient.pharmacy_id", "patient.id"],
            name=op.f("fk_care_task_pharmacy_id_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "session_id"],
            ["session.pharmacy_id", "session.id"],
            name=op.f("fk_care_task_pharmacy_id_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pharmacy_id", "medicine_id"],
            ["medicine.pharmacy_id", "medicine.id"],
            name=op.f("fk_care_task_pharmacy_id_medicine_id_medicine"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_care_task")),
    )
    op.create_index(
        op.f("ix_care_task_pharmacy_id_state"),
        "care_task",
        ["pharmacy_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_care_task_pharmacy_id_session_id"),
        "care_task",
        ["pharmacy_id", "session_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_care_task_pharmacy_id_patient_id"),
        "care_task",
        ["pharmacy_id", "patient_id"],
        unique=False,
    )


def drop_care_tasks() -> None:
    op.drop_index(op.f("ix_care_task_pharmacy_id_patient_id"), table_name="care_task")
    op.drop_index(op.f("ix_care_task_pharmacy_id_session_id"), table_name="care_task")
    op.drop_index(op.f("ix_care_task_pharmacy_id_state"), table_name="care_task")
    op.drop_table("care_task")


def create_answers() -> None:
    op.create_table(
        "answer_approval",
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_by_name", sa.String(), nullable=True),
        sa.Column("pharmacy_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pharmacy_id", "id", name=op.f("pk_answer_approval")),
    )
    op.create_index(
        op.f("ix_answer_approval_pharmacy_id_answer"),
        "answer_approval",
        ["pharmacy_id", "answer"],
        unique=False,
    )


def drop_answers() -> None:
    op.drop_index(op.f("ix_answer_approval_pharmacy_id_answer"), table_name="answer_approval")
    op.drop_table("answer_approval")


def downgrade() -> None:
    drop_triggers()
    drop_administrations()
    drop_instruments()
    drop_answers()
    drop_care_tasks()
    op.drop_index(op.f("ix_withdrawal_pharmacy_id_session_id"), table_name="withdrawal")
    op.drop_table("withdrawal")
    op.drop_table("medicine_statement")
    op.drop_table("medicine_photo")
    op.drop_index(op.f("ix_flag_pharmacy_id_session_id"), table_name="flag")
    op.drop_table("flag")
    op.drop_table("answer")
    op.drop_index(op.f("ix_addendum_pharmacy_id_session_id"), table_name="addendum")
    op.drop_table("addendum")
    op.drop_index(op.f("ix_talk_pharmacy_id_session_id"), table_name="talk")
    op.drop_table("talk")
    op.drop_table("settled")
    op.drop_index(
        op.f("ix_returned_question_pharmacy_id_session_id"), table_name="returned_question"
    )
    op.drop_table("returned_question")
    op.drop_table("release")
    op.drop_index(op.f("ix_paper_pharmacy_id_session_id"), table_name="paper")
    op.drop_table("paper")
    op.drop_index(op.f("ix_medicine_pharmacy_id_session_id"), table_name="medicine")
    op.drop_table("medicine")
    op.drop_index(op.f("ix_concern_pharmacy_id_session_id"), table_name="concern")
    op.drop_table("concern")
    op.drop_table("acknowledgement")
    op.drop_index(op.f("ix_session_pharmacy_id_state_sent_at"), table_name="session")
    op.drop_index(op.f("ix_session_pharmacy_id_patient_id_started_at"), table_name="session")
    op.drop_table("session")
    op.drop_index(op.f("ix_offer_pharmacy_id_enrolment_id"), table_name="offer")
    op.drop_table("offer")
    op.drop_table("stay")
    op.drop_table("statement")
    op.drop_index(op.f("ix_person_key_person_id"), table_name="person_key")
    op.drop_table("person_key")
    op.drop_table("related")
    op.drop_table("measurement")
    op.drop_index(op.f("ix_identifier_pharmacy_id_patient_id"), table_name="identifier")
    op.drop_table("identifier")
    op.drop_index(op.f("ix_fill_pharmacy_id_prescription"), table_name="fill")
    op.drop_index(op.f("ix_fill_pharmacy_id_patient_id_filled_on"), table_name="fill")
    op.drop_index(op.f("ix_fill_pharmacy_id_ndc"), table_name="fill")
    op.drop_table("fill")
    op.drop_index(op.f("ix_enrolment_pharmacy_id_contract_year"), table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_table("condition")
    op.drop_table("audit_detail")
    op.drop_table("allergy")
    op.drop_table("setting")
    op.drop_table("pharmacy")
    op.drop_table("person")
    op.drop_index(op.f("ix_patient_pharmacy_id_search_key"), table_name="patient")
    op.drop_index(op.f("ix_patient_pharmacy_id_phone_digits"), table_name="patient")
    op.drop_index(op.f("ix_patient_pharmacy_id_birth_date"), table_name="patient")
    op.drop_table("patient")
    op.drop_index(op.f("ix_imported_file_pharmacy_id_at"), table_name="imported_file")
    op.drop_table("imported_file")
    op.drop_table("command")
    op.drop_index(op.f("ix_audit_event_session_id"), table_name="audit_event")
    op.drop_index(op.f("ix_audit_event_patient_id"), table_name="audit_event")
    op.drop_table("audit_event")

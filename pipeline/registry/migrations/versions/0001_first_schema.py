"""The first schema: received files, documents with their values, and what is drawn from filings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ANYTHING = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Brings an empty database to this step."""
    _received()
    _read()
    _drawn()
    _linked()


def _received() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint("status IN ('failed', 'done')", name=op.f("ck_run_status")),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "received_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", KEY, nullable=False),
        sa.Column("sha256", KEY, nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error_code", KEY, nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('accepted', 'review', 'quarantined')", name=op.f("ck_received_file_status")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_received_file_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_received_file"),
        sa.UniqueConstraint("sha256", name="uq_received_file_sha256"),
    )
    op.create_index("ix_received_file_error_code", "received_file", ["error_code"])
    op.create_index("ix_received_file_path", "received_file", ["path"])
    op.create_index("ix_received_file_run_id", "received_file", ["run_id"])
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_file_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("jurisdiction", sa.Text(), nullable=True),
        sa.Column("pages", ANYTHING, nullable=False),
        sa.Column("shows_ink", sa.Boolean(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("status IN ('accepted', 'review')", name=op.f("ck_document_status")),
        sa.ForeignKeyConstraint(["received_file_id"], ["received_file.id"], name="fk_document_received_file_id"),
        sa.ForeignKeyConstraint(["superseded_by"], ["document.id"], name="fk_document_superseded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("received_file_id", "position", name="uq_document_received_file_id_position"),
    )
    op.create_index("ix_document_kind", "document", ["kind"])
    op.create_index("ix_document_status", "document", ["status"])
    op.create_index("ix_document_superseded_by", "document", ["superseded_by"])


def _read() -> None:
    op.create_table(
        "field_value",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", ANYTHING, nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("review", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("alternatives", ANYTHING, nullable=True),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("y0", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("y1", sa.Double(), nullable=True),
        sa.Column("place_table", sa.Integer(), nullable=True),
        sa.Column("place_row", sa.Integer(), nullable=True),
        sa.Column("place_column", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_field_value_document_id"),
        sa.PrimaryKeyConstraint("document_id", "row_number", "name", name="pk_field_value"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("rule", KEY, nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("fields", ANYTHING, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("by_registry", sa.Boolean(), nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning', 'info')", name=op.f("ck_finding_severity")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_finding_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
    )
    op.create_index("ix_finding_document_id", "finding", ["document_id"])
    op.create_index("ix_finding_rule", "finding", ["rule"])
    op.create_table(
        "leftover",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("y0", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("y1", sa.Double(), nullable=True),
        sa.Column("place_table", sa.Integer(), nullable=True),
        sa.Column("place_row", sa.Integer(), nullable=True),
        sa.Column("place_column", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_leftover_document_id"),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_leftover"),
        sqlite_with_rowid=False,
    )


def _drawn() -> None:
    op.create_table(
        "filing",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_key", KEY, nullable=True),
        sa.Column("officer_key", KEY, nullable=True),
        sa.Column("appointment_key", KEY, nullable=True),
        sa.Column("training_key", KEY, nullable=True),
        sa.Column("ranking", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_filing_document_id"),
        sa.PrimaryKeyConstraint("document_id", name="pk_filing"),
    )
    op.create_index("ix_filing_appointment_key", "filing", ["appointment_key"])
    op.create_index("ix_filing_enterprise_key", "filing", ["enterprise_key"])
    op.create_index("ix_filing_officer_key", "filing", ["officer_key"])
    op.create_index("ix_filing_training_key", "filing", ["training_key"])
    op.create_table(
        "enterprise",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_code", KEY, nullable=True),
        sa.Column("region_name", sa.Text(), nullable=True),
        sa.Column("industry_code", KEY, nullable=True),
        sa.Column("industry_name", sa.Text(), nullable=True),
        sa.Column("enterprise_type", sa.Text(), nullable=True),
        sa.Column("above_scale", sa.Boolean(), nullable=True),
        sa.Column("enterprise_scale", sa.Text(), nullable=True),
        sa.Column("main_products", sa.Text(), nullable=True),
        sa.Column("principal_name", sa.Text(), nullable=True),
        sa.Column("principal_position", sa.Text(), nullable=True),
        sa.Column("principal_contact", sa.Text(), nullable=True),
        sa.Column("quality_head_name", sa.Text(), nullable=True),
        sa.Column("quality_head_position", sa.Text(), nullable=True),
        sa.Column("quality_head_contact", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("first_document_id", sa.Integer(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.CheckConstraint("status IN ('accepted', 'review')", name=op.f("ck_enterprise_status")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_enterprise_document_id"),
        sa.ForeignKeyConstraint(["first_document_id"], ["document.id"], name="fk_enterprise_first_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_enterprise"),
        sa.UniqueConstraint("key", name="uq_enterprise_key"),
    )
    op.create_index("ix_enterprise_region_code", "enterprise", ["region_code"])
    op.create_table(
        "officer",
        sa.Column("name", KEY, nullable=True),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("quality_years", sa.Double(), nullable=True),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("major", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("first_document_id", sa.Integer(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.CheckConstraint("status IN ('accepted', 'review')", name=op.f("ck_officer_status")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_officer_document_id"),
        sa.ForeignKeyConstraint(["first_document_id"], ["document.id"], name="fk_officer_first_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_officer"),
        sa.UniqueConstraint("key", name="uq_officer_key"),
    )
    op.create_index("ix_officer_name", "officer", ["name"])


def _linked() -> None:
    op.create_table(
        "appointment",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("post", KEY, nullable=True),
        sa.Column("employment", sa.Text(), nullable=True),
        sa.Column("change_type", sa.Text(), nullable=True),
        sa.Column("appointed_from", KEY, nullable=True),
        sa.Column("filing_date", KEY, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("first_document_id", sa.Integer(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.CheckConstraint("status IN ('accepted', 'review')", name=op.f("ck_appointment_status")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_appointment_document_id"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name="fk_appointment_enterprise_id"),
        sa.ForeignKeyConstraint(["first_document_id"], ["document.id"], name="fk_appointment_first_document_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_appointment_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.UniqueConstraint("key", name="uq_appointment_key"),
    )
    op.create_index("ix_appointment_enterprise_id_post", "appointment", ["enterprise_id", "post"])
    op.create_index("ix_appointment_officer_id", "appointment", ["officer_id"])
    op.create_table(
        "training",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("training_date", KEY, nullable=True),
        sa.Column("training_organizer", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("first_document_id", sa.Integer(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.CheckConstraint("status IN ('accepted', 'review')", name=op.f("ck_training_status")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_training_document_id"),
        sa.ForeignKeyConstraint(["first_document_id"], ["document.id"], name="fk_training_first_document_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_training_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_training"),
        sa.UniqueConstraint("key", name="uq_training_key"),
    )
    op.create_index("ix_training_officer_id", "training", ["officer_id"])

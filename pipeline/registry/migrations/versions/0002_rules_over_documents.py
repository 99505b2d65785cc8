"""Findings with a life, waivers, attachments as witnesses, lists of the user's."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LONG_AGO = "1970-01-01 00:00:00+00:00"


def upgrade() -> None:
    """Brings a database of step 0001 to this one; all its files are held against each other at the end of a run."""
    _columns()
    _tables()
    _fill()


def _columns() -> None:
    no = sa.false()
    op.add_column("received_file", sa.Column("settled", sa.Boolean(), nullable=False, server_default=no))
    op.create_index("ix_received_file_settled", "received_file", ["settled"])
    op.add_column("document", sa.Column("doubtful", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("finding", sa.Column("holds", sa.Boolean(), nullable=False, server_default=no))
    when = sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False, server_default=_LONG_AGO)
    op.add_column("finding", when)
    op.add_column("finding", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("person_key", "city"):
        op.add_column("filing", sa.Column(name, KEY, nullable=True))
        op.create_index(f"ix_filing_{name}", "filing", [name])
    op.add_column("officer", sa.Column("in_talent_pool", sa.Boolean(), nullable=True))


def _tables() -> None:
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("waived_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("waived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_waiver_finding_id"),
        sa.PrimaryKeyConstraint("id", name="pk_waiver"),
    )
    op.create_index("ix_waiver_finding_id", "waiver", ["finding_id"])
    op.create_table(
        "attachment",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number_key", KEY, nullable=True),
        sa.Column("person_key", KEY, nullable=True),
        sa.Column("root", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_attachment_document_id"),
        sa.PrimaryKeyConstraint("document_id", name="pk_attachment"),
    )
    op.create_table(
        "list_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list", KEY, nullable=False),
        sa.Column("person_key", KEY, nullable=True),
        sa.Column("number_key", KEY, nullable=True),
        sa.Column("enterprise_key", KEY, nullable=True),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.CheckConstraint("list IN ('disqualified', 'above-scale', 'recommended')", name=op.f("ck_list_entry_list")),
        sa.PrimaryKeyConstraint("id", name="pk_list_entry"),
    )
    for table, columns in (
        ("attachment", ("number_key", "person_key", "root")),
        ("list_entry", ("list", "person_key", "number_key", "enterprise_key")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _fill() -> None:
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE finding SET holds = (severity <> 'info')"))
    connection.execute(
        sa.text(
            "UPDATE finding SET opened_at = (SELECT received_at FROM received_file, document "
            "WHERE document.id = finding.document_id AND received_file.id = document.received_file_id)"
        )
    )
    doubtful = "SELECT 1 FROM field_value WHERE field_value.document_id = document.id AND field_value.review"
    connection.execute(sa.text(f"UPDATE document SET doubtful = EXISTS ({doubtful})"))  # noqa: S608
    _fill_filings(connection)


def _fill_filings(connection: sa.Connection) -> None:
    query = sa.text(
        "SELECT field_value.document_id, name, value FROM field_value JOIN filing USING (document_id) "
        "WHERE row_number = 0 AND name IN ('name', 'region') AND value IS NOT NULL"
    )
    for document, name, stored in connection.execute(query).all():
        value: Any = json.loads(stored) if connection.dialect.name == "sqlite" else stored
        if name == "name" and isinstance(value, str):
            key = re.sub(r"[\s|]+", "", unicodedata.normalize("NFKC", value)).casefold() or None
            change = sa.text("UPDATE filing SET person_key = :key WHERE document_id = :document")
        elif name == "region" and isinstance(value, dict) and value.get("code"):
            key = value["code"][:4]
            change = sa.text("UPDATE filing SET city = :key WHERE document_id = :document")
        else:
            continue
        connection.execute(change, {"key": key, "document": document})

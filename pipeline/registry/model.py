"""The tables of the registry.

`received_file`, `document`, `field_value`, `finding` and `leftover` hold what came in, as it was read. `filing`,
`enterprise`, `officer`, `appointment` and `training` are drawn from the documents of kind `filing` and could be drawn
again from them. Texts that rows are found or ordered by are compared by code point, on every database alike.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, Double, ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Key = Text().with_variant(Text(collation="C"), "postgresql")
Anything = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Base(DeclarativeBase):
    """All tables; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text(), float: Double(), datetime: DateTime(timezone=True)}  # noqa: RUF012


class Run(Base):
    """One run of the program. `status` is `failed` until the end proves it `done`; `ended_at` None: never ended."""

    __tablename__ = "run"
    __table_args__ = (CheckConstraint("status IN ('failed', 'done')", name="status"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[str]


class ReceivedFile(Base):
    """One received file and its outcome. `sha256` None where its bytes could not be read.

    `settled`: its documents have been held against all others.
    """

    __tablename__ = "received_file"
    __table_args__ = (
        CheckConstraint("status IN ('accepted', 'review', 'quarantined')", name="status"),
        UniqueConstraint("sha256"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(Key, index=True)
    sha256: Mapped[str | None] = mapped_column(Key)
    media_type: Mapped[str | None]
    status: Mapped[str]
    error_code: Mapped[str | None] = mapped_column(Key, index=True)
    error_message: Mapped[str | None]
    pages: Mapped[int | None]
    seconds: Mapped[float]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    received_at: Mapped[datetime]
    settled: Mapped[bool] = mapped_column(default=False, index=True)


class DocumentRow(Base):
    """One document of a received file, `position` from 1. `superseded_by`: the filing that the registry goes by now.

    `doubtful`: a person must look at a reading, whatever the rules find.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("status IN ('accepted', 'review')", name="status"),
        UniqueConstraint("received_file_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    received_file_id: Mapped[int] = mapped_column(ForeignKey("received_file.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(Key, index=True)
    form: Mapped[str | None]
    jurisdiction: Mapped[str | None]
    pages: Mapped[Any] = mapped_column(Anything)
    shows_ink: Mapped[bool]
    status: Mapped[str] = mapped_column(Key, index=True)
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    doubtful: Mapped[bool]


class FieldValueRow(Base):
    """One value. `row_number` 0: of the document itself, from 1: of that row of a summary.

    A value with nothing to say (blank, nothing offered, no place) has no row; the catalogue tells that it exists.
    """

    __tablename__ = "field_value"
    __table_args__ = ({"sqlite_with_rowid": False},)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Key, primary_key=True)
    value: Mapped[Any] = mapped_column(Anything, nullable=True)
    text: Mapped[str | None]
    confidence: Mapped[float]
    review: Mapped[bool]
    problem: Mapped[str | None]
    alternatives: Mapped[Any] = mapped_column(Anything, nullable=True)
    offered: Mapped[bool]
    page: Mapped[int | None]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]
    place_table: Mapped[int | None]
    place_row: Mapped[int | None]
    place_column: Mapped[int | None]


class FindingRow(Base):
    """What a rule says of a document. `by_registry`: found against other documents, and found anew when they change.

    `holds`: it holds its document back until it is closed or waived. `closed_at` None: it still holds true.
    """

    __tablename__ = "finding"
    __table_args__ = (CheckConstraint("severity IN ('error', 'warning', 'info')", name="severity"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    rule: Mapped[str] = mapped_column(Key, index=True)
    severity: Mapped[str]
    fields: Mapped[Any] = mapped_column(Anything)
    message: Mapped[str]
    by_registry: Mapped[bool]
    holds: Mapped[bool]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class WaiverRow(Base):
    """A person let a finding pass: who, when, why; `undone_at` None: it stands."""

    __tablename__ = "waiver"
    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    waived_by: Mapped[str]
    reason: Mapped[str | None]
    waived_at: Mapped[datetime]
    undone_by: Mapped[str | None]
    undone_at: Mapped[datetime | None]


class AttachmentRow(Base):
    """Whom a document that is an attachment speaks of, and the received file that it came in or within."""

    __tablename__ = "attachment"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number_key: Mapped[str | None] = mapped_column(Key, index=True)
    person_key: Mapped[str | None] = mapped_column(Key, index=True)
    root: Mapped[str] = mapped_column(Key, index=True)


class ListEntryRow(Base):
    """A line of a list that the user supplied. `included` False: it takes its person out."""

    __tablename__ = "list_entry"
    __table_args__ = (CheckConstraint("list IN ('disqualified', 'above-scale', 'recommended')", name="list"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    list: Mapped[str] = mapped_column(Key, index=True)
    person_key: Mapped[str | None] = mapped_column(Key, index=True)
    number_key: Mapped[str | None] = mapped_column(Key, index=True)
    enterprise_key: Mapped[str | None] = mapped_column(Key, index=True)
    included: Mapped[bool]


class LeftoverRow(Base):
    """Text on the paper that no field took, `position` from 1."""

    __tablename__ = "leftover"
    __table_args__ = ({"sqlite_with_rowid": False},)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    page: Mapped[int | None]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]
    place_table: Mapped[int | None]
    place_row: Mapped[int | None]
    place_column: Mapped[int | None]


class FilingRow(Base):
    """Whom and what a document of kind `filing` is about: the keys it shares with others about the same.

    A key is None where the form does not say enough to tell. `ranking`: the greater one wins (see keys.ranking).
    `city`: first four digits of its region.
    """

    __tablename__ = "filing"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    enterprise_key: Mapped[str | None] = mapped_column(Key, index=True)
    officer_key: Mapped[str | None] = mapped_column(Key, index=True)
    appointment_key: Mapped[str | None] = mapped_column(Key, index=True)
    training_key: Mapped[str | None] = mapped_column(Key, index=True)
    ranking: Mapped[str] = mapped_column(Key)
    person_key: Mapped[str | None] = mapped_column(Key, index=True)
    city: Mapped[str | None] = mapped_column(Key, index=True)


class Drawn:
    """What every table drawn from filings has.

    `document_id`: the filing that its values come from; `first_document_id`: the earliest filing about it, which names
    it in the dataset. `status` `review`: no accepted filing vouches for it, a person must look before it counts.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Key, unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    first_document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    status: Mapped[str] = mapped_column(Key)


class Enterprise(Drawn, Base):
    """An enterprise, told from others by its name."""

    __tablename__ = "enterprise"
    __table_args__ = (CheckConstraint("status IN ('accepted', 'review')", name="status"),)
    name: Mapped[str]
    region_code: Mapped[str | None] = mapped_column(Key, index=True)
    region_name: Mapped[str | None]
    industry_code: Mapped[str | None] = mapped_column(Key)
    industry_name: Mapped[str | None]
    enterprise_type: Mapped[str | None]
    above_scale: Mapped[bool | None]
    enterprise_scale: Mapped[str | None]
    main_products: Mapped[str | None]
    principal_name: Mapped[str | None]
    principal_position: Mapped[str | None]
    principal_contact: Mapped[str | None]
    quality_head_name: Mapped[str | None]
    quality_head_position: Mapped[str | None]
    quality_head_contact: Mapped[str | None]


class Officer(Drawn, Base):
    """A person, told from others by a valid ID number, else by name and enterprise.

    `in_talent_pool`: put in (or out) by a list of recommendations, None where no list spoke of the person.
    """

    __tablename__ = "officer"
    __table_args__ = (CheckConstraint("status IN ('accepted', 'review')", name="status"),)
    name: Mapped[str | None] = mapped_column(Key, index=True)
    id_number: Mapped[str | None]
    gender: Mapped[str | None]
    birth_date: Mapped[str | None]
    quality_years: Mapped[float | None]
    school: Mapped[str | None]
    major: Mapped[str | None]
    education: Mapped[str | None]
    position: Mapped[str | None]
    title: Mapped[str | None]
    mobile: Mapped[str | None]
    address: Mapped[str | None]
    email: Mapped[str | None]
    in_talent_pool: Mapped[bool | None]


class Appointment(Drawn, Base):
    """An officer's post at an enterprise from a month on: one row, however often it was filed."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("status IN ('accepted', 'review')", name="status"),
        Index(None, "enterprise_id", "post"),
    )
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    post: Mapped[str | None] = mapped_column(Key)
    employment: Mapped[str | None]
    change_type: Mapped[str | None]
    appointed_from: Mapped[str | None] = mapped_column(Key)
    filing_date: Mapped[str | None] = mapped_column(Key)


class Training(Drawn, Base):
    """A training that an officer took part in."""

    __tablename__ = "training"
    __table_args__ = (CheckConstraint("status IN ('accepted', 'review')", name="status"),)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    training_date: Mapped[str | None] = mapped_column(Key)
    training_organizer: Mapped[str | None]

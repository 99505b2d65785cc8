"""The tables of the dataset: their columns, types, keys, and titles for people."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from normalizers.catalogue import FILING, OPTIONS, SUMMARY, SUMMARY_ROW, Field
from pipeline.outputs.masking import Private, masked

Cell = str | bool | float | int | datetime.date | None

_PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"
_PRIVATE = {
    "id_number": Private.ID,
    "mobile": Private.PHONE,
    "contact": Private.PHONE,
    "email": Private.MAIL,
    "partial_date": Private.BIRTH,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `type` as in Table Schema: string, date, boolean, number, integer; `pattern`, `options` of a string."""

    name: str
    title: str
    type: str = "string"
    required: bool = False
    pattern: str | None = None
    options: tuple[str, ...] = ()
    private: Private = Private.TEXT

    def cell(self, value: object, mask: bool) -> Cell:
        """The value as a cell of this column; None where it is none of this type (the registry keeps it as read)."""
        match self.type:
            case "boolean":
                return value if isinstance(value, bool) else None
            case "number" | "integer":
                return value if isinstance(value, int | float) and not isinstance(value, bool) else None
            case "date":
                return _date(value)
        if not isinstance(value, str) or (self.options and value not in self.options):
            return None
        if self.pattern and not re.fullmatch(self.pattern, value):
            return None
        return masked(value, self.private) if mask else value


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds the primary key of the table `to`."""

    column: str
    to: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its rows are ordered by what they are about, never by when they came in."""

    name: str
    title: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


def _date(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _columns(field: Field) -> tuple[Column, ...]:
    name, title = field.name, field.label
    match field.kind:
        case "region" | "industry":
            return (Column(f"{name}_code", f"{title}代码"), Column(f"{name}_name", f"{title}名称"))
        case "yes_no" | "presence":
            return (Column(name, title, "boolean"),)
        case "date":
            return (Column(name, title, "date"),)
        case "years":
            return (Column(name, title, "number"),)
        case "serial":
            return (Column(name, title, "integer"),)
        case "date_span":
            return (Column(name, title, pattern=f"{_PARTIAL}(/{_PARTIAL})?"),)
        case "partial_date":
            private = Private.BIRTH if name == "birth_date" else Private.TEXT
            return (Column(name, title, pattern=_PARTIAL, private=private),)
        case kind:
            private = _PRIVATE.get(kind, Private.TEXT)
            return (Column(name, title, options=OPTIONS.get(kind, ()), private=private),)


def _of(fields: dict[str, Field], *names: str) -> tuple[Column, ...]:
    return tuple(column for name in names for column in _columns(fields[name]))


def _key(name: str, title: str, required: bool = True) -> Column:
    return Column(name, title, required=required, private=Private.KEY)


_STATUS = Column("status", "状态", required=True, options=("accepted", "review"), private=Private.KEY)
_LEVELS = ("province", "city")
_DOCUMENT = _key("document_id", "依据的备案表编号")
_SOURCE = (Column("source_file", "来源文件", required=True), _key("sha256", "来源文件 SHA-256", required=False))
_TO_FILING = ForeignKey("document_id", "filings")

FILINGS = Table(
    "filings",
    "备案表",
    (
        _key("document_id", "备案表编号"),
        *_of(FILING, *FILING),
        Column("form", "表式"),
        Column("jurisdiction", "管辖"),
        _STATUS,
        Column("review_fields", "待核对的字段"),
        _key("superseded_by", "已由哪份备案表取代", required=False),
        *_SOURCE,
    ),
    ("document_id",),
    (ForeignKey("superseded_by", "filings"),),
)

ENTERPRISES = Table(
    "enterprises",
    "企业",
    (
        _key("enterprise_id", "企业编号"),
        *_of(FILING, "enterprise_name", "region", "industry", "enterprise_type", "above_scale", "enterprise_scale"),
        *_of(FILING, "main_products", "principal_name", "principal_position", "principal_contact"),
        *_of(FILING, "quality_head_name", "quality_head_position", "quality_head_contact"),
        _STATUS,
        _DOCUMENT,
    ),
    ("enterprise_id",),
    (_TO_FILING,),
)

OFFICERS = Table(
    "officers",
    "质量官",
    (
        _key("officer_id", "质量官编号"),
        *_of(FILING, "name", "id_number", "gender", "birth_date", "quality_years", "school", "major", "education"),
        *_of(FILING, "position", "title", "mobile", "address", "email"),
        Column("in_talent_pool", "人才库", "boolean"),
        _STATUS,
        _DOCUMENT,
    ),
    ("officer_id",),
    (_TO_FILING,),
)

APPOINTMENTS = Table(
    "appointments",
    "聘任",
    (
        _key("appointment_id", "聘任编号"),
        _key("officer_id", "质量官编号"),
        _key("enterprise_id", "企业编号"),
        *_of(FILING, "name", "enterprise_name", "post", "employment", "change_type", "appointed_from", "filing_date"),
        Column("kept_by", "备案管理层级", options=_LEVELS, private=Private.KEY),
        Column("reported_to", "转报层级", options=_LEVELS, private=Private.KEY),
        _STATUS,
        _DOCUMENT,
    ),
    ("appointment_id",),
    (ForeignKey("officer_id", "officers"), ForeignKey("enterprise_id", "enterprises"), _TO_FILING),
)

TRAININGS = Table(
    "trainings",
    "培训",
    (
        _key("training_id", "培训编号"),
        _key("officer_id", "质量官编号"),
        *_of(FILING, "name", "training_date", "training_organizer"),
        _STATUS,
        _DOCUMENT,
    ),
    ("training_id",),
    (ForeignKey("officer_id", "officers"), _TO_FILING),
)

FINDINGS = Table(
    "findings",
    "核查结果",
    (
        _key("document_id", "文档编号"),
        Column("kind", "文档种类", required=True),
        Column("rule", "规则", required=True),
        Column("severity", "级别", required=True, options=("error", "warning", "info")),
        Column("fields", "涉及的字段"),
        Column("message", "说明", required=True),
        _STATUS,
        *_SOURCE,
    ),
)

SUMMARY_ROWS = Table(
    "summary_rows",
    "汇总表各行",
    (
        _key("document_id", "汇总表编号"),
        Column("row_number", "行", "integer", required=True),
        *_of(SUMMARY, *SUMMARY),
        *_of(SUMMARY_ROW, *SUMMARY_ROW),
        Column("jurisdiction", "管辖"),
        _STATUS,
        Column("review_fields", "待核对的字段"),
        *_SOURCE,
    ),
    ("document_id", "row_number"),
)

TABLES = (ENTERPRISES, OFFICERS, APPOINTMENTS, TRAININGS, FILINGS, FINDINGS, SUMMARY_ROWS)

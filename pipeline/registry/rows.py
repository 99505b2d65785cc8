"""Between the frozen types of `pipeline.documents` and the rows of the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from extractors.page import Box, Place
from normalizers.identity import is_whole
from normalizers.value import Value
from pipeline.documents import Document, FieldValue, Finding
from pipeline.registry import identity
from pipeline.rules.jurisdiction import Jurisdiction
from pipeline.rules.likeness import person_key
from pipeline.rules.outcome import holds

Record = dict[str, Any]
Flat = dict[str, str | bool | float | None]

CODED = ("region", "industry")
"""Fields whose value is a code with its name: two columns each, `…_code` and `…_name`."""
FLAGS = frozenset({"photo", "above_scale", "trained", "seal"})
NUMBERS = frozenset({"quality_years"})


def field_value_rows(document_id: int, document: Document) -> Iterator[Record]:
    """The rows of all values of a document that say anything."""
    for row_number, fields in enumerate((document.fields, *document.rows)):
        for name, field in fields.items():
            if field != FieldValue(name):
                yield {"document_id": document_id, "row_number": row_number, **_field_value(name, field)}


def field_value(row: Mapping[str, Any]) -> FieldValue:
    """The value that a row of `field_value` holds."""
    hidden = row["name"] == identity.ID_FIELD
    alternatives = tuple((_revealed(hidden, value), chance) for value, chance in row["alternatives"] or ())
    return FieldValue(
        name=row["name"],
        value=_revealed(hidden, row["value"]),
        text=_revealed(hidden, row["text"]),
        confidence=row["confidence"],
        review=row["review"],
        place=place(row),
        problem=row["problem"],
        alternatives=alternatives,
        offered=row["offered"],
    )


def finding_rows(
    document_id: int, findings: Iterable[Finding], scheme: Jurisdiction, now: datetime, by_registry: bool = False
) -> Iterator[Record]:
    """The rows of the findings of a document, opened now."""
    for finding in findings:
        yield {
            "document_id": document_id,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "fields": list(finding.fields),
            "message": storable(finding.message),
            "by_registry": by_registry,
            "holds": holds(finding, scheme),
            "opened_at": now,
            "closed_at": None,
        }


def attachment_row(document: Document, document_id: int, path: str) -> Record:
    """The row of a document that is an attachment."""
    fields = document.fields
    number = fields[identity.ID_FIELD].value if identity.ID_FIELD in fields else None
    return {
        "document_id": document_id,
        "number_key": identity.lookup_key(number) if isinstance(number, str) and is_whole(number) else None,
        "person_key": person_key(fields["name"].value) if "name" in fields else None,
        "root": path.partition("!")[0],
    }


def leftover_rows(document_id: int, document: Document) -> Iterator[Record]:
    """The rows of the leftovers of a document."""
    for position, leftover in enumerate(document.leftovers, start=1):
        yield {
            "document_id": document_id,
            "position": position,
            "text": storable(leftover.text),
            **_place_columns(leftover.place),
        }


def place(row: Mapping[str, Any]) -> Place | None:
    """The place that a row of `field_value` or `leftover` holds."""
    if row["page"] is None:
        return None
    box = None if row["x0"] is None else Box(row["x0"], row["y0"], row["x1"], row["y1"])
    return Place(row["page"], box, row["place_table"], row["place_row"], row["place_column"])


def plain(value: Value, name: str) -> Value:
    """A stored JSON value of the field `name` as the value it is."""
    return identity.reveal(value) if name == identity.ID_FIELD and isinstance(value, str) else value


def flat(values: Mapping[str, Value]) -> Flat:
    """Values as the columns of a table: codes apart from names, and nothing that is not of its column's type."""
    columns: Flat = {}
    for name, value in values.items():
        if name in CODED:
            pair = value if isinstance(value, dict) else {}
            columns[f"{name}_code"] = pair.get("code")
            columns[f"{name}_name"] = pair.get("name")
        elif name in FLAGS:
            columns[name] = value if isinstance(value, bool) else None
        elif name in NUMBERS:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            columns[name] = float(value) if number and isinstance(value, int | float) else None
        else:
            columns[name] = value if isinstance(value, str) else None
    return columns


def _field_value(name: str, field: FieldValue) -> Record:
    hidden = name == identity.ID_FIELD
    return {
        "name": name,
        "value": _concealed(hidden, field.value),
        "text": _concealed(hidden, field.text),
        "confidence": field.confidence,
        "review": field.review,
        "problem": field.problem,
        "alternatives": [[_concealed(hidden, value), chance] for value, chance in field.alternatives] or None,
        "offered": field.offered,
        **_place_columns(field.place),
    }


def _place_columns(where: Place | None) -> Record:
    box = where.box if where else None
    return {
        "page": where.page if where else None,
        "x0": box.x0 if box else None,
        "y0": box.y0 if box else None,
        "x1": box.x1 if box else None,
        "y1": box.y1 if box else None,
        "place_table": where.table if where else None,
        "place_row": where.row if where else None,
        "place_column": where.column if where else None,
    }


def storable(value: Any) -> Any:
    """A text without what no database takes: NUL, and halves of characters (as in names of files that are no UTF-8)."""
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    return value.replace("\0", "").encode("utf-8", "backslashreplace").decode()


def _concealed(hidden: bool, value: Any) -> Any:
    value = storable(value)
    return identity.conceal(value) if hidden and isinstance(value, str) else value


def _revealed(hidden: bool, value: Any) -> Any:
    return identity.reveal(value) if hidden and isinstance(value, str) else value

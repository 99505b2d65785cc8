"""An outcome as one line of JSON, exactly as CONTRACT has it."""

from __future__ import annotations

import json
from typing import Any

from extractors.page import Place
from pipeline.documents import Document, FieldValue, Finding, Outcome, Row


def to_line(outcome: Outcome) -> str:
    """The line for one received file, without the line end."""
    return json.dumps(to_object(outcome), ensure_ascii=False, separators=(", ", ": "))


def to_object(outcome: Outcome) -> dict[str, Any]:
    """The same as an object of plain JSON types."""
    error = outcome.error
    return {
        "file": outcome.file,
        "sha256": outcome.sha256,
        "media_type": outcome.media_type,
        "status": outcome.status.value,
        "error": {"code": error.code, "message": error.message} if error else None,
        "pages": outcome.pages,
        "seconds": round(outcome.seconds, 3),
        "documents": [_document(document) for document in outcome.documents],
    }


def _document(document: Document) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": document.kind,
        "form": document.form,
        "jurisdiction": document.jurisdiction,
        "pages": list(document.pages),
        "status": document.status.value,
        "fields": _fields(document.fields),
    }
    if document.kind == "summary":
        shown["rows"] = [_fields(row) for row in document.rows]
    shown["findings"] = [_finding(finding) for finding in document.findings]
    shown["leftovers"] = [{"text": left.text, "where": where(left.place)} for left in document.leftovers]
    return shown


def _fields(fields: Row) -> dict[str, Any]:
    return {name: _field(field) for name, field in fields.items()}


def _field(field: FieldValue) -> dict[str, Any]:
    return {
        "value": field.value,
        "text": field.text,
        "confidence": round(field.confidence, 4),
        "review": field.review,
        "where": where(field.place),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "fields": list(finding.fields),
        "message": finding.message,
    }


def where(place: Place | None) -> dict[str, Any] | None:
    """A place as CONTRACT has it: page and fractions of it, or table, row and column; None where neither is known."""
    if place is None:
        return None
    if place.box is not None:
        box = place.box
        return {
            "page": place.page,
            "bbox": [round(min(max(edge, 0.0), 1.0), 4) for edge in (box.x0, box.y0, box.x1, box.y1)],
        }
    if place.table is not None and place.row is not None and place.column is not None:
        return {"table": place.table, "row": place.row, "column": place.column}
    return None

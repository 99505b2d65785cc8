"""What a document's findings and readings come to: the one place that decides whether it is held back."""

from __future__ import annotations

from itertools import chain

from pipeline.documents import Document, Finding, Severity, Status
from pipeline.rules.jurisdiction import Jurisdiction


def outcome(document: Document, scheme: Jurisdiction) -> Status:
    """REVIEW where a person must look at a field, also in a row, or a finding of it holds it back."""
    return decided(in_doubt(document), any(holds(finding, scheme) for finding in document.findings))


def decided(doubtful: bool, held: bool) -> Status:
    """REVIEW where a reading is in doubt, or a finding that nobody waived holds the document back."""
    return Status.REVIEW if doubtful or held else Status.ACCEPTED


def holds(finding: Finding, scheme: Jurisdiction) -> bool:
    """Whether the finding alone holds its document back: more than information, and not freed by `[holds]`."""
    return finding.severity is not Severity.INFO and scheme.holds.get(finding.rule, True)


def in_doubt(document: Document) -> bool:
    """Whether a person must look at any field, on the document or in a row."""
    fields = chain(document.fields.values(), *(row.values() for row in document.rows))
    return any(field.review for field in fields)

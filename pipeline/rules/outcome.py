"""What a document's findings and readings come to: the one place that decides whether it is held back."""

from __future__ import annotations

from itertools import chain

from pipeline.documents import Document, Severity, Status


def outcome(document: Document) -> Status:
    """REVIEW where a person must look at a field, also in a row, or a finding is more than information."""
    if any(finding.severity is not Severity.INFO for finding in document.findings):
        return Status.REVIEW
    fields = chain(document.fields.values(), *(row.values() for row in document.rows))
    return Status.REVIEW if any(field.review for field in fields) else Status.ACCEPTED

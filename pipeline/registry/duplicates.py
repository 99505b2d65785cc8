"""Rule `duplicate-filing`: filings of the same person, enterprise, post and month of appointment count once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, update

from pipeline.documents import Finding, Severity
from pipeline.registry.lookups import Candidate, chunks
from pipeline.registry.model import Base, DocumentRow, FindingRow
from pipeline.registry.rows import Record, finding_rows

RULE = "duplicate-filing"
_FIELDS = ("name", "enterprise_name", "post", "appointed_from")
_DOCUMENT = Base.metadata.tables[DocumentRow.__tablename__]


def mark(connection: Connection, groups: Sequence[Sequence[Candidate]]) -> None:
    """In each group the filing of the highest ranking is the record, the others its history; all bear the finding.

    All, so that the findings are the same whichever came in first.
    """
    links: list[Record] = []
    findings: list[Record] = []
    for group in groups:
        newest = max(group, key=lambda candidate: candidate.ranking)
        for candidate in group:
            lost = candidate is not newest
            links.append({"b_id": candidate.document_id, "superseded_by": newest.document_id if lost else None})
            finding = _overtaken(newest) if lost else _overtaking(len(group) - 1)
            findings += finding_rows(candidate.document_id, (finding,), by_registry=True)
    for some in chunks([link["b_id"] for link in links]):
        connection.execute(delete(FindingRow).where(FindingRow.rule == RULE, FindingRow.document_id.in_(some)))
    if links:
        connection.execute(update(_DOCUMENT).where(_DOCUMENT.c.id == bindparam("b_id")), links)
        connection.execute(insert(FindingRow), findings)


def _overtaken(newest: Candidate) -> Finding:
    message = f"该人员在该企业的同一任职另有一份备案表（{newest.path}），登记以那一份为准，本份留作历史。"
    return Finding(RULE, Severity.INFO, _FIELDS, message)


def _overtaking(others: int) -> Finding:
    message = f"该人员在该企业的同一任职还收到过另外 {others} 份备案表，登记以本份为准，其余留作历史。"
    return Finding(RULE, Severity.INFO, _FIELDS, message)

"""Filings of the same person, enterprise, post and month of appointment count once: which one counts now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, update

from pipeline.registry.lookups import Candidate
from pipeline.registry.model import Base, DocumentRow
from pipeline.registry.rows import Record

_DOCUMENT = Base.metadata.tables[DocumentRow.__tablename__]


def mark(connection: Connection, groups: Sequence[Sequence[Candidate]]) -> None:
    """In each group the filing of the highest ranking is the record, the others its history."""
    links: list[Record] = []
    for group in groups:
        newest = max(group, key=lambda candidate: candidate.ranking)
        for candidate in group:
            lost = candidate is not newest
            links.append({"b_id": candidate.document_id, "superseded_by": newest.document_id if lost else None})
    if links:
        connection.execute(update(_DOCUMENT).where(_DOCUMENT.c.id == bindparam("b_id")), links)

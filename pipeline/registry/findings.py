"""The life of what is found against other documents: opened, closed when it no longer holds, kept as history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from pipeline.documents import Finding
from pipeline.registry.lookups import chunks
from pipeline.registry.model import Base, DocumentRow, FindingRow
from pipeline.registry.rows import Record, finding_rows
from pipeline.rules.jurisdiction import Jurisdiction, jurisdiction_of

_FINDING = Base.metadata.tables[FindingRow.__tablename__]


def bring_up_to_date(
    connection: Connection,
    found: Mapping[int, Sequence[Finding]],
    rules: Collection[str],
    schemes: Mapping[str, Jurisdiction],
    now: datetime,
) -> set[int]:
    """Makes the open findings of `rules` on each document those in `found`; gives the documents that changed.

    What is found again just as before stays as it is, with the day it was opened and its waivers.
    """
    changed: set[int] = set()
    closed: list[Record] = []
    opened: list[Record] = []
    for some in chunks(sorted(found)):
        standing = _standing(connection, some, rules)
        whose = _jurisdictions(connection, some)
        for document in some:
            scheme = jurisdiction_of(whose.get(document), schemes)
            fresh = {_content(row): row for row in finding_rows(document, found[document], scheme, now, True)}
            gone = [number for content, number in standing.get(document, {}).items() if content not in fresh]
            new = [row for content, row in fresh.items() if content not in standing.get(document, {})]
            closed += [{"b_id": number, "b_now": now} for number in gone]
            opened += new
            if gone or new:
                changed.add(document)
    if closed:
        change = update(_FINDING).where(_FINDING.c.id == bindparam("b_id")).values(closed_at=bindparam("b_now"))
        connection.execute(change, closed)
    if opened:
        connection.execute(insert(FindingRow), opened)
    return changed


Content = tuple[str, str, tuple[str, ...], str, bool]


def _content(row: Mapping[str, object]) -> Content:
    fields = row["fields"]
    shown = tuple(map(str, fields)) if isinstance(fields, list) else ()
    return (str(row["rule"]), str(row["severity"]), shown, str(row["message"]), bool(row["holds"]))


def _standing(
    connection: Connection, documents: Sequence[int], rules: Collection[str]
) -> dict[int, dict[Content, int]]:
    columns = (FindingRow.id, FindingRow.document_id, FindingRow.rule, FindingRow.severity, FindingRow.fields)
    query = select(*columns, FindingRow.message, FindingRow.holds).where(
        FindingRow.document_id.in_(documents), FindingRow.rule.in_(rules), FindingRow.closed_at.is_(None)
    )
    standing: dict[int, dict[Content, int]] = {}
    for row in connection.execute(query).mappings():
        standing.setdefault(row["document_id"], {})[_content(dict(row))] = row["id"]
    return standing


def _jurisdictions(connection: Connection, documents: Sequence[int]) -> dict[int, str | None]:
    query = select(DocumentRow.id, DocumentRow.jurisdiction).where(DocumentRow.id.in_(documents))
    return {row.id: row.jurisdiction for row in connection.execute(query)}

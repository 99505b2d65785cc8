"""The rows of the dataset, streamed from the registry in an order that depends on their content alone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from normalizers.value import Value
from pipeline.outputs import tables
from pipeline.registry import identity
from pipeline.registry.lookups import chunks
from pipeline.registry.model import (
    Appointment,
    DocumentRow,
    Enterprise,
    FieldValueRow,
    FilingRow,
    FindingRow,
    Officer,
    ReceivedFile,
    Training,
)
from pipeline.registry.rows import flat, plain
from pipeline.rules.jurisdiction import jurisdiction_of
from pipeline.rules.jurisdiction_file import schemes

Record = dict[str, Any]
_BETWEEN = ";"
_STREAM = {"yield_per": 1000}


def records(connection: Connection, table: tables.Table) -> Iterator[Record]:
    """All rows of `table` by the names of its columns (others may be among them)."""
    return _SOURCES[table.name](connection)


def document_name(sha256: str | None, path: str, position: int) -> str:
    """What a document is called in the dataset: by the content of its file (or its path, where that was never read)."""
    return f"{(sha256 or hashlib.sha256(path.encode()).hexdigest())[:16]}-{position}"


def enterprise_name(key: str) -> str:
    """What an enterprise is called in the dataset, by its key; the same in every registry."""
    return f"E{hashlib.sha256(key.encode()).hexdigest()[:16]}"


class _Named:
    """Documents with what their dataset name is made of, joined into a query as `label`."""

    def __init__(self, label: str) -> None:
        self._label = label
        columns = select(DocumentRow.id, DocumentRow.position, ReceivedFile.sha256, ReceivedFile.path)
        self.table = columns.join(ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id).subquery(label)
        parts = (self.table.c.sha256, self.table.c.path, self.table.c.position)
        self.columns = [part.label(f"{label}_{part.name}") for part in parts]

    def name(self, row: RowMapping) -> str | None:
        """The name in a row that has `columns`."""
        sha256, path, position = (row[column.name] for column in self.columns)
        return None if position is None else document_name(sha256, path, position)


_FIRST, _BEST, _OFFICER, _NEWER, _OWN = (_Named(label) for label in ("first", "best", "officer_first", "newer", "own"))


def _drawn(model: type[Any], *more: Any) -> Select[Any]:
    return (
        select(*model.__table__.columns, *_FIRST.columns, *_BEST.columns, *more)
        .join(_FIRST.table, _FIRST.table.c.id == model.first_document_id)
        .join(_BEST.table, _BEST.table.c.id == model.document_id)
        .order_by(model.key)
    )


def _stream(connection: Connection, query: Select[Any]) -> Iterator[RowMapping]:
    return iter(connection.execute(query, execution_options=_STREAM).mappings())


def _enterprises(connection: Connection) -> Iterator[Record]:
    for row in _stream(connection, _drawn(Enterprise)):
        key = {"enterprise_id": enterprise_name(row["key"]), "document_id": _BEST.name(row)}
        yield {**row, **key, "enterprise_name": row["name"]}


def _officers(connection: Connection) -> Iterator[Record]:
    for row in _stream(connection, _drawn(Officer)):
        number = row[identity.ID_FIELD]
        shown = {identity.ID_FIELD: number and identity.reveal(number)}
        yield {**row, **shown, "officer_id": _FIRST.name(row), "document_id": _BEST.name(row)}


def _of_officer(model: type[Any], *more: Any) -> Select[Any]:
    query = _drawn(model, Officer.name, *_OFFICER.columns, *more)
    return query.join(Officer, Officer.id == model.officer_id).join(
        _OFFICER.table, _OFFICER.table.c.id == Officer.first_document_id
    )


def _appointments(connection: Connection) -> Iterator[Record]:
    names = (Enterprise.key.label("enterprise_key"), Enterprise.name.label("enterprise_name"))
    query = _of_officer(Appointment, *names, DocumentRow.jurisdiction)
    query = query.join(Enterprise, Enterprise.id == Appointment.enterprise_id)
    query = query.join(DocumentRow, DocumentRow.id == Appointment.document_id)
    known = schemes()
    for row in _stream(connection, query):
        scheme = jurisdiction_of(row["jurisdiction"], known)
        yield {
            **row,
            "kept_by": scheme.kept_by.get(row["post"]),
            "reported_to": scheme.reported_to.get(row["post"]),
            "appointment_id": _FIRST.name(row),
            "officer_id": _OFFICER.name(row),
            "enterprise_id": enterprise_name(row["enterprise_key"]),
            "document_id": _BEST.name(row),
        }


def _trainings(connection: Connection) -> Iterator[Record]:
    for row in _stream(connection, _of_officer(Training)):
        keys = {"training_id": _FIRST.name(row), "officer_id": _OFFICER.name(row), "document_id": _BEST.name(row)}
        yield {**row, **keys}


def _documents(*more: Any) -> Select[Any]:
    columns = (DocumentRow.id, DocumentRow.kind, DocumentRow.form, DocumentRow.jurisdiction, DocumentRow.status)
    return select(*columns, *_OWN.columns, *more).join(_OWN.table, _OWN.table.c.id == DocumentRow.id)


def _head(row: RowMapping) -> Record:
    return {**row, "document_id": _OWN.name(row), "source_file": row["own_path"], "sha256": row["own_sha256"]}


def _filings(connection: Connection) -> Iterator[Record]:
    order = (func.coalesce(FilingRow.enterprise_key, ""), func.coalesce(FilingRow.officer_key, ""), FilingRow.ranking)
    ids = select(FilingRow.document_id).order_by(*order)
    query = _documents(*_NEWER.columns).outerjoin(_NEWER.table, _NEWER.table.c.id == DocumentRow.superseded_by)
    for some in chunks(connection.scalars(ids).all()):
        heads = {row["id"]: row for row in connection.execute(query.where(DocumentRow.id.in_(some))).mappings()}
        contents = _contents(connection, some)
        for document in some:
            content = contents[document].get(0, _NOTHING)
            yield {**_head(heads[document]), **content, "superseded_by": _NEWER.name(heads[document])}


def _summary_rows(connection: Connection) -> Iterator[Record]:
    query = _documents().where(DocumentRow.kind == "summary").order_by(*_OWN.columns)
    heads = connection.execute(query).mappings().all()
    for some in chunks(heads):
        contents = _contents(connection, [row["id"] for row in some])
        for head in some:
            content = contents[head["id"]]
            top = content.pop(0, _NOTHING)
            for number in sorted(content):
                yield {**_head(head), **top, **content[number], "row_number": number}


def _findings(connection: Connection) -> Iterator[Record]:
    more = (FindingRow.rule, FindingRow.severity, FindingRow.fields, FindingRow.message)
    query = _documents(*more).join(FindingRow, FindingRow.document_id == DocumentRow.id)
    query = query.where(FindingRow.closed_at.is_(None))
    for _, rows in groupby(_stream(connection, query.order_by(*_OWN.columns)), key=itemgetter("id")):
        for row in sorted(rows, key=itemgetter("rule", "fields", "message")):
            yield {**_head(row), "fields": _BETWEEN.join(row["fields"])}


_NOTHING: Record = {}


def _contents(connection: Connection, documents: Sequence[int]) -> dict[int, dict[int, Record]]:
    """For each document, by number of row (0: the document itself), its values as columns, and `review_fields`."""
    found: dict[int, dict[int, dict[str, Value]]] = {document: defaultdict(dict) for document in documents}
    doubtful: dict[tuple[int, int], list[str]] = defaultdict(list)
    columns = (FieldValueRow.name, FieldValueRow.value, FieldValueRow.review)
    query = (
        select(FieldValueRow.document_id, FieldValueRow.row_number, *columns)
        .where(FieldValueRow.document_id.in_(documents))
        .order_by(FieldValueRow.document_id, FieldValueRow.row_number, FieldValueRow.name)
    )
    for document, number, name, value, review in connection.execute(query):
        found[document][number][name] = plain(value, name)
        if review:
            doubtful[document, number].append(name)
    return {
        document: {
            number: {**flat(values), "review_fields": _BETWEEN.join(doubtful[document, number]) or None}
            for number, values in by_row.items()
        }
        for document, by_row in found.items()
    }


_SOURCES: dict[str, Callable[[Connection], Iterator[Record]]] = {
    tables.ENTERPRISES.name: _enterprises,
    tables.OFFICERS.name: _officers,
    tables.APPOINTMENTS.name: _appointments,
    tables.TRAININGS.name: _trainings,
    tables.FILINGS.name: _filings,
    tables.FINDINGS.name: _findings,
    tables.SUMMARY_ROWS.name: _summary_rows,
}

"""Looking things up in the registry for many keys at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import Connection, Executable, Table, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from normalizers.value import Value
from pipeline.documents import Status
from pipeline.registry.keys import Values
from pipeline.registry.model import DocumentRow, FieldValueRow, FilingRow, ReceivedFile
from pipeline.registry.rows import Record, plain

_CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the filings that speak of the same thing. The greater `ranking` is the newer or better filing."""

    document_id: int
    ranking: str
    accepted: bool
    path: str


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Pieces that fit into one statement on every database."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def candidates(
    connection: Connection, key: InstrumentedAttribute[str | None], keys: Sequence[str]
) -> dict[str, list[Candidate]]:
    """For each of `keys` the filings that have it in the column `key`."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for some in chunks(keys):
        for found, document_id, ranking, status, path in connection.execute(_candidates_query(key), {"keys": some}):
            groups[str(found)].append(Candidate(document_id, ranking, status == Status.ACCEPTED, path))
    return groups


def drawn_rows(connection: Connection, table: Table, keys: Sequence[str]) -> dict[str | None, Record]:
    """The headings of the rows with these keys, of a table drawn from filings."""
    found: dict[str | None, Record] = {}
    for some in chunks(keys):
        for row in connection.execute(_drawn_query(table), {"keys": some}).mappings():
            found[row["key"]] = dict(row)
    return found


@cache
def _candidates_query(key: InstrumentedAttribute[str | None]) -> Executable:
    return (
        select(key, FilingRow.document_id, FilingRow.ranking, DocumentRow.status, ReceivedFile.path)
        .join(DocumentRow, DocumentRow.id == FilingRow.document_id)
        .join(ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id)
        .where(key.in_(bindparam("keys", expanding=True)))
    )


@cache
def _drawn_query(table: Table) -> Executable:
    columns = table.c
    return select(columns.key, columns.id, columns.document_id, columns.first_document_id, columns.status).where(
        columns.key.in_(bindparam("keys", expanding=True))
    )


def values_of(connection: Connection, documents: Collection[int], at_hand: Mapping[int, Values]) -> dict[int, Values]:
    """The values of each document (not of its rows), from `at_hand` where it is there."""
    values: dict[int, Values] = {document: at_hand[document] for document in documents if document in at_hand}
    missing = sorted(set(documents) - values.keys())
    for some in chunks(missing):
        values.update(stored_values(connection, some))
    return values


def stored_values(connection: Connection, documents: Sequence[int]) -> dict[int, Values]:
    """The values of these few documents (not of their rows), as the registry has them."""
    found: dict[int, dict[str, Value]] = {document: {} for document in documents}
    query = select(FieldValueRow.document_id, FieldValueRow.name, FieldValueRow.value).where(
        FieldValueRow.document_id.in_(documents), FieldValueRow.row_number == 0
    )
    for document, name, value in connection.execute(query):
        found[document][name] = plain(value, name)
    return dict(found)

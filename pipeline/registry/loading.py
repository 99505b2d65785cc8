"""Documents of the registry as the rules want them, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from normalizers.catalogue import BY_KIND, SUMMARY_ROW
from normalizers.identity import is_whole
from pipeline.documents import Document, FieldValue
from pipeline.registry import identity
from pipeline.registry.lookups import chunks
from pipeline.registry.model import DocumentRow, FieldValueRow, FilingRow, ReceivedFile
from pipeline.registry.rows import plain
from pipeline.rules.neighbours import Filed

_NEEDED = (
    *("filing_date", "enterprise_name", "region", "name", "id_number", "gender", "school", "major", "education"),
    *("position", "title", "mobile", "post", "change_type", "appointed_from"),
    *("trained", "training_date", "training_organizer"),
)
"""The fields of a filing that rules over documents look at."""
_BLANKS = {kind: {name: FieldValue(name) for name in fields} for kind, fields in BY_KIND.items()}
_BLANK_ROW = {name: FieldValue(name) for name in SUMMARY_ROW}
Fields = dict[str, FieldValue]


def marks_with(connection: Connection, column: InstrumentedAttribute[Any], keys: Iterable[Any]) -> set[int]:
    """The documents of the filings that have one of `keys` in that column of `filing`."""
    wanted = sorted({key for key in keys if key is not None})
    found: set[int] = set()
    for some in chunks(wanted):
        found.update(connection.scalars(select(FilingRow.document_id).where(column.in_(some))))
    return found


def filings(connection: Connection, marks: Collection[int]) -> dict[int, Filed]:
    """These filings by their numbers."""
    found: dict[int, Filed] = {}
    columns = (FilingRow.enterprise_key, FilingRow.officer_key, FilingRow.appointment_key, FilingRow.ranking)
    query = (
        select(FilingRow.document_id, *columns, DocumentRow.jurisdiction, DocumentRow.superseded_by, ReceivedFile.path)
        .join(DocumentRow, DocumentRow.id == FilingRow.document_id)
        .join(ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id)
    )
    for some in chunks(sorted(marks)):
        fields = _fields(connection, some, _NEEDED)
        for row in connection.execute(query.where(FilingRow.document_id.in_(some))):
            values = fields.get(row.document_id, {}).get(0, {})
            found[row.document_id] = Filed(
                mark=row.document_id,
                document=_document("filing", row.jurisdiction, values),
                file=row.path,
                ranking=row.ranking,
                enterprise=row.enterprise_key,
                officer=row.officer_key,
                appointment=row.appointment_key,
                by_number=_is_by_number(values),
                superseded=row.superseded_by is not None,
            )
    return found


def others(connection: Connection, marks: Collection[int]) -> dict[int, Document]:
    """Attachments or summaries by their numbers, with all their fields and rows."""
    found: dict[int, Document] = {}
    query = select(DocumentRow.id, DocumentRow.kind, DocumentRow.jurisdiction)
    for some in chunks(sorted(marks)):
        fields = _fields(connection, some, None)
        for number, kind, jurisdiction in connection.execute(query.where(DocumentRow.id.in_(some))):
            found[number] = _document(kind, jurisdiction, fields.get(number, {}).get(0, {}), fields.get(number, {}))
    return found


def _is_by_number(values: Fields) -> bool:
    number = values[identity.ID_FIELD].value if identity.ID_FIELD in values else None
    return isinstance(number, str) and is_whole(number)


def _document(
    kind: str, jurisdiction: str | None, values: Fields, numbered: Mapping[int, Fields] | None = None
) -> Document:
    last = max(numbered, default=0) if numbered else 0
    rows = tuple({**_BLANK_ROW, **(numbered or {}).get(number, {})} for number in range(1, last + 1))
    return Document(kind, None, jurisdiction, (), {**_BLANKS[kind], **values}, rows)


def _fields(
    connection: Connection, documents: Sequence[int], names: Sequence[str] | None
) -> dict[int, dict[int, Fields]]:
    columns = (FieldValueRow.document_id, FieldValueRow.row_number, FieldValueRow.name, FieldValueRow.value)
    query = select(*columns, FieldValueRow.review, FieldValueRow.problem, FieldValueRow.offered).where(
        FieldValueRow.document_id.in_(documents)
    )
    if names is not None:
        query = query.where(FieldValueRow.row_number == 0, FieldValueRow.name.in_(names))
    found: dict[int, dict[int, Fields]] = defaultdict(lambda: defaultdict(dict))
    for document, row, name, value, review, problem, offered in _stream(connection, query):
        known = plain(value, name)
        found[document][row][name] = FieldValue(name, known, None, 1.0, review, None, problem, (), offered)
    return found


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    return iter(connection.execute(query))

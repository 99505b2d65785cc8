"""The status of documents, of their received files, and of what is drawn from them, after findings changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, select, update

from pipeline.documents import Status
from pipeline.registry.drawing import Touched, draw
from pipeline.registry.keys import Keys
from pipeline.registry.lookups import chunks, stored_values
from pipeline.registry.model import Base, DocumentRow, FilingRow, FindingRow, ReceivedFile, WaiverRow
from pipeline.rules.outcome import decided

_DOCUMENT = Base.metadata.tables[DocumentRow.__tablename__]


def bring_up_to_date(connection: Connection, documents: Collection[int]) -> None:
    """Decides anew whether each of these documents is held back, and lets what rests on it follow."""
    for some in chunks(sorted(documents)):
        held = _held(connection, some)
        query = select(DocumentRow.id, DocumentRow.doubtful, DocumentRow.status, DocumentRow.received_file_id)
        now = {
            row: decided(row.doubtful, row.id in held).value
            for row in connection.execute(query.where(DocumentRow.id.in_(some)))
        }
        changed = {row: status for row, status in now.items() if status != row.status}
        if changed:
            change = update(_DOCUMENT).where(_DOCUMENT.c.id == bindparam("b_id")).values(status=bindparam("b_status"))
            records = [{"b_id": row.id, "b_status": status} for row, status in changed.items()]
            connection.execute(change, records)
            _files(connection, sorted({row.received_file_id for row in changed}))
            _drawn(connection, [row.id for row in changed])


def _held(connection: Connection, documents: Sequence[int]) -> set[int]:
    """Those with a finding that holds them back: one that still holds true and that nobody let pass."""
    waived = select(WaiverRow.finding_id).where(WaiverRow.undone_at.is_(None))
    query = select(FindingRow.document_id).where(
        FindingRow.document_id.in_(documents),
        FindingRow.holds,
        FindingRow.closed_at.is_(None),
        FindingRow.id.not_in(waived),
    )
    return set(connection.scalars(query))


def _files(connection: Connection, files: Sequence[int]) -> None:
    review = select(DocumentRow.received_file_id).where(DocumentRow.status == Status.REVIEW.value)
    mine = ReceivedFile.id.in_(files)
    open_file = ReceivedFile.status != Status.QUARANTINED.value
    held = ReceivedFile.id.in_(review.where(DocumentRow.received_file_id.in_(files)))
    connection.execute(update(ReceivedFile).where(mine, open_file, held).values(status=Status.REVIEW.value))
    connection.execute(update(ReceivedFile).where(mine, open_file, ~held).values(status=Status.ACCEPTED.value))


def _drawn(connection: Connection, documents: Sequence[int]) -> None:
    columns = (FilingRow.enterprise_key, FilingRow.officer_key, FilingRow.appointment_key, FilingRow.training_key)
    query = select(FilingRow.document_id, *columns).where(FilingRow.document_id.in_(documents))
    rows = connection.execute(query).all()
    values = stored_values(connection, [row.document_id for row in rows]) if rows else {}
    draw(connection, [Touched(mark, Keys(*keys), values[mark]) for mark, *keys in rows])

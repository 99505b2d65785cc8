"""A person lets a finding pass: who, when, why. It is kept for good, also when it is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from pipeline.documents import Severity
from pipeline.registry import standing
from pipeline.registry.errors import RegistryError
from pipeline.registry.model import DocumentRow, FindingRow, ReceivedFile, WaiverRow
from pipeline.registry.opening import write


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver as it is shown. `document`: path and position; `undone_at` None: it stands."""

    file: str
    position: int
    rule: str
    severity: str
    message: str
    waived_by: str
    reason: str | None
    waived_at: datetime
    undone_by: str | None
    undone_at: datetime | None


def waive(engine: Engine, filing: str, rule: str, by: str, reason: str | None) -> int:
    """Lets the open findings of a rule on a document pass; gives how many. An error only with a reason.

    `filing`: the document's name in the dataset (`3f2a…-1`, or so much of it that no other begins so), or the path
    of its received file. Raises RegistryError where there is no such document or finding, or the reason is missing.
    """
    by, reason = by.strip(), (reason or "").strip() or None
    if not by:
        raise RegistryError("请写明由谁放行（--by）。")
    with write(engine) as connection:
        document = _document(connection, filing)
        found = _open(connection, document, rule)
        fresh = [row.id for row in found if not _waived(connection, row.id)]
        if not found:
            raise RegistryError(f"这份文档上没有规则 {rule} 的未了结果，无需放行。")
        if not fresh:
            raise RegistryError(f"规则 {rule} 的结果已经放行过了。")
        if reason is None and any(row.severity == Severity.ERROR for row in found):
            raise RegistryError("级别为 error 的结果须写明理由才能放行（--reason）。")
        made = {"waived_by": by, "reason": reason, "waived_at": datetime.now(UTC)}
        connection.execute(insert(WaiverRow), [{"finding_id": number, **made} for number in fresh])
        standing.bring_up_to_date(connection, (document,))
    return len(fresh)


def undo(engine: Engine, filing: str, rule: str, by: str) -> int:
    """Undoes the waivers of a rule on a document; gives how many. Raises RegistryError where there is none."""
    if not by.strip():
        raise RegistryError("请写明由谁撤销（--by）。")
    with write(engine) as connection:
        document = _document(connection, filing)
        mine = select(FindingRow.id).where(FindingRow.document_id == document, FindingRow.rule == rule)
        stands = WaiverRow.finding_id.in_(mine), WaiverRow.undone_at.is_(None)
        change = update(WaiverRow).where(*stands).values(undone_by=by.strip(), undone_at=datetime.now(UTC))
        count = connection.execute(change).rowcount
        if not count:
            raise RegistryError(f"这份文档上没有规则 {rule} 的放行可撤销。")
        standing.bring_up_to_date(connection, (document,))
    return count


def waivers(engine: Engine, filing: str | None = None) -> Sequence[Waiver]:
    """All waivers, those undone too, oldest first; of one document where it is named."""
    shown = (FindingRow.rule, FindingRow.severity, FindingRow.message, WaiverRow.waived_by, WaiverRow.reason)
    query = (
        select(
            *(ReceivedFile.path, DocumentRow.position),
            *shown,
            *(WaiverRow.waived_at, WaiverRow.undone_by, WaiverRow.undone_at),
        )
        .join(FindingRow, FindingRow.id == WaiverRow.finding_id)
        .join(DocumentRow, DocumentRow.id == FindingRow.document_id)
        .join(ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id)
        .order_by(WaiverRow.id)
    )
    with engine.connect() as connection:
        if filing is not None:
            query = query.where(DocumentRow.id == _document(connection, filing))
        rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(query)]
    return [Waiver(*row) for row in rows]


def _document(connection: Connection, filing: str) -> int:
    """The document of that name, by path or by the beginning of its content's hash with its position."""
    query = select(DocumentRow.id).join(ReceivedFile, ReceivedFile.id == DocumentRow.received_file_id)
    found = connection.scalars(query.where(ReceivedFile.path == filing)).all()
    if not found:
        head, _, position = filing.rpartition("-")
        digest, place = (head, int(position)) if head and position.isdecimal() else (filing, None)
        if len(digest) >= 6 and digest.isalnum():
            query = query.where(ReceivedFile.sha256.startswith(digest.lower(), autoescape=True))
            found = connection.scalars(query if place is None else query.where(DocumentRow.position == place)).all()
    if len(found) != 1:
        told = "有几份文档" if found else "没有文档"
        raise RegistryError(f"{told}叫“{filing}”，请用 filings.csv 中的 document_id。")
    return int(found[0])


def _open(connection: Connection, document: int, rule: str) -> Sequence[FindingRow]:
    query = select(FindingRow.id, FindingRow.severity).where(
        FindingRow.document_id == document, FindingRow.rule == rule, FindingRow.closed_at.is_(None)
    )
    return connection.execute(query).all()  # type: ignore[return-value]


def _waived(connection: Connection, finding: int) -> bool:
    query = select(WaiverRow.id).where(WaiverRow.finding_id == finding, WaiverRow.undone_at.is_(None))
    return connection.execute(query.limit(1)).one_or_none() is not None

"""Takes outcomes into the registry, within one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from pipeline.documents import Document, Outcome, Status
from pipeline.registry.drawing import Touched, draw
from pipeline.registry.keys import city_of, keys_of, ranking
from pipeline.registry.lookups import chunks
from pipeline.registry.model import (
    AttachmentRow,
    Base,
    DocumentRow,
    FieldValueRow,
    FilingRow,
    FindingRow,
    LeftoverRow,
    ReceivedFile,
)
from pipeline.registry.rows import (
    Record,
    attachment_row,
    field_value_rows,
    finding_rows,
    leftover_rows,
    storable,
)
from pipeline.rules.attachments import KINDS
from pipeline.rules.engine import WITNESS_RULES
from pipeline.rules.jurisdiction import Jurisdiction, jurisdiction_of
from pipeline.rules.likeness import person_key
from pipeline.rules.outcome import decided, holds, in_doubt

RETRIED = ("missing-tool", "timeout")
"""Error codes that may be gone the next time: a file that failed with one of them is taken in again."""

FOUND_AT_THE_END = frozenset(rule.id for rule in WITNESS_RULES)
"""Rules that are judged over all that was received, at the end of a run."""

_THESE: BindParameter[str] = bindparam("these", expanding=True)
_COLUMNS = select(ReceivedFile.id, ReceivedFile.sha256, ReceivedFile.path, ReceivedFile.error_code)
_BY_CONTENT = _COLUMNS.where(ReceivedFile.sha256.in_(_THESE))
_UNREAD = _COLUMNS.where(ReceivedFile.sha256.is_(None), ReceivedFile.path.in_(_THESE))
_ADD_FILE = insert(ReceivedFile).returning(ReceivedFile.id)
_ADD_DOCUMENT = insert(DocumentRow).returning(DocumentRow.id)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an outcome: `new` False where its bytes were known and nothing changed; its row; its documents."""

    new: bool
    received_file_id: int
    document_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Received:
    """A received file that the registry has; `again`: it failed for a reason that may be gone now."""

    id: int
    again: bool


class Intake:
    """Takes outcomes in; everything but the received files and documents themselves is inserted in bulk at the end."""

    def __init__(self, connection: Connection, run: int, schemes: Mapping[str, Jurisdiction]) -> None:
        self._connection = connection
        self._run = run
        self._schemes = schemes
        self._by_content: dict[str, _Received] = {}
        self._unread: dict[str, int] = {}
        self._bulk: dict[type[Base], list[Record]] = {
            FieldValueRow: [],
            FindingRow: [],
            LeftoverRow: [],
            FilingRow: [],
            AttachmentRow: [],
        }
        self._touched: list[Touched] = []

    def take(self, outcomes: Sequence[Outcome]) -> list[Recorded]:
        """Takes these in; all that they change in the registry is changed when it returns."""
        self._look_up(outcomes)
        taken = [self._take_one(outcome) for outcome in outcomes]
        for model, records in self._bulk.items():
            if records:
                self._connection.execute(insert(model), records)
        draw(self._connection, self._touched)
        return taken

    def _look_up(self, outcomes: Sequence[Outcome]) -> None:
        for some in chunks([outcome.sha256 for outcome in outcomes if outcome.sha256]):
            for row in self._connection.execute(_BY_CONTENT, {"these": some}):
                self._by_content[str(row.sha256)] = _Received(row.id, row.error_code in RETRIED)
        for some in chunks([storable(outcome.file) for outcome in outcomes]):
            for row in self._connection.execute(_UNREAD, {"these": some}):
                self._unread[row.path] = row.id

    def _take_one(self, outcome: Outcome) -> Recorded:
        """A file that could not be read before gives its row up to what can be read now."""
        unread = self._unread.pop(storable(outcome.file), None)
        known = self._by_content.get(outcome.sha256) if outcome.sha256 else None
        if known is not None and unread is not None:
            self._connection.execute(delete(ReceivedFile).where(ReceivedFile.id == unread))
        if known is not None and not known.again:
            return Recorded(new=False, received_file_id=known.id)
        received = self._receive(outcome, known.id if known else unread)
        if outcome.sha256:
            error = outcome.error.code if outcome.error else None
            self._by_content[outcome.sha256] = _Received(received, error in RETRIED)
        else:
            self._unread[storable(outcome.file)] = received
        numbered = enumerate(outcome.documents, start=1)
        ids = tuple(self._add(document, position, received, outcome) for position, document in numbered)
        return Recorded(new=True, received_file_id=received, document_ids=ids)

    def _receive(self, outcome: Outcome, row: int | None) -> int:
        record = {
            "path": storable(outcome.file),
            "sha256": outcome.sha256,
            "media_type": outcome.media_type,
            "status": outcome.status.value,
            "error_code": outcome.error.code if outcome.error else None,
            "error_message": storable(outcome.error.message) if outcome.error else None,
            "pages": outcome.pages,
            "seconds": outcome.seconds,
            "run_id": self._run,
            "received_at": datetime.now(UTC),
            "settled": not outcome.documents,
        }
        if row is not None:
            self._connection.execute(update(ReceivedFile).where(ReceivedFile.id == row).values(record))
            return row
        return int(self._connection.execute(_ADD_FILE, record).scalar_one())

    def _add(self, document: Document, position: int, received: int, outcome: Outcome) -> int:
        scheme = jurisdiction_of(document.jurisdiction, self._schemes)
        findings = tuple(finding for finding in document.findings if finding.rule not in FOUND_AT_THE_END)
        held = any(holds(finding, scheme) for finding in document.findings)
        doubtful = in_doubt(document) or (document.status is Status.REVIEW and not held)
        record = {
            "received_file_id": received,
            "position": position,
            "kind": document.kind,
            "form": document.form,
            "jurisdiction": document.jurisdiction,
            "pages": list(document.pages),
            "shows_ink": document.shows_ink,
            "status": decided(doubtful, any(holds(finding, scheme) for finding in findings)).value,
            "doubtful": doubtful,
        }
        number = int(self._connection.execute(_ADD_DOCUMENT, record).scalar_one())
        self._bulk[FieldValueRow] += field_value_rows(number, document)
        self._bulk[FindingRow] += finding_rows(number, findings, scheme, datetime.now(UTC))
        self._bulk[LeftoverRow] += leftover_rows(number, document)
        if document.kind == "filing":
            self._add_filing(document, number, position, outcome.sha256 or "")
        elif document.kind in KINDS:
            self._bulk[AttachmentRow].append(attachment_row(document, number, storable(outcome.file)))
        return number

    def _add_filing(self, document: Document, number: int, position: int, sha256: str) -> None:
        values = {name: storable(field.value) for name, field in document.fields.items()}
        keys = keys_of(values, unique=f"{sha256}-{position}")
        self._touched.append(Touched(number, keys, values))
        self._bulk[FilingRow].append(
            {
                "document_id": number,
                "enterprise_key": keys.enterprise,
                "officer_key": keys.officer,
                "appointment_key": keys.appointment,
                "training_key": keys.training,
                "ranking": ranking(document, sha256, position),
                "person_key": person_key(values.get("name")),
                "city": city_of(values.get("region")),
            }
        )

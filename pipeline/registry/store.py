"""The registry: takes outcomes in, each once, and answers what it already has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, Engine, func, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pipeline.documents import Outcome
from pipeline.registry import rolls
from pipeline.registry.errors import RegistryError
from pipeline.registry.intake import RETRIED, Intake, Recorded
from pipeline.registry.model import (
    Appointment,
    DocumentRow,
    Enterprise,
    FindingRow,
    Officer,
    ReceivedFile,
    Run,
    Training,
)
from pipeline.registry.opening import DEFAULT_URL, open_engine, write
from pipeline.registry.settling import Settling, settle
from pipeline.rules.jurisdiction_file import schemes
from pipeline.rules.lists import Entry


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, by status; `findings` by severity."""

    received_files: Mapping[str, int]
    documents: Mapping[str, int]
    enterprises: Mapping[str, int]
    officers: Mapping[str, int]
    appointments: Mapping[str, int]
    trainings: Mapping[str, int]
    findings: Mapping[str, int]


def open_registry(url: str = DEFAULT_URL, rules: Path | None = None) -> Registry:
    """The registry at `url`, set up or brought up to date where needed. Raises RegistryError where that cannot be.

    `rules`: a folder of the user's own jurisdictions, laid over those shipped.
    """
    return Registry(open_engine(url), rules)


class Registry:
    """One registry. Any number of processes may use it at once; those that write take turns."""

    def __init__(self, engine: Engine, rules: Path | None = None) -> None:
        self.engine = engine
        self._rules = rules

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    def session(self) -> Session:
        """A session for reading, over the classes of `model`; use it as a context manager."""
        return Session(self.engine)

    @contextmanager
    def run(self, command: str) -> Iterator[int]:
        """A run of the program, by its number; it counts as failed unless it ends without an exception.

        At its end what was received is held against all other documents; where it fails, the next run does that.
        """
        with write(self.engine) as connection:
            started = {"command": command, "started_at": datetime.now(UTC), "status": "failed"}
            number = int(connection.execute(insert(Run).returning(Run.id), started).scalar_one())
        status = "failed"
        try:
            yield number
            self.settle()
            status = "done"
        finally:
            with write(self.engine) as connection:
                ended = {"ended_at": datetime.now(UTC), "status": status}
                connection.execute(update(Run).where(Run.id == number).values(ended))

    def known(self, sha256: str) -> bool:
        """Whether a file of these bytes was taken in, so that it can be passed over.

        False where it, or a member of it (of an archive), failed for a reason that may be gone now (`RETRIED`).
        """
        with self.engine.connect() as connection:
            query = select(ReceivedFile.path, ReceivedFile.error_code).where(ReceivedFile.sha256 == sha256)
            row = connection.execute(query).one_or_none()
            if row is None or row.error_code in RETRIED:
                return False
            members = ReceivedFile.path.startswith(f"{row.path}!", autoescape=True)
            failed = select(ReceivedFile.id).where(ReceivedFile.error_code.in_(RETRIED), members)
            return connection.execute(failed.limit(1)).one_or_none() is None

    def record(self, outcome: Outcome, run: int) -> Recorded:
        """Takes in one received file, all of it or nothing. An archive goes with its members: use `record_all`."""
        return self.record_all((outcome,), run)[0]

    def record_all(self, outcomes: Sequence[Outcome], run: int) -> list[Recorded]:
        """Takes in these received files in one transaction: all of them, or none if anything goes wrong.

        A file whose bytes are known changes nothing, whatever its name.
        """
        try:
            with write(self.engine) as connection:
                return Intake(connection, run, schemes(self._rules)).take(outcomes)
        except OperationalError as error:
            raise RegistryError("登记库写入失败，本批文件未登记。请检查磁盘空间、数据库连接后重新运行。") from error

    def settle(self, new_lists: Mapping[str, Sequence[Entry]] | None = None) -> None:
        """Holds what was received since the last time against all other documents; `new_lists` replace older ones.

        Findings that no longer hold true are closed, and documents and records get the status that follows.
        """
        try:
            with write(self.engine) as connection:
                listed: set[int] = set()
                for kind, entries in (new_lists or {}).items():
                    listed |= rolls.put(connection, kind, entries)
                settle(Settling(connection, schemes(self._rules), datetime.now(UTC)), listed)
        except OperationalError as error:
            raise RegistryError("登记库写入失败，比对未完成。请检查磁盘空间、数据库连接后重新运行。") from error

    def counts(self) -> Counts:
        """How many received files, documents, records and open findings there are."""
        with self.engine.connect() as connection:

            def by(column: object, *only: ColumnElement[bool]) -> dict[str, int]:
                query = select(column, func.count()).where(*only).group_by(column)  # type: ignore[call-overload]
                found = connection.execute(query)
                return {str(name): int(number) for name, number in sorted(map(tuple, found))}

            return Counts(
                received_files=by(ReceivedFile.status),
                documents=by(DocumentRow.status),
                enterprises=by(Enterprise.status),
                officers=by(Officer.status),
                appointments=by(Appointment.status),
                trainings=by(Training.status),
                findings=by(FindingRow.severity, FindingRow.closed_at.is_(None)),
            )

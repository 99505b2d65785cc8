"""The registry: takes outcomes in, each once, and answers what it already has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pipeline.documents import Outcome
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


def open_registry(url: str = DEFAULT_URL) -> Registry:
    """The registry at `url`, set up or brought up to date where needed. Raises RegistryError where that cannot be."""
    return Registry(open_engine(url))


class Registry:
    """One registry. Any number of processes may use it at once; those that write take turns."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

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
        """A run of the program, by its number; it counts as failed unless it ends without an exception."""
        with write(self.engine) as connection:
            started = {"command": command, "started_at": datetime.now(UTC), "status": "failed"}
            number = int(connection.execute(insert(Run).returning(Run.id), started).scalar_one())
        status = "failed"
        try:
            yield number
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
                return Intake(connection, run).take(outcomes)
        except OperationalError as error:
            raise RegistryError("登记库写入失败，本批文件未登记。请检查磁盘空间、数据库连接后重新运行。") from error

    def counts(self) -> Counts:
        """How many received files, documents, records and findings there are."""
        with self.engine.connect() as connection:

            def by(column: object) -> dict[str, int]:
                found = connection.execute(select(column, func.count()).group_by(column))  # type: ignore[call-overload]
                return {str(name): int(number) for name, number in sorted(map(tuple, found))}

            return Counts(
                received_files=by(ReceivedFile.status),
                documents=by(DocumentRow.status),
                enterprises=by(Enterprise.status),
                officers=by(Officer.status),
                appointments=by(Appointment.status),
                trainings=by(Training.status),
                findings=by(FindingRow.severity),
            )

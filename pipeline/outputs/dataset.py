"""Exports the registry as a dataset: a file a table, and `datapackage.json` that describes them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from pipeline.outputs import datapackage
from pipeline.outputs.records import records
from pipeline.outputs.tables import TABLES, Cell, Table
from pipeline.outputs.writers import WRITERS
from pipeline.registry.store import Registry

FORMATS = tuple(WRITERS)
_ROWS = 1000


def export(registry: Registry, out: Path, formats: Sequence[str] = ("csv",), mask: bool = False) -> list[Path]:
    """Writes all tables in these `formats` (csv, parquet, xlsx) into the folder `out`; gives the files it wrote.

    The same registry gives the same bytes, in whichever order it was filled. Files appear whole or not at all; those
    of an earlier export are replaced. `datapackage.json` describes the CSV files, or else the Parquet or XLSX files.
    `mask` hides ID numbers, phones, mail addresses and days of birth (see masking). Raises ValueError for another
    format.
    """
    wanted = [name for name in WRITERS if name in formats]
    if not formats or set(formats) - set(wanted):
        raise ValueError(f"formats must be some of {', '.join(WRITERS)}")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=out) as name:
        made = Path(name)
        with _snapshot(registry) as connection:
            for table in TABLES:
                _write(connection, table, made, wanted, mask)
        described = {table: made / f"{table.name}.{wanted[0]}" for table in TABLES}
        (made / datapackage.NAME).write_text(datapackage.describe(described, wanted[0], mask), encoding="utf-8")
        return [path.replace(out / path.name) for path in sorted(made.iterdir())]


@contextmanager
def _snapshot(registry: Registry) -> Iterator[Connection]:
    """A connection that sees the registry as it is now, whatever is taken in meanwhile."""
    with registry.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _write(connection: Connection, table: Table, folder: Path, formats: Sequence[str], mask: bool) -> None:
    with ExitStack() as stack:
        writers = [WRITERS[name](table, folder / f"{table.name}.{name}") for name in formats]
        for writer in writers:
            stack.callback(writer.close)
        rows = _rows(connection, table, mask)
        while some := list(islice(rows, _ROWS)):
            for writer in writers:
                writer.write(some)


def _rows(connection: Connection, table: Table, mask: bool) -> Iterator[list[Cell]]:
    for record in records(connection, table):
        yield [column.cell(record.get(column.name), mask) for column in table.columns]

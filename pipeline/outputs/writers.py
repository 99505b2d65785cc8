"""Writes a table of the dataset as CSV, Parquet or XLSX; the same rows give the same bytes."""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from pipeline.outputs.tables import Cell, Table

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_ROWS = 1_048_575
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Writer(Protocol):
    """Writes one file."""

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Adds rows, their cells in the order of the table's columns."""

    def close(self) -> None:
        """Ends the file."""


class CsvWriter:
    """CSV as in RFC 4180, UTF-8 with a byte order mark (Excel needs it), empty for what is not known.

    A text that a spreadsheet would run as a formula (it starts with = + - @, or their full-width forms, or a tab) gets
    an apostrophe before it, as does one that starts with apostrophes and then such a sign: to get the text back, take
    one apostrophe away where apostrophes and such a sign begin it.
    """

    def __init__(self, table: Table, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow([column.name for column in table.columns])

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Adds rows."""
        self._csv.writerows([_plain(cell) for cell in row] for row in rows)

    def close(self) -> None:
        """Ends the file."""
        self._file.close()


class ParquetWriter:
    """Parquet; texts, dates, numbers and booleans by their types."""

    def __init__(self, table: Table, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {"date": pa.date32(), "boolean": pa.bool_(), "number": pa.float64(), "integer": pa.int64()}
        fields = [pa.field(column.name, types.get(column.type, pa.string())) for column in table.columns]
        self._schema = pa.schema(fields)
        self._batch = pa.record_batch
        self._parquet = pq.ParquetWriter(path, self._schema)

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Adds rows."""
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(self._schema)
        self._parquet.write_batch(self._batch([list(column) for column in columns], schema=self._schema))

    def close(self) -> None:
        """Ends the file."""
        self._parquet.close()


class XlsxWriter:
    """XLSX; texts stay texts, whatever they look like. More rows than a sheet can hold go on to the next sheet."""

    def __init__(self, table: Table, path: Path) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell

        self._make_cell: Any = WriteOnlyCell
        self._path = path
        self._title = table.name
        self._names = [column.name for column in table.columns]
        self._book: Any = Workbook(write_only=True)
        self._next_sheet()

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Adds rows."""
        for row in rows:
            if self._rows == _SHEET_ROWS:
                self._next_sheet()
            self._sheet.append([self._cell(cell) for cell in row])
            self._rows += 1

    def close(self) -> None:
        """Ends the file."""
        self._book.save(self._path)
        _without_times(self._path)

    def _next_sheet(self) -> None:
        number = len(self._book.worksheets) + 1
        self._sheet = self._book.create_sheet(self._title if number == 1 else f"{self._title}_{number}")
        self._sheet.append(self._names)
        self._rows = 0

    def _cell(self, cell: Cell) -> object:
        if not isinstance(cell, str):
            return cell
        cell = _NOT_XML.sub("", cell)
        if not cell.startswith("="):
            return cell
        made = self._make_cell(self._sheet, cell)
        made.data_type = "s"
        return made


WRITERS: dict[str, Callable[[Table, Path], Writer]] = {
    "csv": CsvWriter,
    "parquet": ParquetWriter,
    "xlsx": XlsxWriter,
}
"""The writer of each format that a dataset can be exported in."""


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return f"'{cell}" if _FORMULA.match(cell) else cell
        case datetime.date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    return repr(cell)


def _without_times(path: Path) -> None:
    """Takes the moment of writing out of a workbook."""
    moment = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
    made = path.with_suffix(".made")
    path.rename(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(entry, "w", force_zip64=True) as target:
                if name == "docProps/core.xml":
                    target.write(moment.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read()))
                    continue
                while piece := source.read(1 << 20):
                    target.write(piece)
    made.unlink()

"""A summary (附件2) read from its table: a header row of labels, a row for each officer below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.forms.answers import blank, read_answers
from extractors.forms.definition import FormDefinition
from extractors.forms.filing import is_printed
from extractors.forms.grid import CellGrid
from extractors.forms.inline import read_inline
from extractors.forms.labels import index, label_key
from extractors.forms.reading import FieldReading, Leftover, Reading
from extractors.page import Cell, Line, Page, Paragraph, Place, Run, Table
from normalizers.catalogue import SUMMARY, SUMMARY_ROW

_TOTAL = re.compile(r"^(合计|总计|共计|小计)")
_LEAST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a summary's table: the column (from 0) of each field, and the first row below it."""

    columns: dict[str, int]
    first_row: int


@dataclass(slots=True)
class SummaryPaper:
    """All the paper of one summary: its tables, each with the header it goes by, and the text outside."""

    tables: list[tuple[Page, Table, Header]]
    paragraphs: list[tuple[Page, Paragraph]]


def find_header(table: Table) -> Header | None:
    """The header row of a summary; None where a table is none."""
    grid = CellGrid(table)
    labels = index("summary_row")
    for row in range(min(table.rows, 8)):
        columns: dict[str, int] = {}
        for cell in grid.row(row):
            hit = labels.find(cell.text) if cell.text.strip() else None
            for name in hit.fields if hit else ():
                columns.setdefault(name, cell.column)
        known = {"name", "enterprise_name", "mobile", "post"} & set(columns)
        if len(columns) >= _LEAST_COLUMNS and "name" in columns and len(known) >= 2:
            return Header(columns, row + 1)
    return None


def continues(table: Table, header: Header, previous: Table) -> bool:
    """Whether a table without a header of its own goes on with the one before it."""
    return find_header(table) is None and table.columns == previous.columns and bool(header.columns)


def read_summary(paper: SummaryPaper, definition: FormDefinition) -> Reading:
    """One summary with all its rows; every text that no field took is among the leftovers."""
    leftovers: list[Leftover] = []
    fields: dict[str, FieldReading] = {}
    wording = _read_paragraphs(paper.paragraphs, fields, leftovers, definition)
    rows: list[dict[str, FieldReading]] = []
    for _, table, header in paper.tables:
        grid = CellGrid(table)
        _read_above(grid, header, fields, leftovers, definition)
        for row in range(header.first_row, table.rows):
            read = _read_row(grid, row, header, leftovers, definition)
            if read is not None:
                rows.append(read)
    pages = sorted({page.number for page, _, _ in paper.tables})
    return Reading(
        kind="summary",
        form=definition.id,
        pages=tuple(pages),
        fields={name: fields.get(name) or blank(name) for name in SUMMARY},
        rows=tuple(rows),
        leftovers=tuple(leftovers),
        wording=wording,
        jurisdiction=definition.jurisdiction,
        shows_ink=any(page.shows_ink for page, _, _ in paper.tables),
        recognised=any(page.image is not None for page, _, _ in paper.tables),
    )


def _read_row(
    grid: CellGrid, row: int, header: Header, leftovers: list[Leftover], definition: FormDefinition
) -> dict[str, FieldReading] | None:
    cells = {name: grid.at(row, column) for name, column in header.columns.items()}
    texts = [cell.text.strip() for name, cell in cells.items() if cell is not None and name != "serial"]
    if not any(texts):
        return None
    first = next((cell for cell in grid.row(row) if cell.text.strip()), None)
    if first is not None and _is_no_officer(grid, first, definition):
        if not is_printed(first.text, definition):
            leftovers.extend(Leftover(cell.text.strip(), cell.place) for cell in grid.row(row) if cell.text.strip())
        return None
    if label_key(first.text if first else "") in {label_key("序号"), label_key("企业名称")} and row > header.first_row:
        return None
    _report_unlabelled(grid, row, header, leftovers)
    return {name: _read_cell(name, cells.get(name)) for name in SUMMARY_ROW}


def _is_no_officer(grid: CellGrid, first: Cell, definition: FormDefinition) -> bool:
    wide = first.column_span > grid.table.columns // 2
    return bool(_TOTAL.match(label_key(first.text))) or wide or is_printed(first.text, definition)


def _report_unlabelled(grid: CellGrid, row: int, header: Header, leftovers: list[Leftover]) -> None:
    labelled = set(header.columns.values())
    for cell in grid.row(row):
        covered = range(cell.column, cell.column + cell.column_span)
        if cell.text.strip() and not labelled.intersection(covered):
            leftovers.append(Leftover(cell.text.strip(), cell.place))


def _read_cell(name: str, cell: Cell | None) -> FieldReading:
    if cell is None:
        return blank(name, offered=False)
    if not cell.text.strip():
        return blank(name, cell.place)
    return read_answers([SUMMARY_ROW[name]], cell.lines, cell.place)[name]


def _read_above(
    grid: CellGrid,
    header: Header,
    fields: dict[str, FieldReading],
    leftovers: list[Leftover],
    definition: FormDefinition,
) -> None:
    """Title and head line laid into the table itself, above its header row."""
    for row in range(header.first_row - 1):
        for cell in grid.row(row):
            for line in cell.lines:
                _read_line(line, fields, leftovers, definition, cell.place)


def _read_paragraphs(
    paragraphs: Sequence[tuple[Page, Paragraph]],
    fields: dict[str, FieldReading],
    leftovers: list[Leftover],
    definition: FormDefinition,
) -> str:
    wording: list[str] = []
    for _, paragraph in paragraphs:
        wording.append(paragraph.text)
        if paragraph.margin:
            continue
        for line in paragraph.lines:
            _read_line(line, fields, leftovers, definition, None)
    return "\n".join(wording)


def _read_line(
    line: Line,
    fields: dict[str, FieldReading],
    leftovers: list[Leftover],
    definition: FormDefinition,
    place: Place | None,
) -> None:
    found, rest = read_inline(line, "summary")
    for name, reading in found:
        if name and name not in fields:
            fields[name] = reading
        elif reading.text:
            leftovers.append(Leftover(reading.text, reading.place or place))
    remains = Line((Run(rest),), line.place).text.strip()
    if remains and not is_printed(remains, definition):
        leftovers.append(Leftover(remains, line.place or place))

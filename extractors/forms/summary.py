"""A summary (附件2) read from its table: a header row of labels, a row for each officer below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.forms.answers import blank, read_answers
from extractors.forms.definition import FormDefinition
from extractors.forms.filing import is_printed
from extractors.forms.grid import CellGrid
from extractors.forms.header import Header, find_header, header_at
from extractors.forms.inline import read_inline
from extractors.forms.labels import label_key
from extractors.forms.reading import FieldReading, Leftover, Reading
from extractors.page import Cell, Line, Page, Paragraph, Place, Run, Table
from normalizers.catalogue import SUMMARY, SUMMARY_ROW

_COUNT = re.compile(r"共?[0-9]+[人名位]?")
_TOTAL = re.compile(r"^(合计|总计|共计|小计|总数|本页合计|以上共|共[0-9]+[人名条家])")


@dataclass(slots=True)
class SummaryPaper:
    """All the paper of one summary: its tables, each with the header it goes by, and the text outside."""

    tables: list[tuple[Page, Table, Header]]
    paragraphs: list[tuple[Page, Paragraph]]


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
    own = [cell for cell in grid.row(row) if cell.text.strip()]
    if not own or header_at(grid, row) is not None:
        return None
    places = {name: header.places(grid, row, name) for name in header.columns}
    written = {name for name, cells in places.items() if any(cell.text.strip() for cell in cells)}
    if not written - {"serial"}:
        return None
    named = any(cell.text.strip() and not _COUNT.fullmatch(label_key(cell.text)) for cell in places["name"])
    if _is_no_officer(grid, own, definition, named=named) or (len(written) < 2 and "name" not in written):
        if not is_printed(own[0].text, definition):
            leftovers.extend(Leftover(cell.text.strip(), cell.place) for cell in own)
        return None
    _report_unlabelled(grid, row, header, leftovers)
    return {name: _read_cells(name, places.get(name), header) for name in SUMMARY_ROW}


def _is_no_officer(grid: CellGrid, filled: Sequence[Cell], definition: FormDefinition, *, named: bool) -> bool:
    """Whether a row is a total, a heading across the table or a note. `named`: its name column holds a name."""
    first = filled[0]
    wide = first.column_span > grid.table.columns // 2
    total = not named and any(_TOTAL.match(label_key(cell.text)) for cell in filled[:2])
    return total or wide or (len(filled) <= 2 and is_printed(first.text, definition))


def _report_unlabelled(grid: CellGrid, row: int, header: Header, leftovers: list[Leftover]) -> None:
    labelled = {column for columns in header.columns.values() for column in columns}
    for cell in grid.row(row):
        covered = range(cell.column, cell.column + cell.column_span)
        if cell.text.strip() and not labelled.intersection(covered):
            leftovers.append(Leftover(cell.text.strip(), cell.place))


def _read_cells(name: str, cells: Sequence[Cell] | None, header: Header) -> FieldReading:
    if cells is None:
        return blank(name, offered=False)
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return blank(name, cells[0].place if cells else None)
    lines = header.lines(name, filled)
    return read_answers([SUMMARY_ROW[name]], lines, filled[0].place)[name]


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
    for line in (line for _, paragraph in paragraphs if paragraph.margin for line in paragraph.lines):
        for name, reading in read_inline(line, "summary")[0]:
            if name and reading.text and name not in fields:
                fields[name] = reading
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

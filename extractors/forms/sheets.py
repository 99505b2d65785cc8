"""A sheet is one grid; what its author sees there are titles, head lines, tables and notes: told apart here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.forms.definition import definitions
from extractors.forms.filing import is_printed, is_title
from extractors.forms.grid import CellGrid
from extractors.forms.header import Header, header_at
from extractors.forms.labels import index
from extractors.forms.slots import find_slots, reads_as_answer
from extractors.page import Cell, Line, Origin, Page, Paragraph, Run, Table

LEAST_FIELDS = 4
"""Labels of so many fields of a filing make rows above a header a table of their own."""
_LABELLED = re.compile(r"\s*[^0-9:：]{2,16}[:：]")
_ENDS_LABEL = re.compile(r"[:：]\s*$")


def divided(page: Page) -> Page:
    """The page of a sheet with its titles, head lines and notes as paragraphs; any other page as it is."""
    if page.origin is not Origin.SHEET:
        return page
    blocks: list[Paragraph | Table] = []
    for block in page.blocks:
        blocks += [block] if isinstance(block, Paragraph) else _Divider(block).blocks()
    return replace(page, blocks=tuple(blocks))


@dataclass(slots=True)
class _Divider:
    table: Table
    header: Header | None = None
    waiting: list[int] = field(default_factory=list)
    found: list[Paragraph | Table] = field(default_factory=list)
    by_row: dict[int, list[Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.table.cells:
            self.by_row.setdefault(cell.row, []).append(cell)

    def blocks(self) -> list[Paragraph | Table]:
        grid = CellGrid(self.table)
        row = 0
        while row < self.table.rows:
            filled = [cell for cell in grid.row(row) if cell.text.strip()]
            header = header_at(grid, row)
            if header is not None:
                self._close(head=self.header is None)
                self.header = header
                self.waiting += range(row, header.first_row)
                row = header.first_row
                continue
            if _is_text(filled) or (self.header is not None and _is_spoken(grid, filled, row, self.header)):
                self._close()
                self.found.append(_paragraph(filled))
                if any(is_title(cell.text) for cell in filled):
                    self.header = None
            else:
                self.waiting.append(row)
            row += 1
        self._close()
        return self.found

    def _close(self, *, head: bool = False) -> None:
        """End the table so far. `head`: a header follows, so that what stands above it is text, if it is no filing."""
        if not self.waiting:
            return
        part = self._part(self.waiting)
        self.waiting = []
        if head and len(find_slots(part, None, recognised=False).fields) < LEAST_FIELDS:
            grid = CellGrid(part)
            rows = ([cell for cell in grid.row(row) if cell.text.strip()] for row in range(part.rows))
            self.found += [_paragraph(filled) for filled in rows if filled]
        else:
            self.found.append(part if self.header is not None else _widened(part))

    def _part(self, rows: Sequence[int]) -> Table:
        """The table of these rows alone, cells that go beyond them cut."""
        first, last = rows[0], rows[-1]
        cells = [
            replace(cell, row=cell.row - first, row_span=min(cell.row_span, last - cell.row + 1))
            for row in range(first, last + 1)
            for cell in self.by_row.get(row, ())
        ]
        return Table(last - first + 1, self.table.columns, tuple(cells), self.table.place)


def _widened(table: Table) -> Table:
    """A table without merged cells (a .csv has none): each cell goes on over the empty ones behind it."""
    if any(cell.column_span > 1 or cell.row_span > 1 for cell in table.cells):
        return table
    grid = CellGrid(table)
    cells = [cell for row in range(table.rows) for cell in _widened_row(grid.row(row), table.columns)]
    return replace(table, cells=tuple(cells))


def _widened_row(cells: Sequence[Cell], columns: int) -> Iterator[Cell]:
    """The cells of a row; behind a label without an answer one empty cell remains."""
    filled = [cell for cell in cells if cell.lines or cell.pictures]
    found = ((cell, index("filing").find(cell.text)) for cell in filled)
    hits = {id(cell): hit for cell, hit in found if hit is not None and not hit.rest.strip()}
    for number, cell in enumerate(filled):
        behind = filled[number + 1 :]
        end = behind[0].column if behind else columns
        hit = hits.get(id(cell))
        second = hits.get(id(behind[0])) if behind else None
        if hit is not None and second is not None and reads_as_answer(hit, second, behind[1:], hits) and behind[1:]:
            del hits[id(behind[0])]
        elif hit is not None and (second is not None or not behind) and cell.column + cell.column_span < end:
            yield cell
            start = cell.column + cell.column_span
            empty = next((one for one in cells if one.column == start), Cell(cell.row, start))
            yield replace(empty, column_span=end - start)
            continue
        yield replace(cell, column_span=end - cell.column)


def _is_text(filled: Sequence[Cell]) -> bool:
    """Whether a row is a title or a printed note."""
    if not filled or any(cell.pictures for cell in filled):
        return False
    if len(filled) <= 2 and any(is_title(cell.text) for cell in filled):
        return True
    if len(filled) > 1:
        return False
    hit = index("filing").find(filled[0].text)
    text = filled[0].text if hit is None else hit.rest
    return bool(text.strip()) and any(is_printed(text, form) for form in definitions())


def _is_spoken(grid: CellGrid, filled: Sequence[Cell], row: int, header: Header) -> bool:
    """Whether a row under a header names things with a colon (制表人：…) instead of an officer."""
    labelled = sum(_LABELLED.match(cell.text) is not None for cell in filled)
    names = [cell.text for cell in header.places(grid, row, "name") if cell.text.strip()]
    return labelled * 2 >= len(filled) or (labelled > 0 and all(_LABELLED.match(name) for name in names))


def _paragraph(filled: Sequence[Cell]) -> Paragraph:
    """The text of a row: a label and the cells behind it up to the next one as one line, at the value's place."""
    lines: list[Line] = []
    number = 0
    while number < len(filled):
        cell = filled[number]
        number += 1
        label = _label(cell)
        if label is None:
            lines += cell.lines
            continue
        answer: list[Cell] = []
        while number < len(filled) and _label(filled[number]) is None and not _LABELLED.match(filled[number].text):
            answer.append(filled[number])
            number += 1
        runs = [run for part in answer for line in part.lines for run in line.runs]
        lines.append(Line((Run(label), *runs), answer[0].place if answer else cell.place))
    return Paragraph(tuple(lines))


def _label(cell: Cell) -> str | None:
    """The label that is all of a cell, with a colon; None for any other text."""
    text = cell.text.strip()
    if _ENDS_LABEL.search(text) and len(text) <= 20:
        return text
    hit = index("summary").find(text)
    return f"{text}：" if hit is not None and hit.fields and not hit.rest.strip() else None

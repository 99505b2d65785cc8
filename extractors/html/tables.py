"""The grid of an HTML table: which cell covers which rows and columns (HTML Living Standard, 4.9.12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.docx.names import Element, number
from extractors.html.looks import Sheets, is_hidden
from extractors.word.content import MAX_COLUMNS

_SECTIONS = frozenset(("tbody", "thead", "tfoot", "form", "colgroup"))
_CELLS = frozenset(("td", "th"))


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in the grid, counted from 0; `order` its place among the cells written in its row."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int
    order: int


@dataclass(slots=True)
class Grid:
    """The cells of a table that are shown, in reading order, and its extent."""

    rows: int = 0
    columns: int = 0
    slots: list[Slot] = field(default_factory=list)


def grid(table: Element, sheets: Sheets) -> Grid:
    """Where the cells of a `table` stand, without hidden rows and those that only give the columns their widths."""
    rows = [cells for row, cells in _rows(table) if _is_shown(row, sheets)]
    found = Grid(len(rows))
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for order, cell in enumerate(cells):
            while (row, column) in taken:
                column += 1
            width = max(1, min(number(cell.get("colspan"), 1), MAX_COLUMNS))
            height = number(cell.get("rowspan"), 1)
            height = len(rows) - row if height == 0 else max(1, min(height, len(rows) - row))
            width = _free(taken, row, column, width)
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            found.slots.append(Slot(cell, row, column, height, width, order))
            column += width
            found.columns = max(found.columns, column)
            if found.columns > MAX_COLUMNS:
                return found
    return found


def _free(taken: set[tuple[int, int]], row: int, column: int, width: int) -> int:
    """How many of the columns that a cell would cover are free in its row."""
    return next((at for at in range(1, width) if (row, column + at) in taken), width)


def _rows(parent: Element) -> Iterator[tuple[Element, list[Element]]]:
    loose: list[Element] = []
    for child in parent:
        if child.tag in _CELLS:
            loose.append(child)
            continue
        if loose:
            yield loose[0], loose
            loose = []
        if child.tag == "tr":
            yield child, [cell for cell in child.iter(*_CELLS) if _row_of(cell) is child]
        elif child.tag in _SECTIONS:
            yield from _rows(child)
    if loose:
        yield loose[0], loose


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors("tr", "table"), None)


def _is_shown(row: Element, sheets: Sheets) -> bool:
    return not is_hidden(sheets.style(row)) and not (row.get("height") == "0" and not "".join(row.itertext()).strip())

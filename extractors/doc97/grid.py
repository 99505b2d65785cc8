"""The grid of a table from the edges of the cells in each of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.doc97.paragraphs import Row
from extractors.errors import TooLarge
from extractors.page import Cell, Place, Table
from extractors.word.content import MAX_COLUMNS, Content

NEAR = 60
"""Edges of different rows this near are one, in twentieths of a point: about a millimetre."""
_WIDTH = 1000
"""Of a cell that no edges are given for."""


@dataclass(slots=True)
class FilledRow:
    """A row as it is defined, and what each of its cells holds."""

    definition: Row
    cells: list[Content]


def table(rows: list[FilledRow], number: int) -> Table | None:
    """The table of these rows, the `number`-th of the document; None where it has no cell. Raises TooLarge."""
    edges = [_edges(row, rows) for row in rows]
    columns = _columns(edges)
    found: list[Cell] = []
    above: dict[tuple[int, int], int] = {}
    width = 0
    for which, row in enumerate(rows):
        going_on: dict[tuple[int, int], int] = {}
        at = [columns[edge, which] for edge in edges[which]]
        for order, end in _wide_cells(row):
            column, span = at[order], at[end] - at[order]
            key = (column, span)
            down, starts = _flag(row.definition.down, order), _flag(row.definition.restart, order)
            if down and not starts and key in above:
                going_on[key] = above[key]
                found[above[key]] = replace(found[above[key]], row_span=which - found[above[key]].row + 1)
                continue
            if down:
                going_on[key] = len(found)
            merged = row.cells[order:end]
            lines = tuple(line for content in merged for line in content.lines)
            pictures = tuple(picture for content in merged for picture in content.pictures)
            place = Place(1, table=number, row=which + 1, column=order + 1)
            found.append(Cell(which, column, 1, span, lines, pictures, place))
        above = going_on
        width = max(width, *at)
    if width > MAX_COLUMNS:
        raise TooLarge
    return Table(len(rows), width, tuple(found), Place(1, table=number)) if found else None


def _wide_cells(row: FilledRow) -> Iterator[tuple[int, int]]:
    """The cells of a row that are shown, each with the number of the one behind it and those merged into it."""
    start = 0
    for order in range(1, len(row.cells) + 1):
        if order == len(row.cells) or not _flag(row.definition.merged, order):
            yield start, order
            start = order


def _flag(flags: list[bool], number: int) -> bool:
    return number < len(flags) and flags[number]


def _edges(row: FilledRow, rows: list[FilledRow]) -> list[int]:
    """The edges of a row's cells, growing; where it defines none, those of a row with as many cells."""
    edges = row.definition.edges
    if len(edges) < 2:
        count = len(row.cells)
        alike = (one.definition.edges for one in rows if len(one.definition.edges) == count + 1 > 1)
        edges = next(alike, [number * _WIDTH for number in range(count + 1)])
    edges = edges[: len(row.cells) + 1]
    growing = [edges[0]]
    for edge in edges[1:]:
        growing.append(max(edge, growing[-1] + 1))
    while len(growing) <= len(row.cells):
        growing.append(growing[-1] + _WIDTH)
    return growing


def _columns(edges: list[list[int]]) -> dict[tuple[int, int], int]:
    """The number of the grid line that each edge of each row lies on. Edges of one row never share one."""
    found: dict[tuple[int, int], int] = {}
    line, start = -1, 0
    holds: set[int] = set()
    for edge, row in sorted((edge, row) for row, among in enumerate(edges) for edge in among):
        if line < 0 or edge - start > NEAR or row in holds:
            line, start = line + 1, edge
            holds = set()
        holds.add(row)
        found[edge, row] = line
    return found

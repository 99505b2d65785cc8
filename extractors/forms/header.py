"""The header of a summary's table: which columns hold which field, over how many rows the labels go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.forms.grid import CellGrid
from extractors.forms.labels import index, label_key
from extractors.page import Cell, Line, Run, Table
from normalizers.catalogue import OPTIONS, SUMMARY_ROW

LEAST_COLUMNS = 4
"""Fields that a row of labels must name before it is a header."""
WITHIN = 8
"""Rows of a table among which its header is looked for."""
LONGEST_LABEL = 60
"""Characters of a label with a note behind it."""
_SEVERAL = ("training", "remarks")
"""Fields that some layouts spread over several columns."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns (from 0) of each field, and the first row below the header.

    `options`: where a field has a column for each of its options (首席质量官 | 二级质量官), the option of the column.
    """

    columns: dict[str, tuple[int, ...]]
    first_row: int
    options: dict[int, str] = field(default_factory=dict)

    def places(self, grid: CellGrid, row: int, name: str) -> list[Cell]:
        """The cells of a row that hold a field."""
        found = {id(cell): cell for column in self.columns[name] if (cell := grid.at(row, column)) is not None}
        return list(found.values())

    def lines(self, name: str, filled: Sequence[Cell]) -> tuple[Line, ...]:
        """The lines of a field's cells: one below another in one cell, side by side in several."""
        marked = [cell for cell in filled if self.options.get(cell.column)]
        if marked and name in self.columns:
            return tuple(
                Line((Run(self.options[cell.column]), *(run for line in cell.lines for run in line.runs)), cell.place)
                for cell in marked
            )
        if len(filled) == 1:
            return filled[0].lines
        runs: list[Run] = []
        for cell in filled:
            runs += [Run(" ")] if runs else []
            runs += [run for line in cell.lines for run in line.runs]
        return (Line(tuple(runs), filled[0].place),)


def find_header(table: Table) -> Header | None:
    """The header of a summary; None where a table is none."""
    grid = CellGrid(table)
    found = (header_at(grid, row) for row in range(min(table.rows, WITHIN)))
    return next((header for header in found if header is not None), None)


def header_at(grid: CellGrid, row: int) -> Header | None:
    """The header that begins in a row; None where that row is none."""
    columns: dict[str, tuple[int, ...]] = {}
    tops: dict[str, Cell] = {}
    for cell in grid.row(row):
        for name in _fields_of(cell.text):
            if name not in columns:
                columns[name], tops[name] = (cell.column,), cell
            elif name in _SEVERAL:
                columns[name] += (cell.column,)
    known = {"name", "enterprise_name", "mobile", "post"} & set(columns)
    if len(columns) < LEAST_COLUMNS or "name" not in columns or len(known) < 2:
        return None
    below = max(cell.row + cell.row_span for cell in tops.values())
    under = _under(grid, row, below, tops)
    options: dict[int, str] = {}
    for name, parts in under.items():
        choices = OPTIONS.get(SUMMARY_ROW[name].kind, ())
        keys = {label_key(option): option for option in choices}
        if all(label_key(part.text) in keys for part in parts):
            options |= {part.column: keys[label_key(part.text)] for part in parts}
        columns[name] = tuple(dict.fromkeys((*columns[name], *(part.column for part in parts))))
        below = max(below, *(part.row + part.row_span for part in parts))
    return Header(columns, below, options)


@lru_cache(4096)
def _fields_of(text: str) -> tuple[str, ...]:
    """The fields of a row that a text is the label of."""
    hit = index("summary_row").find(text) if text.strip() and len(text) <= LONGEST_LABEL else None
    return hit.fields if hit else ()


def _under(grid: CellGrid, row: int, below: int, tops: dict[str, Cell]) -> dict[str, list[Cell]]:
    """The labels of a second row of the header, by the field of the label above that they divide."""
    second = row + 1
    if second >= grid.table.rows:
        return {}
    filled = [cell for cell in grid.row(second) if cell.text.strip()]
    if below <= second and (len(filled) < 2 or any(cell.column in (tops["name"].column,) for cell in filled)):
        return {}
    found: dict[str, list[Cell]] = {}
    for cell in filled:
        left = [(top.column, name) for name, top in tops.items() if top.row_span == 1 and top.column <= cell.column]
        if not left:
            return {}
        start, name = max(left)
        top = tops[name]
        widened = cell.column < start + top.column_span or not _labelled_between(grid, row, start, cell.column)
        if not widened or not _is_part(cell.text, name):
            return found if below > second else {}
        found.setdefault(name, []).append(cell)
    return {name: parts for name, parts in found.items() if len(parts) > 1}


def _labelled_between(grid: CellGrid, row: int, start: int, column: int) -> bool:
    cells = (grid.at(row, place) for place in range(start + 1, column + 1))
    return any(cell is not None and cell.text.strip() and cell.column > start for cell in cells)


def _is_part(text: str, name: str) -> bool:
    """Whether a text may stand as a label under that field's label."""
    if label_key(text) in {label_key(option) for option in OPTIONS.get(SUMMARY_ROW[name].kind, ())}:
        return True
    return name in _SEVERAL and (index("filing").find(text) is not None or len(label_key(text)) <= 8)

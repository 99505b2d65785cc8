"""The grid of a Word table: which cell covers which rows and columns (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.docx.controls import Control, unwrapped
from extractors.docx.names import Element, W, number, switch, value

MAX_SPAN = 100
"""Columns that one cell may span (Word's own limit is 63); more counts as this."""

_ROW, _CELL = frozenset((W + "tr",)), frozenset((W + "tc",))
_CONTINUED = ("", "continue")


@dataclass(slots=True)
class Slot:
    """A cell in the grid, counted from 0; `order` its place among the cells of its row, merged ones counted."""

    element: Element
    row: int
    column: int
    column_span: int
    order: int
    controls: tuple[Control, ...]
    row_span: int = 1


@dataclass(slots=True)
class Grid:
    """The cells of a table that are shown, in reading order, and its extent."""

    rows: int = 0
    columns: int = 0
    slots: list[Slot] = field(default_factory=list)


def grid(table: Element) -> Grid:
    """Where the cells of a `w:tbl` stand. Rows deleted by a tracked change and hidden rows do not count."""
    found = Grid()
    merging: dict[int, Slot] = {}
    for row, controls in unwrapped(table, _ROW):
        properties = row.find(W + "trPr")
        if properties is not None and (properties.find(W + "del") is not None or switch(properties, W + "hidden")):
            continue
        merging, width = _fill(found, row, controls, merging)
        found.columns = max(found.columns, width + _span(properties, "gridAfter", 0))
        found.rows += 1
    return found


def _fill(
    found: Grid, row: Element, row_controls: tuple[Control, ...], above: dict[int, Slot]
) -> tuple[dict[int, Slot], int]:
    """Put the cells of the next row into the grid; give those that may go on below, by column, and the row's width."""
    merging: dict[int, Slot] = {}
    column = _span(row.find(W + "trPr"), "gridBefore", 0)
    fresh: Slot | None = None
    for order, (cell, controls) in enumerate(unwrapped(row, _CELL)):
        properties = cell.find(W + "tcPr")
        span = _span(properties, "gridSpan", 1)
        merge = value(properties, W + "vMerge")
        starter = above.get(column)
        if value(properties, W + "hMerge") in _CONTINUED and order:
            if fresh is not None:
                fresh.column_span += span
        elif merge in _CONTINUED and starter is not None and starter.column_span == span:
            starter.row_span += 1
            merging[column] = starter
            fresh = None
        else:
            fresh = Slot(cell, found.rows, column, span, order, (*row_controls, *controls))
            found.slots.append(fresh)
            if merge is not None:
                merging[column] = fresh
        column += span
    return merging, column


def _span(properties: Element | None, name: str, least: int) -> int:
    return max(least, min(number(value(properties, W + name), least), MAX_SPAN))

"""What a paragraph's modifiers say of tables ([MS-DOC] 2.4.3, 2.6.2, 2.6.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.doc97.binary import Budget, i16, i32, u8, u16, u32
from extractors.doc97.sprms import T_DEF_TABLE, Sprm, sprms

MAX_DEPTH = 30
"""Tables within tables; what lies deeper counts as lying this deep."""
_STYLE, _IN_TABLE, _ROW_END, _DEPTH, _DEEPER = 0x4600, 0x2416, 0x2417, 0x6649, 0x664A
_INNER_CELL, _INNER_ROW = 0x244B, 0x244C
_ELSEWHERE = (0x6645, 0x6646, 0x646B)
"""The modifiers stand in the data stream."""
_MERGE, _SPLIT, _MERGE_DOWN, _WIDTH = 0x5624, 0x5625, 0xD62B, 0x7623
_TC = 20


@dataclass(slots=True)
class Row:
    """A row as it is defined: `edges` of its cells in twentieths of a point, one more than cells; `merged` into the
    cell before, `down`: merged with the cell above (`restart`: the topmost of these), by cell."""

    edges: list[int] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)
    down: list[bool] = field(default_factory=list)
    restart: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Mark:
    """What the mark of a paragraph says of it: its style, how many tables it lies in, and whether it ends a cell of an
    inner table or the row `row`."""

    style: int = 0
    depth: int = 0
    ends_inner_cell: bool = False
    row: Row | None = None


def read_mark(papx: bytes, more: bytes, data: bytes, budget: Budget) -> Mark:
    """What the description of a paragraph, and `more` modifiers of its piece, say. Raises CorruptFile, TooLarge."""
    mark = Mark(u16(papx, 0) if papx else 0)
    row = Row()
    ends_row = in_table = False
    for code, operand in (*_all(papx[2:], data, budget), *_all(more, data, budget)):
        if code == _IN_TABLE:
            in_table = operand[0] != 0
        elif code in (_ROW_END, _INNER_ROW):
            ends_row = operand[0] != 0
        elif code == _INNER_CELL:
            mark.ends_inner_cell = operand[0] != 0
        elif code == _DEPTH:
            mark.depth = i32(operand, 0)
        elif code == _DEEPER:
            mark.depth += i32(operand, 0)
        elif code == _STYLE:
            mark.style = u16(operand, 0)
        else:
            _define(row, code, operand)
    mark.depth = max(int(in_table), min(mark.depth, MAX_DEPTH))
    mark.row = row if ends_row and mark.depth else None
    return mark


def _all(group: bytes, data: bytes, budget: Budget) -> Iterator[Sprm]:
    budget.spend(len(group))
    for code, operand in sprms(group):
        if code in _ELSEWHERE:
            at = u32(operand, 0)
            size = u16(data, at)
            budget.spend(size)
            yield from sprms(data[at + 2 : at + 2 + size])
        else:
            yield code, operand


def _define(row: Row, code: int, operand: bytes) -> None:
    if code == T_DEF_TABLE:
        _define_cells(row, operand)
    elif code in (_MERGE, _SPLIT):
        first, end = operand[0], min(operand[1], len(row.merged))
        for cell in range(first + (code == _MERGE), end):
            row.merged[cell] = code == _MERGE
    elif code == _MERGE_DOWN and len(operand) >= 2 and operand[0] < len(row.down):
        row.down[operand[0]] = operand[1] != 0
        row.restart[operand[0]] = operand[1] == 3
    elif code == _WIDTH:
        for cell in range(operand[0], min(operand[1], len(row.merged))):
            wider = u16(operand, 2) - (row.edges[cell + 1] - row.edges[cell])
            row.edges[cell + 1 :] = [edge + wider for edge in row.edges[cell + 1 :]]


def _define_cells(row: Row, operand: bytes) -> None:
    count = u8(operand, 0)
    first = 1 + 2 * (count + 1)
    row.edges = [i16(operand, 1 + 2 * number) for number in range(count + 1)]
    flags = [u16(operand, at) if at + 2 <= len(operand) else 0 for at in range(first, first + _TC * count, _TC)]
    row.merged = [bool(flag & 2) for flag in flags]
    row.down = [bool(flag & 0x20) for flag in flags]
    row.restart = [bool(flag & 0x40) for flag in flags]

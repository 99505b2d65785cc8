"""Which cell a piece of text belongs to, also where it is wider than its cell and runs over the border."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.grid import GridCell, GridTable
from extractors.layer.marks import Mark

BREAK = 0.15
"""Characters parted by this share of their size more than the others of their text are two texts."""
CLOSE = 0.5
NEAR_EDGE = 1.2
CENTRED = 0.6

Slot = tuple[GridTable, GridCell]


def by_cell(marks: Sequence[Mark], slots: Sequence[Slot]) -> tuple[dict[int, list[Mark]], list[Mark]]:
    """The marks of each cell, by its `id`, and those outside of all."""
    held: dict[int, list[Mark]] = {}
    outside: list[Mark] = []
    for text in _texts(marks):
        for part, cell in _housed(text, slots):
            if cell is None:
                outside += part
            else:
                held.setdefault(id(cell), []).extend(part)
    return held, outside


def innermost(slots: Sequence[Slot], x: float, y: float) -> GridCell | None:
    """The cell in which a point lies, of nested tables the inner one's."""
    holding = [cell for _, cell in slots if cell.holds(x, y)]
    return min(holding, key=lambda cell: (cell.x1 - cell.x0) * (cell.y1 - cell.y0), default=None)


def _texts(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Marks that were written one after another on one line, without a gap."""
    text: list[Mark] = []
    for mark in marks:
        if text and not _follows(text[-1], mark):
            yield from _parts(text)
            text = []
        text.append(mark)
    yield from _parts(text)


def _follows(one: Mark, other: Mark) -> bool:
    level = abs(one.bottom - other.bottom) < 0.1 * one.size and abs(one.size - other.size) < 0.05 * one.size
    plain = one.tick is None and other.tick is None and not other.spaced
    return plain and level and -0.2 * one.size < other.x0 - one.x1 < CLOSE * one.size


def _parts(text: list[Mark]) -> Iterator[list[Mark]]:
    """A text, cut where the gap is wider than its gaps are: letter-spaced text has wide ones throughout."""
    gaps = [other.x0 - one.x1 for one, other in pairwise(text)]
    usual = median(gaps) if gaps else 0.0
    start = 0
    for index, gap in enumerate(gaps, 1):
        if gap > usual + BREAK * text[index].size:
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _housed(text: list[Mark], slots: Sequence[Slot]) -> Iterator[tuple[list[Mark], GridCell | None]]:
    first, last = text[0], text[-1]
    start = innermost(slots, first.x, first.y)
    if start is not None and start.holds(last.x, last.y) and not _has_inner(start, slots):
        yield text, start
        return
    cells = [innermost(slots, mark.x, mark.y) for mark in text]
    known = {id(cell): cell for cell in cells if cell is not None}
    if len({id(cell) for cell in cells}) == 1:
        yield text, cells[0]
    elif len({cell.row for cell in known.values()}) > 1 and len({cell.y0 for cell in known.values()}) > 1:
        for mark, cell in zip(text, cells, strict=True):
            yield [mark], cell
    else:
        yield text, _owner(text, cells, list(known.values()))


def _has_inner(cell: GridCell, slots: Sequence[Slot]) -> bool:
    return any(
        other is not cell and other.x0 > cell.x0 - 1 and other.x1 < cell.x1 + 1 and other.y0 > cell.y0 - 1
        and other.y1 < cell.y1 + 1 for _, other in slots
    )  # fmt: skip


def _owner(text: Sequence[Mark], cells: Sequence[GridCell | None], known: Sequence[GridCell]) -> GridCell:
    """The cell that a text running over borders was written for, by how it is set: centred, or from an edge on."""
    size, x0, x1 = text[0].size, text[0].x0, text[-1].x1
    for cell in known:
        over = x0 < cell.x0 and x1 > cell.x1
        if over and abs((x0 + x1) - (cell.x0 + cell.x1)) < 2 * CENTRED * size:
            return cell
    counts = Counter(id(cell) for cell in cells if cell is not None)
    most = max(known, key=lambda cell: counts[id(cell)])
    begun = cells[0]
    if begun is not None and x0 - begun.x0 < NEAR_EDGE * size:
        return begun
    return most

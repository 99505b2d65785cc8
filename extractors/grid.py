"""From drawn lines to the grid of a table: plain geometry, the same for PDF, OFD and pictures.

Any unit will do (points, pixels), as long as y runs downward. Whoever finds the lines chooses the tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.gridlines import Segment, connected, covered, join_collinear, open_sides, snap
from extractors.gridregions import Shares, rectangles, regions

DRAWN_SHARE = 0.8
"""A side of an elementary rectangle counts as drawn where lines cover at least this share of it."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its place counted from 0, its spans, and its rectangle in the unit of the lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it (left and top edge included)."""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table as its lines show it; `cells` in order of row, then column; they never overlap."""

    x_lines: tuple[float, ...]
    y_lines: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return len(self.y_lines) - 1

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.x_lines) - 1

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its outer rectangle: x0, y0, x1, y1."""
        return self.x_lines[0], self.y_lines[0], self.x_lines[-1], self.y_lines[-1]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell in which the point lies, if any."""
        return next((cell for cell in self.cells if cell.holds(x, y)), None)


def find_grids(
    horizontal: Iterable[Segment],
    vertical: Iterable[Segment],
    tolerance: float,
    gap: float | None = None,
    smallest: float = 0.0,
) -> list[GridTable]:
    """The tables that the lines draw, from top to bottom, then left to right.

    `tolerance`: lines this near are one line (so a double line is one), ends this near touch. `gap`: holes in a line up
    to this are closed (twice the tolerance if not given). `smallest`: grids not wider and higher than this are
    dropped (tick boxes). A plain frame around other grids is dropped, a grid in a cell of another is a table by itself.
    """
    gap = 2 * tolerance if gap is None else gap
    rows = join_collinear(horizontal, tolerance, gap)
    columns = join_collinear(vertical, tolerance, gap)
    grids = []
    for across, down in connected(rows, columns, tolerance):
        grid = _grid(across, down, tolerance, gap)
        if grid is not None and _extent(grid) > smallest:
            grids.append(grid)
    grids = [grid for grid in grids if not _frames_another(grid, grids)]
    return sorted(grids, key=lambda grid: (grid.y_lines[0], grid.x_lines[0]))


def _extent(grid: GridTable) -> float:
    x0, y0, x1, y1 = grid.box
    return min(x1 - x0, y1 - y0)


def _frames_another(grid: GridTable, grids: Sequence[GridTable]) -> bool:
    x0, y0, x1, y1 = grid.box
    return len(grid.cells) == 1 and any(
        other is not grid
        and len(other.cells) > 1
        and x0 <= other.x_lines[0]
        and other.x_lines[-1] <= x1
        and y0 <= other.y_lines[0]
        and other.y_lines[-1] <= y1
        for other in grids
    )


def _grid(across: list[Segment], down: list[Segment], tolerance: float, gap: float) -> GridTable | None:
    down = down + open_sides(across, down, tolerance)
    across = across + open_sides(down, across, tolerance)
    y_lines, across_at = snap(across, tolerance)
    x_lines, down_at = snap(down, tolerance)
    if len(y_lines) < 2 or len(x_lines) < 2:
        return None
    top = [covered(spans, x_lines, gap, tolerance / 2) for spans in across_at]
    left = [covered(spans, y_lines, gap, tolerance / 2) for spans in down_at]
    return grid_of(x_lines, y_lines, top, left)


def grid_of(
    x_lines: Sequence[float], y_lines: Sequence[float], across: Shares, down: Shares, merge: float = 0.0
) -> GridTable | None:
    """The table on these lines, of whose sides such shares are drawn.

    `merge`: lines nearer to each other than this have one number, where no cell is lost by it.
    """
    found = rectangles(regions(across, down, DRAWN_SHARE), across, down, x_lines, y_lines)
    rows = _numbered({row for r0, _, r1, _ in found for row in (r0, r1)}, y_lines, merge)
    columns = _numbered({column for _, c0, _, c1 in found for column in (c0, c1)}, x_lines, merge)
    cells = tuple(
        GridCell(
            rows[r0],
            columns[c0],
            rows[r1] - rows[r0],
            columns[c1] - columns[c0],
            x_lines[c0],
            y_lines[r0],
            x_lines[c1],
            y_lines[r1],
        )
        for r0, c0, r1, c1 in sorted(found)
        if rows[r0] < rows[r1] and columns[c0] < columns[c1]
    )
    if not cells:
        return None
    return GridTable(_where(columns, x_lines), _where(rows, y_lines), cells)


def _numbered(used: set[int], lines: Sequence[float], merge: float) -> dict[int, int]:
    """The number in the table of each line used."""
    numbers: dict[int, int] = {}
    first = before = float("-inf")
    for line in sorted(used):
        at = lines[line]
        if at - before > merge or at - first > 2 * merge:
            first = at
            numbers[line] = len(set(numbers.values()))
        else:
            numbers[line] = max(numbers.values())
        before = at
    return numbers


def _where(numbers: dict[int, int], lines: Sequence[float]) -> tuple[float, ...]:
    count = max(numbers.values()) + 1
    same = [[lines[line] for line, number in numbers.items() if number == wanted] for wanted in range(count)]
    return tuple(sum(group) / len(group) for group in same)

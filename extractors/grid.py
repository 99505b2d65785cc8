"""From drawn lines to the grid of a table: plain geometry, the same for PDF, OFD and pictures.

Any unit will do (points, pixels), as long as y runs downward. Whoever finds the lines chooses the tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.gridlines import Segment, connected, covered, join_collinear, open_sides, snap
from extractors.gridregions import rectangles, regions

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
    found = rectangles(regions(top, left, DRAWN_SHARE), top, left, x_lines, y_lines)
    if not found:
        return None
    used_rows = sorted({row for r0, _, r1, _ in found for row in (r0, r1)})
    used_columns = sorted({column for _, c0, _, c1 in found for column in (c0, c1)})
    row_of = {line: index for index, line in enumerate(used_rows)}
    column_of = {line: index for index, line in enumerate(used_columns)}
    cells = tuple(
        GridCell(
            row_of[r0],
            column_of[c0],
            row_of[r1] - row_of[r0],
            column_of[c1] - column_of[c0],
            x_lines[c0],
            y_lines[r0],
            x_lines[c1],
            y_lines[r1],
        )
        for r0, c0, r1, c1 in sorted(found)
    )
    return GridTable(tuple(x_lines[c] for c in used_columns), tuple(y_lines[r] for r in used_rows), cells)

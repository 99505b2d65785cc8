"""The ruled lines of a picture, and the tables they draw. Loads cv2: import it lazily.

Lines are told from text by being thin across and long along; each side of each cell is then looked for in the picture.
All lengths are in inches, turned into pixels by the resolution of the picture.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractors.grid import GridTable
from extractors.gridlines import connected, join_collinear, open_sides
from extractors.page import PageImage
from extractors.scan.bend import bend_of
from extractors.scan.chains import Gray, Ruling, level_lines
from extractors.scan.lattice import Masks, grid_on, spanning

WORKING_DPI = 200.0
NEAR = 0.02
"""Pieces this near to one line are on it."""
TOUCH = 0.045
LONGEST_HOLE = 0.1
SMALLEST_TABLE = 0.35
LONGER_SIDE = 1.2
USUAL_CELL = 0.15


def find_rulings(gray: Gray, dpi: float = WORKING_DPI) -> tuple[list[Ruling], list[Ruling]]:
    """The horizontal and the vertical ruled lines in pixels of an upright picture (tilt up to about 1°).

    Each line is a chain of short pieces, so that it may bend. Rows of text may be among them; they touch no grid.
    """
    return level_lines(gray, dpi)[0], level_lines(np.ascontiguousarray(gray.T), dpi)[0]


def find_tables(image: PageImage) -> list[GridTable]:
    """The tables drawn on the picture, in its pixels; the cells follow a page that is not quite flat."""
    gray = np.asarray(cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    scale = 1.0
    if image.dpi > 1.15 * WORKING_DPI:
        scale = WORKING_DPI / image.dpi
        gray = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    dpi = image.dpi * scale
    horizontal, across = level_lines(gray, dpi)
    vertical, down = level_lines(np.ascontiguousarray(gray.T), dpi)
    bend = bend_of(horizontal, vertical, gray.shape[1], gray.shape[0])
    masks = Masks(*bend.flattened(across, np.ascontiguousarray(down.T)), dpi)
    rows = join_collinear(bend.level(horizontal), NEAR * dpi, LONGEST_HOLE * dpi)
    columns = join_collinear(bend.plumb(vertical), NEAR * dpi, LONGEST_HOLE * dpi)
    touch = TOUCH * dpi
    rows = spanning(rows, columns, masks, touch)
    grids = []
    for group_rows, group_columns in connected(rows, columns, touch):
        sides = open_sides(group_rows, group_columns, touch)
        ends = open_sides(group_columns, group_rows, touch)
        grid = grid_on(masks, group_rows + ends, group_columns, sides)
        if grid is not None:
            grids.append(grid)
    grids = [grid for grid in grids if _is_table(grid, dpi)]
    grids.sort(key=lambda grid: (grid.y_lines[0], grid.x_lines[0]))
    return [bend.back(grid, 1 / scale) for grid in grids]


def _is_table(grid: GridTable, dpi: float) -> bool:
    """Whether it is large enough, and its cells too, not to be strokes of text."""
    x0, y0, x1, y1 = grid.box
    usual = float(np.median([min(cell.x1 - cell.x0, cell.y1 - cell.y0) for cell in grid.cells]))
    sides = sorted((x1 - x0, y1 - y0))
    return sides[0] > SMALLEST_TABLE * dpi and sides[1] > LONGER_SIDE * dpi and usual > USUAL_CELL * dpi

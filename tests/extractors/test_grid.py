"""The grid of a table is recovered exactly from its lines, as drawn and as badly drawn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.grid import GridTable, find_grids
from extractors.gridlines import Segment

Spans = set[tuple[int, int, int, int]]


def random_layout(rng: random.Random) -> tuple[list[float], list[float], Spans]:
    """Lines of a random table and its cells as (row, column, row_span, column_span), every line being used."""
    rows, columns = rng.randint(1, 8), rng.randint(1, 6)
    taken: set[tuple[int, int]] = set()
    cells: Spans = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            height, width = rng.choice((1, 1, 1, 2, 3)), rng.choice((1, 1, 1, 2, 4))
            height, width = min(height, rows - row), min(width, columns - column)
            while any((row, column + extra) in taken for extra in range(width)):
                width -= 1
            taken |= {(row + i, column + j) for i in range(height) for j in range(width)}
            cells.add((row, column, height, width))
    used_rows = sorted({r for r, _, h, _ in cells} | {r + h for r, _, h, _ in cells})
    used_columns = sorted({c for _, c, _, _ in cells} | {c + w for _, c, _, w in cells})
    cells = {
        (
            used_rows.index(r),
            used_columns.index(c),
            used_rows.index(r + h) - used_rows.index(r),
            used_columns.index(c + w) - used_columns.index(c),
        )
        for r, c, h, w in cells
    }
    ys, xs = [rng.uniform(20, 60)], [rng.uniform(20, 60)]
    ys += [ys[0]] * (len(used_rows) - 1)
    xs += [xs[0]] * (len(used_columns) - 1)
    for lines in (ys, xs):
        for i in range(1, len(lines)):
            lines[i] = lines[i - 1] + rng.uniform(14, 120)
    return xs, ys, cells


def draw(xs: list[float], ys: list[float], cells: Spans) -> tuple[list[Segment], list[Segment]]:
    """The four sides of every cell."""
    across, down = [], []
    for row, column, height, width in cells:
        x0, x1, y0, y1 = xs[column], xs[column + width], ys[row], ys[row + height]
        across += [Segment(y0, x0, x1), Segment(y1, x0, x1)]
        down += [Segment(x0, y0, y1), Segment(x1, y0, y1)]
    return across, down


def spans(grid: GridTable) -> Spans:
    return {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_cells_come_back_from_exact_lines(seed: int) -> None:
    """Any table with any merged cells is recovered, with its coordinates."""
    xs, ys, cells = random_layout(random.Random(seed))
    (grid,) = find_grids(*draw(xs, ys, cells), tolerance=4)
    assert spans(grid) == cells
    assert grid.x_lines == pytest.approx(xs)
    assert grid.y_lines == pytest.approx(ys)


def worn(segments: list[Segment], rng: random.Random) -> list[Segment]:
    """Each segment a little off its place, and broken in two by a hole."""
    pieces = []
    for segment in segments:
        position = segment.position + rng.uniform(-1.2, 1.2)
        start, end = segment.start + rng.uniform(-2, 2), segment.end + rng.uniform(-2, 2)
        hole = rng.uniform(start, end - 4)
        pieces += [Segment(position, start, hole), Segment(position + rng.uniform(-0.5, 0.5), hole + 4, end)]
    return [piece for piece in pieces if piece.length > 0]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_cells_come_back_from_worn_lines(seed: int) -> None:
    """Lines off their place, holes in them, doubled lines and stray strokes change nothing."""
    rng = random.Random(seed)
    xs, ys, cells = random_layout(rng)
    across, down = draw(xs, ys, cells)
    across, down = worn(across, rng), worn(down, rng)
    across += [Segment(one.position + 1.2, one.start, one.end) for one in rng.sample(across, len(across) // 3)]
    across.append(Segment(ys[-1] + 30, xs[0], xs[0] + 40))
    down.append(Segment(xs[0] + 7, ys[0] + 2, ys[0] + 8))
    (grid,) = find_grids(across, down, tolerance=4)
    assert spans(grid) == cells


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9), st.integers(1, 10)), max_size=40))
def test_any_heap_of_lines_gives_whole_cells(heap: list[tuple[bool, int, int, int]]) -> None:
    """Whatever is drawn, cells never overlap and stay inside their grid."""
    across = [Segment(10.0 * p, 10.0 * s, 10.0 * (s + n)) for flat, p, s, n in heap if flat]
    down = [Segment(10.0 * p, 10.0 * s, 10.0 * (s + n)) for flat, p, s, n in heap if not flat]
    for grid in find_grids(across, down, tolerance=1):
        places = [
            (cell.row + i, cell.column + j)
            for cell in grid.cells
            for i in range(cell.row_span)
            for j in range(cell.column_span)
        ]
        assert len(places) == len(set(places))
        assert all(0 <= row < grid.rows and 0 <= column < grid.columns for row, column in places)


def test_separate_tables_are_apart() -> None:
    """Two tables on a page are two, in order from the top."""
    one = draw([0, 50, 100], [0, 20, 40], {(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)})
    two = draw([0, 100], [80, 120], {(0, 0, 1, 1)})
    grids = find_grids(one[0] + two[0], one[1] + two[1], tolerance=4)
    assert [len(grid.cells) for grid in grids] == [3, 1]


def test_frame_around_the_page_is_no_table() -> None:
    """The border of a page does not swallow the table in it, and a tick box is dropped by its size."""
    table = draw([20, 50, 100], [20, 40, 60], {(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)})
    frame = draw([0, 200], [0, 300], {(0, 0, 1, 1)})
    box = draw([120, 130], [200, 210], {(0, 0, 1, 1)})
    grids = find_grids(table[0] + frame[0] + box[0], table[1] + frame[1] + box[1], tolerance=4, smallest=15)
    assert [spans(grid) for grid in grids] == [{(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)}]


def test_table_without_outer_verticals_has_its_outer_columns() -> None:
    """A table open at both sides keeps the cells of its first and last column."""
    across = [Segment(y, 0, 300) for y in (0, 20, 40)]
    down = [Segment(x, 0, 40) for x in (100, 200)]
    (grid,) = find_grids(across, down, tolerance=4)
    assert grid.columns == 3
    assert len(grid.cells) == 6


def test_notch_at_a_corner_is_no_cell() -> None:
    """What lies outside of an L-shaped table is not one of its cells."""
    across, down = draw([0, 50, 100], [0, 20, 40], {(0, 0, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)})
    (grid,) = find_grids(across, down, tolerance=4)
    assert spans(grid) == {(0, 0, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)}


def test_faded_stretch_of_a_line_still_parts_cells() -> None:
    """A line of which a part has faded parts the cells it parted, also where the rest leaves an odd shape."""
    across, down = draw([0, 50, 100], [0, 30, 60, 90], {(r, c, 1, 1) for r in range(3) for c in range(2)})
    down = [one for one in down if not (one.position == 50 and one.start == 60)]
    (grid,) = find_grids(across, down, tolerance=4)
    assert spans(grid) == {(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2)}
    across = [Segment(0, 0, 100), Segment(90, 0, 100), Segment(30, 0, 80), Segment(60, 0, 80)]
    down = [Segment(0, 0, 90), Segment(100, 0, 90)]
    (grid,) = find_grids(across, down, tolerance=4)
    assert spans(grid) == {(0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1)}

"""What is drawn on a page: tables by their ruled lines, tick boxes, and all the strokes that are neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import dist

from extractors.grid import GridTable, find_grids
from extractors.gridlines import Segment
from extractors.layer.model import Path, Rect
from extractors.layer.strokes import Point, Stroke, is_dark, is_red, is_white, stroke_of, surrounds

TOLERANCE = 2.5
"""Points: lines nearer than this are one."""
THICKEST = 4.5
"""Points: a filled rectangle thinner than this is a line."""
LEVEL = 1.8
"""Points: a drawn line that rises no more is level."""
SMALLEST_BOX, LARGEST_BOX = 5.0, 22.0
RING = 1.4
"""A square this many times as wide as a box in it is no box itself."""
SMALLEST_TABLE = 24.0
LOWEST_ROW, SHORTEST_ROW = 10.0, 150.0
"""A single row, the rest of a table of the page before, is no lower and no shorter than this."""
RULED = 0.7
"""A path of which this share runs straight across or down is ruled lines."""
MOST_STROKES = 4000


@dataclass(frozen=True, slots=True)
class Drawn:
    """`tables` by their lines, `boxes` (empty or not), horizontal lines that belong to neither, other strokes."""

    tables: tuple[GridTable, ...]
    boxes: tuple[Rect, ...]
    loose: tuple[Segment, ...]
    strokes: tuple[Stroke, ...]


@dataclass
class _Found:
    across: list[Segment] = field(default_factory=list)
    down: list[Segment] = field(default_factory=list)
    squares: list[Rect] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


def drawn_on(paths: Sequence[Path], ink: Sequence[Stroke] = ()) -> Drawn:
    """What is drawn on a page; `ink`: strokes of annotations."""
    found = _collected(paths)
    found.strokes += ink
    squares = _squares(found)
    dashes = [line for line in found.across if any(_is_in(line, box) for box in squares)]
    across = [line for line in found.across if line not in dashes and not _is_side_of_any(line, squares, 1)]
    down = [line for line in found.down if not _is_side_of_any(line, squares, 0)]
    grids = find_grids(across, down, tolerance=TOLERANCE, smallest=LOWEST_ROW)
    tables = [grid for grid in grids if _is_table(grid, grids)]
    outlines = [stroke for stroke in found.strokes if _is_square(*_box(stroke)) and surrounds(stroke)]
    boxes = _distinct(squares + [_box(stroke) for stroke in outlines if not stroke.filled])
    boxes = [box for box in boxes if not any(_is_cell(box, table) for table in tables)]
    loose = tuple(line for line in across if not any(_is_ruling(line, table) for table in tables))
    marks = [s for s in found.strokes if s.filled or s not in outlines or not any(_same(_box(s), box) for box in boxes)]
    marks += [stroke_of([(line.start, line.position), (line.end, line.position)]) for line in dashes]
    return Drawn(tuple(tables), tuple(boxes), loose, tuple(marks))


def _squares(found: _Found) -> list[Rect]:
    """Squares of four lines, or of one rectangle with a line through it, that touch no other lines."""
    small = find_grids(
        [line for line in found.across if line.length <= LARGEST_BOX + 2],
        [line for line in found.down if line.length <= LARGEST_BOX + 2],
        tolerance=1.0,
        smallest=SMALLEST_BOX,
    )
    squares = [grid.box for grid in small if len(grid.cells) == 1 and _is_square(*grid.box)]
    alone = [box for box in found.squares if not any(_touches(box, other) for other in found.squares)]
    return squares + [
        box
        for box in alone
        if not any(_same(box, other) for other in squares)
        and not any(_meets(line, box, 1) for line in found.across)
        and not any(_meets(line, box, 0) for line in found.down)
    ]


def _is_table(grid: GridTable, grids: Sequence[GridTable]) -> bool:
    """Whether a grid is a table: large enough, or a row of cells by itself and not in a cell of another."""
    x0, y0, x1, y1 = grid.box
    if min(x1 - x0, y1 - y0) > SMALLEST_TABLE:
        return True
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return (
        len(grid.cells) > 1
        and x1 - x0 > SHORTEST_ROW
        and not any(other is not grid and other.cell_at(x, y) is not None for other in grids)
    )


def _collected(paths: Sequence[Path]) -> _Found:
    found = _Found()
    curves = 0
    for path in paths:
        if path.rectangle:
            _add_rect(found, path)
        elif len(path.corners) == 2:
            if path.stroke is not None and not is_white(path.stroke):
                _add_line(found, path)
        elif curves < MOST_STROKES:
            curves += 1
            _add_curve(found, path)
    return found


def _add_line(found: _Found, line: Path) -> None:
    x0, top, x1, bottom = line.box
    if bottom - top <= THICKEST and x1 - x0 > 2 * (bottom - top):
        found.across.append(Segment((top + bottom) / 2, x0, x1))
    elif x1 - x0 <= THICKEST and bottom - top > 2 * (x1 - x0):
        found.down.append(Segment((x0 + x1) / 2, top, bottom))
    else:
        found.strokes.append(stroke_of(line.corners, red=is_red(line.stroke or line.fill or ())))


def _add_rect(found: _Found, rect: Path) -> None:
    x0, top, x1, bottom = rect.box
    width, height = x1 - x0, bottom - top
    stroked = rect.stroke is not None and not is_white(rect.stroke)
    if min(width, height) <= THICKEST and not (stroked and min(width, height) > LEVEL):
        if (rect.fill is not None and not is_white(rect.fill)) or rect.stroke is not None:
            _add_line(found, rect)
        return
    if rect.fill is not None and is_dark(rect.fill) and max(width, height) <= LARGEST_BOX:
        edges = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        found.strokes.append(stroke_of(edges, filled=True, closed=True, red=is_red(rect.fill)))
    if stroked:
        found.across += [Segment(top, x0, x1), Segment(bottom, x0, x1)]
        found.down += [Segment(x0, top, bottom), Segment(x1, top, bottom)]
        if _is_square(x0, top, x1, bottom):
            found.squares.append((x0, top, x1, bottom))


def _add_curve(found: _Found, curve: Path) -> None:
    stroke = None if curve.stroke is None or is_white(curve.stroke) else curve.stroke
    fill = None if curve.fill is None or is_white(curve.fill) else curve.fill
    if len(curve.corners) < 2 or (stroke is None and fill is None):
        return
    x0, top, x1, bottom = curve.box
    if stroke is not None and max(x1 - x0, bottom - top) > LARGEST_BOX and _add_ruled(found, curve.corners):
        return
    level = LEVEL if stroke is not None else THICKEST
    if min(bottom - top, x1 - x0) <= level and max(bottom - top, x1 - x0) > 2 * level:
        _add_line(found, curve)
        return
    dark = fill is not None and is_dark(fill)
    if stroke is None and not dark:
        return
    red = is_red((stroke if stroke is not None else fill) or ())
    found.strokes.append(stroke_of(curve.corners, filled=dark, closed=curve.closed or dark, red=red))


def _add_ruled(found: _Found, corners: Sequence[Point]) -> bool:
    """Take the straight pieces of a path that is mainly such, also with round corners; whether it was."""
    across, down = [], []
    total = 0.0
    for (ax, ay), (bx, by) in pairwise(corners):
        total += dist((ax, ay), (bx, by))
        if abs(ay - by) < 1 < abs(ax - bx):
            across.append(Segment((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) < 1 < abs(ay - by):
            down.append(Segment((ax + bx) / 2, min(ay, by), max(ay, by)))
    longest = max((line.length for line in across + down), default=0.0)
    if sum(line.length for line in across + down) < RULED * total or longest < 2 * THICKEST:
        return False
    found.across += across
    found.down += down
    return True


def _box(stroke: Stroke) -> Rect:
    return stroke.x0, stroke.top, stroke.x1, stroke.bottom


def _is_square(x0: float, top: float, x1: float, bottom: float) -> bool:
    width, height = x1 - x0, bottom - top
    return min(width, height) >= SMALLEST_BOX and max(width, height) <= LARGEST_BOX and 0.7 <= width / height <= 1.43


def _same(one: Rect, other: Rect) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 1.2


def _touches(one: Rect, other: Rect) -> bool:
    """Whether two different squares share an edge or overlap at it: the cells of a row of boxes."""
    if _same(one, other):
        return False
    near_x = min(one[2], other[2]) - max(one[0], other[0]) > -1
    near_y = min(one[3], other[3]) - max(one[1], other[1]) > -1
    return near_x and near_y


def _meets(line: Segment, box: Rect, axis: int) -> bool:
    """Whether a line longer than a box touches its edges."""
    low, high = box[axis], box[axis + 2]
    start, end = box[1 - axis], box[3 - axis]
    near = low - 1 < line.position < high + 1 and line.end > start - 1 and line.start < end + 1
    return near and line.length > LARGEST_BOX + 2


def _is_in(line: Segment, box: Rect) -> bool:
    """Whether a level line is drawn in the middle of a box."""
    depth = (line.position - box[1]) / (box[3] - box[1])
    inside = min(line.end, box[2]) - max(line.start, box[0])
    return 0.2 < depth < 0.8 and inside > 0.5 * line.length and line.length < 1.8 * (box[2] - box[0])


def _is_side_of_any(line: Segment, boxes: Iterable[Rect], axis: int) -> bool:
    return any(_is_side(line, box, axis) for box in boxes)


def _is_side(line: Segment, box: Rect, axis: int) -> bool:
    low, high = box[axis], box[axis + 2]
    start, end = box[1 - axis], box[3 - axis]
    at_edge = min(abs(line.position - low), abs(line.position - high)) < 1.2
    return at_edge and line.start > start - 2 and line.end < end + 2


def _is_cell(box: Rect, table: GridTable) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    cell = table.cell_at(x, y)
    return cell is not None and abs(cell.x1 - cell.x0 - box[2] + box[0]) + abs(cell.y1 - cell.y0 - box[3] + box[1]) < 4


def _is_ruling(line: Segment, table: GridTable) -> bool:
    x0, y0, x1, y1 = table.box
    inside = line.start > x0 - 3 and line.end < x1 + 3 and y0 - 3 < line.position < y1 + 3
    return inside and any(
        abs(line.position - y) < TOLERANCE
        and any(min(line.end, cell.x1) - max(line.start, cell.x0) > 0.7 * (cell.x1 - cell.x0)
                for cell in table.cells if min(abs(cell.y0 - y), abs(cell.y1 - y)) < 0.1)
        for y in table.y_lines
    )  # fmt: skip


def _distinct(boxes: Iterable[Rect]) -> list[Rect]:
    """Of boxes in each other the outer one, unless it is so much larger that it is a ring around the inner."""
    kept: list[Rect] = []
    for box in sorted(boxes, key=lambda box: box[2] - box[0]):
        inner = [one for one in kept if _holds_middle(box, one)]
        if any(box[2] - box[0] > RING * (one[2] - one[0]) for one in inner):
            continue
        kept = [one for one in kept if one not in inner and not _holds_middle(one, box)]
        kept.append(box)
    return kept


def _holds_middle(box: Rect, other: Rect) -> bool:
    return box[0] < (other[0] + other[2]) / 2 < box[2] and box[1] < (other[1] + other[3]) / 2 < box[3]

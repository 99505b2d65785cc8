"""What is drawn on a PDF page: ruled lines, and tick boxes made of lines with or without a tick in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractors.grid import GridTable, find_grids
from extractors.gridlines import Segment
from extractors.page import Tick

TOLERANCE = 2.5
"""Points: lines nearer than this are one."""
THICKEST = 4.5
"""Points: a filled rectangle thinner than this is a line."""
SMALLEST_BOX, LARGEST_BOX = 5.0, 22.0
SMALLEST_TABLE = 24.0
DARK = 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn thing by its edges in points; `filled` with a dark colour."""

    x0: float
    top: float
    x1: float
    bottom: float
    filled: bool


@dataclass(frozen=True, slots=True)
class TickBox:
    """A tick box made of lines, and its state by what is drawn in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    tick: Tick


@dataclass(frozen=True, slots=True)
class Drawn:
    """`tables` by their lines, `boxes`, and the horizontal lines that belong to neither."""

    tables: tuple[GridTable, ...]
    boxes: tuple[TickBox, ...]
    loose: tuple[Segment, ...]


def drawn_on(page: Any, ink: Sequence[Shape] = ()) -> Drawn:
    """Tables, tick boxes and loose lines of a page of pdfplumber; `ink`: strokes of annotations."""
    across, down, shapes = _segments(page)
    shapes += ink
    small = find_grids(
        [line for line in across if line.length <= LARGEST_BOX + 2],
        [line for line in down if line.length <= LARGEST_BOX + 2],
        tolerance=1.0,
        smallest=SMALLEST_BOX,
    )
    squares = [grid for grid in small if len(grid.cells) == 1 and _is_square(*grid.box)]
    outlines = [(shape.x0, shape.top, shape.x1, shape.bottom) for shape in shapes if _is_square_outline(shape)]
    tables = find_grids(
        [line for line in across if not any(_is_side(line, grid.box, 1) for grid in squares)],
        [line for line in down if not any(_is_side(line, grid.box, 0) for grid in squares)],
        tolerance=TOLERANCE,
        smallest=SMALLEST_TABLE,
    )
    found = _distinct([grid.box for grid in squares] + outlines)
    found = [box for box in found if not any(_is_cell(box, table) for table in tables)]
    boxes = tuple(TickBox(*box, _state(box, shapes)) for box in found)
    loose = tuple(line for line in across if not any(_is_ruling(line, table) for table in tables))
    return Drawn(tuple(tables), boxes, loose)


def _segments(page: Any) -> tuple[list[Segment], list[Segment], list[Shape]]:
    across: list[Segment] = []
    down: list[Segment] = []
    shapes: list[Shape] = []
    for line in page.lines:
        if _is_white(line.get("stroking_color")) or (line.get("linewidth") == 0 and not line.get("stroke", True)):
            continue
        _add(across, down, shapes, (line["x0"], line["top"], line["x1"], line["bottom"]), False)
    for rect in page.rects:
        _add_rect(across, down, shapes, rect)
    for curve in page.curves:
        _add_curve(across, down, shapes, curve)
    return across, down, shapes


def _add(across: list[Segment], down: list[Segment], shapes: list[Shape], box: tuple[float, ...], filled: bool) -> None:
    x0, top, x1, bottom = (float(v) for v in box)
    if bottom - top <= THICKEST and x1 - x0 > 2 * (bottom - top):
        across.append(Segment((top + bottom) / 2, x0, x1))
    elif x1 - x0 <= THICKEST and bottom - top > 2 * (x1 - x0):
        down.append(Segment((x0 + x1) / 2, top, bottom))
    else:
        shapes.append(Shape(x0, top, x1, bottom, filled))


def _add_rect(across: list[Segment], down: list[Segment], shapes: list[Shape], rect: Any) -> None:
    box = (rect["x0"], rect["top"], rect["x1"], rect["bottom"])
    x0, top, x1, bottom = (float(v) for v in box)
    dark = bool(rect.get("fill")) and _is_dark(rect.get("non_stroking_color"))
    if min(x1 - x0, bottom - top) <= THICKEST:
        if (rect.get("fill") and not _is_white(rect.get("non_stroking_color"))) or rect.get("stroke"):
            _add(across, down, shapes, box, dark)
        return
    if dark and max(x1 - x0, bottom - top) <= LARGEST_BOX:
        shapes.append(Shape(x0, top, x1, bottom, True))
    if rect.get("stroke") and not _is_white(rect.get("stroking_color")):
        across += [Segment(top, x0, x1), Segment(bottom, x0, x1)]
        down += [Segment(x0, top, bottom), Segment(x1, top, bottom)]


def _add_curve(across: list[Segment], down: list[Segment], shapes: list[Shape], curve: Any) -> None:
    box = (curve["x0"], curve["top"], curve["x1"], curve["bottom"])
    points = [(float(x), float(y)) for x, y in curve.get("pts") or ()]
    straight = all(step[0] in ("m", "l", "h") for step in curve.get("path") or (("c",),))
    filled = bool(curve.get("fill")) and _is_dark(curve.get("non_stroking_color"))
    if straight and curve.get("stroke") and len(points) > 2 and max(box[2] - box[0], box[3] - box[1]) > LARGEST_BOX:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) < 1 < abs(ax - bx):
                across.append(Segment((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 1 < abs(ay - by):
                down.append(Segment((ax + bx) / 2, min(ay, by), max(ay, by)))
        return
    _add(across, down, shapes, box, filled)


def _channels(colour: Any) -> list[float]:
    values = colour if isinstance(colour, list | tuple) else [colour]
    return [float(v) for v in values if isinstance(v, int | float)]


def _is_white(colour: Any) -> bool:
    values = _channels(colour)
    if len(values) == 4:
        return max(values) < 0.03
    return bool(values) and min(values) > 0.97


def _is_dark(colour: Any) -> bool:
    values = _channels(colour)
    if len(values) == 4:
        return max(values) > DARK
    return not values or min(values) < DARK


def _is_square(x0: float, top: float, x1: float, bottom: float) -> bool:
    width, height = x1 - x0, bottom - top
    return min(width, height) >= SMALLEST_BOX and max(width, height) <= LARGEST_BOX and 0.7 <= width / height <= 1.43


def _is_square_outline(shape: Shape) -> bool:
    return _is_square(shape.x0, shape.top, shape.x1, shape.bottom) and shape.filled


def _is_side(line: Segment, box: tuple[float, ...], axis: int) -> bool:
    low, high = box[axis], box[axis + 2]
    start, end = box[1 - axis], box[3 - axis]
    at_edge = min(abs(line.position - low), abs(line.position - high)) < 1.2
    return at_edge and line.start > start - 2 and line.end < end + 2


def _is_cell(box: tuple[float, ...], table: GridTable) -> bool:
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


def _distinct(boxes: Iterable[tuple[float, ...]]) -> list[tuple[float, float, float, float]]:
    kept: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: box[0] - box[2]):
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if not any(box[0] < x < box[2] and box[1] < y < box[3] for box in kept):
            kept.append((x0, top, x1, bottom))
    return kept


def _state(box: tuple[float, float, float, float], shapes: Sequence[Shape]) -> Tick:
    """Checked if something is drawn in it that is not its own outline."""
    x0, top, x1, bottom = box
    side = min(x1 - x0, bottom - top)
    for shape in shapes:
        x, y = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2
        width, height = shape.x1 - shape.x0, shape.bottom - shape.top
        inside = x0 < x < x1 and top < y < bottom and max(width, height) < 2.2 * side
        if inside and shape.filled and min(width, height) > 0.3 * side:
            return Tick.CHECKED
        if inside and min(width, height) > 0.3 * side and not _is_outline(shape, box):
            return Tick.CHECKED
    return Tick.UNCHECKED


def _is_outline(shape: Shape, box: tuple[float, float, float, float]) -> bool:
    edges = (shape.x0 - box[0], shape.top - box[1], shape.x1 - box[2], shape.bottom - box[3])
    return max(abs(edge) for edge in edges) < 1.0

"""A page put together: marks into cells of the drawn tables, the rest into paragraphs, pictures where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.grid import GridTable
from extractors.gridlines import Segment
from extractors.layer.cells import by_cell, innermost
from extractors.layer.drawn import Drawn, drawn_on
from extractors.layer.lines import Frame, line_of, rows_of
from extractors.layer.marks import Mark, marks_of, with_strokes
from extractors.layer.model import Layer, Placed, Rect
from extractors.layer.seals import drawn_seals, strokes_beside, without_seals
from extractors.layer.strokes import is_white
from extractors.layer.ticks import ticked
from extractors.page import Box, Cell, Line, Origin, Page, Paragraph, Picture, Place, Table

MARGIN = 0.1
"""Page numbers stand within this share of the page from its top or bottom."""
FULL = 2.5
"""A line ending nearer to the edge of the text than this many characters is full."""
BROAD, TALL = 1.2, 0.35
"""Width over height of a sheet that may hold two pages; share of its height that a table of each takes."""
SHORTEST_BROKEN = 20
"""Characters: shorter lines outside of tables are not broken ones."""
_PAGE_NUMBER = re.compile(r"[-—–·\s第]*\d{1,4}[-—–·\s页]*(?:[/共of\s]*\d{1,4}\s*页?)?")


def compose(layer: Layer, number: int, pictures_of: Callable[[Sequence[Rect]], Sequence[Placed]]) -> Page:
    """The `Page` of a layer with trusted text; `pictures_of` the places of seals drawn as lines: all its pictures."""
    frame = Frame(*layer.frame)
    drawn = drawn_on(layer.paths, layer.notes.ink)
    seals = drawn_seals(drawn.strokes)
    marks = [mark for mark in _all_marks(layer, drawn, seals) if frame.shows(mark.x, mark.y)]
    watermark = [mark for mark in marks if mark.turned]
    marks = [mark for mark in marks if not mark.turned]
    placed = pictures_of(seals)
    slots = [(table, cell) for table in drawn.tables for cell in table.cells]
    written, outside = by_cell(marks, slots)
    held: dict[int, list[Placed]] = {}
    free: list[Placed] = []
    for picture in placed:
        cell = innermost(slots, picture.x, picture.y)
        if cell is None:
            free.append(picture)
        else:
            held.setdefault(id(cell), []).append(picture)
    blocks: list[Paragraph | Table] = []
    for tables, beside in _sides(drawn.tables, outside, frame):
        part: list[tuple[float, Paragraph | Table]] = [
            (frame.box(*table.box).y0, _table(table, written, held, number, frame)) for table in tables
        ]
        part += _paragraphs(beside, tables, number, frame)
        blocks += [block for _, block in sorted(part, key=lambda block: block[0])]
    if watermark:
        blocks.append(Paragraph((line_of(watermark, number, frame),), margin=True))
    pictures = tuple(_picture(picture, number, frame) for picture in free)
    return Page(number, Origin.TEXT_LAYER, tuple(blocks), pictures, shows_ink=True)


def _sides(
    tables: Sequence[GridTable], marks: Sequence[Mark], frame: Frame
) -> list[tuple[Sequence[GridTable], Sequence[Mark]]]:
    """What lies on a sheet, by the pages it was printed with: a broad one with tall tables side by side has two."""
    middle = frame.x0 + frame.width / 2
    left = [table for table in tables if table.box[2] <= middle]
    right = [table for table in tables if table.box[0] >= middle]
    tall = all(any(t.box[3] - t.box[1] > TALL * frame.height for t in side) for side in (left, right))
    crossed = len(left) + len(right) < len(tables) or any(mark.x0 < middle < mark.x1 for mark in marks)
    if frame.width < BROAD * frame.height or not tall or crossed:
        return [(tables, marks)]
    return [(left, [m for m in marks if m.x < middle]), (right, [m for m in marks if m.x >= middle])]


def _all_marks(layer: Layer, drawn: Drawn, seals: Sequence[Rect]) -> list[Mark]:
    notes = layer.notes
    fields = [(mark.x0, mark.top, mark.x1, mark.bottom) for mark in notes.marks if mark.tick]
    grounds = [*(path.box for path in layer.paths if path.fill is not None and not is_white(path.fill)), *layer.images]
    typed = without_seals(marks_of(layer.chars, grounds), seals)
    typed = [mark for mark in typed if not (mark.tick and any(_same_box(box, mark) for box in fields))]
    strokes = strokes_beside(drawn.strokes, seals)
    loose = [*drawn.loose, *(Segment((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in notes.struck)]
    boxes = [box for box in drawn.boxes if not any(_same_box(box, mark) for mark in notes.marks if mark.tick)]
    return ticked(with_strokes(typed + notes.marks, loose, strokes), boxes, strokes)


def _same_box(box: Rect, mark: Mark) -> bool:
    return box[0] - 3 < mark.x < box[2] + 3 and box[1] - 3 < mark.y < box[3] + 3


def _table(
    grid: GridTable, marks: dict[int, list[Mark]], pictures: dict[int, list[Placed]], number: int, frame: Frame
) -> Table:
    cells = tuple(
        Cell(
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            tuple(line_of(row, number, frame) for row in rows_of(marks.get(id(cell), ()))),
            tuple(_picture(picture, number, frame) for picture in pictures.get(id(cell), ())),
            Place(number, frame.box(cell.x0, cell.y0, cell.x1, cell.y1)),
        )
        for cell in grid.cells
    )
    return Table(grid.rows, grid.columns, cells, Place(number, frame.box(*grid.box)))


def _picture(placed: Placed, number: int, frame: Frame) -> Picture:
    box = frame.box(placed.x0, placed.top, placed.x1, placed.bottom)
    return Picture(placed.likeness, Place(number, box), placed.x1 - placed.x0, placed.bottom - placed.top)


def _paragraphs(
    marks: Sequence[Mark], tables: Sequence[GridTable], number: int, frame: Frame
) -> list[tuple[float, Paragraph]]:
    """Lines outside of tables; those set closely under each other are one paragraph, and one line where broken."""
    rows = rows_of(marks)
    edge = max((row[-1].x1 for row in rows), default=0.0)
    found: list[tuple[float, Paragraph]] = []
    before: list[Mark] = []
    for row in rows:
        line = line_of(row, number, frame)
        top = min(mark.top for mark in row)
        place = frame.box(row[0].x0, top, row[0].x0, top)
        if before and found and _continues(before, row, tables) and not found[-1][1].margin:
            y, paragraph = found[-1]
            lines = (*paragraph.lines, line)
            if edge - before[-1].x1 < FULL * before[-1].size and len(before) > SHORTEST_BROKEN:
                lines = (*paragraph.lines[:-1], _joined(paragraph.lines[-1], line))
            found[-1] = (y, replace(paragraph, lines=lines))
        else:
            found.append((place.y0, Paragraph((line,), _is_page_number(line.text, place))))
        before = row
    return found


def _joined(one: Line, other: Line) -> Line:
    """Two lines that are one, broken at the edge of the text."""
    latin = one.text[-1:].isascii() and other.text[:1].isascii() and one.text[-1:].isalpha()
    blank = (replace(other.runs[0], text=" ", tick=None),) if latin else ()
    place = one.place
    if one.place and one.place.box and other.place and other.place.box:
        a, b = one.place.box, other.place.box
        place = replace(one.place, box=Box(min(a.x0, b.x0), a.y0, max(a.x1, b.x1), b.y1))
    return Line((*one.runs, *blank, *other.runs), place)


def _continues(before: Sequence[Mark], row: Sequence[Mark], tables: Sequence[GridTable]) -> bool:
    bottom, top = max(mark.bottom for mark in before), min(mark.top for mark in row)
    size = max(mark.size for mark in row)
    same_size = abs(size - max(mark.size for mark in before)) < 0.15 * size
    parted = any(bottom - 1 <= table.y_lines[0] and table.y_lines[-1] <= top + 1 for table in tables)
    return same_size and not parted and top - bottom < 0.6 * size and before[-1].x1 > row[-1].x1 - 2 * size


def _is_page_number(text: str, place: Box) -> bool:
    at_edge = place.y0 < MARGIN or place.y0 > 1 - MARGIN
    return at_edge and _PAGE_NUMBER.fullmatch(text.strip()) is not None

"""A sheet as every spreadsheet format stores it: what stands in which cell, merged ranges, pictures; and its `Page`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.errors import EmptyFile, TooLarge
from extractors.page import Cell, Line, Origin, Page, Paragraph, Picture, Place, Run, Table
from extractors.word.lines import LineWriter

MAX_CELLS = 200_000
"""Cells of one workbook with anything in them."""
MAX_SHEETS = 300
MAX_MERGES = 50_000
MAX_COLUMNS = 200
"""Of a table with its empty columns; a wider sheet is given without them."""
MAX_COVERED = 2_000_000
"""Positions that merged ranges may cover, those covered twice counted twice."""
MAX_GRID = 400_000
"""Positions of a table that is given with its empty cells."""

At = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one: the rows and columns of its corners, both within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook. `number` counts the tabs that are seen, from 1; `cells` hold runs, `\\n` ends a line.

    `pictures` by the cell they are anchored at; `boxes`: text boxes laid over a cell; `header`: text that is printed
    above or below each page.
    """

    number: int
    cells: dict[At, list[Run]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    pictures: list[tuple[At, Picture]] = field(default_factory=list)
    boxes: list[tuple[At, str]] = field(default_factory=list)
    header: str = ""

    def place(self, at: At) -> Place:
        """Where a cell stands: the sheet is the table."""
        return Place(self.number, table=self.number, row=at[0], column=at[1])

    def anchor(self, at: At) -> At:
        """The top left cell of the merged range that covers a cell, else the cell itself."""
        row, column = at
        for merge in self.merges:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                return merge.top, merge.left
        return at

    def write(self, at: At, runs: Iterable[Run]) -> None:
        """Put runs into an empty cell. Raises TooLarge."""
        found = list(runs)
        if any(run.tick is not None or run.text.strip() for run in found):
            self.cells[at] = found
            if len(self.cells) > MAX_CELLS:
                raise TooLarge


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook that are seen, and the image files in it that look like scans of pages."""

    sheets: tuple[Sheet, ...]
    pasted: tuple[bytes, ...] = ()


def pages(book: Workbook, most: int = MAX_SHEETS) -> tuple[Page, ...]:
    """The pages of a workbook, empty sheets left out. Raises EmptyFile, TooLarge (more than `most` sheets)."""
    if len(book.sheets) > most:
        raise TooLarge
    found = tuple(page for page in map(to_page, book.sheets) if page is not None)
    if not found and not book.pasted:
        raise EmptyFile
    return found


def lines_of(runs: Iterable[Run], place: Place) -> tuple[Line, ...]:
    """The lines of a cell, tick boxes set apart, blank lines left out."""
    writer = LineWriter()
    for run in runs:
        if run.tick is not None or "\n" not in run.text:
            writer.write(run)
            continue
        for number, part in enumerate(re.split(r"\r?\n", run.text)):
            if number:
                writer.end_line()
            writer.write(replace(run, text=part))
    return tuple(line for line in writer.lines(place) if any(run.tick or run.text.strip() for run in line.runs))


def to_page(sheet: Sheet) -> Page | None:
    """The page of a sheet: its text boxes, and one table of all that stands in cells; None for an empty sheet."""
    anchors = {sheet.anchor(at) for at, _ in sheet.pictures}
    filled = set(sheet.cells) | anchors
    boxes = [Paragraph(_box_lines(sheet, at, text)) for at, text in sheet.boxes]
    if not filled:
        return Page(sheet.number, Origin.SHEET, tuple(boxes)) if boxes else None
    header = [Paragraph((Line((Run(part),)),), margin=True) for part in sheet.header.split("\n") if part.strip()]
    above = sum(at < min(filled) for at, _ in sheet.boxes)
    blocks: tuple[Paragraph | Table, ...] = (*header, *boxes[:above], _table(sheet, filled), *boxes[above:])
    return Page(sheet.number, Origin.SHEET, blocks)


def _box_lines(sheet: Sheet, at: At, text: str) -> tuple[Line, ...]:
    return lines_of([Run(text)], sheet.place(at))


def _table(sheet: Sheet, filled: set[At]) -> Table:
    """All cells of the used range. Rows with nothing in them are left out; places tell the sheet's own rows."""
    rows = sorted({row for row, _ in filled})
    columns = _columns(sheet, filled, rows)
    spans = {(merge.top, merge.left): merge for merge in sheet.merges}
    corners = [corner for corner in spans if _holds(rows, corner[0]) and _holds(columns, corner[1])]
    pictures: dict[At, list[Picture]] = {}
    for at, picture in sheet.pictures:
        pictures.setdefault(sheet.anchor(at), []).append(picture)
    taken: set[At] = set()
    cells: list[Cell] = []
    budget = MAX_COVERED
    for at in sorted(filled.union(corners)):
        first = (bisect_left(rows, at[0]), bisect_left(columns, at[1]))
        height, width = _size(spans.get(at), rows, columns)
        budget -= height * width
        if budget < 0:
            raise TooLarge
        covered = {(first[0] + down, first[1] + right) for down in range(height) for right in range(width)}
        if taken & covered:
            height, width, covered = 1, 1, {first} - taken
        if not covered:
            continue
        taken |= covered
        place = sheet.place(at)
        lines = lines_of(sheet.cells.get(at, ()), place)
        cells.append(Cell(*first, height, width, lines, tuple(pictures.get(at, ())), place))
    if len(rows) * len(columns) <= MAX_GRID:
        cells += [
            Cell(row, column, place=sheet.place((real_row, real_column)))
            for row, real_row in enumerate(rows)
            for column, real_column in enumerate(columns)
            if (row, column) not in taken
        ]
        cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(len(rows), len(columns), tuple(cells), Place(sheet.number, table=sheet.number))


def _holds(numbers: Sequence[int], wanted: int) -> bool:
    place = bisect_left(numbers, wanted)
    return place < len(numbers) and numbers[place] == wanted


def _size(merge: Merge | None, rows: Sequence[int], columns: Sequence[int]) -> At:
    """Over how many rows and columns of the table a cell goes."""
    if merge is None:
        return 1, 1
    height = bisect_right(rows, merge.bottom) - bisect_left(rows, merge.top)
    return height, bisect_right(columns, merge.right) - bisect_left(columns, merge.left)


def _columns(sheet: Sheet, filled: set[At], rows: Sequence[int]) -> Sequence[int]:
    """The sheet's own numbers of the table's columns."""
    used = sorted({column for _, column in filled})
    last = used[-1]
    for merge in sheet.merges:
        # an empty place for a photo may be all there is in the last columns
        if merge.left > last and merge.bottom > merge.top and merge.right <= last + 8 and _holds(rows, merge.top):
            last = merge.right
    whole = range(used[0], last + 1)
    return whole if len(whole) <= MAX_COLUMNS else used

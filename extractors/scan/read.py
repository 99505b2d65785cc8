"""From an upright picture to a `Page`: the cells of its tables and what stands outside of them, read and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.grid import GridCell, GridTable
from extractors.ocr.protocol import Engine
from extractors.page import (
    Cell,
    Likeness,
    Line,
    Origin,
    Page,
    PageImage,
    Paragraph,
    Picture,
    Run,
    Table,
)
from extractors.scan.labelled import read_labels
from extractors.scan.lines import TextLine, find_lines
from extractors.scan.loose import read_loose
from extractors.scan.notes import known_notes
from extractors.scan.place import place_of, turned, upright_box
from extractors.scan.portrait import portrait_in
from extractors.scan.rulings import find_tables
from extractors.scan.seal import Seal, find_seals, without_ring, without_seal
from extractors.scan.sheet import Rect, Sheet, clipped, prepare
from extractors.scan.stamped import without_ring_text
from extractors.scan.transcript import read_lines

POINTS = 72.0
LOWEST, HIGHEST = 0.45, 4.0
"""Lines outside of tables lower or higher than this many characters are edges of the paper, shadows, decoration."""
BESIDE_TABLES = 0.2
"""Inches beside the tables that still belong to the text above and below them."""
LARGEST_CARD = 4.2
"""Inches: an ID card is 3.4 wide, and copiers enlarge."""
DESK_INK = 0.03
"""Paper beside the tables bears less ink than this share; a desk, darkness, or another page bears more."""


def read_page(image: PageImage, number: int, engine: Engine) -> Page:
    """All that stands on the page: tables with their cells, lines outside of them, ticks, seals, portraits.

    `number`: of the page in the received file, from 1. On a page without tables the engine finds the lines; a frame
    around a card or certificate is no table.
    """
    seals = find_seals(image.pixels, image.dpi)
    unstamped = _without_seals(image, seals)
    grids = find_tables(unstamped)
    if all(_is_frame(grid, image.dpi) for grid in grids):
        grids = []
    cells = [[(cell, _rect(cell, image)) for cell in grid.cells] for grid in grids]
    sheet = prepare(_without_rings(unstamped, seals), [rect for table in cells for _, rect in table])
    if not grids:
        return _page_without_tables(image, number, engine, sheet, seals)
    portraits = [[portrait_in(image.pixels, rect, image.dpi) for _, rect in table] for table in cells]
    regions: list[list[TextLine]] = []
    for table, photos in zip(cells, portraits, strict=True):
        for (_, rect), photo in zip(table, photos, strict=True):
            regions.append(_lines_beside(find_lines(sheet, rect), photo[0] if photo else None))
    labels: dict[int, list[Line]] = {}
    for table in cells:
        first = sum(len(before) for before in cells[: cells.index(table)])
        own = read_labels(sheet, [cell for cell, _ in table], regions[first : first + len(table)], engine)
        labels |= {first + k: lines for k, lines in own.items()}
    bands = _outside(grids, sheet)
    outside = [line for band in bands for line in _plausible(find_lines(sheet, band), sheet)]
    notes = known_notes(sheet, outside, engine)
    regions.extend([line] for line, note in zip(outside, notes, strict=True) if note is None)
    read = iter(read_lines(sheet, regions, engine, image, number, labels))
    blocks: list[tuple[float, Paragraph | Table]] = []
    for grid, table, photos in zip(grids, cells, portraits, strict=True):
        made = tuple(
            _cell(cell, rect, next(read), photo, seals, image, number)
            for (cell, rect), photo in zip(table, photos, strict=True)
        )
        box = clipped(grid.box, image.pixels.shape)
        blocks.append((grid.box[1], Table(grid.rows, grid.columns, made, place_of(image, number, box))))
    for line, note in zip(outside, notes, strict=True):
        lines = (_line(line, note, image, number),) if note else next(read)
        if lines:
            blocks.append((line.box[1], Paragraph(lines)))
    blocks.sort(key=lambda block: block[0])
    loose = [s for s in seals if not any(_holds(rect, s.rect) for table in cells for _, rect in table)]
    pictures = tuple(_seal_picture(seal, image, number) for seal in loose)
    return Page(number, Origin.RECOGNISED, tuple(b for _, b in blocks), pictures, shows_ink=True, image=image)


def _is_frame(grid: GridTable, dpi: float) -> bool:
    """Whether lines are those around a card, a certificate, a portrait: of one cell, or no larger than a card."""
    x0, y0, x1, y1 = grid.box
    return len(grid.cells) == 1 or max(x1 - x0, y1 - y0) < LARGEST_CARD * dpi


def _line(line: TextLine, run: Run, image: PageImage, number: int) -> Line:
    return Line((run,), place_of(image, number, line.box), upright_box(image, line.box))


def _rect(cell: GridCell, image: PageImage) -> Rect:
    return clipped((cell.x0, cell.y0, cell.x1, cell.y1), image.pixels.shape)


def _without_seals(image: PageImage, seals: Sequence[Seal]) -> PageImage:
    """The picture with the red of seals taken away, so that text below them can be read."""
    if not seals:
        return image
    pixels = image.pixels.copy()
    margin = round(0.1 * image.dpi)
    for seal in seals:
        x0, y0, x1, y1 = seal.rect
        x0, y0, x1, y1 = clipped((x0 - margin, y0 - margin, x1 + margin, y1 + margin), pixels.shape)
        pixels[y0:y1, x0:x1] = without_seal(pixels[y0:y1, x0:x1])
    return replace(image, pixels=pixels)


def _without_rings(image: PageImage, seals: Sequence[Seal]) -> PageImage:
    """The picture without the rings of seals that are not red. They may touch rulings: look for tables before."""
    pixels = image.pixels
    for seal in seals:
        if seal.grey:
            pixels = without_ring(pixels, seal, image.dpi)
    return replace(image, pixels=pixels)


def _lines_beside(lines: Sequence[TextLine], photo: Rect | None) -> list[TextLine]:
    """The lines of a cell that do not lie in its photo."""
    return [line for line in lines if photo is None or not _holds(photo, line.box)]


def _outside(grids: Sequence[GridTable], sheet: Sheet) -> list[Rect]:
    """The rectangles of the page that no table covers: above, between, below, and at the sides.

    On a photograph the page ends somewhere, and the desk begins: what is speckled all over is no paper, and then only
    the width of the tables is looked at.
    """
    height, width = sheet.ink.shape
    gap = max(2, round(0.03 * sheet.dpi))
    reach = round(BESIDE_TABLES * sheet.dpi)
    left = max(0, round(min(grid.box[0] for grid in grids)) - reach)
    right = min(width, round(max(grid.box[2] for grid in grids)) + reach)
    beside = np.concatenate([sheet.ink[:, :left].ravel(), sheet.ink[:, right:].ravel()])
    on_paper = beside.size == 0 or float(np.count_nonzero(beside)) / beside.size < DESK_INK
    if on_paper:
        left, right = 0, width
    bands: list[Rect] = []
    top = 0
    for grid in sorted(grids, key=lambda g: g.box[1]):
        x0, y0, x1, y1 = (round(v) for v in grid.box)
        bands.append((left, top, right, y0 - gap))
        if on_paper:
            bands += [(0, y0, x0 - gap, y1), (x1 + gap, y0, width, y1)]
        top = max(top, y1 + gap)
    bands.append((left, top, right, height))
    return [b for b in bands if b[2] - b[0] > sheet.text_height and b[3] - b[1] > sheet.text_height / 2]


def _plausible(lines: Sequence[TextLine], sheet: Sheet) -> list[TextLine]:
    char = sheet.text_height
    return [line for line in lines if LOWEST * char <= line.height <= HIGHEST * char]


def _cell(
    cell: GridCell,
    rect: Rect,
    lines: tuple[Line, ...],
    photo: tuple[Rect, float] | None,
    seals: Sequence[Seal],
    image: PageImage,
    number: int,
) -> Cell:
    pictures = [_seal_picture(seal, image, number) for seal in seals if _holds(rect, seal.rect)]
    if photo:
        pictures.append(_picture(Likeness.PORTRAIT, photo[0], photo[1], image, number))
    place = place_of(image, number, rect)
    lines = without_ring_text(lines, [seal for seal in seals if seal.grey], image)
    return Cell(cell.row, cell.column, cell.row_span, cell.column_span, lines, tuple(pictures), place)


def _seal_picture(seal: Seal, image: PageImage, number: int) -> Picture:
    return _picture(Likeness.SEAL, seal.rect, seal.confidence, image, number)


def _picture(likeness: Likeness, rect: Rect, sure: float, image: PageImage, number: int) -> Picture:
    width, height = ((b - a) / image.dpi * POINTS for a, b in ((rect[0], rect[2]), (rect[1], rect[3])))
    return Picture(likeness, place_of(image, number, rect), width, height, sure)


def _holds(outer: Rect, inner: Rect) -> bool:
    """Whether the middle of the second lies in the first."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x < outer[2] and outer[1] <= y < outer[3]


def _page_without_tables(image: PageImage, number: int, engine: Engine, sheet: Sheet, seals: Sequence[Seal]) -> Page:
    """The page line by line, once more the right way up where most of it is found to lie turned."""
    loose = read_loose(image, number, engine, sheet.clean)
    if loose.turns:
        upright = turned(image, loose.turns)
        clean = np.ascontiguousarray(np.rot90(sheet.clean, loose.turns))
        image, loose = upright, read_loose(upright, number, engine, clean)
        seals = find_seals(image.pixels, image.dpi)
    pictures = tuple(_seal_picture(seal, image, number) for seal in seals)
    return Page(number, Origin.RECOGNISED, loose.paragraphs, pictures, shows_ink=True, image=image)

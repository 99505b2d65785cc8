"""The ruled lines of a picture, and the tables they draw. Loads cv2: import it lazily.

Lines are told from text by being thin across and long along; faint, dotted and broken ones by smoothing along them.
All lengths are in inches, turned into pixels by the resolution of the picture.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

from extractors.grid import GridTable, find_grids
from extractors.gridlines import Segment
from extractors.page import PageImage
from extractors.scan.bend import Ruling, bend_of

Gray = npt.NDArray[np.uint8]

WORKING_DPI = 200.0
SMOOTH = 0.075
THICKEST = 0.065
SHORTEST = 0.26
HOLE = 0.06
PIECE = 0.1
LEAST_LEFT = 0.17
BESIDE = 0.08
CLOSE = 5
"""Rows past the edge of a line among which one is nearly bare, however near the text stands."""
MAYBE_STROKE = 0.35
TOUCH = 0.045
GAP = 0.05
SMALLEST_TABLE = 0.35
LONGER_SIDE = 1.2
USUAL_CELL = 0.15
FAINTEST = 7.0
"""In grey levels: no line is sought that stands out less from what is beside it."""


def find_rulings(gray: Gray, dpi: float = WORKING_DPI) -> tuple[list[Ruling], list[Ruling]]:
    """The horizontal and the vertical ruled lines in pixels of an upright picture (tilt up to about 1°).

    Each line is a chain of short pieces, so that it may bend. Strokes of text may be among them; they touch no grid.
    """
    return _level_lines(gray, dpi), _level_lines(np.ascontiguousarray(gray.T), dpi)


def find_tables(image: PageImage) -> list[GridTable]:
    """The tables drawn on the picture, in its pixels; the cells follow a page that is not quite flat."""
    gray = np.asarray(cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    scale = 1.0
    if image.dpi > 1.3 * WORKING_DPI:
        scale = WORKING_DPI / image.dpi
        gray = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    dpi = image.dpi * scale
    horizontal, vertical = find_rulings(gray, dpi)
    touch = max(4.0, TOUCH * dpi)
    horizontal, vertical = (
        _without_loose_ends(horizontal, vertical, MAYBE_STROKE * dpi, touch),
        _without_loose_ends(vertical, horizontal, MAYBE_STROKE * dpi, touch),
    )
    bend = bend_of(horizontal, vertical, gray.shape[1], gray.shape[0])
    grids = find_grids(
        [bend.level(piece) for line in horizontal for piece in line],
        [bend.plumb(piece) for line in vertical for piece in line],
        tolerance=touch,
        gap=max(8.0, GAP * dpi),
        smallest=SMALLEST_TABLE * dpi,
    )
    return [bend.back(grid, 1 / scale) for grid in grids if _is_table(grid, dpi)]


def _is_table(grid: GridTable, dpi: float) -> bool:
    """Whether it is large enough, and its cells too, not to be strokes of text."""
    x0, y0, x1, y1 = grid.box
    usual = float(np.median([min(cell.x1 - cell.x0, cell.y1 - cell.y0) for cell in grid.cells]))
    return max(x1 - x0, y1 - y0) > LONGER_SIDE * dpi and usual > USUAL_CELL * dpi


def _without_loose_ends(lines: list[Ruling], crossing: list[Ruling], longest: float, touch: float) -> list[Ruling]:
    """Leaves out lines short enough for strokes of text, unless they reach from one crossing line to another."""
    pieces = np.array([(one.position, one.start, one.end) for line in crossing for one in line]).reshape(-1, 3)

    def meets(piece: Segment, end: float) -> bool:
        near = np.abs(pieces[:, 0] - end) <= touch
        return bool((near & (pieces[:, 1] - touch <= piece.position) & (piece.position <= pieces[:, 2] + touch)).any())

    return [
        line
        for line in lines
        if line[-1].end - line[0].start > longest or (meets(line[0], line[0].start) and meets(line[-1], line[-1].end))
    ]


def _level_lines(gray: Gray, dpi: float) -> list[Ruling]:
    def bar(inches: float, least: int) -> Gray:
        return np.ones((1, max(least, round(inches * dpi) | 1)), np.uint8)

    smooth = cv2.blur(gray, (bar(SMOOTH, 5).shape[1], 1))
    thickest = bar(THICKEST, 7).reshape(-1, 1)
    stands_out = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, thickest)
    sample = stands_out[:: max(1, stands_out.shape[0] // 200), ::7]
    faintest = max(FAINTEST, 2.5 * float(np.median(sample)))
    ink = np.asarray(stands_out > faintest, np.uint8)
    ink = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bar(HOLE, 3)), np.uint8)
    ink = np.asarray(cv2.dilate(ink, np.ones((3, 1), np.uint8)), np.uint8)
    lines = _chains(np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, bar(SHORTEST, 15)), np.uint8), dpi)
    return _without_text(lines, gray, dpi)


def _chains(mask: Gray, dpi: float) -> list[list[Segment]]:
    _, labels = cv2.connectedComponents(mask, connectivity=8)
    ys, xs = np.divmod(np.flatnonzero(mask), mask.shape[1])
    if not len(xs):
        return []
    step = max(6, round(PIECE * dpi))
    chunks = mask.shape[1] // step + 1
    owner = labels[ys, xs].astype(np.intp) * chunks + xs // step
    count = np.bincount(owner)
    keys = np.flatnonzero(count)
    middle = (np.bincount(owner, weights=ys)[keys]) / count[keys]
    low = np.full(len(count), mask.shape[1])
    high = np.zeros(len(count), low.dtype)
    np.minimum.at(low, owner, xs)
    np.maximum.at(high, owner, xs)
    low, high = low[keys], high[keys]
    lines: dict[int, list[Segment]] = {}
    for key, y, x0, x1 in zip(keys.tolist(), middle.tolist(), low.tolist(), high.tolist(), strict=True):
        lines.setdefault(key // chunks, []).append(Segment(y, float(x0), float(x1 + 1)))
    return [_whole_ends(pieces, step / 2, SMOOTH * dpi / 2) for pieces in lines.values()]


def _whole_ends(pieces: list[Segment], least: float, blur: float) -> list[Segment]:
    """Takes off what the smoothing added; short pieces at the ends of a chain become part of their neighbours."""
    pieces[0] = replace(pieces[0], start=pieces[0].start + blur)
    pieces[-1] = replace(pieces[-1], end=pieces[-1].end - blur)
    if len(pieces) > 1 and pieces[0].length < least:
        pieces = [replace(pieces[1], start=pieces[0].start), *pieces[2:]]
    if len(pieces) > 1 and pieces[-1].length < least:
        pieces = [*pieces[:-2], replace(pieces[-2], end=pieces[-1].end)]
    return pieces


def _without_text(lines: list[list[Segment]], gray: Gray, dpi: float) -> list[Ruling]:
    """Leaves out rows of strokes: pieces with ink beside them, but for one or two between good pieces of a line."""
    pieces = [piece for line in lines for piece in line]
    if not pieces:
        return []
    good = iter(_is_ruled(pieces, gray, dpi).tolist())
    kept = []
    for line in lines:
        fine = [next(good) for _ in line]
        stays = [ok or (any(fine[max(0, i - 2) : i]) and any(fine[i + 1 : i + 3])) for i, ok in enumerate(fine)]
        for is_line, run in groupby(zip(stays, line, strict=True), key=lambda pair: pair[0]):
            part = [piece for _, piece in run]
            if is_line and part[-1].end - part[0].start > LEAST_LEFT * dpi:
                kept.append(tuple(part))
    return kept


def _is_ruled(pieces: list[Segment], gray: Gray, dpi: float) -> npt.NDArray[np.bool_]:
    """Whether the ink lies along the piece and not beside it."""
    reach = max(6, round(BESIDE * dpi))
    along = np.linspace(0.02, 0.98, 18)
    start = np.array([piece.start for piece in pieces])
    xs = start[:, None] + along * np.array([piece.length for piece in pieces])[:, None]
    ys = np.round([piece.position for piece in pieces])[:, None] + np.arange(-reach, reach + 1)
    grown = cv2.copyMakeBorder(gray, reach, reach, 0, 1, cv2.BORDER_REPLICATE)
    values = grown[
        (np.clip(ys, 0, gray.shape[0] - 1).astype(np.intp) + reach)[:, :, None], xs.astype(np.intp)[:, None, :]
    ].astype(np.float32)
    rows = values.mean(axis=2)
    each = np.arange(len(pieces))
    centre = reach - 2 + rows[:, reach - 2 : reach + 3].argmin(axis=1)
    paper = np.sort(rows, axis=1)[:, -max(3, reach // 2)]
    contrast = paper - rows[each, centre]
    dark = (values < (paper - 0.45 * contrast)[:, None, None]).mean(axis=2)
    on = dark[each, centre]
    above, clear_above = _beside(dark, centre, on, -1, THICKEST / 2 * dpi)
    below, clear_below = _beside(dark, centre, on, 1, THICKEST / 2 * dpi)
    solid = (on > 0.88) & (
        (np.minimum(above, below) < 0.45) | ((on > 0.97) & (np.maximum(clear_above, clear_below) < 0.15))
    )
    sparse = (on > 0.35) & (np.maximum(above, below) < 0.2)
    return np.asarray((contrast > FAINTEST / 2) & (solid | sparse), np.bool_)


def _beside(
    dark: npt.NDArray[np.float64], centre: npt.NDArray[np.intp], on: npt.NDArray[np.float64], way: int, thickest: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Past the edge of the line, on one side of it: the largest share of ink in a row, and the least close to it."""
    each = np.arange(len(centre))
    inside = np.ones(len(centre), np.bool_)
    most, least = np.zeros(len(centre)), np.ones(len(centre))
    margin = np.zeros(len(centre), np.intp)
    last = dark.shape[1] - 1
    for distance in range(1, last):
        row = centre + way * distance
        share = np.where((row >= 0) & (row <= last), dark[each, np.clip(row, 0, last)], 0.0)
        inside &= (share > 0.6 * on) & (distance <= thickest)
        margin += ~inside
        most = np.maximum(most, np.where(margin > 1, share, 0.0))
        least = np.minimum(least, np.where((margin > 0) & (margin <= CLOSE), share, 1.0))
    return most, least

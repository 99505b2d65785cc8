"""A page's picture made ready for looking into its cells: even paper, ink apart from ruled lines. Loads cv2.

Lengths are in inches where they are of paper, turned into pixels by the resolution of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import PageImage

if TYPE_CHECKING:
    from extractors.page import Pixels

Mask = npt.NDArray[np.uint8]
"""0 or 1 for each pixel."""
Rect = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels, the last two not included."""

COARSE = 8
RULING = 0.4
"""A straight stroke this long is no part of a character."""
EDGE = 0.02
"""How far from the edge of a cell its ruling may lie."""
BODY_TEXT = 10.5 / 72
LEAST_CONTRAST = 40
SMALL, SPECK = 0.3, 0.036
"""A mark smaller than this both ways, in characters or in inches, is a full stop at most, or dirt."""
LONELY, BETWEEN = 0.75, 1.3
"""Dirt is a small mark with no writing so near along the line, in characters, or so near on both sides of it."""
ON_RULING = 0.012
"""What lies so near to the edge of a cell is the ruling, in inches; small marks as near as EDGE."""
FINEST = 0.012
"""Marks smaller than this both ways are no writing, in inches."""
ROW = 3
"""So many small marks side by side are dots or dashes somebody set, or the remains of faint print."""


@dataclass(frozen=True)
class Sheet:
    """A page without its ruled lines.

    `flat` grey with the paper at 255; `clean` BGR with rulings painted over; `ink` 1 where there is ink other than
    rulings; `rulings` what was painted over; `threshold` what in `flat` is darker is ink; `dpi` of the picture;
    `text_height` the usual height of a character on the page, in pixels; `text` the ink without the finest specks.
    """

    flat: Mask
    clean: Pixels
    ink: Mask
    rulings: Mask
    threshold: int
    dpi: float
    text_height: float
    text: Mask


def prepare(image: PageImage, cells: Sequence[Rect] = ()) -> Sheet:
    """The sheet for an upright picture; `cells`: where ruled lines are known to run, so that short ones go too.

    Dots of broken rulings and dirt far from all writing go with the rulings.
    """
    gray = cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY)
    paper = _paper(gray)
    flat = np.asarray(cv2.divide(gray, paper, scale=255), np.uint8)
    threshold = _threshold(flat)
    ink = np.asarray(flat < threshold, np.uint8)
    lines = _rulings(ink, image.dpi)
    for cell in cells:
        _mark_edges(ink, lines, cell, image.dpi)
    thick = max(1, round(image.dpi / 100))
    lines = np.asarray(cv2.dilate(lines, np.ones((2 * thick + 1, 2 * thick + 1), np.uint8)), np.uint8)
    without = ink & (1 - lines)
    crossing = np.asarray(cv2.morphologyEx(without, cv2.MORPH_CLOSE, _bar(1, 4 * thick + 3)), np.uint8)
    crossing |= np.asarray(cv2.morphologyEx(without, cv2.MORPH_CLOSE, _bar(4 * thick + 3, 1)), np.uint8)
    erase = lines & (1 - (crossing & ink))
    dirt, specks, text_height = _dirt(ink & (1 - erase), cells, image.dpi)
    erase |= dirt
    ink &= 1 - erase
    clean = image.pixels.copy()
    cv2.copyTo(cv2.cvtColor(paper, cv2.COLOR_GRAY2BGR), erase, clean)
    return Sheet(
        flat | (erase * np.uint8(255)), clean, ink, erase, threshold, image.dpi, text_height, ink & (1 - specks)
    )


def clipped(rect: tuple[float, float, float, float], shape: tuple[int, ...]) -> Rect:
    """The rectangle rounded to pixels and kept within a picture of that shape."""
    height, width = shape[:2]
    x0, y0, x1, y1 = (round(v) for v in rect)
    x0, y0 = min(max(x0, 0), width), min(max(y0, 0), height)
    return x0, y0, max(x0, min(x1, width)), max(y0, min(y1, height))


def _text_height(stats: npt.NDArray[np.int32], dpi: float) -> float:
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    body = heights[(heights > 0.07 * dpi) & (heights < 0.3 * dpi) & (widths < 0.3 * dpi)]
    tall = body[body >= np.percentile(body, 50)] if len(body) else body
    return float(np.median(tall)) if len(tall) > 8 else BODY_TEXT * dpi * 0.92


def _dirt(ink: Mask, cells: Sequence[Rect], dpi: float) -> tuple[Mask, Mask, float]:
    """1 where the ink is a dot of a broken ruling (it lies on the edge of a cell) or a small mark far from writing.

    Along with it 1 where it is a mark too small to be looked at, and the usual height of a character in what remains.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    char = _text_height(np.asarray(stats[1:]), dpi)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = size < max(SMALL * char, SPECK * dpi)
    small[0] = False
    writing = ~small
    writing[0] = False
    places = _Places.of(ink, np.asarray(labels, np.int32))
    lonely = small & (places.counted(_about(places.drawn(writing), char), count) == 0)
    lonely &= ~_in_rows(lonely, places, round(LONELY * char))
    dots = np.zeros_like(small)
    for near, among in ((ON_RULING, writing), (EDGE, small)):
        edges = _edges(cells, ink.shape, max(2, round(near * dpi)))
        dots |= among & (places.counted(edges, count) == stats[:, cv2.CC_STAT_AREA])
    dirt = lonely | dots
    kept = ~dirt
    kept[0] = False
    text_height = _text_height(np.asarray(stats)[kept], dpi)
    return places.drawn(dirt), places.drawn(size < max(2.0, FINEST * dpi)), text_height


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the ink of a picture is, and of which mark each such pixel is: far less to go through than all pixels."""

    shape: tuple[int, ...]
    pixels: npt.NDArray[np.intp]
    marks: npt.NDArray[np.int32]

    @classmethod
    def of(cls, ink: Mask, labels: npt.NDArray[np.int32]) -> _Places:
        pixels = np.flatnonzero(ink)
        return cls(ink.shape, pixels, labels.ravel()[pixels])

    def drawn(self, chosen: npt.NDArray[np.bool_]) -> Mask:
        """1 where the chosen marks are."""
        mask = np.zeros(self.shape, np.uint8)
        mask.ravel()[self.pixels] = chosen[self.marks]
        return mask

    def counted(self, mask: Mask, count: int) -> npt.NDArray[np.intp]:
        """How many pixels of each mark lie in a mask."""
        return np.bincount(self.marks[mask.ravel()[self.pixels] > 0], minlength=count)


def _about(writing: Mask, char: float) -> Mask:
    """1 where writing is near, or farther but on both sides along the line."""
    tall = np.asarray(cv2.dilate(writing, _bar(1, round(LONELY * char) | 1)), np.uint8)
    near, reach = round(LONELY * char), round(BETWEEN * char)
    right = np.asarray(cv2.dilate(tall, _bar(reach + 1, 1), anchor=(reach, 0)), np.uint8)
    left = np.asarray(cv2.dilate(tall, _bar(reach + 1, 1), anchor=(0, 0)), np.uint8)
    return np.asarray(cv2.dilate(tall, _bar(2 * near + 1, 1)), np.uint8) | (right & left)


def _in_rows(chosen: npt.NDArray[np.bool_], places: _Places, gap: int) -> npt.NDArray[np.bool_]:
    """Which of the chosen marks stand in a row with no wider gaps."""
    found = np.zeros_like(chosen)
    if not chosen.any():
        return found
    joined = np.asarray(cv2.morphologyEx(places.drawn(chosen), cv2.MORPH_CLOSE, _bar(gap | 1, 1)), np.uint8)
    count, rows = cv2.connectedComponents(joined, connectivity=8)
    own = chosen[places.marks]
    pairs = np.unique(rows.ravel()[places.pixels[own]].astype(np.int64) * len(chosen) + places.marks[own])
    row, mark = np.divmod(pairs, len(chosen))
    many = np.bincount(row, minlength=count) >= ROW
    many[0] = False
    found[mark[many[row]]] = True
    return found


def _edges(cells: Sequence[Rect], shape: tuple[int, ...], near: int) -> Mask:
    """1 along the edges of the cells."""
    mask = np.zeros(shape[:2], np.uint8)
    for x0, y0, x1, y1 in cells:
        cv2.rectangle(mask, (x0, y0), (x1, y1), (1,), 2 * near + 1)
    return mask


def _paper(gray: cv2.typing.MatLike) -> Mask:
    """How bright the paper is at each pixel, were there no ink on it."""
    height, width = gray.shape
    size = (max(1, width // COARSE), max(1, height // COARSE))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    small = cv2.GaussianBlur(cv2.medianBlur(np.asarray(small, np.uint8), 5), (0, 0), 3)
    return np.asarray(cv2.resize(np.maximum(small, 1), (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _threshold(flat: Mask) -> int:
    """Ink is darker than this: nearer to the paper than to the print, so that thin strokes stay whole."""
    sample = flat[::2, ::3]
    dark = sample[sample < 200]
    print_level = float(np.median(dark)) if len(dark) > 50 else 100.0
    return round(255 - max(LEAST_CONTRAST, 0.42 * (255 - print_level)))


def _rulings(ink: Mask, dpi: float) -> Mask:
    long = round(RULING * dpi)
    joined = np.asarray(cv2.dilate(ink, _bar(1, 3)), np.uint8)
    across = np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(long, 1)), np.uint8)
    joined = np.asarray(cv2.dilate(ink, _bar(3, 1)), np.uint8)
    down = np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(1, long)), np.uint8)
    thick = round(0.06 * dpi)
    across &= 1 - np.asarray(cv2.morphologyEx(across, cv2.MORPH_OPEN, _bar(1, thick)), np.uint8)
    down &= 1 - np.asarray(cv2.morphologyEx(down, cv2.MORPH_OPEN, _bar(thick, 1)), np.uint8)
    return np.asarray((across | down) & ink, np.uint8)


def _mark_edges(ink: Mask, lines: Mask, cell: Rect, dpi: float) -> None:
    """Adds to `lines` the ink along the edges of a cell where it runs on for most of a character's height."""
    x0, y0, x1, y1 = cell
    near, run = max(2, round(EDGE * dpi)), max(5, round(0.15 * dpi))
    for y in (y0, y1):
        _mark(ink, lines, clipped((x0, y - near, x1, y + near + 1), ink.shape), (run, 1))
    for x in (x0, x1):
        _mark(ink, lines, clipped((x - near, y0, x + near + 1, y1), ink.shape), (1, run))


def _mark(ink: Mask, lines: Mask, band: Rect, run: tuple[int, int]) -> None:
    x0, y0, x1, y1 = band
    piece = ink[y0:y1, x0:x1]
    if piece.size:
        straight = np.asarray(cv2.morphologyEx(piece, cv2.MORPH_OPEN, _bar(*run)), np.uint8)
        lines[y0:y1, x0:x1] |= straight & piece


def _bar(width: int, height: int) -> Mask:
    return np.ones((max(1, height), max(1, width)), np.uint8)

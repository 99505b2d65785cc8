"""The lines of text in a cell (or any rectangle) of a sheet, and the pictures of them for the recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from extractors.scan.sheet import Mask, Rect, Sheet, clipped

if TYPE_CHECKING:
    from extractors.page import Pixels

JOIN = 1.15
"""Bands of ink are one line as long as together they are not higher than this many characters."""
THIN = 0.55
"""Of two bands to be joined one must be lower than this many characters: a dot, the top of 三, an accent."""
CUT, JOIN_CUT = 0.15, 1.45
"""The same, higher, where the gap is no wider than a ruling that was taken out of the characters."""
TALL = 1.7
"""A band higher than this many characters may be several lines."""
APART = 3.0
"""A gap this many characters wide parts a line into pieces, recognised one by one."""
OVER = 0.35
"""How far a line may reach over the edge of its cell, in characters."""
MARGIN = 0.14
"""Paper kept around a line, in characters."""
DOT = 0.42
"""A piece smaller than this both ways, in characters, is no text."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: its pieces from left to right (one, but for wide gaps), each a rectangle in pixels of the page.

    `stacked`: the pieces are single characters written from top to bottom.
    """

    pieces: tuple[Rect, ...]
    height: float
    stacked: bool = False

    @property
    def box(self) -> Rect:
        """What holds all its pieces."""
        xs0, ys0, xs1, ys1 = zip(*self.pieces, strict=True)
        return min(xs0), min(ys0), max(xs1), max(ys1)


def find_lines(sheet: Sheet, rect: Rect) -> list[TextLine]:
    """The lines in a rectangle of the sheet, from the top; text that crosses its edge a little is taken whole."""
    char = sheet.text_height
    x0, y0, x1, y1 = rect
    over = round(OVER * char)
    area = clipped((x0, y0 - over, x1, y1 + over), sheet.ink.shape)
    if area[2] <= area[0] or area[3] <= area[1]:
        return []
    ink = sheet.text[area[1] : area[3], area[0] : area[2]]
    top, bottom = y0 - area[1], y1 - area[1]
    if not ink[top:bottom].any():
        return []
    bands = _bands(ink, (top, bottom), char)
    lines = [line for band in bands if (line := _line(ink, band, bands, area, char))]
    return _unstacked(lines, rect, char)


def crop_of(pixels: Pixels, piece: Rect) -> Pixels:
    """The picture of one piece."""
    x0, y0, x1, y1 = piece
    return pixels[y0:y1, x0:x1]


def stack_crop(pixels: Pixels, line: TextLine) -> Pixels:
    """The characters of a stacked line side by side, as the recogniser wants them."""
    height = round(line.height)
    tiles = [cv2.resize(crop_of(pixels, piece), (height, height)) for piece in line.pieces]
    return np.asarray(np.hstack(tiles), np.uint8)


def _bands(ink: Mask, inside: tuple[int, int], char: float) -> list[tuple[int, int]]:
    """Top and bottom of each line of text, joined from and split into bands of inked rows."""
    bands = _inked(np.asarray(ink.any(axis=1)))
    tallest = max((b - a for a, b in bands), default=0)
    size = tallest if char < tallest <= TALL * char else char
    joined: list[tuple[int, int]] = []
    for band in bands:
        if joined and (_is_one(joined[-1], band, size) or _is_square(ink, joined[-1], band, char)):
            joined[-1] = (joined[-1][0], band[1])
        else:
            joined.append(band)
    split = [part for band in joined for part in _split(ink, band, size)]
    return [(a, b) for a, b in split if inside[0] <= (a + b) / 2 < inside[1] and not _is_rest((a, b), inside, char)]


def _is_rest(band: tuple[int, int], inside: tuple[int, int], char: float) -> bool:
    """Whether a band is what is left of a ruling: thin, and at the top or bottom of the cell."""
    middle = (band[0] + band[1]) / 2
    return band[1] - band[0] < 0.22 * char and min(middle - inside[0], inside[1] - middle) < 0.3 * char


def _is_one(above: tuple[int, int], below: tuple[int, int], size: float) -> bool:
    height, thinner = below[1] - above[0], min(above[1] - above[0], below[1] - below[0])
    if below[0] - above[1] <= CUT * size and thinner < 0.4 * size:
        return height <= JOIN_CUT * size
    return height <= JOIN * size and thinner < THIN * size


def _is_square(ink: Mask, above: tuple[int, int], below: tuple[int, int], char: float) -> bool:
    """Whether two bands close together are the parts of a single large character, as 日 and 疋 of 是."""
    height = below[1] - above[0]
    if height > 2 * char or below[0] - above[1] > 0.12 * height:
        return False
    columns = np.flatnonzero(ink[above[0] : below[1]].any(axis=0))
    return bool(len(columns)) and 0.6 * height <= int(columns[-1] - columns[0]) + 1 <= 1.5 * height


def _split(ink: Mask, band: tuple[int, int], size: float) -> list[tuple[int, int]]:
    """A tall band parted at rows with little ink; whole where there are none (large print)."""
    top, bottom = band
    if bottom - top <= TALL * size:
        return [band]
    profile = ink[top:bottom].sum(axis=1).astype(np.float64)
    smooth = np.convolve(profile, np.ones(3) / 3, "same")
    count = max(2, round((bottom - top) / (1.35 * size)))
    low = 0.3 * float(np.mean(profile))
    cuts = [0]
    for k in range(1, count):
        middle, reach = round(k * len(smooth) / count), round(0.5 * size)
        first = max(cuts[-1] + 1, middle - reach)
        window = smooth[first : middle + reach]
        if len(window) and float(window.min()) <= low:
            cuts.append(first + int(window.argmin()))
    cuts.append(bottom - top)
    return [(top + a, top + b) for a, b in pairwise(cuts) if b - a > 0.2 * size]


def _line(
    ink: Mask, band: tuple[int, int], bands: Sequence[tuple[int, int]], area: Rect, char: float
) -> TextLine | None:
    top, bottom = band
    height = max(float(bottom - top), 0.75 * char)
    columns = _inked(np.asarray(ink[top:bottom].any(axis=0)))
    if not columns:
        return None
    spans = [list(columns[0])]
    for a, b in columns[1:]:
        if a - spans[-1][1] > APART * height:
            spans.append([a, b])
        else:
            spans[-1][1] = b
    spans = [span for span in spans if not _is_dot(ink[top:bottom, span[0] : span[1]], char)]
    if not spans:
        return None
    margin = MARGIN * height
    extra = max(0.0, (0.75 * char - (bottom - top)) / 2)
    above = max((b for _, b in bands if b <= top), default=None)
    below = min((a for a, _ in bands if a >= bottom), default=None)
    y0 = top - extra - margin if above is None else max(top - extra - margin, min(top, (above + top) / 2))
    y1 = bottom + extra + margin if below is None else min(bottom + extra + margin, max(bottom, (below + bottom) / 2))
    shape = (area[3] + 10**6, area[2] + round(margin))
    pieces = tuple(
        clipped((area[0] + a - margin, area[1] + y0, area[0] + b + margin, area[1] + y1), shape) for a, b in spans
    )
    return TextLine(pieces, height)


def _is_dot(piece: Mask, char: float) -> bool:
    """Whether all that stands there is one small mark: dirt, as no line is made of it."""
    rows = np.flatnonzero(piece.any(axis=1))
    tall = int(rows[-1] - rows[0]) + 1 if len(rows) else 0
    return bool(max(piece.shape[1], tall) < DOT * char)


def _unstacked(lines: list[TextLine], rect: Rect, char: float) -> list[TextLine]:
    """Three and more single characters below each other in a narrow cell are one line written downward."""
    narrow = rect[2] - rect[0] < 2.6 * char and rect[3] - rect[1] > 2.5 * (rect[2] - rect[0])
    single = all(len(line.pieces) == 1 and line.box[2] - line.box[0] < 1.7 * char for line in lines)
    if len(lines) < 3 or not narrow or not single:
        return lines
    return [TextLine(tuple(line.pieces[0] for line in lines), lines[0].height, stacked=True)]


def _inked(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where the flags are set: first index, index after the last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]

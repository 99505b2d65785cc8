"""Whether a photo is stuck or printed in a cell: photos have broad dark areas with shades, text has thin strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.scan.sheet import Mask, Rect

if TYPE_CHECKING:
    from extractors.page import Pixels

SMALLEST = 0.55
"""Width and height a photo has at least, in inches (the usual two-inch photo is 1.4 × 1.9)."""
BROAD = 0.055
"""What is darker than the paper over this many inches either way is no stroke."""
DARKER = 0.88
"""Part of a photo is what has less than this share of the paper's brightness."""
LEAST_SHARE, PLENTY = 0.1, 0.3
"""The share of the cell that broad dark areas take: none below the first, surely a photo above the second."""
LARGEST_TEXT = 0.35
"""One area of a photo is at least this large both ways, in inches; blurred lines of text are lower."""
LEAST_SHADES = 9.0
"""Standard deviation of grey within the broad areas: less is an evenly shaded cell."""
STROKE = 0.07
"""Strokes thinner than this, in inches, are left out where faint tones are looked for."""
TONED, MUCH_TONED, LEAST_TONES = 0.95, 0.42, 6.0
"""A faded photo is darker than this share of the paper over so much of its cell, in so many shades (standard
deviation); of cells with text it is a third at most."""
BLACK = 0.3
"""A two-tone copy leaves of a photo what is black: it has less than this share of the paper's brightness."""
BLOT, LEAST_BLOT, SOLID = 0.25, 0.011, 0.9
"""One black area is at least so wide or high, in inches, so large, in square inches, and no filled rectangle."""
WIDEST, HIGHEST, FLATTEST = 2.2, 3.0, 0.8
"""A cell with a photo on a two-tone copy is no larger, in inches, and no flatter: others may have stamps."""
SURE_OF_BLOT = 0.82


def portrait_in(pixels: Pixels, cell: Rect, dpi: float) -> tuple[Rect, float] | None:
    """Where in a cell of a picture (BGR) a photo is, and how sure that is; None without one."""
    inset = round(0.03 * dpi)
    x0, y0, x1, y1 = cell[0] + inset, cell[1] + inset, cell[2] - inset, cell[3] - inset
    if min(x1 - x0, y1 - y0) < SMALLEST * dpi:
        return None
    gray = np.asarray(cv2.cvtColor(pixels[y0:y1, x0:x1], cv2.COLOR_BGR2GRAY), np.uint8)
    scale = min(1.0, 100.0 / dpi)
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    paper = _paper(pixels, cell)
    dark = np.asarray(small < DARKER * paper, np.uint8)
    size = max(3, round(BROAD * dpi * scale))
    broad = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)), np.uint8)
    share = float(broad.mean())
    if share < LEAST_SHARE or float(small[broad.astype(bool)].std()) < LEAST_SHADES:
        black = np.asarray(small < BLACK * paper, np.uint8)
        return _pale((x0, y0, x1, y1), small, paper, dpi, scale) or _two_tone((x0, y0, x1, y1), black, dpi, scale)
    _, _, stats, _ = cv2.connectedComponentsWithStats(broad, connectivity=8)
    left, top, width, height = (int(v) for v in stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()), :4])
    if min(width, height) < LARGEST_TEXT * dpi * scale:
        return _pale((x0, y0, x1, y1), small, paper, dpi, scale)
    right, bottom = left + width, top + height
    rect = (round(x0 + left / scale), round(y0 + top / scale), round(x0 + right / scale), round(y0 + bottom / scale))
    return rect, 0.75 + 0.24 * min(1.0, (share - LEAST_SHARE) / (PLENTY - LEAST_SHARE))


def _pale(cell: Rect, small: Mask, paper: float, dpi: float, scale: float) -> tuple[Rect, float] | None:
    """The photo of a faded copy or thin print: hardly darker than the paper, but so over much of its cell."""
    width, height = cell[2] - cell[0], cell[3] - cell[1]
    if width > WIDEST * dpi or height > HIGHEST * dpi or height < FLATTEST * width:
        return None
    size = max(3, round(STROKE * dpi * scale) | 1)
    toned = np.asarray(cv2.medianBlur(small, size), np.uint8)
    dark = toned < TONED * paper
    if float(dark.mean()) < MUCH_TONED or float(toned[dark].std()) < LEAST_TONES:
        return None
    ys, xs = np.nonzero(dark)
    left, right = np.percentile(xs, (1, 99)) / scale
    top, bottom = np.percentile(ys, (1, 99)) / scale
    rect = (round(cell[0] + left), round(cell[1] + top), round(cell[0] + right), round(cell[1] + bottom))
    return rect, SURE_OF_BLOT


def _two_tone(cell: Rect, black: Mask, dpi: float, scale: float) -> tuple[Rect, float] | None:
    """The photo whose shades a copier made black or white: black areas too broad for text, paper beside them."""
    width, height = cell[2] - cell[0], cell[3] - cell[1]
    if width > WIDEST * dpi or height > HIGHEST * dpi or height < FLATTEST * width:
        return None
    size = max(3, round(BROAD * dpi * scale))
    broad = np.asarray(cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(broad, connectivity=8)
    widths, heights, areas = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    large = np.maximum(widths, heights) >= BLOT * dpi * scale
    solid = areas > SOLID * widths * heights
    if not (large & ~solid & (areas >= LEAST_BLOT * (dpi * scale) ** 2)).any():
        return None
    ys, xs = np.nonzero(black)
    left, right = np.percentile(xs, (1, 99)) / scale
    top, bottom = np.percentile(ys, (1, 99)) / scale
    rect = (round(cell[0] + left), round(cell[1] + top), round(cell[0] + right), round(cell[1] + bottom))
    return rect, SURE_OF_BLOT


def _paper(pixels: Pixels, cell: Rect) -> float:
    """How bright the paper is about a cell."""
    x0, y0, x1, y1 = cell
    reach = (x1 - x0) // 2
    around = pixels[max(0, y0 - reach) : y1 + reach : 6, max(0, x0 - reach) : x1 + reach : 6]
    return float(np.percentile(around.max(axis=2), 80))

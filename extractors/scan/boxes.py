"""Frames that may be tick boxes: squares of four strokes, solid squares, rings. Geometry only; `ticks` decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from extractors.scan.sheet import Mask, Rect, Sheet

SMALLEST, LARGEST = 0.6, 1.55
"""Side of a box, in characters."""
SIDE_COVER = 0.7
"""Each side must be inked for this share of its length: strokes may be broken."""
MEAN_COVER = 0.84
LEAST_COVER, LEAST_MEAN = 0.62, 0.82
"""The same, where boxes are expected."""
FILLED = 0.8
"""The inked share of a filled box."""
THICKEST = 0.2
"""The strokes of a frame are at most this share of its side."""
NEXT = 0.06
"""Paper stands around a box for this share of its side, beyond the blur of its strokes."""
TOUCHED, TOUCHED_ONCE = 0.34, 0.67
"""The share of a side of a box that other ink may touch: of each side, and of one of them."""
DARKER = 0.6
"""How much deeper into the dark a second look goes, where strokes have run together: a share of ink's least depth."""
SKEWED = 0.24
"""How much width and height of a square may differ."""


class Shape(StrEnum):
    """How a frame is drawn."""

    SQUARE = "square"
    SOLID = "solid"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame in pixels of the page (outer edge).

    `stroke` thickness of its strokes; `quality` up to 1 for whole strokes and equal sides; `feet`: its uprights reach
    below its bottom, as those of 口 do.
    """

    rect: Rect
    shape: Shape
    stroke: float
    quality: float
    feet: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of it."""
        x0, y0, x1, y1 = self.rect
        return (x0 + x1) / 2, (y0 + y1) / 2

    @property
    def side(self) -> float:
        """The mean of width and height."""
        x0, y0, x1, y1 = self.rect
        return (x1 - x0 + y1 - y0) / 2


def find_frames(sheet: Sheet, rect: Rect) -> list[Frame]:
    """The frames in a rectangle of the sheet, the best first; they may overlap: see `apart`."""
    x0, y0, x1, y1 = rect
    ink = sheet.ink[y0:y1, x0:x1]
    char = sheet.text_height
    if min(ink.shape) < SMALLEST * char:
        return []
    dark = np.asarray(sheet.flat[y0:y1, x0:x1] < sheet.threshold - DARKER * (255 - sheet.threshold), np.uint8)
    found = [*_squares(ink, char), *_squares(dark, char), *_solids(ink, char), *_rings(ink, char)]
    found.sort(key=lambda frame: (frame.shape is not Shape.SQUARE, -frame.quality, -frame.side))
    return [replace(frame, rect=_moved(frame.rect, x0, y0)) for frame in found]


def find_squares(sheet: Sheet, rect: Rect, usual_side: float = 0.0) -> list[Frame]:
    """The squares in a rectangle, the best first, also those that strokes run over or that are worn.

    `usual_side`: of the boxes known on the page, in pixels, 0 for none. Only for places where boxes may be expected:
    strokes of several characters may look like a square.
    """
    x0, y0, x1, y1 = rect
    ink = np.asarray(cv2.morphologyEx(sheet.ink[y0:y1, x0:x1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    char = sheet.text_height
    least, most = (0.92 * usual_side, 1.08 * usual_side) if usual_side else (SMALLEST * char, 1.45 * char)
    sides = range(max(7, int(least)), min(int(most) + 1, *ink.shape) + 1, max(1, round(0.03 * char)))
    best = [frame for side in sides for frame in _matches(ink, side)]
    best.sort(key=lambda frame: -frame.quality)
    kept: list[Frame] = []
    for frame in best:
        if not any(_overlap(frame.rect, other.rect) for other in kept):
            kept.append(_described(ink, frame))
    return [replace(frame, rect=_moved(frame.rect, x0, y0)) for frame in kept]


def _described(ink: Mask, frame: Frame) -> Frame:
    """The frame with its stroke; filled all over it is solid."""
    x0, y0, x1, y1 = frame.rect
    if float(ink[y0:y1, x0:x1].mean()) >= FILLED:
        return replace(frame, shape=Shape.SOLID)
    return replace(frame, stroke=min(_stroke(ink, frame.rect), THICKEST * frame.side))


def _matches(ink: Mask, side: int) -> Iterator[Frame]:
    """Where ink runs along all four sides of a square of this size, with little of it just outside."""
    deep, gap = max(2, round(0.1 * side)), max(2, round(0.07 * side))
    pad = gap + 2
    wide = cv2.copyMakeBorder(ink, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    across, down = _runs_along(wide, side, deep), _runs_along(wide.T, side, deep).T
    rows, columns = wide.shape[0] - side + 1, wide.shape[1] - side + 1
    ys, xs = slice(pad, rows - pad), slice(pad, columns - pad)

    def at_row(shift: int) -> slice:
        return slice(pad + shift, rows - pad + shift)

    def at_column(shift: int) -> slice:
        return slice(pad + shift, columns - pad + shift)

    far = side - deep
    inner = np.stack([across[ys, xs], across[at_row(far), xs], down[ys, xs], down[ys, at_column(far)]])
    beyond = gap + 1
    thin_across, thin_down = _runs_along(wide, side, 1), _runs_along(wide.T, side, 1).T
    outer = np.stack(
        [
            thin_across[at_row(-beyond), xs],
            thin_across[at_row(side + gap), xs],
            thin_down[ys, at_column(-beyond)],
            thin_down[ys, at_column(side + gap)],
        ]
    )
    mean = inner.mean(axis=0)
    fits = (inner.min(axis=0) >= LEAST_COVER) & (mean >= LEAST_MEAN) & (np.sort(outer, axis=0)[2] <= TOUCHED)
    score = np.where(fits, mean - 0.2 * outer.mean(axis=0), 0.0)
    for y, x in zip(*np.nonzero(score), strict=True):
        yield Frame((int(x), int(y), int(x) + side, int(y) + side), Shape.SQUARE, 0.0, float(score[y, x]))


def _runs_along(ink: cv2.typing.MatLike, length: int, deep: int) -> npt.NDArray[np.float32]:
    """For each pixel the inked share of the `length` columns from it, a column counting that has ink in `deep` rows."""
    near = cv2.dilate(np.ascontiguousarray(ink), np.ones((deep, 1), np.uint8), anchor=(0, 0))
    shares = cv2.boxFilter(near, cv2.CV_32F, (length, 1), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    return np.asarray(shares[:, : near.shape[1] - length + 1], np.float32)


def apart(frames: Iterable[Frame]) -> list[Frame]:
    """Those frames that overlap none before them, from the left."""
    kept: list[Frame] = []
    for frame in frames:
        if not any(_overlap(frame.rect, other.rect) for other in kept):
            kept.append(frame)
    return sorted(kept, key=lambda frame: frame.rect)


def _squares(ink: Mask, char: float) -> Iterator[Frame]:
    """Pairs of upright strokes as far apart as they are high, with strokes along top and bottom."""
    whole = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    uprights = _uprights(whole, char)
    inked = np.zeros((whole.shape[0], whole.shape[1] + 1), np.int32)
    np.cumsum(whole, axis=1, dtype=np.int32, out=inked[:, 1:])
    for i, (ax, ay, _, ah) in enumerate(uprights):
        for bx, by, bw, bh in uprights[i + 1 :]:
            side = bx + bw - ax
            if not SMALLEST * char <= side <= LARGEST * char or min(ay + ah, by + bh) <= max(ay, by):
                continue
            for top, bottom in _levels(inked, (ax, bx + bw), (min(ay, by), max(ay + ah, by + bh)), side):
                frame = (ax, top, bx + bw, bottom)
                covers = _covers(whole, frame)
                if min(covers) >= SIDE_COVER and sum(covers) / 4 >= MEAN_COVER and _stands_alone(whole, frame):
                    quality = sum(covers) / 4 - abs((bottom - top) / side - 1)
                    yield Frame(frame, Shape.SQUARE, _stroke(ink, frame), quality, _feet(ink, frame))
                    break


def _uprights(ink: Mask, char: float) -> list[Rect]:
    """Left, top, width, height of the straight upright strokes, from the left."""
    long = max(5, round(0.42 * char))
    wide = np.asarray(cv2.dilate(ink, np.ones((1, 3), np.uint8)), np.uint8)
    strokes = np.asarray(cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8)), np.uint8)
    strokes &= ink
    thick = np.asarray(
        cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((1, max(3, round(0.4 * char))), np.uint8)), np.uint8
    )
    strokes &= 1 - thick
    count, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = [tuple(int(v) for v in stats[k, :4]) for k in range(1, count)]
    return sorted((x, y, w, h) for x, y, w, h in found if h >= long and w <= 0.45 * char)


def _levels(inked: npt.NDArray[np.int32], xs: tuple[int, int], ys: tuple[int, int], side: int) -> list[tuple[int, int]]:
    """Tops and bottoms between which the uprights are joined by strokes a side apart, the likeliest first.

    `inked`: for each row how much ink lies to the left of each column.
    """
    reach = max(2, round(0.15 * side))
    first = max(0, ys[0] - reach)
    rows = slice(first, ys[1] + reach)
    full = first + np.flatnonzero(inked[rows, xs[1]] - inked[rows, xs[0]] >= SIDE_COVER * (xs[1] - xs[0]))
    apart_by = full[None, :] + 1 - full[:, None]
    tops, bottoms = np.nonzero(np.abs(apart_by - side) <= SKEWED * side)
    pairs = zip(full[tops].tolist(), (full[bottoms] + 1).tolist(), strict=True)
    return sorted(pairs, key=lambda pair: pair[0] - pair[1])[:3]


def _covers(ink: Mask, frame: Rect) -> tuple[float, float, float, float]:
    """The inked share of left, right, top and bottom side."""
    x0, y0, x1, y1 = frame
    t = max(2, round(0.1 * (x1 - x0)))
    piece = ink[y0:y1, x0:x1]
    return (
        float(piece[:, :t].any(axis=1).mean()),
        float(piece[:, -t:].any(axis=1).mean()),
        float(piece[:t].any(axis=0).mean()),
        float(piece[-t:].any(axis=0).mean()),
    )


def _stroke(ink: Mask, frame: Rect) -> float:
    """The thickness of the frame's strokes: the first ink run from each side, of which a tick makes two thicker."""
    x0, y0, x1, y1 = frame
    piece = ink[y0:y1, x0:x1]
    side = max(1, (x1 - x0) // 3)
    runs = []
    for view in (piece[:, :side], piece[:, ::-1][:, :side], piece.T[:, :side], piece[::-1].T[:, :side]):
        started = np.maximum.accumulate(view, axis=1) > 0
        ended = np.maximum.accumulate(started & (view == 0), axis=1)
        runs.append(np.median((started & ~ended).sum(axis=1)))
    return float(sorted(runs)[1])


def _feet(ink: Mask, frame: Rect) -> bool:
    x0, _, x1, y1 = frame
    side = x1 - x0
    deep, wide = max(2, round(0.09 * side)), max(3, round(0.2 * side))
    below = ink[y1 : y1 + deep]
    if below.shape[0] < deep:
        return False
    left = below[:, max(0, x0 - wide // 2) : x0 + wide].any(axis=1).all()
    right = below[:, x1 - wide : x1 + wide // 2].any(axis=1).all()
    middle = below[:, x0 + wide : x1 - wide].any()
    return bool(left and right and not middle)


def _stands_alone(ink: Mask, frame: Rect) -> bool:
    """Whether there is paper around a frame; ink may touch one side (a tick that reaches out), or be feet."""
    x0, y0, x1, y1 = frame
    blur = max(1, round(0.06 * (x1 - x0)))
    gap = blur + max(1, round(NEXT * (x1 - x0)))
    left, right = ink[y0:y1, max(0, x0 - gap) : max(0, x0 - blur)], ink[y0:y1, x1 + blur : x1 + gap]
    above, below = ink[max(0, y0 - gap) : max(0, y0 - blur), x0:x1], ink[y1 + blur : y1 + gap, x0:x1]
    sides = sorted(
        float(side.any(axis=axis).mean()) if side.size else 0.0
        for side, axis in ((left, 1), (right, 1), (above, 0), (below, 0))
    )
    return sides[2] <= TOUCHED and sides[3] <= TOUCHED_ONCE


def _solids(ink: Mask, char: float) -> Iterator[Frame]:
    """Squares filled all over."""
    core = max(5, round(0.4 * char))
    solid = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((core, core), np.uint8)), np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k, :5])
        if abs(w - h) <= SKEWED * max(w, h) and max(w, h) <= LARGEST * char and area >= 0.6 * w * h:
            yield Frame((x, y, x + w, y + h), Shape.SOLID, 0.0, area / (w * h))


def _rings(ink: Mask, char: float) -> Iterator[Frame]:
    """Circles as high as text: an outline near which all of the outer contour lies."""
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if not SMALLEST * char <= min(w, h) <= max(w, h) <= 1.2 * char or abs(w - h) > 0.12 * max(w, h):
            continue
        radius = np.hypot(contour[:, 0, 0] - (x + (w - 1) / 2), contour[:, 0, 1] - (y + (h - 1) / 2))
        if radius.min() > 0.84 * (w + h) / 4 and radius.std() < 0.05 * (w + h) / 4:
            yield Frame((x, y, x + w, y + h), Shape.RING, _stroke(ink, (x, y, x + w, y + h)), 1.0)


def _overlap(a: Rect, b: Rect) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 0 and min(a[3], b[3]) - max(a[1], b[1]) > 0


def _moved(rect: Rect, x: int, y: int) -> Rect:
    return rect[0] + x, rect[1] + y, rect[2] + x, rect[3] + y

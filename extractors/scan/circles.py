"""Circles that a pen drew around words to choose them: found, and lifted off so that the words can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.scan.sheet import Mask, Rect, Sheet, clipped

AROUND = 0.8
"""How far around the text of a cell a circle may reach, in characters."""
WIDE, TALL = 1.2, 1.25
"""Ink that hangs together over so many characters, this high, may have a circle in it."""
WIDEST, THIN = 16.0, 0.6
"""It is not wider than this, and covers no more than this share of its rectangle."""
COARSE = 16.0
"""The height of a character in the picture in which circles are sought."""
LOWEST, HIGHEST = 0.56, 1.1
"""Half the height of a circle, in characters."""
STEP_ACROSS, STEP_DOWN = 0.12, 0.07
ASTRAY = 0.07
"""How far the pen may stray from an ellipse, in characters."""
PEN = 3.0
"""How thick the stroke is that is lifted off, in times of that."""
CLOSED = 0.84
"""The share of its way around along which the curve must be seen."""
OUTSIDE, INSIDE = 0.27, 0.62
"""How much of the way just outside and just inside of the curve may be inked."""
HELD = 0.06
"""The least inked share of what a circle holds."""
DIRECTIONS = 56
MOST = 2
"""No more circles than this are sought in one place."""


@dataclass(frozen=True, slots=True)
class Circle:
    """An ellipse in pixels of the page: its middle, half its width and height, and how far the pen strays from it."""

    x: float
    y: float
    across: float
    down: float
    astray: float

    @property
    def rect(self) -> Rect:
        """What it fills."""
        left, top = round(self.x - self.across), round(self.y - self.down)
        return left, top, round(self.x + self.across) + 1, round(self.y + self.down) + 1


def find_circles(sheet: Sheet, area: Rect, char: float) -> list[Circle]:
    """The circles around words of the text in a rectangle; `char`: how high its characters are, in pixels."""
    reach = round(AROUND * char)
    x0, y0, x1, y1 = clipped((area[0] - reach, area[1] - reach, area[2] + reach, area[3] + reach), sheet.ink.shape)
    ink = np.asarray(cv2.morphologyEx(sheet.ink[y0:y1, x0:x1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    ink |= sheet.rulings[y0:y1, x0:x1]
    if ink.shape[0] < TALL * char or ink.shape[1] < WIDE * char:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights, areas = (stats[1:, at] for at in (2, 3, 4))
    large = (widths >= WIDE * char) & (heights >= TALL * char) & (heights <= 3.6 * char) & (widths <= WIDEST * char)
    large &= areas <= THIN * widths * heights
    lefts, tops = stats[1:, 0], stats[1:, 1]
    large &= (lefts > 0) & (tops > 0) & (lefts + widths < ink.shape[1]) & (tops + heights < ink.shape[0])
    found = []
    for x, y, w, h, _ in stats[1:][large]:
        part = ink[y : y + h, x : x + w].copy()
        for _ in range(MOST):
            circle = _best(part, char)
            if circle is None:
                break
            part[_curve(circle, part.shape)] = 0
            found.append(replace(circle, x=circle.x + x0 + int(x), y=circle.y + y0 + int(y)))
    return found


def lifted(sheet: Sheet, circles: Sequence[Circle]) -> Sheet:
    """The sheet without the ink of these circles."""
    ink, text, flat, clean = sheet.ink.copy(), sheet.text.copy(), sheet.flat.copy(), sheet.clean.copy()
    for circle in circles:
        reach = round(2 * circle.astray) + 2
        x0, y0, x1, y1 = circle.rect
        x0, y0, x1, y1 = clipped((x0 - reach, y0 - reach, x1 + reach, y1 + reach), ink.shape)
        near = _curve(replace(circle, x=circle.x - x0, y=circle.y - y0), (y1 - y0, x1 - x0))
        part = clean[y0:y1, x0:x1]
        part[near] = np.percentile(part.reshape(-1, 3), 85, axis=0).astype(np.uint8)
        ink[y0:y1, x0:x1][near] = 0
        text[y0:y1, x0:x1][near] = 0
        flat[y0:y1, x0:x1][near] = 255
    return replace(sheet, ink=ink, text=text, flat=flat, clean=clean)


def _curve(circle: Circle, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Where in a picture of this shape the pen of a circle went."""
    drawn = np.zeros(shape[:2], np.uint8)
    axes = (round(circle.across), round(circle.down))
    thick = max(3, round(PEN * circle.astray))
    cv2.ellipse(drawn, (round(circle.x), round(circle.y)), axes, 0, 0, 360, 1, thick)
    return drawn.astype(bool)


def _best(ink: Mask, char: float) -> Circle | None:
    """The ellipse along which there is most ink, in pixels of the picture; None where there is none."""
    scale = min(1.0, COARSE / char)
    size = max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale))
    small = np.asarray(cv2.resize(ink * 255, size, interpolation=cv2.INTER_AREA) > 80, np.uint8)
    unit = char * scale
    astray = max(1, round(ASTRAY * unit))
    rim = round(0.4 * unit)
    exact = cv2.copyMakeBorder(small, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=0)
    near = np.asarray(cv2.dilate(exact, np.ones((2 * astray + 1, 2 * astray + 1), np.uint8)), np.uint8)
    best, found = 0.0, None
    for down in np.arange(LOWEST, min(HIGHEST, size[1] / 2 / unit + STEP_DOWN), STEP_DOWN) * unit:
        for across in np.arange(max(0.55 * unit, 0.8 * down), size[0] / 2 + 1, STEP_ACROSS * unit):
            match = _matched(near, np.asarray(exact, np.uint8), (float(across), float(down)), 0.2 * unit)
            if match and match[0] > best and _holds(small, (match[1] - rim, match[2] - rim), (across, down)):
                best = match[0]
                x, y = (match[1] - rim + 0.5) / scale, (match[2] - rim + 0.5) / scale
                found = Circle(x, y, float(across / scale), float(down / scale), ASTRAY * char)
    return found


def _matched(near: Mask, exact: Mask, axes: tuple[float, float], gap: float) -> tuple[float, float, float] | None:
    """How well an ellipse of this size follows ink that has paper around it, where it does best; and its middle."""
    reach = (round(axes[0] + gap), round(axes[1] + gap))
    if near.shape[0] < 2 * reach[1] + 1 or near.shape[1] < 2 * reach[0] + 1:
        return None
    covered = _along(near, axes, reach)
    if covered.max() < CLOSED:
        return None
    outside = _along(exact, (axes[0] + gap, axes[1] + gap), reach)
    inside = _along(exact, (axes[0] - gap, axes[1] - gap), reach)
    fits = (covered >= CLOSED) & (outside <= OUTSIDE) & (inside <= INSIDE)
    score = np.where(fits, covered + 0.5 * _along(exact, axes, reach) - 0.5 * outside - 0.3 * inside, 0.0)
    top, left = np.unravel_index(int(score.argmax()), score.shape)
    if not score[top, left]:
        return None
    return float(score[top, left]), float(left + reach[0]), float(top + reach[1])


def _along(ink: Mask, axes: tuple[float, float], reach: tuple[int, int]) -> npt.NDArray[np.float32]:
    """For each middle that is `reach` away from the edges the inked share of an ellipse around it."""
    rows, columns = ink.shape[0] - 2 * reach[1], ink.shape[1] - 2 * reach[0]
    turns = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
    xs = reach[0] + np.rint(axes[0] * np.cos(turns)).astype(int)
    ys = reach[1] + np.rint(axes[1] * np.sin(turns)).astype(int)
    lengths = np.hypot(axes[0] * np.sin(turns), axes[1] * np.cos(turns))
    way = np.zeros((2 * reach[1] + 1, 2 * reach[0] + 1), np.float32)
    np.add.at(way, (ys, xs), lengths / lengths.sum())
    sums = cv2.filter2D(ink, cv2.CV_32F, way, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(sums[reach[1] : reach[1] + rows, reach[0] : reach[0] + columns], np.float32)


def _holds(ink: Mask, middle: tuple[float, float], axes: tuple[float, float]) -> bool:
    """Whether something is written inside of an ellipse, and paper is left between it and the curve."""
    ys, xs = np.indices(ink.shape)
    radius = np.hypot((xs - middle[0]) / axes[0], (ys - middle[1]) / axes[1])
    inside = ink[radius < 0.7]
    return bool(inside.size) and HELD <= float(inside.mean()) <= 0.8

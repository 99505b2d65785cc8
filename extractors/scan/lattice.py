"""Which sides of the cells of a table are drawn: every one is looked for in the picture, from crossing to crossing.

A ruling is dark all the way from one crossing line to the next. Strokes of text are not: they end before the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from extractors.grid import GridTable, grid_of
from extractors.gridlines import Segment

Mask = npt.NDArray[np.uint8]

SAME_LINE = 0.04
"""Lines nearer to each other than this are one."""
NARROWEST = 0.09
AT_CROSSING = 0.02
"""How far from the middle of a crossing line its own ink, or a flaw, may hide a side."""
DRAWN, HOLE = 0.86, 0.045
END_HOLE, FAINT_END_HOLE = 0.03, 0.03
FAINT, FAINT_HOLE, CLEAN = 0.5, 0.1, 0.2
"""A side this faint is one where its holes are short and there is not more ink than CLEAN beside it.

The holes may be longer along sides of more than an inch: FAINT_HOLE and FAINT_END_HOLE are shares of those.
"""
BESIDE = 0.06
DRIFT, BLOCK = 0.025, 0.75
"""So far a line may be from where it is looked for, and in pieces of this length."""
SHORTEST_LINE = 0.35


@dataclass(frozen=True, slots=True)
class Masks:
    """Where a flat picture is thin and dark: `across` along level lines, `down` along plumb ones; its resolution."""

    across: Mask
    down: Mask
    dpi: float


@dataclass(frozen=True, slots=True)
class Side:
    """A drawn side, at `position` between the lines numbered `line` and `line` + 1; `share` of it that is dark."""

    line: int
    position: float
    share: float


def grid_on(
    masks: Masks, rows: Sequence[Segment], columns: Sequence[Segment], sides: Sequence[Segment]
) -> GridTable | None:
    """The table on lines that hang together; `sides`: outer plumb ones that are not drawn."""
    near = SAME_LINE * masks.dpi
    y_lines = positions(rows, near)
    if len(y_lines) < 2:
        return None
    low = min(*(row.start for row in rows), *(column.position for column in columns)) - near
    high = max(*(row.end for row in rows), *(column.position for column in columns)) + near
    uprights = [
        side
        for line, (top, bottom) in enumerate(pairwise(y_lines))
        for side in _uprights(masks.down, line, (top, bottom), (low, high), masks.dpi)
    ]
    for open_side in sides:
        uprights += [
            Side(line, open_side.position, 1.0)
            for line, (top, bottom) in enumerate(pairwise(y_lines))
            if open_side.start - near <= top and bottom <= open_side.end + near
        ]
    x_lines = positions(
        [Segment(side.position, 0, y_lines[side.line + 1] - y_lines[side.line]) for side in uprights],
        AT_CROSSING * masks.dpi,
    )
    if len(x_lines) < 2:
        return None
    places = np.array(x_lines)
    down = [[0.0] * (len(y_lines) - 1) for _ in x_lines]
    for side in uprights:
        down[int(np.abs(places - side.position).argmin())][side.line] = 1.0
    across = [_levels(masks.across, y, x_lines, masks.dpi) for y in y_lines]
    return grid_of(x_lines, y_lines, across, down, merge=near)


def spanning(rows: Sequence[Segment], columns: Sequence[Segment], masks: Masks, touch: float) -> list[Segment]:
    """The level lines that are drawn all the way between two plumb ones, as rows of text are not."""
    where = np.array([(column.position, column.start, column.end) for column in columns]).reshape(-1, 3)
    kept = []
    for row in rows:
        meets = (where[:, 1] - touch <= row.position) & (row.position <= where[:, 2] + touch)
        crossings = positions([columns[i] for i in np.flatnonzero(meets).tolist()], touch)
        drawn = _levels(masks.across, row.position, crossings, masks.dpi)
        runs = [
            (first, last)
            for share, (first, last) in zip(drawn, pairwise(crossings), strict=True)
            if share and first < row.end + touch and last > row.start - touch
        ]
        if sum(last - first for first, last in runs) > SHORTEST_LINE * masks.dpi:
            kept.append(Segment(row.position, min(row.start, runs[0][0]), max(row.end, runs[-1][1])))
    return kept


def positions(lines: Sequence[Segment], near: float) -> list[float]:
    """One position, that of the longest, for lines nearer to each other than `near`; in order."""
    chosen: list[float] = []
    for line in sorted(lines, key=lambda one: -one.length):
        if all(abs(line.position - other) > near for other in chosen):
            chosen.append(line.position)
    return sorted(chosen)


def _uprights(
    mask: Mask, line: int, between: tuple[float, float], within: tuple[float, float], dpi: float
) -> list[Side]:
    """The plumb sides between two level lines."""
    margin = min(AT_CROSSING * dpi, (between[1] - between[0]) / 5)
    y0, y1 = max(0, round(between[0] + margin)), round(between[1] - margin) + 1
    x0, x1 = max(0, int(within[0])), min(mask.shape[1], int(within[1]) + 1)
    strip = mask[y0:y1, x0:x1]
    if strip.shape[0] < 3 or strip.shape[1] < 3:
        return []
    thick = 3 + 2 * (strip.shape[0] > 0.75 * dpi) + 2 * (strip.shape[0] > 1.5 * dpi)
    wide = np.asarray(cv2.dilate(strip, np.ones((1, thick), np.uint8)), np.uint8)
    shares = wide.mean(axis=0)
    beside = strip.mean(axis=0)
    reach = round(BESIDE * dpi)
    found: list[Side] = []
    for x in np.argsort(-shares, kind="stable").tolist():
        if shares[x] < FAINT:
            break
        if any(abs(x + x0 - side.position) < NARROWEST * dpi for side in found):
            continue
        run = x
        while run + 1 < len(shares) and shares[run + 1] >= shares[x] - 0.02:
            run += 1
        middle = (x + run) // 2
        around = np.r_[beside[max(0, middle - reach) : max(0, middle - 3)], beside[middle + 4 : middle + reach + 1]]
        if _is_drawn(wide[:, middle], float(shares[middle]), around, dpi):
            found.append(Side(line, float(middle + x0), float(shares[middle])))
    return found


def _levels(mask: Mask, y: float, x_lines: Sequence[float], dpi: float) -> list[float]:
    """The share that is drawn, all or nothing, of each stretch of a level line."""
    far = round(BESIDE * dpi) + 3
    top = max(0, round(y) - far)
    band = mask[top : round(y) + far + 1]
    middle = round(y) - top
    shares = []
    for first, last in pairwise(x_lines):
        margin = min(AT_CROSSING * dpi, (last - first) / 5)
        part = band[:, max(0, round(first + margin)) : round(last - margin) + 1]
        drawn = part.size > 0 and _is_level(part, middle, dpi)
        shares.append(1.0 if drawn else 0.0)
    narrow = [last - first < NARROWEST * dpi for first, last in pairwise(x_lines)]
    return [
        max(share, *(shares[max(0, i - 1) : i + 2])) if thin else share
        for i, (share, thin) in enumerate(zip(shares, narrow, strict=True))
    ]


def _is_level(part: Mask, middle: int, dpi: float) -> bool:
    """Whether a line runs through the band from end to end, not farther from its middle than it may drift."""
    drift = max(2, round(DRIFT * dpi))
    lines, sides = [], []
    for block in np.array_split(part, max(1, round(part.shape[1] / (BLOCK * dpi))), axis=1):
        rows = block.mean(axis=1)
        low = max(0, middle - drift)
        near = np.convolve(rows, (0.5, 1, 0.5), "same")[low : middle + drift + 1]
        if not len(near):
            return False
        at = low + int(near.argmax())
        lines.append(block[max(0, at - 2) : at + 3].max(axis=0))
        rows[max(0, at - 3) : at + 4] = 0
        sides.append(rows)
    line = np.concatenate(lines)
    return _is_drawn(line, float(line.mean()), np.max(sides, axis=0), dpi)


def _is_drawn(part: Mask, share: float, beside: npt.NDArray[np.float64], dpi: float) -> bool:
    """Whether this is ink of a ruling; `beside`: shares of the lines of pixels beside it."""
    end, hole = _holes(part)
    if share >= DRAWN and hole <= HOLE * dpi and end <= END_HOLE * dpi:
        return True
    longest = max(FAINT_HOLE * dpi, FAINT_HOLE * len(part))
    return (
        share >= FAINT
        and hole <= longest
        and end <= min(END_HOLE * dpi + FAINT_END_HOLE * max(0.0, len(part) - dpi), FAINT_HOLE * dpi)
        and float(beside.max(initial=0.0)) < CLEAN
    )


def _holes(part: Mask) -> tuple[int, int]:
    """The longer run of zeros at an end, and the longest one between."""
    dark = np.flatnonzero(part)
    if not len(dark):
        return len(part), len(part)
    return max(int(dark[0]), len(part) - 1 - int(dark[-1])), int(np.diff(dark).max(initial=1)) - 1

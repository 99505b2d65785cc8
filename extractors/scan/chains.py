"""Ruled lines as chains of short pieces, by what is thin across and dark along. Loads cv2: import it lazily.

All lengths are in inches, turned into pixels by the resolution of the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.gridlines import Segment

Gray = npt.NDArray[np.uint8]
Ruling = tuple[Segment, ...]
"""One line as a chain of short pieces."""

SMOOTH = 0.03
THICKEST = 0.065
PIECE = 0.05
LONG = 1.2
SHARE_OF_USUAL = 0.5
LEAST_PIECES = 5
"""A line is at least so many pieces long: a quarter of an inch."""
FULL = 0.6
"""A piece is there where this share of it is dark."""
FAINTEST = 7.0
"""In grey levels: no line is sought that stands out less from what is beside it."""


def level_lines(gray: Gray, dpi: float) -> tuple[list[Ruling], Gray]:
    """The level lines of a picture, and a mask with 1 where it is thin and as dark as its lines are.

    How dark they are is told by the long ones: faint rulings are found, and text between dark ones is not.
    """
    stands_out = thin_dark(gray, dpi)
    sample = stands_out[:: max(1, stands_out.shape[0] // 200), ::7]
    faintest = max(FAINTEST, 2.5 * float(np.median(sample)))
    mask = _above(stands_out, faintest)
    pieces = _pieces(mask, dpi)
    if pieces is None:
        return [], mask
    long = pieces.within(LONG * dpi)
    if long.any():
        ys = np.round(pieces.middle[long]).astype(np.intp)
        xs = pieces.place[long] * pieces.step + round(PIECE * dpi / 2)
        inside = (ys > 0) & (ys < gray.shape[0] - 1)
        ys, xs = ys[inside], xs[inside]
        dark = np.maximum(np.maximum(stands_out[ys - 1, xs], stands_out[ys, xs]), stands_out[ys + 1, xs])
        dark = dark[dark > 0.25 * np.percentile(dark, 90)] if len(dark) else dark
        usual = SHARE_OF_USUAL * float(np.percentile(dark, 12)) if len(dark) else 0.0
        if usual > 1.2 * faintest:
            mask = _above(stands_out, usual)
            pieces = _pieces(mask, dpi)
    return (_chained(pieces) if pieces else []), mask


def thin_dark(gray: Gray, dpi: float) -> Gray:
    """How much darker the picture, smoothed along level lines, is than close above and below."""
    smooth = cv2.blur(gray, (max(5, round(SMOOTH * dpi) | 1), 1))
    thickest = np.ones((max(7, round(THICKEST * dpi) | 1), 1), np.uint8)
    return np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, thickest), np.uint8)


def _above(values: Gray, least: float) -> Gray:
    return np.asarray(cv2.threshold(values, least, 1, cv2.THRESH_BINARY)[1], np.uint8)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of all lines: of which line each is, its place along the lines (in steps), and its middle across."""

    step: int
    line: npt.NDArray[np.intp]
    place: npt.NDArray[np.intp]
    middle: npt.NDArray[np.float64]

    def within(self, length: float) -> npt.NDArray[np.bool_]:
        """Which pieces are neither first nor last of a line longer than so many pixels."""
        count = int(self.line.max(initial=0)) + 1
        first, last = np.full(count, np.iinfo(np.intp).max), np.full(count, -1)
        np.minimum.at(first, self.line, self.place)
        np.maximum.at(last, self.line, self.place)
        first, last = first[self.line], last[self.line]
        inner = (self.place > first) & (self.place < last)
        return np.asarray(inner & ((last - first + 1) * self.step > length), np.bool_)


def level_chains(mask: Gray, dpi: float) -> list[Ruling]:
    """The level lines of such a mask, ends true to a twentieth of an inch. Rows of text may be among them."""
    pieces = _pieces(mask, dpi)
    return _chained(pieces) if pieces else []


def _pieces(mask: Gray, dpi: float) -> _Pieces | None:
    width = mask.shape[1]
    step = max(4, round(PIECE * dpi))
    count = width // step
    if count < LEAST_PIECES:
        return None
    sums = cv2.boxFilter(mask, -1, (step, 1), anchor=(0, 0), normalize=False)[:, : count * step : step]
    full = np.asarray(sums > step * FULL, np.uint8)
    joined = cv2.morphologyEx(
        cv2.dilate(full, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, LEAST_PIECES), np.uint8)
    )
    _, labels = cv2.connectedComponents(np.asarray(joined, np.uint8), connectivity=8)
    ys, xs = np.nonzero(cv2.bitwise_and(full, np.asarray(joined, np.uint8)))
    owner = labels[ys, xs].astype(np.intp) * count + xs
    weights = np.bincount(owner)
    keys = np.flatnonzero(weights)
    middle = np.bincount(owner, weights=ys)[keys] / weights[keys]
    return _Pieces(step, keys // count, keys % count, middle)


def _chained(pieces: _Pieces) -> list[Ruling]:
    lines: dict[int, list[Segment]] = {}
    for line, place, y in zip(pieces.line.tolist(), pieces.place.tolist(), pieces.middle.tolist(), strict=True):
        lines.setdefault(line, []).append(Segment(y, float(place * pieces.step), float((place + 1) * pieces.step)))
    return [tuple(own) for own in lines.values()]

"""Ruled lines as chains of short pieces, by what is thin across and dark along. Loads cv2: import it lazily.

All lengths are in inches, turned into pixels by the resolution of the picture.
"""

from __future__ import annotations

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
    lines = level_chains(mask, dpi)
    long = [line for line in lines if line[-1].end - line[0].start > LONG * dpi]
    pieces = np.array([(piece.position, piece.start) for line in long for piece in line[1:-1]])
    if len(pieces):
        ys, xs = np.round(pieces.T).astype(np.intp)
        xs += round(PIECE * dpi / 2)
        inside = (ys > 0) & (ys < gray.shape[0] - 1)
        ys, xs = ys[inside], xs[inside]
        dark = np.maximum(np.maximum(stands_out[ys - 1, xs], stands_out[ys, xs]), stands_out[ys + 1, xs])
        dark = dark[dark > 0.25 * np.percentile(dark, 90)] if len(dark) else dark
        usual = SHARE_OF_USUAL * float(np.percentile(dark, 12)) if len(dark) else 0.0
        if usual > 1.2 * faintest:
            mask = _above(stands_out, usual)
            lines = level_chains(mask, dpi)
    return lines, mask


def thin_dark(gray: Gray, dpi: float) -> Gray:
    """How much darker the picture, smoothed along level lines, is than close above and below."""
    smooth = cv2.blur(gray, (max(5, round(SMOOTH * dpi) | 1), 1))
    thickest = np.ones((max(7, round(THICKEST * dpi) | 1), 1), np.uint8)
    return np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, thickest), np.uint8)


def _above(values: Gray, least: float) -> Gray:
    return np.asarray(cv2.threshold(values, least, 1, cv2.THRESH_BINARY)[1], np.uint8)


def level_chains(mask: Gray, dpi: float) -> list[Ruling]:
    """The level lines of such a mask, ends true to a twentieth of an inch. Rows of text may be among them."""
    width = mask.shape[1]
    step = max(4, round(PIECE * dpi))
    count = width // step
    if count < LEAST_PIECES:
        return []
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
    lines: dict[int, list[Segment]] = {}
    for key, y in zip(keys.tolist(), middle.tolist(), strict=True):
        label, place = divmod(key, count)
        lines.setdefault(label, []).append(Segment(y, float(place * step), float((place + 1) * step)))
    return [tuple(pieces) for pieces in lines.values()]

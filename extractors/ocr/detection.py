"""From a picture to the detector network's input, and from its map of text to the lines' corners.

The steps are those of "Real-time Scene Text Detection with Differentiable Binarization" (Liao et al., 2020).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import cv2
    import numpy as np
    import numpy.typing as npt

    from extractors.ocr.protocol import Quad
    from extractors.page import Pixels

    Floats = npt.NDArray[np.float32]

MULTIPLE = 32
SHORT_SIDE = 736
LONG_SIDE = 2000
TEXT = 0.3
"""A pixel of the map is text from here."""
LINE = 0.5
"""A region is a line of text where its pixels reach this on average."""
GROWTH = 1.6
"""How far a region is grown, as the network was trained on shrunken ones: area × this / perimeter."""
SMALLEST = 3
"""Regions thinner than this many pixels are none."""


def prepare(pixels: Pixels) -> Floats:
    """The network's input (1 × 3 × H × W) for a picture: short side up to 736, long side down to 2000 pixels."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = max(1.0, SHORT_SIDE / min(height, width))
    scale = min(scale, LONG_SIDE / max(height, width))
    size = tuple(max(MULTIPLE, round(side * scale / MULTIPLE) * MULTIPLE) for side in (width, height))
    shrinks = scale < 1
    scaled = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    tensor = scaled.astype(np.float32).transpose(2, 0, 1)[None]
    tensor *= 2 / 255
    tensor -= 1
    return tensor


def quads(chart: Floats, size: tuple[int, int]) -> list[Quad]:
    """The lines of text in the network's map (H × W), in pixels of the picture of `size` (height, width)."""
    import cv2
    import numpy as np

    mask = cv2.dilate((chart > TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    x_scale, y_scale = size[1] / chart.shape[1], size[0] / chart.shape[0]
    found = []
    for contour in contours:
        centre, (w, h), angle = cv2.minAreaRect(contour)
        if min(w, h) < SMALLEST or _mean_inside(chart, contour) < LINE:
            continue
        grown = w * h * GROWTH / (2 * (w + h))
        corners = cv2.boxPoints((centre, (w + 2 * grown, h + 2 * grown), angle))
        found.append(_ordered(corners * (x_scale, y_scale), size))
    return _in_reading_order(found)


def _mean_inside(chart: Floats, contour: cv2.typing.MatLike) -> float:
    import cv2
    import numpy as np

    x, y, w, h = cv2.boundingRect(contour)
    mask = np.zeros((h, w), np.uint8)
    cv2.fillPoly(mask, [contour - (x, y)], 1)
    return float(cv2.mean(chart[y : y + h, x : x + w], mask)[0])


def _ordered(corners: npt.NDArray[np.float64], size: tuple[int, int]) -> Quad:
    points = sorted((min(max(float(x), 0), size[1]), min(max(float(y), 0), size[0])) for x, y in corners)
    top_left, bottom_left = sorted(points[:2], key=lambda p: p[1])
    top_right, bottom_right = sorted(points[2:], key=lambda p: p[1])
    return top_left, top_right, bottom_right, bottom_left


def _in_reading_order(found: list[Quad]) -> list[Quad]:
    """Rows from the top, each from the left; a quad joins a row where its middle lies within the row's first one."""
    rows: list[list[Quad]] = []
    for quad in sorted(found, key=lambda q: sum(y for _, y in q)):
        middle = sum(y for _, y in quad) / 4
        first = rows[-1][0] if rows else None
        if first and (first[0][1] + first[1][1]) / 2 < middle < (first[2][1] + first[3][1]) / 2:
            rows[-1].append(quad)
        else:
            rows.append([quad])
    return [quad for row in rows for quad in sorted(row)]

"""Places on a picture: pixels of the upright picture, fractions of it, fractions of the page as received."""

from __future__ import annotations

import numpy as np

from extractors.page import Box, PageImage, Place
from extractors.scan.sheet import Rect, clipped

_QUARTER = np.array([[0.0, -1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
"""From fractions of a picture turned to the left by a quarter to fractions of the picture before."""


def turned(image: PageImage, turns: int) -> PageImage:
    """The picture turned by so many quarters to the left, with the way back to the page as received."""
    back = np.asarray(image.to_received).reshape(3, 3) @ np.linalg.matrix_power(_QUARTER, turns)
    pixels = np.ascontiguousarray(np.rot90(image.pixels, turns))
    return PageImage(pixels, image.dpi, tuple(float(value) for value in back.ravel()))


def place_of(image: PageImage, number: int, rect: Rect) -> Place:
    """The place of a rectangle (pixels of the upright picture): the box around it on the received page."""
    height, width = image.pixels.shape[:2]
    x0, y0, x1, y1 = rect[0] / width, rect[1] / height, rect[2] / width, rect[3] / height
    return Place(number, _mapped(np.asarray(image.to_received).reshape(3, 3), (x0, y0, x1, y1)))


def upright_box(image: PageImage, rect: Rect) -> Box:
    """A rectangle of the upright picture, from pixels to fractions of it."""
    height, width = image.pixels.shape[:2]
    return Box(rect[0] / width, rect[1] / height, rect[2] / width, rect[3] / height)


def rect_of(image: PageImage, box: Box) -> Rect:
    """The rectangle in pixels that a box in fractions of the upright picture covers."""
    height, width = image.pixels.shape[:2]
    return clipped((box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height), image.pixels.shape)


def _mapped(matrix: np.typing.NDArray[np.float64], rect: tuple[float, float, float, float]) -> Box:
    x0, y0, x1, y1 = rect
    corners = np.array([(x0, y0, 1), (x1, y0, 1), (x1, y1, 1), (x0, y1, 1)]) @ matrix.T
    xs, ys = np.clip(corners[:, 0] / corners[:, 2], 0, 1), np.clip(corners[:, 1] / corners[:, 2], 0, 1)
    return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))

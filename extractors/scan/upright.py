"""A received picture made upright: turned, straightened, flattened, evenly lit, at a working resolution. Loads cv2."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import PageImage
from extractors.scan.pose import Matrix, is_on_its_side, long_strokes, straightening, text_height

Pixels = npt.NDArray[np.uint8]

LOOK_AT = 1100
"""Pixels of the longer side of the small copy on which the pose is found."""
LOWEST_DPI, TARGET_DPI, HIGHEST_DPI = 160.0, 200.0, 260.0
LARGEST_ENLARGEMENT = 3.0
A4_LONG, A4_RATIO = 11.69, 1.414
TABLE_WIDTH, WIDE_TABLE_WIDTH = 6.5, 9.7
BODY_TEXT = 0.135
"""Inches: height of the characters of a body text of about 10.5 points."""


def upright(pixels: Pixels) -> PageImage:
    """The picture (BGR) upright, with the resolution as guessed and the way back to the picture as received.

    Mends quarter turns, skew up to 15°, the perspective of a photograph, uneven light, and a resolution too low or
    too high. Only the text can tell whether a page is upside down (`turn`): it is taken to be the right way up or
    turned clockwise.
    """
    height, width = pixels.shape[:2]
    shrink = min(1.0, LOOK_AT / max(height, width))
    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    if shrink < 1:
        gray = np.asarray(cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    strokes = long_strokes(gray)
    pose, size = _fitted(straightening(strokes, gray), gray.shape[1], gray.shape[0])
    flat = np.asarray(cv2.warpPerspective(gray, pose, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)
    if is_on_its_side(flat):
        pose = np.array([[0.0, -1.0, size[1] - 1], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]) @ pose
        size = (size[1], size[0])
        flat = np.asarray(cv2.rotate(flat, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    dpi = _guess_dpi(flat, strokes, pose) / shrink
    scale = 1.0
    if dpi < LOWEST_DPI:
        scale = min(TARGET_DPI / dpi, LARGEST_ENLARGEMENT)
    elif dpi > HIGHEST_DPI:
        scale = HIGHEST_DPI / dpi
    made, whole = _warp(pixels, pose, size, shrink, scale)
    made = _evenly_lit(made)
    return PageImage(made, dpi * scale, _way_back(whole, (width, height), (made.shape[1], made.shape[0])))


def _fitted(matrix: Matrix, width: int, height: int) -> tuple[Matrix, tuple[int, int]]:
    """The matrix moved so that the whole picture is in view, and the size of that view."""
    corners = np.array([[0, 0, 1], [width - 1, 0, 1], [0, height - 1, 1], [width - 1, height - 1, 1]], np.float64)
    seen = corners @ matrix.T
    if seen[:, 2].min() < 0.3:
        return np.eye(3), (width, height)
    seen = seen[:, :2] / seen[:, 2:]
    low, high = seen.min(axis=0), seen.max(axis=0)
    move = np.array([[1.0, 0.0, -low[0]], [0.0, 1.0, -low[1]], [0.0, 0.0, 1.0]])
    across, down = (round(v) + 1 for v in (high - low).tolist())
    if across * down > 4 * width * height:
        return np.eye(3), (width, height)
    return move @ matrix, (across, down)


def _guess_dpi(flat: Pixels, strokes: npt.NDArray[np.float64], pose: Matrix) -> float:
    height, width = flat.shape[:2]
    longer, shorter = max(height, width), min(height, width)
    if abs(longer / shorter - A4_RATIO) < 0.05:
        return float(longer / A4_LONG)
    extent = _table_width(strokes, pose)
    if extent > 0.45 * width:
        return extent / (WIDE_TABLE_WIDTH if width > 1.15 * height else TABLE_WIDTH)
    text = text_height(flat)
    return float(text / BODY_TEXT if text else longer / A4_LONG)


def _table_width(strokes: npt.NDArray[np.float64], pose: Matrix) -> float:
    if len(strokes) < 6:
        return 0.0
    points = np.hstack([strokes.reshape(-1, 2), np.ones((2 * len(strokes), 1))]) @ pose.T
    ends = (points[:, :2] / points[:, 2:]).reshape(-1, 2, 2)
    level = np.abs(ends[:, 0, 1] - ends[:, 1, 1]) < 0.1 * np.abs(ends[:, 0, 0] - ends[:, 1, 0])
    if level.sum() < 3:
        return 0.0
    across = ends[level][:, :, 0]
    return float(np.percentile(across.max(axis=1), 95)) - float(np.percentile(across.min(axis=1), 5))


def _warp(pixels: Pixels, pose: Matrix, size: tuple[int, int], shrink: float, scale: float) -> tuple[Pixels, Matrix]:
    def zoom(factor: float) -> Matrix:
        shift = (factor - 1) / 2
        return np.array([[factor, 0.0, shift], [0.0, factor, shift], [0.0, 0.0, 1.0]])

    factor = scale / shrink
    whole = zoom(factor) @ pose @ zoom(shrink)
    out = (max(1, round(size[0] * factor)), max(1, round(size[1] * factor)))
    if np.allclose(whole, np.eye(3), atol=1e-9):
        return pixels, np.eye(3)
    quarter = np.array([[0.0, -1.0, pixels.shape[0] - 1], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    if scale == 1.0 and np.allclose(pose[:2, :2], quarter[:2, :2], atol=1e-9):
        return np.asarray(cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE), np.uint8), quarter
    source = pixels
    if scale < 0.7:
        source = np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        matrix = whole @ np.linalg.inv(zoom(scale))
    else:
        matrix = whole
    how = cv2.INTER_CUBIC if scale > 1.2 else cv2.INTER_LINEAR
    made = cv2.warpPerspective(source, matrix, out, flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made, np.uint8), whole


def _way_back(whole: Matrix, received: tuple[int, int], made: tuple[int, int]) -> tuple[float, ...]:
    """From fractions of the picture made to fractions of the picture received; pixels have their centre at 0.5."""
    into = np.array([[made[0], 0.0, -0.5], [0.0, made[1], -0.5], [0.0, 0.0, 1.0]])
    out = np.array([[1 / received[0], 0.0, 0.5 / received[0]], [0.0, 1 / received[1], 0.5 / received[1]], [0, 0, 1.0]])
    back = out @ np.linalg.inv(whole) @ into
    back /= back[2, 2]
    return tuple(float(v) for v in back.ravel())


def _evenly_lit(pixels: Pixels) -> Pixels:
    """Divides by the paper's own brightness where that is uneven or dark; pictures lit well stay as they are."""
    height, width = pixels.shape[:2]
    size = (max(8, width // 12), max(8, height // 12))
    small = cv2.resize(pixels[::2, ::2] if min(height, width) > 400 else pixels, size, interpolation=cv2.INTER_AREA)
    reach = max(5, small.shape[1] // 9 | 1)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), reach / 5)
    light = paper.max(axis=2)
    dark, bright = np.percentile(light, 8), np.percentile(light, 92)
    if dark > 200 and dark > 0.85 * bright:
        return pixels
    wide = cv2.resize(np.maximum(paper, 50), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, wide, scale=245.0), np.uint8)

"""How a page lies in a picture: the directions of its lines, and which way its text runs. Loads cv2."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

SHORTEST_STROKE = 0.035
"""Strokes at least this share of the longer side tell the pose."""
SPREAD = np.radians(12.0)
"""Lines of one direction may differ by this much under perspective."""
STRAIGHT_ENOUGH = 0.0015
"""In radians: pictures nearer to upright than this are left as they are."""


def long_strokes(gray: Gray) -> Matrix:
    """The long straight edges of the picture as rows x0, y0, x1, y1."""
    contrast = cv2.createCLAHE(2.0, (8, 8)).apply(gray) if gray.std() < 25 else gray
    found: object = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(contrast)[0]
    lines = np.zeros((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4)
    length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    return np.asarray(lines[length > SHORTEST_STROKE * max(gray.shape)], np.float64)


def straightening(strokes: Matrix, gray: Gray) -> Matrix:
    """The homography (pixels to pixels) that makes the lines of the page level and plumb, up to a quarter turn."""
    height, width = gray.shape
    if len(strokes) < 8:
        return _about_centre(_turned(_tilt_of_text(gray)), width, height)
    vectors = strokes[:, 2:] - strokes[:, :2]
    length = np.hypot(vectors[:, 0], vectors[:, 1])
    angle = np.arctan2(vectors[:, 1], vectors[:, 0])
    main = _main_angle(angle, length)
    unit = max(width, height) / 2
    ends = (strokes.reshape(-1, 2) - [(width - 1) / 2, (height - 1) / 2]) / unit
    ends = ends @ _turned(main)[:2, :2].T
    lines = np.cross(np.c_[ends[0::2], np.ones(len(strokes))], np.c_[ends[1::2], np.ones(len(strokes))])
    lines /= np.hypot(lines[:, 0], lines[:, 1])[:, None]
    level = np.abs(_off(angle - main)) < SPREAD
    plumb = np.abs(_off(angle - main + np.pi / 2)) < SPREAD
    tilt_h, pull_h = _vanishing(lines[level][:, [0, 1, 2]], length[level])
    tilt_v, pull_v = _vanishing(lines[plumb][:, [1, 0, 2]], length[plumb])
    if not plumb.any():
        tilt_v = -tilt_h
    if not level.any():
        tilt_h = -tilt_v
    inverse = np.array([[1.0, tilt_v, 0.0], [tilt_h, 1.0, 0.0], [pull_h, pull_v, 1.0]])
    inverse[:, 0] /= np.hypot(1, tilt_h)
    inverse[:, 1] /= np.hypot(1, tilt_v)
    flat = np.linalg.inv(inverse) @ _turned(main)
    if np.abs(flat / flat[2, 2] - np.eye(3)).max() < STRAIGHT_ENOUGH:
        return np.eye(3)
    scale = np.diag([1 / unit, 1 / unit, 1.0])
    return _about_centre(np.linalg.inv(scale) @ flat @ scale, width, height)


def is_on_its_side(gray: Gray) -> bool:
    """Whether the lines of text run up or down the picture."""
    blobs = _text_blobs(gray)
    if len(blobs) < 4:
        return False
    wide, high = blobs[:, 2].astype(float), blobs[:, 3].astype(float)
    vote = ((wide - high) / np.maximum(wide, high) * np.maximum(wide, high)).sum() / np.maximum(wide, high).sum()
    return bool(vote < -0.1)


def text_height(gray: Gray) -> float:
    """The height of a usual character in pixels, 0 where there is no text."""
    boxes = _ink_boxes(_ink(gray), gray.shape)
    if len(boxes) < 10:
        return 0.0
    return float(np.percentile(np.maximum(boxes[:, 2], boxes[:, 3]), 70))


def _off(angle: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray((angle + np.pi / 2) % np.pi - np.pi / 2, np.float64)


def _turned(angle: float) -> Matrix:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])


def _about_centre(matrix: Matrix, width: int, height: int) -> Matrix:
    x, y = (width - 1) / 2, (height - 1) / 2
    to = np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
    back = np.array([[1.0, 0.0, -x], [0.0, 1.0, -y], [0.0, 0.0, 1.0]])
    return np.asarray(to @ matrix @ back, np.float64)


def _main_angle(angle: npt.NDArray[np.float64], length: npt.NDArray[np.float64]) -> float:
    """The direction within 45° of level that most of the length keeps, its perpendicular counted with it."""
    folded = (np.degrees(angle) + 45) % 90
    votes = np.bincount(folded.astype(int) % 90, weights=length, minlength=90)
    smooth = np.convolve(np.r_[votes[-4:], votes, votes[:4]], [1, 2, 3, 4, 5, 4, 3, 2, 1], "valid")
    peak = float(smooth.argmax()) - 44.5
    near = (folded - 45 - peak + 45) % 90 - 45
    close = np.abs(near) < 4
    return float(np.radians(peak + np.average(near[close], weights=length[close]))) if close.any() else 0.0


def _vanishing(lines: Matrix, weight: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Tilt and pull (1, tilt, pull) of the point in which the lines meet; outliers and weak evidence count little."""
    if len(lines) == 0:
        return 0.0, 0.0
    a, b = lines[:, 1:], -lines[:, 0]
    trust = np.ones(len(lines))
    found = np.zeros(2)
    for _ in range(8):
        w = (weight * trust)[:, None]
        found = np.linalg.solve((w * a).T @ a + weight.sum() * np.diag([1e-6, 3e-4]), (w * a).T @ b)
        off = np.abs(a @ found - b)
        trust = 1 / (1 + (off / 0.006) ** 2)
    return float(found[0]), float(found[1])


def _ink(gray: Gray) -> Gray:
    paper = cv2.blur(gray, (31, 31))
    ink = np.asarray(cv2.subtract(paper, gray) > 18, np.uint8)
    for shape in ((1, 25), (25, 1)):
        ink = np.asarray(cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))), np.uint8)
    return ink


def _ink_boxes(ink: Gray, shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
    boxes = cv2.connectedComponentsWithStats(ink)[2][1:]
    size = np.maximum(boxes[:, 2], boxes[:, 3])
    return np.asarray(boxes[(size > 4) & (size < max(shape) / 20)], np.int32)


def _text_blobs(gray: Gray) -> npt.NDArray[np.int32]:
    ink = _ink(gray)
    boxes = _ink_boxes(ink, gray.shape)
    if len(boxes) < 10:
        return np.zeros((0, 5), np.int32)
    reach = max(3, round(0.4 * float(np.percentile(np.maximum(boxes[:, 2], boxes[:, 3]), 70))))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    blobs = cv2.connectedComponentsWithStats(np.asarray(closed, np.uint8))[2][1:]
    return np.asarray(blobs[(blobs[:, 4] > 30) & (np.maximum(blobs[:, 2], blobs[:, 3]) > 2 * reach)], np.int32)


def _tilt_of_text(gray: Gray) -> float:
    """The median direction of the lines of text within 45° of an axis, in radians."""
    ink = _ink(gray)
    boxes = _ink_boxes(ink, gray.shape)
    if len(boxes) < 10:
        return 0.0
    reach = max(3, round(0.7 * float(np.percentile(np.maximum(boxes[:, 2], boxes[:, 3]), 70))))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    angles, weights = [], []
    for outline in cv2.findContours(np.asarray(closed, np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        _, (one, other), turn = cv2.minAreaRect(outline)
        if max(one, other) > 4 * max(1.0, min(one, other)) and max(one, other) > 40:
            angles.append((turn + 45) % 90 - 45)
            weights.append(max(one, other))
    if not angles:
        return 0.0
    order = np.argsort(angles)
    total = np.cumsum(np.array(weights)[order])
    middle = float(np.array(angles)[order][np.searchsorted(total, total[-1] / 2)])
    return float(np.radians(middle)) if abs(middle) > np.degrees(STRAIGHT_ENOUGH) * 3 else 0.0

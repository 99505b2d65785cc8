"""A form drawn, spoilt as scanners and telephones spoil it, made upright again: its grid and its places come back."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from extractors.page import PageImage
from extractors.scan.rulings import find_tables
from extractors.scan.turn import half_turned
from extractors.scan.upright import upright

Pixels = npt.NDArray[np.uint8]
X = (150, 420, 760, 1050, 1500)
Y = (260, 360, 450, 560, 900, 1300, 1500)
CELLS = {(0, 0, 1, 1), (0, 1, 1, 2), (0, 3, 2, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1),
         (2, 1, 1, 3), (3, 0, 1, 4), (4, 0, 1, 1), (4, 1, 1, 3), (5, 0, 1, 1), (5, 1, 1, 3)}  # fmt: skip


def form(thickness: int = 2, grey: int = 0) -> Pixels:
    """The table at 200 dpi on A4, with rows of strokes for text."""
    paper = np.full((2339, 1654, 3), 255, np.uint8)
    for row, column, height, width in CELLS:
        corner, opposite = (X[column], Y[row]), (X[column + width], Y[row + height])
        cv2.rectangle(paper, corner, opposite, (grey,) * 3, thickness)
        for x in range(corner[0] + 30, opposite[0] - 60, 34):
            y = corner[1] + 34
            cv2.rectangle(paper, (x, y), (x + 26, y + 24), (30, 30, 30), 2)
            cv2.line(paper, (x, y + 12), (x + 26, y + 12), (30, 30, 30), 2)
    chance = np.random.default_rng(1)
    for line in range(12):
        for x in range(200 + int(chance.integers(0, 30)), 1100 + 30 * line, 33):
            left, top = x + int(chance.integers(0, 5)), 1600 + 50 * line + int(chance.integers(0, 4))
            wide, high = chance.integers(12, 25, 2).tolist()
            cv2.rectangle(paper, (left, top), (left + wide, top + high), (30, 30, 30), 2)
            cv2.line(paper, (left, top + high), (left + 24, top), (30, 30, 30), 2)
    return paper


def warped(pixels: Pixels, matrix: npt.NDArray[np.float64], size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.warpPerspective(pixels, matrix, size, borderValue=(255, 255, 255)), np.uint8)


def topology(image: PageImage) -> set[tuple[int, int, int, int]]:
    (table,) = find_tables(image)
    return {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}


@pytest.mark.parametrize(("thickness", "grey"), [(1, 0), (2, 0), (4, 0), (2, 170)])
def test_grid_of_a_plain_scan(thickness: int, grey: int) -> None:
    """Thin, thick and faint lines give the same grid, at the place where it is drawn."""
    image = PageImage(form(thickness, grey), 200.0)
    assert topology(image) == CELLS
    (table,) = find_tables(image)
    assert table.x_lines == pytest.approx(X, abs=3)
    assert table.y_lines == pytest.approx(Y, abs=3)


def test_text_alone_is_no_table() -> None:
    """A page without lines has no table, and neither has an empty one."""
    text = form()
    text[:1580] = 255
    assert find_tables(PageImage(text, 200.0)) == []
    assert find_tables(PageImage(np.full((300, 200, 3), 255, np.uint8), 200.0)) == []


def test_upright_picture_stays_as_it_is() -> None:
    """A good scan is not touched: same pixels, its resolution known from the paper size."""
    pixels = form()
    image = upright(pixels)
    assert image.pixels is pixels
    assert image.dpi == pytest.approx(200, rel=0.01)
    assert image.to_received == pytest.approx((1, 0, 0, 0, 1, 0, 0, 0, 1), abs=1e-9)


def received(image: PageImage, x: float, y: float) -> tuple[float, float]:
    """A point of the upright picture in fractions of the received one."""
    rows, columns = image.pixels.shape[:2]
    point = np.array(image.to_received).reshape(3, 3) @ [(x + 0.5) / columns, (y + 0.5) / rows, 1.0]
    return float(point[0] / point[2]), float(point[1] / point[2])


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_quarter_turns(turn: int) -> None:
    """Turned any way, and by half a turn where it then stands upside down, the form points back exactly."""
    pixels = np.ascontiguousarray(np.rot90(form(), turn))
    image = upright(pixels)
    if image.pixels[100:220].min() <= 200:
        image = half_turned(image)
    assert topology(image) == CELLS
    (table,) = find_tables(image)
    corner = np.array([(X[0] + 0.5) / 1654, (Y[0] + 0.5) / 2339])
    for _ in range(turn):
        corner = np.array([corner[1], 1 - corner[0]])
    assert received(image, table.x_lines[0], table.y_lines[0]) == pytest.approx(tuple(corner), abs=0.004)


@pytest.mark.parametrize("seed", range(4))
def test_skew_and_perspective(seed: int) -> None:
    """Skew up to 15° and the perspective of a photograph are undone, and the way back is exact."""
    chance = np.random.default_rng(seed)
    angle, pull = chance.uniform(-14, 14), chance.uniform(-0.05, 0.05, 8)
    height, width = 2339, 1654
    plain = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = np.radians(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    bent = plain + pull.astype(np.float32).reshape(4, 2) * [width, height]
    corners = ((bent - bent.mean(axis=0)) @ rotation.T).astype(np.float32)
    corners -= corners.min(axis=0)
    size = tuple(int(v) + 1 for v in corners.max(axis=0))
    matrix = cv2.getPerspectiveTransform(plain, corners).astype(np.float64)
    pixels = warped(form(3), matrix, (size[0], size[1]))
    image = upright(pixels)
    assert topology(image) == CELLS
    (table,) = find_tables(image)
    spot = matrix @ [X[-1], Y[-1], 1.0]
    expected = (spot[0] / spot[2] / size[0], spot[1] / spot[2] / size[1])
    assert received(image, table.x_lines[-1], table.y_lines[-1]) == pytest.approx(expected, abs=0.01)


def test_uneven_light_is_evened() -> None:
    """A shadow over half of the page is gone, and the lines in it are found."""
    light = np.linspace(1.0, 0.45, 1654)[None, :, None]
    image = upright(np.asarray(form() * light, np.uint8))
    assert image.pixels[2200:, 1500:].mean() > 225
    assert topology(image) == CELLS


def test_low_resolution_is_raised() -> None:
    """A picture of 100 dpi is enlarged to the working resolution."""
    small = np.asarray(cv2.resize(form(2), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    image = upright(small)
    assert image.dpi == pytest.approx(200, rel=0.02)
    assert image.pixels.shape[0] == pytest.approx(2339, abs=4)
    assert topology(image) == CELLS

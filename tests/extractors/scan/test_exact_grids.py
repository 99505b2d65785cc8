"""Drawn forms, worn as scanners, copiers, fax machines and phones wear them: every cell is where it was drawn."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from benchmarks.grid import look, make_page
from extractors.page import PageImage
from extractors.scan.rulings import find_tables
from tests.fonts import chinese

Pixels = npt.NDArray[np.uint8]
PAGES = (
    ("office", "filing", 0),
    ("copy", "filing", 1),
    ("copy", "filing", 4),
    ("photo", "filing", 20),
    ("fax", "filing", 7),
    ("photo", "other", 0),
)
X, Y = (200, 420, 1000, 1400), (300, 360, 420, 560, 700)


def test_every_cell_is_found() -> None:
    """No two cells run together, and no stroke of text parts one."""
    chinese(20)
    wrong = {page.name: look(page).wrong for page in (make_page(*each) for each in PAGES)}
    assert {name: fields for name, fields in wrong.items() if fields} == {}


def ruled(colour: int = 0, thickness: int = 2, dash: tuple[int, int] = (1, 0)) -> Pixels:
    """Four rows of three cells at 200 dpi; `dash`: pixels on and off along each line."""
    paper = np.full((1000, 1654, 3), 255, np.uint8)
    on, off = dash
    for y in Y:
        for x in range(X[0], X[-1], on + off):
            paper[y : y + thickness, x : min(x + on, X[-1])] = colour
    for x in X:
        for y in range(Y[0], Y[-1], on + off):
            paper[y : min(y + on, Y[-1]), x : x + thickness] = colour
    return paper


def shape(pixels: Pixels) -> list[tuple[int, int, int]]:
    return [
        (len(table.x_lines), len(table.y_lines), len(table.cells)) for table in find_tables(PageImage(pixels, 200.0))
    ]


WHOLE = [(len(X), len(Y), (len(X) - 1) * (len(Y) - 1))]


@pytest.mark.parametrize("dash", [(1, 0), (2, 2), (5, 3), (8, 4)])
@pytest.mark.parametrize(("colour", "thickness"), [(0, 1), (170, 1), (0, 6)])
def test_lines_of_any_kind(colour: int, thickness: int, dash: tuple[int, int]) -> None:
    """Solid, dotted and dashed, thin, faint and thick lines all draw the table."""
    assert shape(ruled(colour, thickness, dash)) == WHOLE


def test_text_that_touches_a_line() -> None:
    """Strokes that stand against a ruling do not hide it."""
    pixels = ruled()
    for x in range(X[1] + 2, X[2] - 40, 34):
        cv2.rectangle(pixels, (x, Y[0] + 14), (x + 26, Y[0] + 44), (0, 0, 0), 2)
    assert shape(pixels) == WHOLE


def test_strokes_within_a_cell_part_nothing() -> None:
    """Upright strokes, brackets and tick boxes that end before the rulings are no lines of the table."""
    pixels = ruled()
    for x in range(X[1] + 40, X[2] - 60, 50):
        cv2.line(pixels, (x, Y[2] + 14), (x, Y[3] - 14), (0, 0, 0), 3)
        cv2.rectangle(pixels, (x + 12, Y[0] + 12), (x + 42, Y[0] + 44), (0, 0, 0), 2)
    assert shape(pixels) == WHOLE


def test_doubled_frame() -> None:
    """A second line close to the outer one makes no cells."""
    pixels = ruled()
    cv2.rectangle(pixels, (X[0] - 7, Y[0] - 7), (X[-1] + 8, Y[-1] + 8), (0, 0, 0), 2)
    assert shape(pixels) == WHOLE


def test_open_sides() -> None:
    """A table without lines on its left and right has its outer cells."""
    pixels = ruled()
    for x in (X[0], X[-1]):
        pixels[Y[0] + 4 : Y[-1] - 2, x - 4 : x + 6] = 255
        for y in Y:
            pixels[y : y + 2, x - 4 : x + 6] = 0
    assert shape(pixels) == WHOLE

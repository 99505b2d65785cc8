"""Lines of a cell: whole, in order, without the cell's rulings."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractors.page import PageImage
from extractors.scan.lines import TextLine, find_lines
from extractors.scan.sheet import Sheet, prepare
from tests.fonts import written

Pixels = npt.NDArray[np.uint8]
RECT = (40, 40, 560, 240)


def framed(ink: Pixels, x: int = 60, y: int = 60) -> Pixels:
    page = np.full((300, 620, 3), 255, np.uint8)
    page[y : y + ink.shape[0], x : x + ink.shape[1]] = ink[: 300 - y, : 620 - x]
    cv2.rectangle(page, RECT[:2], RECT[2:], (0, 0, 0), 3)
    return page


def lines_of(page: Pixels) -> tuple[Sheet, list[TextLine]]:
    sheet = prepare(PageImage(page, 200.0), [RECT])
    return sheet, find_lines(sheet, RECT)


def test_two_lines_are_two_from_the_top() -> None:
    _, lines = lines_of(framed(written("大连市西岗区\n人民路168号", 29, 0)))
    assert len(lines) == 2
    assert lines[0].box[3] <= lines[1].box[1] + 4


def test_characters_of_separate_strokes_stay_whole() -> None:
    for text in ("三", "二三三", "云、二"):
        _, lines = lines_of(framed(written(text, 29, 0)))
        assert len(lines) == 1, text
        assert lines[0].box[3] - lines[0].box[1] > 20


def test_an_empty_cell_has_no_lines_though_its_rulings_are_thick() -> None:
    _, lines = lines_of(framed(np.full((10, 10, 3), 255, np.uint8)))
    assert lines == []


def test_a_speck_of_dirt_is_no_line() -> None:
    page = framed(np.full((10, 10, 3), 255, np.uint8))
    cv2.circle(page, (300, 150), 3, (0, 0, 0), -1)
    assert lines_of(page)[1] == []


def test_text_over_the_edge_is_taken_whole_and_the_ruling_is_not() -> None:
    ink = written("质量管理部", 29, 0)
    page = np.full((300, 620, 3), 255, np.uint8)
    page[200 : 200 + ink.shape[0], 80 : 80 + ink.shape[1]] = ink
    cv2.line(page, (20, 226), (600, 226), (0, 0, 0), 2)
    rect = (40, 100, 560, 227)
    sheet = prepare(PageImage(page, 200.0), [rect])
    (line,) = find_lines(sheet, rect)
    rows = np.flatnonzero((ink < 128).any(axis=(1, 2)))
    assert line.box[3] >= 200 + rows[-1]
    assert not sheet.ink[224:229, 400:560].any()


def test_characters_below_each_other_in_a_narrow_cell_are_one_line() -> None:
    page = framed(np.full((10, 10, 3), 255, np.uint8))
    rect = (40, 40, 90, 240)
    page[:, 90:] = 255
    for k, character in enumerate("企业意见"):
        ink = written(character, 29, 0)
        page[50 + 45 * k : 50 + 45 * k + ink.shape[0], 50 : 50 + ink.shape[1]] = ink
    sheet = prepare(PageImage(page, 200.0), [rect])
    (line,) = find_lines(sheet, rect)
    assert line.stacked
    assert len(line.pieces) == 4


def test_specks_far_from_writing_go_and_signs_beside_it_stay() -> None:
    page = framed(written("简历另附页。", 29, 0))
    signs = lines_of(page)[1]
    cv2.circle(page, (500, 80), 3, (0, 0, 0), -1)
    cv2.circle(page, (330, 180), 3, (0, 0, 0), -1)
    cv2.circle(page, (380, 182), 3, (0, 0, 0), -1)
    sheet, lines = lines_of(page)
    assert [line.box for line in lines] == [line.box for line in signs]
    assert not sheet.ink[170:190].any()


def test_dots_set_in_a_row_are_no_dirt() -> None:
    page = framed(np.full((10, 10, 3), 255, np.uint8))
    for x in range(200, 300, 14):
        cv2.circle(page, (x, 150), 2, (0, 0, 0), -1)
    assert lines_of(page)[0].ink[140:160].any()


def test_dots_of_a_broken_ruling_are_no_text_and_a_figure_beside_it_is() -> None:
    ink = written("1990年", 29, 0)
    page = np.full((300, 620, 3), 255, np.uint8)
    page[60 : 60 + ink.shape[0], 48 : 48 + ink.shape[1]] = ink
    for y in range(42, 238, 9):
        cv2.line(page, (40, y), (40, y + 4), (0, 0, 0), 2)
    sheet, lines = lines_of(page)
    assert len(lines) == 1
    assert not sheet.ink[:, :43].any()
    assert sheet.ink[60:100, 46:58].any()

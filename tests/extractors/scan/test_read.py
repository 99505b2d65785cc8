"""A whole page: its tables, what stands outside of them, places on the received page, and the second reading."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from extractors.ocr.engines import engine
from extractors.page import Likeness, Origin, Page, PageImage, Paragraph
from extractors.scan.place import place_of, rect_of, upright_box
from extractors.scan.read import read_page
from extractors.scan.turn import read_either_way
from extractors.scan.witness import Manner, agreement, read_again
from tests.fonts import written

Pixels = npt.NDArray[np.uint8]
ROWS = (("企业名称", "大连明达机械有限公司"), ("姓名", "李建国"), ("主要产品", "水泵、阀门、轴承"), ("备注", ""))


def put(page: Pixels, text: str, x: int, y: int, size: int = 29) -> None:
    ink = written(text, size, 0)
    area = page[y : y + ink.shape[0], x : x + ink.shape[1]]
    area[:] = np.minimum(area, ink[: area.shape[0], : area.shape[1]])


def form() -> Pixels:
    page = np.full((900, 1300, 3), 250, np.uint8)
    put(page, "信息备案表", 500, 60, 50)
    put(page, "填报日期：2021年9月24日", 800, 170)
    for k, (label, value) in enumerate(ROWS):
        top = 250 + 100 * k
        cv2.rectangle(page, (100, top), (350, top + 100), (0, 0, 0), 2)
        cv2.rectangle(page, (350, top), (1200, top + 100), (0, 0, 0), 2)
        put(page, label, 120, top + 30)
        put(page, value, 380, top + 30)
    layer = np.full_like(page, 255)
    cv2.circle(layer, (900, 600), 150, (40, 30, 210), 9)
    cv2.rectangle(layer, (860, 590), (940, 600), (40, 30, 210), -1)
    return np.minimum(page, layer)


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(PageImage(form(), 200.0), 3, engine())


def test_cells_and_lines_outside_are_read_in_order(page: Page) -> None:
    assert page.origin is Origin.RECOGNISED
    assert page.shows_ink
    (table,) = page.tables
    cells = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert [(cells[k, 0], cells[k, 1]) for k in range(len(ROWS))] == [*ROWS]
    outside = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert [text.replace(":", "：") for text in outside] == ["信息备案表", "填报日期：2021年9月24日"]


def test_the_seal_lies_in_its_cell(page: Page) -> None:
    (table,) = page.tables
    sealed = [cell for cell in table.cells if any(p.likeness is Likeness.SEAL for p in cell.pictures)]
    assert [(cell.row, cell.column) for cell in sealed] == [(3, 1)]


def test_places_hold_the_ink(page: Page) -> None:
    (table,) = page.tables
    name = next(cell for cell in table.cells if cell.text == "李建国")
    assert name.place is not None
    assert name.place.page == 3
    line = name.lines[0].place
    assert line is not None
    assert line.box is not None
    assert line.box.x0 == pytest.approx(380 / 1300, abs=0.01)
    assert 350 / 900 < line.box.y0 < line.box.y1 < 450 / 900


def test_places_on_a_turned_page() -> None:
    turned = PageImage(np.zeros((200, 100, 3), np.uint8), 200.0, (0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 1.0))
    place = place_of(turned, 1, (10, 20, 30, 60))
    assert place.box is not None
    assert (place.box.x0, place.box.y1) == pytest.approx((0.1, 0.9))
    assert rect_of(turned, upright_box(turned, (10, 20, 30, 60))) == (10, 20, 30, 60)


@pytest.mark.parametrize("manner", list(Manner))
def test_the_second_reading_confirms_clean_print(page: Page, manner: Manner) -> None:
    assert page.image is not None
    (table,) = page.tables
    lines = [line for cell in table.cells for line in cell.lines if line.place]
    again = read_again(page.image, [line.upright for line in lines if line.upright], engine(), manner)
    merged = [agreement(first, second) for first, second in zip(lines, again, strict=True)]
    sure = [line.text for line in merged if all(run.confidence > 0.9 for run in line.runs)]
    assert len(sure) >= len(lines) - 1


def test_a_page_without_tables_is_read_too() -> None:
    bare = np.full((900, 1300, 3), 250, np.uint8)
    put(bare, "任命文件", 500, 100, 50)
    put(bare, "经公司研究决定，聘任李建国为首席质量官。", 200, 300, 40)
    read = read_page(PageImage(bare, 200.0), 1, engine())
    assert [block.text for block in read.blocks] == ["任命文件", "经公司研究决定，聘任李建国为首席质量官。"]
    assert read_page(PageImage(np.full_like(bare, 250), 200.0), 1, engine()).blocks == ()


def test_a_page_upside_down_is_read_upright_and_its_places_are_those_of_the_page_as_received() -> None:
    upside_down = np.ascontiguousarray(form()[::-1, ::-1])
    read = read_either_way(PageImage(upside_down, 200.0), 1, engine())
    upright = read_page(PageImage(form(), 200.0), 1, engine())
    ours, theirs = ([cell for table in each.tables for cell in table.cells] for each in (read, upright))
    assert [cell.text for cell in ours] == [cell.text for cell in theirs]
    first, same = ours[0].place, theirs[0].place
    assert first is not None
    assert same is not None
    assert first.box is not None
    assert same.box is not None
    assert first.box.x0 == pytest.approx(1 - same.box.x1, abs=0.01)

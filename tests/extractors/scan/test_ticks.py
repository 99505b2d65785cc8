"""Tick boxes: found where there are some, their state right or unknown, and characters left alone."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from extractors.ocr.engines import engine
from extractors.page import PageImage, Tick
from extractors.scan.lines import find_lines
from extractors.scan.sheet import prepare
from extractors.scan.transcript import read_lines
from tests.fonts import written

Pixels = npt.NDArray[np.uint8]
SIZE = 29


def cell(parts: list[str], *, wear: bool = False) -> Pixels:
    """A line of texts and boxes (`empty`, `tick`, `cross`, `fill`, `big`) in 10.5 points at 200 dpi."""
    page = np.full((90, 700, 3), 255, np.uint8)
    x = 20
    for part in parts:
        if part in ("empty", "tick", "cross", "fill", "big"):
            box(page, x, 30, part)
            x += SIZE + 6
        else:
            ink = written(part, SIZE, 0)
            page[25 : 25 + ink.shape[0], x : x + ink.shape[1]] = np.minimum(
                page[25 : 25 + ink.shape[0], x : x + ink.shape[1]], ink
            )
            x += ink.shape[1] + 4
    if wear:
        noise = np.random.default_rng(7).normal(0, 5, page.shape)
        page = np.clip(cv2.GaussianBlur(page, (0, 0), 0.8).astype(np.float64) * 0.9 + noise, 0, 255).astype(np.uint8)
    return page


def box(page: Pixels, x: int, y: int, state: str) -> None:
    side = 24
    cv2.rectangle(page, (x, y), (x + side, y + side), (0, 0, 0), 2)
    if state == "tick":
        cv2.polylines(page, [np.array([(x + 5, y + 12), (x + 10, y + 19), (x + 20, y + 5)])], False, (0, 0, 0), 2)
    elif state == "big":
        cv2.polylines(page, [np.array([(x + 3, y + 10), (x + 10, y + 21), (x + 32, y - 8)])], False, (90, 20, 20), 3)
    elif state == "cross":
        cv2.line(page, (x + 4, y + 4), (x + 20, y + 20), (0, 0, 0), 2)
        cv2.line(page, (x + 20, y + 4), (x + 4, y + 20), (0, 0, 0), 2)
    elif state == "fill":
        cv2.rectangle(page, (x + 4, y + 4), (x + 20, y + 20), (0, 0, 0), -1)


def read(page: Pixels) -> tuple[str, list[Tick]]:
    image = PageImage(page, 200.0)
    sheet = prepare(image)
    lines = find_lines(sheet, (0, 0, page.shape[1], page.shape[0]))
    (got,) = read_lines(sheet, [lines], engine(), image, 1)
    runs = [run for line in got for run in line.runs]
    text = "".join("#" if run.tick else run.text for run in runs)
    return "".join(text.split()), [run.tick for run in runs if run.tick]


@pytest.mark.parametrize("wear", [False, True])
@pytest.mark.parametrize("state", ["tick", "cross", "fill", "big"])
def test_a_ticked_and_an_empty_box_stand_where_they_stood(state: str, wear: bool) -> None:
    text, ticks = read(cell(["新设", state, "变更", "empty"], wear=wear))
    assert text == "新设#变更#"
    assert ticks == [Tick.CHECKED, Tick.UNCHECKED]


def test_boxes_before_their_options() -> None:
    text, ticks = read(cell(["empty", "专职", "tick", "兼职"]))
    assert text == "#专职#兼职"
    assert ticks == [Tick.UNCHECKED, Tick.CHECKED]


@pytest.mark.parametrize("text", ["出口贸易", "营口市进口食品", "中国日用品", "困难四因素回归", "二〇二一年"])
def test_characters_with_frames_are_no_boxes(text: str) -> None:
    got, ticks = read(cell([text]))
    assert ticks == []
    assert got == text


def test_the_mouth_of_a_word_stays_a_word_beside_real_boxes() -> None:
    text, ticks = read(cell(["出口", "tick", "内销", "empty"]))
    assert text == "出口#内销#"
    assert ticks == [Tick.CHECKED, Tick.UNCHECKED]


def test_a_trace_in_a_box_is_unknown_or_empty_but_never_a_tick() -> None:
    page = cell(["新设", "empty", "变更", "empty"])
    page[44:46, 90:94] = 120
    assert Tick.CHECKED not in read(page)[1]


def test_a_tick_beside_an_option_without_boxes_is_a_mark() -> None:
    page = cell(["专职", "兼职"])
    cv2.polylines(page, [np.array([(160, 42), (168, 52), (186, 26)])], False, (120, 20, 20), 3)
    text, ticks = read(page)
    assert (text, ticks) == ("专职兼职#", [Tick.MARK])


def test_a_box_from_which_a_pen_comes_out_is_never_empty() -> None:
    page = cell(["专职", "empty", "兼职", "empty"])
    cv2.line(page, (80, 50), (118, 16), (40, 40, 40), 2)
    assert read(page)[1][0] is not Tick.UNCHECKED


def test_a_circle_around_an_option_boxes_its_words_only() -> None:
    page = cell(["新设", "      ", "变更"])
    cv2.ellipse(page, (51, 41), (44, 22), 0, 0, 360, (30, 30, 160), 2)
    image = PageImage(page, 200.0)
    sheet = prepare(image)
    lines = find_lines(sheet, (0, 0, page.shape[1], page.shape[0]))
    (got,) = read_lines(sheet, [lines], engine(), image, 1)
    assert ["".join(run.text for line in got for run in line.runs if run.boxed)] == ["新设"]

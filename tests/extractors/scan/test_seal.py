"""Seals and portraits: seen where they are, not where there are none; text below a seal becomes readable."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from extractors.ocr.engines import engine
from extractors.scan.portrait import portrait_in
from extractors.scan.seal import find_seals, without_seal
from tests.fonts import written

Pixels = npt.NDArray[np.uint8]
RED = (40, 30, 210)


def paper(ink: Pixels | None = None, at: tuple[int, int] = (60, 180)) -> Pixels:
    page = np.full((600, 800, 3), 250, np.uint8)
    if ink is not None:
        page[at[1] : at[1] + ink.shape[0], at[0] : at[0] + ink.shape[1]] = ink
    return page


def stamp(
    page: Pixels, colour: tuple[int, int, int], centre: tuple[int, int] = (300, 220), radius: int = 160
) -> Pixels:
    layer = np.full_like(page, 255)
    cv2.circle(layer, centre, radius, colour, 10)
    star = [(centre[0] + 50 * np.cos(a), centre[1] + 50 * np.sin(a)) for a in np.arange(5) * 4 * np.pi / 5]
    cv2.fillPoly(layer, [np.array(star, np.int32)], colour)
    return np.minimum(page, layer)


@pytest.mark.parametrize("colour", [RED, (150, 140, 235), (60, 40, 160)])
def test_red_seals_strong_pale_and_dark_are_seen_where_they_are(colour: tuple[int, int, int]) -> None:
    (seal,) = find_seals(stamp(paper(), colour), 200.0)
    assert seal.rect == pytest.approx((135, 55, 465, 385), abs=12)
    assert seal.confidence > 0.8


def test_a_grey_copy_of_a_seal_is_seen_with_less_sureness() -> None:
    (seal,) = find_seals(stamp(paper(), (120, 120, 120)), 200.0)
    assert seal.confidence <= 0.85


def test_no_seal_in_text_red_head_lines_red_fields_or_small_rings() -> None:
    text = paper(written("以上备案信息属实\n同意申报", 40))
    assert find_seals(text, 200.0) == []
    red_head = paper()
    cv2.line(red_head, (50, 100), (750, 100), RED, 6)
    cv2.rectangle(red_head, (500, 200), (700, 450), RED, -1)
    cv2.circle(red_head, (200, 400), 30, RED, 4)
    assert find_seals(red_head, 200.0) == []


def test_text_below_a_seal_is_read_once_the_red_is_gone() -> None:
    ink = written("以上备案信息属实同意申报", 40)
    page = stamp(paper(ink, (100, 190)), RED)
    clean = without_seal(page)
    (line,) = engine().recognise([clean[190 : 190 + ink.shape[0], 100 : 100 + ink.shape[1]]])
    assert line.text == "以上备案信息属实同意申报"
    assert np.array_equal(without_seal(paper()), paper())


def portrait() -> Pixels:
    page = paper()
    rng = np.random.default_rng(3)
    photo = np.full((380, 280, 3), (200, 120, 60), np.float64)
    cv2.ellipse(photo, (140, 150), (70, 95), 0, 0, 360, (150, 180, 220), -1)
    cv2.ellipse(photo, (140, 90), (75, 50), 0, 0, 360, (30, 25, 25), -1)
    cv2.rectangle(photo, (30, 270), (250, 380), (60, 40, 40), -1)
    page[100:480, 400:680] = np.clip(cv2.GaussianBlur(photo, (0, 0), 3) + rng.normal(0, 6, photo.shape), 0, 255)
    return page


def test_a_portrait_is_seen_also_in_grey_and_the_words_for_its_place_are_none() -> None:
    cell = (380, 80, 700, 500)
    for page in (portrait(), np.repeat(portrait().mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)):
        found = portrait_in(page, cell, 200.0)
        assert found is not None
        assert found[1] > 0.9
    for page in (paper(), paper(written("二寸\n照片", 60), (450, 200)), np.full((600, 800, 3), 200, np.uint8)):
        assert portrait_in(page, cell, 200.0) is None


def test_a_ring_of_dots_is_a_seal_and_dots_without_order_are_none() -> None:
    rng = np.random.default_rng(1)
    dots = np.repeat(np.where(rng.random((600, 800)) < 0.3, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    ring = stamp(paper(), (0, 0, 0))
    (seal,) = find_seals(np.maximum(ring, dots), 200.0)
    assert seal.grey
    assert seal.rect == pytest.approx((140, 60, 460, 380), abs=14)
    speckled = np.where(rng.random((600, 800, 1)) < 0.02, 0, paper()).astype(np.uint8)
    assert find_seals(speckled, 200.0) == []


def test_a_portrait_of_which_a_copier_left_only_black_and_white_is_seen_and_words_and_bars_are_not() -> None:
    page = np.full((400, 300, 3), 255, np.uint8)
    cv2.ellipse(page, (150, 150), (45, 60), 0, 180, 360, (0, 0, 0), -1)
    cv2.ellipse(page, (150, 150), (33, 42), 0, 0, 360, (255, 255, 255), -1)
    cell = (10, 10, 290, 390)
    assert portrait_in(page, cell, 200.0) is not None
    words = np.full_like(page, 255)
    ink = (written("照\n片", 60) < 128).astype(np.uint8)
    words[40 : 40 + ink.shape[0], 60 : 60 + ink.shape[1]] = 255 * (1 - ink)
    assert portrait_in(words, cell, 200.0) is None
    bar = np.full_like(page, 255)
    cv2.rectangle(bar, (40, 100), (240, 130), (0, 0, 0), -1)
    assert portrait_in(bar, cell, 200.0) is None

"""Letters and figures that look alike are told by the page's own figures, or left in doubt."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.page import Box, Glyph, Line, PageImage, Run
from extractors.scan.figures import figures_of, told_apart

WIDTH, HEIGHT, PITCH = 900, 200, 30
NUMBER, MAIL = "210100198501103010", "o0l1"


def drawn(rows: dict[int, str]) -> PageImage:
    pixels = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for top, text in rows.items():
        for k, character in enumerate(text):
            place = (20 + PITCH * k, top + 40)
            cv2.putText(pixels, character, place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2, cv2.LINE_AA)
    return PageImage(pixels, 200.0)


def line(text: str, top: int, confidence: float = 0.9995) -> Line:
    right = 20 + PITCH * len(text)
    width = right - 10
    glyphs = tuple(
        Glyph(character, confidence, (), (10 + PITCH * k) / width, (10 + PITCH * k + 24) / width)
        for k, character in enumerate(text)
    )
    box = Box(10 / WIDTH, top / HEIGHT, right / WIDTH, (top + 60) / HEIGHT)
    return Line((Run(text, glyphs=glyphs),), upright=box)


IMAGE = drawn({0: NUMBER, 100: MAIL})
FIGURES = figures_of(IMAGE, [line(NUMBER, 0)])


def test_o_is_no_0_and_0_is_one() -> None:
    assert told_apart(IMAGE, line(MAIL, 100), FIGURES, [0, 1]) == {0: False, 1: True}


def test_a_1_is_never_told_by_its_looks_alone() -> None:
    assert 3 not in told_apart(IMAGE, line(MAIL, 100), FIGURES, [3])


def test_what_was_read_against_the_looks_is_left_in_doubt() -> None:
    assert told_apart(IMAGE, line("0oll", 100), FIGURES, [0, 1]) == {}


def test_an_unsure_reading_is_left_in_doubt() -> None:
    assert told_apart(IMAGE, line(MAIL, 100, confidence=0.9), FIGURES, [0, 1]) == {}


def test_a_page_without_numbers_tells_nothing() -> None:
    assert told_apart(IMAGE, line(MAIL, 100), figures_of(IMAGE, []), [0, 1]) == {}

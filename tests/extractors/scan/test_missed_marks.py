"""Marks that a recogniser passes over are put back where ink or room shows them, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.page import Glyph, Line, Run
from extractors.scan.missed import SURE, with_missed_marks
from extractors.scan.sheet import Sheet

CHAR = 25
HEIGHT = 32


def read(text: str, middles: list[float], width: int) -> Line:
    glyphs = tuple(
        Glyph(character, 0.99, (), (at - 4) / width, (at + 4) / width)
        for character, at in zip(text, middles, strict=True)
    )
    return Line((Run(text, confidence=0.9, glyphs=glyphs),))


def sheet(width: int, *marks: tuple[int, int, int, int]) -> Sheet:
    """A line of characters of which only these pieces of ink are drawn: left, top, right, bottom."""
    ink = np.zeros((HEIGHT, width), np.uint8)
    for x0, y0, x1, y1 in marks:
        ink[y0:y1, x0:x1] = 1
    white = np.full((HEIGHT, width), 255, np.uint8)
    return Sheet(white, np.dstack([white] * 3), ink, np.zeros_like(ink), 128, 200.0, float(CHAR), ink)


CHARACTERS = [(4 + 26 * k, 4, 26 + 26 * k, 28) for k in range(4)]
MIDDLES = [15.0 + 26 * k for k in range(4)]


STOP = (112, 20, 119, 27)
PIECE = (0, 0, 130, 32)


def test_a_full_stop_that_is_inked_is_put_back() -> None:
    line = with_missed_marks(read("同意申报", MIDDLES, 130), sheet(130, *CHARACTERS, STOP), PIECE)
    assert line.text == "同意申报。"


def test_what_was_put_back_is_no_surer_than_its_ink() -> None:
    line = with_missed_marks(read("同意申报", MIDDLES, 130), sheet(130, *CHARACTERS, STOP), PIECE)
    assert line.runs[0].confidence <= SURE


@pytest.mark.parametrize("mark", [(112, 3, 119, 10), (112, 22, 114, 24), (108, 4, 126, 28)])
def test_ink_that_is_high_a_speck_or_a_character_is_no_full_stop(mark: tuple[int, int, int, int]) -> None:
    line = with_missed_marks(read("同意申报", MIDDLES, 130), sheet(130, *CHARACTERS, mark), PIECE)
    assert line.text == "同意申报"


def test_a_line_that_cannot_be_read_gets_no_marks() -> None:
    line = read("同意申报", MIDDLES, 130)
    glyphs = tuple(replace(glyph, confidence=0.4) for run in line.runs for glyph in run.glyphs)
    poor = Line((Run(line.text, glyphs=glyphs),))
    assert with_missed_marks(poor, sheet(130, *CHARACTERS, STOP), PIECE) is poor


FIGURES = [10.0, 20, 30, 40, 50, 60, 84, 94]


def test_the_second_separator_of_a_date_stands_where_its_figures_leave_room() -> None:
    line = with_missed_marks(read("2023.816", FIGURES, 110), sheet(110), (0, 0, 110, 32))
    assert line.text == "2023.8.16"


@pytest.mark.parametrize("text", ["20238165", "1594.816"])
def test_room_between_the_figures_of_a_number_is_no_separator(text: str) -> None:
    assert with_missed_marks(read(text, FIGURES, 110), sheet(110), (0, 0, 110, 32)).text == text

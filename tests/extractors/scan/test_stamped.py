"""What the ring of a grey seal leaves is no text; writing beside it stays, and what it crosses is unsure."""

from __future__ import annotations

import numpy as np

from extractors.page import Box, Glyph, Line, PageImage, Run
from extractors.scan.seal import Seal
from extractors.scan.stamped import without_ring_text

IMAGE = PageImage(np.full((1000, 1000, 3), 255, np.uint8), 200.0)
SEAL = Seal((400, 400, 700, 700), 0.8, grey=True)


def line(text: str, sure: float, x0: float, x1: float, y: float) -> Line:
    glyphs = tuple(Glyph(c, sure, (), k / len(text), (k + 1) / len(text)) for k, c in enumerate(text))
    return Line((Run(text, confidence=sure, glyphs=glyphs),), None, Box(x0, y - 0.02, x1, y + 0.02))


def test_what_cannot_be_made_out_in_the_ring_goes_and_leaves_ink_without_text() -> None:
    (read,) = without_ring_text([line("猴点a", 0.4, 0.5, 0.6, 0.6)], [SEAL], IMAGE)
    assert read.text == ""
    assert [run.confidence for run in read.runs] == [0.5]


def test_writing_outside_of_the_ring_stays_as_it_is_however_unsure() -> None:
    lines = (line("同意申报。", 0.4, 0.1, 0.3, 0.2), line("二〇二三年", 0.95, 0.5, 0.6, 0.55))
    assert without_ring_text(lines, [SEAL], IMAGE) == lines
    assert without_ring_text(lines, [], IMAGE) == lines


def test_a_date_that_the_ring_crosses_is_unsure() -> None:
    (read,) = without_ring_text([line("2023年4月19日", 0.99, 0.6, 0.9, 0.55)], [SEAL], IMAGE)
    assert read.text == "2023年4月19日"
    assert read.runs[0].confidence == 0.5

"""A page that was scanned upside down: found out by reading it, and read again the other way round."""

from __future__ import annotations

import numpy as np

from extractors.ocr.protocol import Engine
from extractors.page import Glyph, Line, Page, PageImage, Paragraph
from extractors.scan.read import read_page

LEGIBLE = 0.8
"""Upright text reads with a higher mean probability a character than this, upside down with a lower one."""


def read_either_way(image: PageImage, number: int, engine: Engine) -> Page:
    """The page as read upright, whichever way up the picture is."""
    page = read_page(image, number, engine)
    seen = _glyphs(page)
    if seen and sum(glyph.confidence for glyph in seen) / len(seen) >= LEGIBLE:
        return page
    turned = read_page(half_turned(image), number, engine)
    return turned if _legibility(_glyphs(turned)) > _legibility(seen) else page


def half_turned(image: PageImage) -> PageImage:
    """The picture turned by 180°, with the way back to the page as received."""
    back = np.array(image.to_received).reshape(3, 3) @ np.array([[-1.0, 0.0, 1.0], [0.0, -1.0, 1.0], [0.0, 0.0, 1.0]])
    pixels = np.ascontiguousarray(image.pixels[::-1, ::-1])
    return PageImage(pixels, image.dpi, tuple(float(value) for value in back.ravel()))


def _glyphs(page: Page) -> list[Glyph]:
    lines: list[Line] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            lines += block.lines
        else:
            lines += [line for cell in block.cells for line in cell.lines]
    return [glyph for line in lines for run in line.runs for glyph in run.glyphs if glyph.text.strip()]


def _legibility(glyphs: list[Glyph]) -> float:
    """How many characters were read, each counted by its probability less what a guess would reach."""
    return sum(glyph.confidence - 0.5 for glyph in glyphs)

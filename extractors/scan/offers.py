"""Cells that offer options to choose from: which characters of their lines belong to the printed words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.page import Glyph, Line
from normalizers.catalogue import OPTIONS

OTHER_WORDS = (
    "有",
    "无",
    "参加过",
    "未参加过",
    "已参加",
    "未参加",
    "规上",
    "规下",
    "质量安全总监",
    "规模以上",
    "规模以下",
)
WORDS = sorted({word for words in OPTIONS.values() for word in words} | set(OTHER_WORDS), key=len, reverse=True)
BESIDE = 0.5
"""At most so many characters stand beside each character of an option in a cell of options."""
_WORD = re.compile("|".join(map(re.escape, WORDS)))


def glyphs_of(line: Line) -> list[Glyph]:
    """The glyphs of all runs of a line."""
    return [glyph for run in line.runs for glyph in run.glyphs]


def option_words(line: Line) -> list[list[int]]:
    """For each option in the line, which of its glyphs make it up; blanks may stand between them."""
    places = [(k, char) for k, glyph in enumerate(glyphs_of(line)) for char in glyph.text if not char.isspace()]
    text = "".join(char for _, char in places)
    return [[places[at][0] for at in range(*match.span())] for match in _WORD.finditer(text)]


def offers_options(lines: Iterable[Line], ignored: frozenset[str]) -> bool:
    """Whether the lines of a cell are words to choose from, with little else but marks, boxes and their likes."""
    inside = beside = 0
    for line in lines:
        own = {k for word in option_words(line) for k in word}
        inside += len(own)
        beside += sum(
            k not in own and "一" <= glyph.text <= "鿿" and glyph.text not in ignored
            for k, glyph in enumerate(glyphs_of(line))
        )
    return inside > 0 and beside <= BESIDE * inside


def centres(glyphs: Sequence[Glyph], chosen: Iterable[int], left: int, width: int) -> list[float]:
    """Where the middles of these glyphs lie, in pixels of the page."""
    return [left + (glyphs[k].x0 + glyphs[k].x1) / 2 * width for k in chosen]

"""Marks to lines: by baseline from top to bottom, in each line from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from extractors.page import Box, Line, Place, Run, Tick
from extractors.pdf.marks import Mark

WORD_GAP = 0.18
"""Latin words are parted by a gap of at least this share of the font's size."""
LATIN_END = 0x250


def rows_of(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks of each line of text, from top to bottom."""
    rows: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda one: (one.y, one.x0)):
        if rows:
            last = rows[-1]
            height = max(median(one.bottom - one.top for one in last), mark.bottom - mark.top)
            if abs(mark.y - median(one.y for one in last)) <= 0.45 * height:
                last.append(mark)
                continue
        rows.append([mark])
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def line_of(row: Sequence[Mark], page: int, frame: Frame) -> Line:
    """A line with its runs and its place on the page."""
    pieces: list[tuple[Mark, str]] = []
    for index, mark in enumerate(row):
        gap = " " if index and _is_word_gap(row[index - 1], mark) else ""
        pieces.append((mark, gap + mark.text))
    runs = []
    for (tick, struck, underlined, bold, boxed, _), part in groupby(enumerate(pieces), key=_kind):
        text = "".join(piece for _, (_, piece) in part)
        runs.append(Run(text, tick, struck, underlined, bold, boxed))
    box = frame.box(
        min(mark.x0 for mark in row), min(mark.top for mark in row),
        max(mark.x1 for mark in row), max(mark.bottom for mark in row),
    )  # fmt: skip
    return Line(tuple(runs), Place(page, box))


class Frame:
    """The visible part of the page, to turn points into fractions of it."""

    def __init__(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.x0, self.top = x0, top
        self.width, self.height = max(x1 - x0, 1.0), max(bottom - top, 1.0)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """The rectangle in fractions, cut to the page."""

        def share(value: float, start: float, length: float) -> float:
            return min(1.0, max(0.0, (value - start) / length))

        return Box(
            share(x0, self.x0, self.width),
            share(top, self.top, self.height),
            share(x1, self.x0, self.width),
            share(bottom, self.top, self.height),
        )

    def shows(self, x: float, y: float) -> bool:
        """Whether the point is on the visible page."""
        return self.x0 <= x <= self.x0 + self.width and self.top <= y <= self.top + self.height


def _kind(numbered: tuple[int, tuple[Mark, str]]) -> tuple[Tick | None, bool, bool, bool, bool, int]:
    index, (mark, _) = numbered
    return mark.tick, mark.struck, mark.underlined, mark.bold, mark.boxed, index if mark.tick else -1


def _is_word_gap(one: Mark, other: Mark) -> bool:
    if one.tick or other.tick or ord(one.text[-1]) >= LATIN_END or ord(other.text[0]) >= LATIN_END:
        return False
    return other.x0 - one.x1 > WORD_GAP * min(one.size, other.size)

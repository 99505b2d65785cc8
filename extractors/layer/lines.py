"""Marks to lines: by baseline from top to bottom, in each line from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from extractors.glyphs import is_readable
from extractors.layer.marks import Mark
from extractors.page import Box, Line, Place, Run, Tick

WORD_GAP = 0.18
"""Latin words are parted by a gap of at least this share of the font's size."""
TICK_GAP = 0.25
"""A tick stands apart from its neighbour with a gap of this share."""
WIDE_GAP = 0.9
"""A gap of nearly the size of a character parts any two."""
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
    """A line with its runs and its place on the page; a gap between two marks is a space, a wide one two."""
    runs = []
    for (tick, struck, underlined, bold, boxed, unseen, _), part in groupby(enumerate(_spaced(row)), key=_kind):
        text = "".join(mark.text for _, mark in part)
        runs.append(
            Run(text, tick, struck, underlined, bold, boxed, confidence=float(is_readable(text) and not unseen))
        )
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


def _spaced(row: Sequence[Mark]) -> Iterator[Mark]:
    """The marks with the spaces between them, each of the kind of the text that it follows."""
    for index, mark in enumerate(row):
        before = row[index - 1] if index else None
        gap = _gap(before, mark) if before else ""
        if gap and before:
            yield replace(before if before.tick is None else mark, text=gap, tick=None)
        yield mark


def _kind(numbered: tuple[int, Mark]) -> tuple[Tick | None, bool, bool, bool, bool, bool, int]:
    index, mark = numbered
    return mark.tick, mark.struck, mark.underlined, mark.bold, mark.boxed, mark.unseen, index if mark.tick else -1


def _gap(one: Mark, other: Mark) -> str:
    width = (other.x0 - one.x1) / min(one.size, other.size)
    if width >= WIDE_GAP:
        return " " if width < 2 * WIDE_GAP else "  "
    if one.tick or other.tick:
        return " " if other.spaced or width > TICK_GAP else ""
    latin = ord(one.text[-1]) < LATIN_END and ord(other.text[0]) < LATIN_END
    return " " if latin and width > WORD_GAP else ""

"""A page of trusted text completed by what was read from its picture where the text falls short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.layer.ink import line_place
from extractors.page import Box, Cell, Line, Page, Paragraph, Place, Run, Table

UNREADABLE = "\ufffd"
"""Stands for ink that could not be read: nobody may take its cell for blank."""


def completed(page: Page, recognised: Page, places: Sequence[Box]) -> Page:
    """`page` with the lines at these places taken from `recognised`, the same page read from its picture.

    Where both say the same, the trusted text stays. Ink of which nothing could be read is U+FFFD with confidence 0.
    """
    lines = list(_lines(recognised))
    blocks = tuple(
        replace(block, cells=tuple(_cell(cell, lines, places) for cell in block.cells))
        if isinstance(block, Table)
        else replace(block, lines=tuple(part for line in block.lines for part in _line(line, lines, places)))
        for block in page.blocks
    )
    return replace(page, blocks=blocks)


def _cell(cell: Cell, lines: Sequence[Line], places: Sequence[Box]) -> Cell:
    box = cell.place.box if cell.place else None
    if box is None or box not in places:
        return cell
    return replace(cell, lines=_read_there(cell.lines, lines, box))


def _line(line: Line, lines: Sequence[Line], places: Sequence[Box]) -> tuple[Line, ...]:
    box = line_place(line)
    return (line,) if box is None or box not in places else _read_there((line,), lines, box)


def _read_there(trusted: tuple[Line, ...], lines: Sequence[Line], box: Box) -> tuple[Line, ...]:
    """What a place holds, of trusted and recognised lines."""
    found = tuple(line for line in lines if line.place and line.place.box and _lies_in(line.place.box, box))
    if not _bare(found):
        place = Place(trusted[0].place.page, box) if trusted and trusted[0].place else None
        return (*trusted, Line((Run(UNREADABLE, confidence=0.0),), place))
    return trusted if _bare(found) == _bare(trusted) else found


def _lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        else:
            for cell in block.cells:
                yield from cell.lines


def _lies_in(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _bare(lines: Sequence[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)

"""The second look at recognised pages: lines that fields were read from are read once more, another way, if unsure.

What both readings agree on is sure; where they differ the line's confidence falls and the other reading is among its
alternatives. Labels are not read twice: the form has recognised them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from extractors.forms.reading import Reading
from extractors.ocr.protocol import Engine
from extractors.page import Box, Cell, Line, Page, PageImage, Paragraph, Table
from extractors.scan.figures import figures_of, told_apart
from extractors.scan.witness import agreement, alone, ambiguous_places, is_sure_alone, read_again


def look_again(pages: Sequence[Page], readings: Iterable[Reading], engine: Engine) -> tuple[Page, ...]:
    """The pages with the lines that the readings rest on read a second time; pages with a text layer as they are."""
    wanted: dict[int, list[Box]] = {}
    for reading in readings:
        for fields in (reading.fields, *reading.rows):
            for field in fields.values():
                for line in field.lines:
                    if line.place is not None and line.place.box is not None:
                        wanted.setdefault(line.place.page, []).append(line.place.box)
    return tuple(_second(page, wanted.get(page.number, []), engine) for page in pages)


def _second(page: Page, wanted: Sequence[Box], engine: Engine) -> Page:
    if page.image is None or not wanted:
        return page
    found = [line for line in _lines(page) if _is_wanted(line, wanted)]
    told = _told(page.image, found, list(_lines(page)))
    lines = [line for line in found if not is_sure_alone(line, told.get(id(line), ()))]
    read = read_again(page.image, [line.upright for line in lines if line.upright is not None], engine)
    seen = {id(line): alone(line) for line in found}
    seen |= {id(line): agreement(line, other, told.get(id(line), ())) for line, other in zip(lines, read, strict=True)}
    return replace(page, blocks=tuple(_with(block, seen) for block in page.blocks))


def _told(image: PageImage, lines: Sequence[Line], every: Sequence[Line]) -> dict[int, Container[int]]:
    """For each line (by identity) of which of its characters the page's figures tell what they are."""
    doubted = {id(line): places for line in lines if (places := ambiguous_places(line))}
    if not doubted:
        return {}
    figures = figures_of(image, every)
    return {id(line): told_apart(image, line, figures, doubted[id(line)]) for line in lines if id(line) in doubted}


def _lines(page: Page) -> Iterable[Line]:
    for block in page.blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        else:
            for cell in block.cells:
                yield from cell.lines


def _is_wanted(line: Line, wanted: Sequence[Box]) -> bool:
    """Whether the line has text and one of the boxes lies on it: a field may rest on a part of it.

    Lines with ticks, circles or strokes are left: their words are options of a closed list, and what counts in them
    are the marks, which a second reading would stumble over.
    """
    if line.upright is None or line.place is None or line.place.box is None:
        return False
    if not any(run.glyphs for run in line.runs) or any(
        run.tick is not None or run.boxed or run.struck for run in line.runs
    ):
        return False
    box = line.place.box
    middle = (box.y0 + box.y1) / 2
    return any(other.y0 <= middle <= other.y1 and other.x0 < box.x1 and box.x0 < other.x1 for other in wanted)


def _with(block: Paragraph | Table, seen: dict[int, Line]) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, lines=_replaced(block.lines, seen))
    return replace(block, cells=tuple(_cell(cell, seen) for cell in block.cells))


def _cell(cell: Cell, seen: dict[int, Line]) -> Cell:
    return replace(cell, lines=_replaced(cell.lines, seen))


def _replaced(lines: Iterable[Line], seen: dict[int, Line]) -> tuple[Line, ...]:
    return tuple(seen.get(id(line), line) for line in lines)

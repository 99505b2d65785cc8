"""The text of a page as one string that remembers where each character stands: what patterns are sought in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import prod

from extractors.forms.inline import cut
from extractors.forms.labels import fold_script
from extractors.page import Box, Line, Page, Paragraph, Place, Run, Table

PIECE, ROW = "\t", "\n"
"""What stands in the string between pieces of a row that lie apart, and between rows."""
APART = 1.3
"""Pieces of a row lie apart from this many heights of a line between them."""
A4_ASPECT = 0.707
SAME_ROW = 0.55
"""Lines are of one row where their middles differ by less than this share of a height."""


@dataclass(frozen=True, slots=True)
class Scroll:
    """The characters of a page without blanks, in Simplified script; for each the line it comes from and its offset."""

    text: str
    origins: tuple[tuple[Line, int] | None, ...]

    def lines(self, start: int, end: int) -> tuple[Line, ...]:
        """The parts of lines that the characters from `start` to before `end` come from."""
        found: list[tuple[Line, int, int]] = []
        for origin in self.origins[start:end]:
            if origin is None:
                continue
            line, offset = origin
            if found and found[-1][0] is line:
                found[-1] = (line, found[-1][1], offset + 1)
            else:
                found.append((line, offset, offset + 1))
        return tuple(_weighed(line, cut(line, first, last)) for line, first, last in found)

    def written(self, start: int, end: int) -> str:
        """The characters there as they stand on the page, without what parts rows and pieces."""
        return "".join(origin[0].text[origin[1]] for origin in self.origins[start:end] if origin is not None)

    def flat(self) -> Scroll:
        """The same without separators: a sentence goes on over the ends of rows."""
        kept = [(character, origin) for character, origin in zip(self.text, self.origins, strict=True) if origin]
        return Scroll("".join(character for character, _ in kept), tuple(origin for _, origin in kept))

    def box(self, start: int, end: int) -> Box | None:
        """The box on the upright page of the lines that these characters come from, where all have one."""
        lines = [origin[0] for origin in self.origins[start:end] if origin is not None]
        boxes = [line.upright for line in lines if line.upright is not None]
        if not boxes or len(boxes) < len(lines):
            return None
        return Box(
            min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
        )


def _weighed(whole: Line, part: Line) -> Line:
    """The part of a line with the confidence of its own characters, and its share of what doubts the whole."""
    chances = [(run.confidence, _chance(run)) for run in whole.runs if run.glyphs]
    doubt = min((sure / own for sure, own in chances if own > sure), default=1.0)
    share = len(part.text) / max(1, len(whole.text))
    runs = [
        replace(run, confidence=_chance(run) * (1 - (1 - doubt) * share)) if run.glyphs else run for run in part.runs
    ]
    return replace(part, runs=tuple(runs))


def _chance(run: Run) -> float:
    return prod(glyph.confidence for glyph in run.glyphs if glyph.text)


def scroll_of(page: Page) -> Scroll:
    """All text of a page, its rows from the top, the cells of a table as pieces of rows."""
    text: list[str] = []
    origins: list[tuple[Line, int] | None] = []
    for row in _rows(page):
        for number, piece in enumerate(row):
            if number:
                _add(text, origins, PIECE)
            for line in piece:
                shown = "".join(run.text for run in line.runs if not run.placeholder)
                for offset, character in enumerate(fold_script(shown)):
                    if not character.isspace():
                        text.append(character)
                        origins.append((line, offset))
        _add(text, origins, ROW)
    return Scroll("".join(text), tuple(origins))


def _add(text: list[str], origins: list[tuple[Line, int] | None], separator: str) -> None:
    text.append(separator)
    origins.append(None)


def place_around(lines: Sequence[Line]) -> Place | None:
    """The place that holds all of the lines, where each has a box on one page; else that of the first."""
    places = [line.place for line in lines if line.place is not None]
    if not places:
        return None
    boxes = [place.box for place in places if place.box is not None and place.page == places[0].page]
    if not boxes:
        return places[0]
    box = Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))
    return Place(places[0].page, box)


Row = list[list[Line]]
"""Pieces from the left, each of lines that go on without a break."""


def _rows(page: Page) -> Iterator[Row]:
    aspect = page.image.pixels.shape[1] / page.image.pixels.shape[0] if page.image is not None else A4_ASPECT
    loose: list[Line] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            loose += block.lines
            continue
        yield from _rows_of_lines(loose, aspect)
        loose = []
        yield from _rows_of_table(block, aspect)
    yield from _rows_of_lines(loose, aspect)


def _rows_of_table(table: Table, aspect: float) -> Iterator[Row]:
    for number in range(table.rows):
        cells = sorted((cell for cell in table.cells if cell.row == number), key=lambda cell: cell.column)
        if len(cells) == 1:
            yield from _rows_of_lines(cells[0].lines, aspect)
        elif cells:
            yield [list(cell.lines) for cell in cells]


def _rows_of_lines(lines: Sequence[Line], aspect: float) -> Iterator[Row]:
    """Lines whose place on the upright page is known, row by row; the others as they come, each a row."""
    for known, group in groupby(lines, lambda line: line.upright is not None):
        if not known:
            yield from ([[line]] for line in group)
            continue
        rows: list[list[Line]] = []
        for line in sorted(group, key=_middle):
            if rows and _is_beside(rows[-1], line):
                rows[-1].append(line)
            else:
                rows.append([line])
        for row in rows:
            yield _pieces(sorted(row, key=lambda line: _box(line).x0), aspect)


def _box(line: Line) -> Box:
    return line.upright or Box(0.0, 0.0, 1.0, 1.0)


def _middle(line: Line) -> float:
    return (_box(line).y0 + _box(line).y1) / 2


def _is_beside(row: Sequence[Line], line: Line) -> bool:
    """Whether a line stands beside those of a row, not over or under any of them."""
    b = _box(line)
    for other in row:
        a = _box(other)
        height = min(a.y1 - a.y0, b.y1 - b.y0)
        if not (a.x1 <= b.x0 + height or b.x1 <= a.x0 + height):
            return False
    last = _box(row[-1])
    return _middle(line) - _middle(row[-1]) < SAME_ROW * min(last.y1 - last.y0, b.y1 - b.y0)


def _pieces(row: Sequence[Line], aspect: float) -> Row:
    pieces: Row = []
    reach = 0.0
    for line in row:
        box = _box(line)
        if pieces and (box.x0 - reach) * aspect < APART * (box.y1 - box.y0):
            pieces[-1].append(line)
        else:
            pieces.append([line])
        reach = max(reach, box.x1)
    return pieces

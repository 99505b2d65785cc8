"""What a Word file, and each of the stories in it, holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.page import Cell, Line, Page, Paragraph, Picture, Place, Table

MAX_CELLS = 50_000
"""Of all tables of a document."""
MAX_COLUMNS = 500
"""Of one table; Word itself stops at 63."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a Word file shows: its one page, and the image files in it that look like scans of pages, in order."""

    page: Page
    pasted: tuple[bytes, ...]


@dataclass(slots=True)
class Content:
    """What a body, a cell, a text box, a header or a note holds."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of its paragraphs."""
        return tuple(line for block in self.blocks if isinstance(block, Paragraph) for line in block.lines)

    @property
    def tables(self) -> list[Table]:
        """Its tables."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def add(self, other: Content) -> None:
        """What another story holds, after what is there."""
        self.blocks += other.blocks
        self.pictures += other.pictures


def table_of(
    extent: tuple[int, int], cells: Iterable[tuple[Cell, list[Table]]], number: int
) -> list[Paragraph | Table]:
    """A table of so many rows and columns, and behind it the tables that stand in its cells."""
    made = list(cells)
    table = Table(*extent, tuple(cell for cell, _ in made), Place(1, table=number))
    return [table, *(inner for _, nested in made for inner in nested)]


def margin(content: Content) -> Iterator[Paragraph]:
    """The text of a header, footer or note, tables in it row by row."""
    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield Paragraph(block.lines, margin=True)
            continue
        for row in range(block.rows):
            lines = tuple(line for cell in block.cells if cell.row == row for line in cell.lines)
            if lines:
                yield Paragraph(lines, margin=True)

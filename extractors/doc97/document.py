"""What all parts of one .doc share: its streams, text, formatting, styles, drawings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from extractors.doc97.binary import Budget, Plc, plc, u32
from extractors.doc97.compound import compound
from extractors.doc97.copies import without_copies
from extractors.doc97.fib import Fib, Part, read_fib
from extractors.doc97.fonts import Fonts, read_fonts
from extractors.doc97.looks import Face, Faces
from extractors.doc97.paragraphs import Mark, read_mark
from extractors.doc97.pictures import Anchored, Drawings, anchors
from extractors.doc97.runs import Runs, character_runs, paragraph_runs
from extractors.doc97.sections import Section, read_sections
from extractors.doc97.styles import read_styles
from extractors.doc97.text import Text, read_text
from extractors.errors import CorruptFile
from extractors.likeness import Sheet
from extractors.word.judge import Judge

MAX_MODIFIERS = 10_000_000
"""Bytes of modifiers that are taken apart; equal ones count once."""
_ANCHOR, _TEXT_BOX = 26, 22
MAX_PICTURES = 1000
"""More are not looked at."""


@dataclass(frozen=True, slots=True)
class Side:
    """The body or the headers: what is anchored in it, by position, and the stories of its text boxes, by shape."""

    start: int
    anchored: dict[int, Anchored]
    boxes: dict[int, tuple[int, int]]


@dataclass(slots=True)
class Document:
    """An open .doc. `marks` of paragraphs by description; `tables` numbers them; `cells`, `pictures` and
    `paragraphs_read` are counted."""

    fib: Fib
    table: bytes
    data: bytes
    text: Text
    characters: Runs
    paragraphs: Runs
    fonts: Fonts
    faces: Faces
    sections: tuple[Section, ...]
    drawings: Drawings
    judge: Judge
    budget: Budget
    room: int
    """Bytes of pictures that may still be looked at."""
    marks: dict[tuple[bytes, bytes], Mark] = field(default_factory=dict)
    tables: count[int] = field(default_factory=lambda: count(1))
    cells: int = 0
    paragraphs_read: int = 0
    pictures: int = 0

    def mark(self, position: int) -> Mark:
        """What the mark of a paragraph, the character at a position, says of it."""
        piece = self.text.piece(position)
        place = piece.place + (position - piece.start) * piece.width
        key = (self.paragraphs.at(place), piece.group)
        if key not in self.marks:
            self.marks[key] = read_mark(*key, self.data, self.budget)
        return self.marks[key]

    def runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, Face]]:
        """The runs of a paragraph of that style between two positions: start, end, face."""
        position = start
        while position < end:
            piece = self.text.piece(position)
            stop = min(end, piece.end)
            first = piece.place + (position - piece.start) * piece.width
            last = piece.place + (stop - piece.start) * piece.width
            found = list(self.characters.between(first, last))
            ends = [piece.start + (place - piece.place) // piece.width for place, _ in found[1:]]
            for (_, group), until in zip(found, [*ends, stop], strict=True):
                if until > position:
                    yield position, until, self.faces.face(style, group, piece.group)
                    position = until

    def ends_section(self, position: int) -> bool:
        """Whether the character at a position is the mark of a section."""
        number = bisect_left(self.sections, position + 1, key=lambda section: section.end)
        return number < len(self.sections) and self.sections[number].end == position + 1

    def part(self, part: Part) -> bytes:
        """A part of the table stream."""
        return self.fib.part(self.table, part)


def open_document(content: bytes) -> Document:
    """The .doc of these bytes. Raises NotNative, EncryptedFile, CorruptFile, TooLarge."""
    file = compound(content)
    main = file.stream("WordDocument")
    if main is None:
        raise CorruptFile
    fib = read_fib(main)
    table = file.stream(fib.table)
    if table is None:
        raise CorruptFile
    fonts = read_fonts(fib.part(table, Part.FONTS))
    text = read_text(main, fib.part(table, Part.PIECES), fib.chinese or fonts.chinese)
    budget = Budget(MAX_MODIFIERS)
    sections = read_sections(main, fib.part(table, Part.SECTIONS))
    return Document(
        fib=fib,
        table=table,
        data=file.stream("Data") or b"",
        text=replace(text, characters=without_copies(text.characters)),
        characters=character_runs(main, fib.part(table, Part.CHARACTERS)),
        paragraphs=paragraph_runs(main, fib.part(table, Part.PARAGRAPHS)),
        fonts=fonts,
        faces=Faces(read_styles(fib.part(table, Part.STYLES)), fonts, budget),
        sections=sections,
        drawings=Drawings(fib.part(table, Part.DRAWINGS), main),
        judge=Judge(next((Sheet(*section.size) for section in sections if all(section.size)), Sheet())),
        budget=budget,
        room=2 * len(content),
    )


def side(document: Document, start: int, placed: Part, boxes: Part, boxes_start: int) -> Side:
    """The side that begins at `start`, its text boxes at `boxes_start`."""
    anchored = anchors(plc(document.part(placed), _ANCHOR))
    found: Plc = plc(document.part(boxes), _TEXT_BOX)
    stories = {
        u32(item, 14): (boxes_start + found.positions[number], boxes_start + found.positions[number + 1])
        for number, item in enumerate(found.items)
    }
    return Side(start, anchored, stories)

"""From the characters of one part of a .doc (body, header, note, text box) to what is shown, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.doc97.document import MAX_PICTURES, Document, Side
from extractors.doc97.formfields import form_field
from extractors.doc97.grid import FilledRow, table
from extractors.doc97.looks import Face
from extractors.doc97.paragraphs import Row
from extractors.doc97.pictures import Size, inline_picture, is_ink
from extractors.errors import TooLarge
from extractors.glyphs import show
from extractors.page import Place, Run
from extractors.word.content import MAX_CELLS, Content
from extractors.word.fields import is_own_prompt, is_prompt
from extractors.word.lines import pieces
from extractors.word.story import Story, formatted

MAX_PARAGRAPHS = 500_000
_PARAGRAPH_END = re.compile("[\r\x07\x0c]")
_SPECIAL = re.compile("[\x00-\x08\x0a-\x1f]")
_SPECIAL_OR_SYMBOL = re.compile("[\x00-\x08\x0a-\x1f(]")
_SHAPE = re.compile(r"SHAPE\b", re.I)
"""The field that a drawing in the line of text is the result of."""
_PICTURE, _CELL_END, _DRAWN, _PAGE, _COLUMN = "\x01", "\x07", "\x08", "\x0c", "\x0e"
_LINE, _FIELD, _RESULT, _FIELD_END, _HYPHEN = "\x0b", "\x13", "\x14", "\x15", "\x1e"


@dataclass(slots=True)
class _Level:
    """A story, or the cell that is current in a table: `number` of the table, 0 outside of any; its rows that are
    complete, and the cells of the row that is not."""

    story: Story
    number: int = 0
    rows: list[FilledRow] = field(default_factory=list)
    cells: list[Content] = field(default_factory=list)


class Walker:
    """Walks through one part; `side` None where nothing can be anchored in it."""

    def __init__(self, document: Document, side: Side | None) -> None:
        self._document = document
        self._side = side
        self._shown: set[int] = set()
        self._levels: list[_Level] = []

    @property
    def _story(self) -> Story:
        return self._levels[-1].story

    def story(self, start: int, end: int, place: Place) -> Content:
        """What stands between two positions."""
        self._levels = [_Level(Story(place))]
        for first, behind in self._paragraphs(start, end):
            self._paragraph(first, behind)
        self._reach(0)
        return self._story.end()

    def left_over(self) -> Content:
        """The text boxes that no anchor showed."""
        found = Content()
        for number, (start, end) in self._side.boxes.items() if self._side else ():
            if number not in self._shown:
                found.add(Walker(self._document, None).story(start, end, Place(1)))
        return found

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        characters = self._document.text.characters
        end = min(end, len(characters))
        first = start
        for found in _PARAGRAPH_END.finditer(characters, start, end):
            if found.group() == _PAGE and not self._document.ends_section(found.start()):
                continue
            yield first, found.end()
            first = found.end()
        if first < end:
            yield first, end

    def _paragraph(self, start: int, end: int) -> None:
        document = self._document
        document.paragraphs_read += 1
        if document.paragraphs_read > MAX_PARAGRAPHS:
            raise TooLarge
        mark = document.mark(end - 1)
        self._reach(mark.depth)
        story = self._story
        story.begin_paragraph()
        for first, behind, face in document.runs(start, end, mark.style):
            self._run(first, behind, face)
        *_, (_, _, face) = document.runs(end - 1, end, mark.style)
        ends_cell = bool(mark.depth) and (document.text.characters[end - 1] == _CELL_END or mark.ends_inner_cell)
        story.end_paragraph(joins_next=face.deleted and not ends_cell and mark.row is None)
        if mark.row is not None:
            self._end_row(mark.row, face)
        elif ends_cell:
            self._end_cell()

    def _reach(self, depth: int) -> None:
        """Be inside of so many tables, where the next paragraph stands."""
        while len(self._levels) - 1 > depth:
            self._end_table()
        while len(self._levels) - 1 < depth:
            self._story.end_joined()
            number = next(self._document.tables)
            if number > MAX_CELLS:
                raise TooLarge
            self._levels.append(_Level(_cell_story(number, 0, 0), number))

    def _end_cell(self) -> None:
        level = self._levels[-1]
        level.cells.append(level.story.end())
        self._document.cells += 1
        if self._document.cells > MAX_CELLS:
            raise TooLarge
        level.story = _cell_story(level.number, len(level.rows), len(level.cells))

    def _end_row(self, definition: Row, mark: Face | None) -> None:
        level = self._levels[-1]
        rest = level.story.end()
        if rest.blocks or rest.pictures:
            level.cells.append(rest)
        dropped = mark is not None and (
            mark.deleted or (mark.look.hidden and not any(one.blocks for one in level.cells))
        )
        if level.cells and not dropped:
            level.rows.append(FilledRow(definition, level.cells))
        level.cells = []
        level.story = _cell_story(level.number, len(level.rows), 0)

    def _end_table(self) -> None:
        self._end_row(Row(), None)
        level = self._levels.pop()
        content = self._story.content
        found = table(level.rows, level.number)
        if found is not None:
            content.blocks.append(found)
        content.blocks += [inner for row in level.rows for cell in row.cells for inner in cell.tables]

    def _run(self, start: int, end: int, face: Face) -> None:
        if face.deleted:
            return
        text = self._document.text.characters[start:end]
        at = 0
        for found in (_SPECIAL_OR_SYMBOL if face.symbol else _SPECIAL).finditer(text):
            self._text(text[at : found.start()], face)
            self._special(found.group(), start + found.start(), face)
            at = found.end()
        self._text(text[at:], face)

    def _text(self, text: str, face: Face) -> None:
        if not text:
            return
        in_instruction = self._story.instruction is not None
        look = face.look
        if in_instruction and len(text.strip()) > 1:
            # only a tick alone in its run is in a symbol font on purpose there
            look = replace(look, latin="", upper="", private="")
        prompt = is_own_prompt(text) or (face.prompt and is_prompt(text))
        for run in pieces(text, look, prompt):
            if in_instruction or not look.hidden:
                self._write(run)

    def _special(self, char: str, position: int, face: Face) -> None:
        story = self._story
        if char == _FIELD:
            story.begin_field()
        elif char == _RESULT:
            story.begin_result()
        elif char == _FIELD_END:
            for run in story.end_field():
                self._write_shown(formatted(run, face.look), face)
        elif char == "(" and face.symbol:
            shown, tick = show(face.symbol[0], chr(face.symbol[1]))
            bare = replace(face.look, latin="", upper="", private="")
            for run in pieces(shown, bare, False):
                self._write_shown(replace(run, tick=tick), face)
        elif char == _HYPHEN:
            self._text("-", face)
        elif char in (_LINE, _PAGE, _COLUMN):
            if story.is_shown and (char == _LINE or story.writer.begun):
                story.writer.end_line()
        elif char == _PICTURE:
            self._picture(face)
        elif char == _DRAWN and story.is_shown and not face.look.hidden:
            self._drawn(position)

    def _write_shown(self, run: Run, face: Face) -> None:
        if not face.look.hidden:
            self._write(run)

    def _write(self, run: Run) -> None:
        if not self._story.takes(run):
            self._story.writer.write(run)

    def _picture(self, face: Face) -> None:
        story = self._story
        if face.location is None or face.is_object:
            return
        if face.is_data:
            if story.instruction is not None:
                story.fields[-1].form = form_field(self._document.data, face.location)
        elif story.is_shown and not face.look.hidden and self._document.pictures < MAX_PICTURES:
            found = inline_picture(self._document.data, face.location)
            if found is not None:
                self._show_picture(f"data {face.location}", found.content, found.size)

    def _show_picture(self, name: str, content: bytes | None, size: Size) -> None:
        document = self._document
        document.pictures += 1
        document.room -= len(content or b"")
        seen = content if document.room >= 0 else None
        self._story.content.pictures.append(document.judge.picture(name, seen, size, self._story.place))

    def _drawn(self, position: int) -> None:
        side = self._side
        anchored = side.anchored.get(position - side.start) if side else None
        if side is None or anchored is None or anchored.number in self._shown:
            return
        self._shown.add(anchored.number)
        members = self._document.drawings.members(anchored.number)
        for shape in members:
            size = anchored.size if len(members) == 1 else (0.0, 0.0)
            box = side.boxes.get(shape.number)
            if box is not None:
                self._shown.add(shape.number)
                content = Walker(self._document, None).story(*box, self._story.place)
                self._story.text_box(content, in_line=any(_SHAPE.match(one.text) for one in self._story.fields))
            elif shape.picture and self._document.pictures < MAX_PICTURES:
                self._show_picture(f"shape {shape.picture}", self._document.drawings.picture(shape), size)
            elif is_ink(shape):
                self._show_picture("", None, size)


def _cell_story(table: int, row: int, order: int) -> Story:
    return Story(Place(1, table=table, row=row + 1, column=order + 1))


def _is_dropped(mark: Face, cells: list[Content]) -> bool:
    """Whether a row was deleted by a tracked change, or is hidden with all that is in it."""
    return mark.deleted or (mark.look.hidden and not any(cell.blocks for cell in cells))

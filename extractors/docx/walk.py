"""From the XML of one part of a Word file (body, header, note) to what is shown, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count

from extractors.docx.chunks import embedded
from extractors.docx.controls import Control, control, unwrapped
from extractors.docx.fields import form_field
from extractors.docx.names import MC, XML_SPACE, Element, M, R, W
from extractors.docx.package import Package, Relation
from extractors.docx.pictures import Drawn, Kind, chosen_branch, drawn_in, is_in_line
from extractors.docx.styles import Styles, paragraph_style
from extractors.docx.tables import Slot, grid
from extractors.errors import TooLarge
from extractors.glyphs import show
from extractors.page import Cell, Likeness, Paragraph, Picture, Place, Run, Table, Tick
from extractors.word.content import MAX_CELLS, MAX_COLUMNS, Content, table_of
from extractors.word.fields import shown_by
from extractors.word.judge import Judge
from extractors.word.lines import LineWriter, pieces
from extractors.word.look import PLAIN, Look
from extractors.word.story import Story, formatted

_BLOCKS = frozenset((W + "p", W + "tbl", W + "altChunk"))
_NOT_SHOWN = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "fldData")
)
_SEAL_JUNK = re.compile(r"CONTROL\s+\S*(?:Seal|Signature)\S*(?:\s*\\\w)*\s*|\b_\d{10}\.unknown\b", re.I)
_BLANKS = str.maketrans("\t\r\n", "   ")
_PAGE_BREAKS = ("page", "column")


@dataclass(slots=True)
class Document:
    """What all parts of one document share."""

    package: Package
    styles: Styles
    judge: Judge
    chunks: bool = True
    """Whether documents embedded in it are read: those in an embedded one are not."""
    tables: count[int] = field(default_factory=lambda: count(1))
    cells: int = 0


@dataclass(slots=True)
class _Story(Story):
    """A story with the paragraph style and the look of the run that are current."""

    style: str | None = None
    look: Look = PLAIN


class Walker:
    """Walks through one part. One story (body, cell, text box) at a time: fields do not reach from one to another."""

    def __init__(self, document: Document, relations: dict[str, Relation]) -> None:
        self._document = document
        self._relations = relations
        self._controls: tuple[Control, ...] = ()
        self._at = _Story(Place(1))

    def story(self, parent: Element, place: Place) -> Content:
        """What `parent` (a `w:body`, `w:tc`, `w:txbxContent`, `w:hdr`, …) shows."""
        outer, self._at = self._at, _Story(place)
        around = self._controls
        for element, controls in unwrapped(parent, _BLOCKS):
            self._controls = (*around, *controls)
            if element.tag == W + "p":
                self._paragraph(element)
                continue
            self._at.end_joined()
            if element.tag == W + "tbl":
                self._at.content.blocks += self._table(element)
            else:
                self._at.content.add(self._chunk(element))
        self._controls = around
        content = self._at.end()
        self._at = outer
        return content

    def _paragraph(self, element: Element) -> None:
        self._at.begin_paragraph()
        self._at.style = paragraph_style(element)
        self._at.look = PLAIN
        self._inline(element)
        for one in self._controls:
            self._write_tick(one)
        self._at.end_paragraph(joins_next=element.find(f"{W}pPr/{W}rPr/{W}del") is not None)

    def _chunk(self, element: Element) -> Content:
        """A document of another format embedded in this one, which Word shows in its place."""
        relation = self._relations.get(element.get(R + "id", ""))
        data = None if relation is None else self._document.package.lenient_blob(relation.target)
        if not data:
            return Content()
        return embedded(data if self._document.chunks else b"", self._document.tables, self._at.place)

    def _table(self, element: Element) -> list[Paragraph | Table]:
        number = next(self._document.tables)
        found = grid(element)
        self._document.cells += len(found.slots)
        if self._document.cells > MAX_CELLS or found.columns > MAX_COLUMNS:
            raise TooLarge
        if not found.slots:
            return []
        cells = (self._cell(slot, number) for slot in found.slots)
        return table_of((found.rows, found.columns), cells, number)

    def _cell(self, slot: Slot, table: int) -> tuple[Cell, list[Table]]:
        place = Place(1, table=table, row=slot.row + 1, column=slot.order + 1)
        around = self._controls
        self._controls = (*around, *slot.controls)
        deleted = slot.element.find(f"{W}tcPr/{W}cellDel") is not None
        content = Content() if deleted else self.story(slot.element, place)
        self._controls = around
        pictures = tuple(content.pictures)
        cell = Cell(slot.row, slot.column, slot.row_span, slot.column_span, content.lines, pictures, place)
        return cell, content.tables

    def _inline(self, parent: Element) -> None:
        for child in parent:
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif child.tag not in _NOT_SHOWN and len(child):
                self._inline(child)

    def _run(self, element: Element) -> None:
        self._at.look = self._document.styles.look(self._at.style, element.find(W + "rPr"))
        self._inline(element)

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        if "CONTROL" in text or ".unknown" in text:
            text = self._without_seals(text)
        for run in pieces(text.translate(_BLANKS), self._at.look, self._in_prompt()):
            self._write(run)

    def _without_seals(self, text: str) -> str:
        for found in _SEAL_JUNK.finditer(text):
            if "CONTROL" in found.group():
                self._at.content.pictures.append(Picture(Likeness.SEAL, self._at.place))
        return _SEAL_JUNK.sub("", text)

    def _symbol(self, element: Element) -> None:
        code = element.get(W + "char", "")
        try:
            char = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        shown, tick = show(element.get(W + "font", ""), char)
        for run in pieces(shown, replace(self._at.look, latin="", upper="", private=""), self._in_prompt()):
            self._write(replace(run, tick=tick))

    def _literal(self, text: str) -> None:
        for run in pieces(text, replace(self._at.look, latin="", upper="", private=""), self._in_prompt()):
            self._write(run)

    def _break(self, element: Element) -> None:
        if self._at.is_shown and (element.get(W + "type") not in _PAGE_BREAKS or self._at.writer.begun):
            self._at.writer.end_line()

    def _field_mark(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            form = element.find(W + "ffData")
            self._at.begin_field(None if form is None else form_field(form))
        elif kind == "separate":
            self._at.begin_result()
        elif kind == "end":
            self._write_computed(self._at.end_field())

    def _write_computed(self, shown: tuple[Run, ...]) -> None:
        for run in shown:
            self._write(formatted(run, self._at.look))

    def _instruction(self, element: Element) -> None:
        """A tick in a symbol font may stand alone in a run of an instruction; longer text is the instruction's own."""
        instruction = self._at.instruction
        if instruction is not None:
            text = element.text or ""
            font = self._at.look.font(text.strip()) if len(text.strip()) == 1 else ""
            instruction.append(show(font, text.strip())[0] if font else text)

    def _simple_field(self, element: Element) -> None:
        computed = shown_by(element.get(W + "instr", "").strip())
        if computed is None:
            self._inline(element)
        else:
            self._write_computed(self._at.computed(element.get(W + "instr", ""), computed))

    def _control(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        around, found = self._controls, control(element)
        self._controls = (*around, found)
        if content is not None:
            self._inline(content)
        self._write_tick(found)
        self._controls = around

    def _write_tick(self, found: Control) -> None:
        if found.state is not None and not found.done:
            found.done = True
            self._write(found.tick())

    def _ruby(self, element: Element) -> None:
        for base in element.iterfind(W + "rubyBase"):
            self._inline(base)

    def _alternate(self, element: Element) -> None:
        branch = chosen_branch(element)
        if branch is not None:
            self._inline(branch)

    def _frame(self, element: Element) -> None:
        """A frame around a formula: boxed, like a character border."""
        outer, self._at.writer = self._at.writer, LineWriter()
        self._inline(element)
        inner, self._at.writer = self._at.writer, outer
        for line in inner.lines(self._at.place):
            for run in line.runs:
                self._at.writer.write(replace(run, boxed=True))

    def _drawing(self, element: Element) -> None:
        if not self._at.is_shown or self._at.look.hidden:
            return
        for drawn in drawn_in(element):
            if drawn.kind is Kind.TEXT:
                self._at.text_box(self.story(drawn.element, self._at.place), in_line=is_in_line(element))
            elif drawn.kind is Kind.TICK:
                self._write(Run("□", Tick.UNKNOWN))
            elif not self._in_prompt():
                self._at.content.pictures.append(self._picture(drawn))

    def _picture(self, drawn: Drawn) -> Picture:
        if drawn.kind is Kind.SEAL:
            return Picture(Likeness.SEAL, self._at.place, drawn.width, drawn.height)
        relation = self._relations.get(drawn.relation)
        data = None if relation is None else self._document.package.lenient_blob(relation.target)
        name, size = "" if relation is None else relation.target, (drawn.width, drawn.height)
        return self._document.judge.picture(name, data, size, self._at.place)

    def _in_prompt(self) -> bool:
        return any(one.placeholder for one in self._controls)

    def _write(self, run: Run) -> None:
        if self._at.look.hidden or self._at.takes(run):
            return
        box = next((one for one in reversed(self._controls) if one.state is not None and not one.done), None)
        for piece in (run,) if box is None else box.marked(run):
            self._at.writer.write(piece)


_Handler = Callable[[Walker, Element], None]
_HANDLERS: dict[str, _Handler] = {
    W + "r": Walker._run,
    M + "r": Walker._run,
    W + "t": Walker._text,
    M + "t": Walker._text,
    W + "sym": Walker._symbol,
    W + "tab": lambda walker, _: walker._literal("\t"),
    W + "ptab": lambda walker, _: walker._literal("\t"),
    W + "noBreakHyphen": lambda walker, _: walker._literal("-"),
    W + "br": Walker._break,
    W + "cr": Walker._break,
    W + "fldChar": Walker._field_mark,
    W + "instrText": Walker._instruction,
    W + "fldSimple": Walker._simple_field,
    W + "sdt": Walker._control,
    W + "ruby": Walker._ruby,
    W + "drawing": Walker._drawing,
    W + "pict": Walker._drawing,
    W + "object": Walker._drawing,
    MC + "AlternateContent": Walker._alternate,
    M + "borderBox": Walker._frame,
}

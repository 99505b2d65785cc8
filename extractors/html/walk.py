"""From the tree of a web page to what it shows, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from extractors.docx.names import Element, number
from extractors.errors import TooLarge
from extractors.html.looks import Sheets, Style, is_framed, look_of
from extractors.html.tables import Slot, grid
from extractors.page import Cell, Paragraph, Place, Run, Table, Tick
from extractors.word.content import MAX_CELLS, MAX_COLUMNS, Content, table_of
from extractors.word.fields import is_prompt
from extractors.word.judge import Judge
from extractors.word.lines import LineWriter, pieces
from extractors.word.look import PLAIN, Look
from extractors.word.story import Story, formatted

_DROPPED = frozenset(
    (
        "script", "style", "head", "title", "template", "noscript", "rt", "rp", "rtc", "button", "datalist", "iframe",
        "xml",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "center", "blockquote",
        "pre", "form", "fieldset", "legend", "section", "article", "header", "footer", "main", "address", "caption",
        "tr", "body", "html", "hr", "figure", "figcaption", "details", "summary",
    )
)  # fmt: skip
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t]*\r?\n[ \t]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SCIENTIFIC = re.compile(r"^\s*[0-9.]+E\+[0-9]+\s*$", re.I)
_PIXEL = 0.75


class Walker:
    """Walks through one page. One story (page, cell) at a time."""

    def __init__(self, sheets: Sheets, judge: Judge, picture: Callable[[str], bytes | None]) -> None:
        self._sheets = sheets
        self._judge = judge
        self._picture_at = picture
        self._numbers = count(1)
        self._cells = 0
        self._look = PLAIN
        self._prompt = False
        self._verbatim = False
        self._at = Story(Place(1))

    def page(self, body: Element) -> Content:
        """What the page shows."""
        return self._story(body, Place(1))

    def _story(self, element: Element, place: Place) -> Content:
        outer, self._at = self._at, Story(place)
        self._children(element)
        self._close()
        content = self._at.end()
        self._at = outer
        return content

    def _close(self) -> None:
        """The paragraph ends here, if one has begun."""
        lines = self._at.writer.lines(self._at.place)
        if any(line.text.strip() or any(run.placeholder for run in line.runs) for line in lines):
            self._at.content.blocks.append(Paragraph(lines))
        self._at.writer = LineWriter()

    def _children(self, element: Element) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._text(child.tail)

    def _element(self, element: Element) -> None:
        tag = element.tag.lower()
        if tag in _DROPPED:
            return
        style = self._sheets.style(element)
        around = self._look
        self._look = look_of(style, around)
        if not self._look.hidden:
            self._shown(element, tag, style)
        self._look = around

    def _shown(self, element: Element, tag: str, style: Style) -> None:
        if tag == "table":
            self._close()
            self._at.content.blocks += self._table(element)
        elif tag in _BLOCKS:
            self._close()
            self._within(element, tag == "pre")
            self._close()
        elif tag == "br":
            if self._at.is_shown:
                self._at.writer.end_line()
        elif tag == "img":
            self._picture(element)
        elif tag in _CONTROLS:
            _CONTROLS[tag](self, element)
        elif "mso-element" in style:
            self._field(style["mso-element"])
            self._children(element)
        elif tag == "span" and is_framed(style) and not self._look.boxed:
            self._look = replace(self._look, boxed=True)
            self._children(element)
        else:
            self._within(element, style.get("white-space", "").startswith("pre"))

    def _within(self, element: Element, verbatim: bool) -> None:
        outer, self._verbatim = self._verbatim, self._verbatim or verbatim
        self._children(element)
        self._verbatim = outer

    def _text(self, text: str | None) -> None:
        text = _CONTROL.sub("", text or "")
        if not text:
            return
        if self._verbatim:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._words(first)
            for line in others:
                self._at.writer.end_line()
                self._words(line)
            return
        text = _BLANKS.sub(" ", _BETWEEN_WIDE.sub("", text))
        self._words(text if self._at.writer.begun else text.lstrip(" "))

    def _words(self, text: str) -> None:
        for run in pieces(text, self._look, self._prompt) if text else ():
            self._write(run)

    def _write(self, run: Run) -> None:
        if not self._at.takes(run):
            self._at.writer.write(run)

    def _plain(self, text: str, placeholder: bool = False) -> None:
        look: Look = replace(self._look, latin="", upper="", private="")
        for run in pieces(text, look, self._prompt or placeholder) if text else ():
            self._write(run)

    def _tick(self, checked: bool) -> None:
        self._write(Run("☑" if checked else "□", Tick.CHECKED if checked else Tick.UNCHECKED))

    def _field(self, kind: str) -> None:
        """Word keeps its fields between marks: instruction, separator, result."""
        if kind == "field-begin":
            self._at.begin_field()
        elif kind == "field-separator":
            self._at.begin_result()
        elif kind == "field-end":
            for run in self._at.end_field():
                self._write(formatted(run, self._look))

    def _input(self, element: Element) -> None:
        kind = element.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._tick("checked" in element.attrib)
        elif kind in ("text", "email", "tel", "number", "date", "month", "url", "search"):
            self._plain(element.get("value", ""))

    def _select(self, element: Element) -> None:
        """The options chosen; where none was, a browser shows the first, which nobody chose."""
        options = list(element.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib]
        for option in chosen or options[:1]:
            text = _BLANKS.sub(" ", "".join(option.itertext())).strip()
            self._plain(text, placeholder=not chosen or is_prompt(text))

    def _content_control(self, element: Element) -> None:
        """Word's content controls (`w:sdt`): a check box has its state, any other may show its prompt."""
        if _is_on(element.get("checkbox")):
            self._tick(_is_on(element.get("checkboxischecked")))
            self._tail_of_box(element)
            return
        outer, self._prompt = self._prompt, self._prompt or _is_on(element.get("showingplchdr"))
        blocks = any(child.tag in _BLOCKS or child.tag == "table" for child in element)
        if blocks:
            self._close()
        self._children(element)
        self._prompt = outer

    def _tail_of_box(self, element: Element) -> None:
        """What stands in a check box's control after its glyph (the parser may close the control late)."""
        text = _BLANKS.sub(" ", "".join(element.itertext())).strip()
        self._plain(text[1:])

    def _picture(self, element: Element) -> None:
        address = element.get("src", "")
        size = (number(element.get("width")) * _PIXEL, number(element.get("height")) * _PIXEL)
        self._at.content.pictures.append(self._judge.picture(address, self._picture_at(address), size, self._at.place))

    def _table(self, element: Element) -> list[Paragraph | Table]:
        for caption in element.iterfind("caption"):
            self._element(caption)
        table = next(self._numbers)
        found = grid(element, self._sheets)
        self._cells += len(found.slots)
        if self._cells > MAX_CELLS or found.columns > MAX_COLUMNS:
            raise TooLarge
        if not found.slots:
            return []
        cells = (self._cell(slot, table) for slot in found.slots)
        return table_of((found.rows, found.columns), cells, table)

    def _cell(self, slot: Slot, table: int) -> tuple[Cell, list[Table]]:
        place = Place(1, table=table, row=slot.row + 1, column=slot.order + 1)
        around = self._look
        self._look = look_of(self._sheets.style(slot.element), around)
        content = self._story(slot.element, place)
        self._look = around
        lines = content.lines
        exact = slot.element.get("x:num", "")
        if exact and len(lines) == 1 and _SCIENTIFIC.match(lines[0].text):
            lines = (replace(lines[0], runs=(Run(exact),)),)
        pictures = tuple(content.pictures)
        cell = Cell(slot.row, slot.column, slot.row_span, slot.column_span, lines, pictures, place)
        return cell, content.tables


def _is_on(text: str | None) -> bool:
    return (text or "").lower() in ("t", "true", "1", "on")


_CONTROLS: dict[str, Callable[[Walker, Element], None]] = {
    "input": Walker._input,
    "select": Walker._select,
    "w:sdt": Walker._content_control,
}

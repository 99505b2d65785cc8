"""Writes 附件1 as web pages, as Word, WPS and browsers save them, and as plain text."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from benchmarks.generator.layout import Cell, FormStyle, Layout, Paragraph, Piece, make_layout
from benchmarks.generator.pictures import make_portrait
from benchmarks.generator.truth import Truth

_FIELD = (
    "<!--[if supportFields]><span style='mso-element:field-begin'></span>{}"
    "<span style='mso-element:field-end'></span><![endif]-->"
)
_SYMBOL_STYLE = "mso-char-type:symbol;mso-symbol-font-family:Wingdings"
_SYMBOL = (
    f"<span style='font-family:Wingdings;mso-ascii-font-family:宋体;{_SYMBOL_STYLE}'>"
    f"<span style='{_SYMBOL_STYLE}'>{{}}</span></span>"
)


def _control(chosen: bool) -> str:
    state = " CheckBoxIsChecked=t" if chosen else ""
    return f'<w:Sdt CheckBox="t"{state} DocPart="A" ID="1">{"☒" if chosen else "☐"}</w:Sdt>'


_BOXES: Mapping[str, Callable[[bool], str]] = {
    "plain": lambda chosen: "☑" if chosen else "□",
    "brackets": lambda chosen: "（√）" if chosen else "（&nbsp; ）",
    "beside": lambda chosen: "√□" if chosen else "□",
    "input": lambda chosen: "<input type=checkbox checked>" if chosen else "<input type=checkbox>",
    "radio": lambda chosen: "<input type='radio' checked='checked'/>" if chosen else "<input type='radio'/>",
    "symbol": lambda chosen: _SYMBOL.format("þ" if chosen else "&uml;"),
    "font": lambda chosen: f"<font face='Wingdings 2'>{'R' if chosen else '&pound;'}</font>",
    "class": lambda chosen: f"<span class=w2>{'R' if chosen else '£'}</span>",
    "field": lambda chosen: _FIELD.format(r" EQ \o\ac(□,√)") if chosen else "□",
    "control": _control,
}
_WORDS: Mapping[str, Callable[[str, bool], str]] = {
    "strike": lambda text, chosen: text if chosen else f"<s>{text}</s>",
    "deleted": lambda text, chosen: text if chosen else f"<del cite='x'>{text}</del>",
    "struck_class": lambda text, chosen: text if chosen else f"<span class=gone>{text}</span>",
    "only": lambda text, chosen: text if chosen else "",
}
TICKS = (*_BOXES, *_WORDS)
"""How a web page may show a choice."""
_HEAD = (
    "<style><!-- p.MsoNormal {margin:0} .w2 {font-family:'Wingdings 2'} span.gone {text-decoration:line-through} "
    "--></style><title>备案表</title>"
)


def write_filing(
    truth: Truth, tick: str, path: Path, rng: random.Random, *, encoding: str = "utf-8", suffix: bool = True
) -> None:
    """A web page of one filing, the photo within it. `encoding` also stands in its `<meta>`."""
    layout = make_layout(truth, FormStyle(), rng)
    head = [piece for part in (layout.head_left, layout.head) if part for piece in (*part.pieces, Piece("    "))]
    photo = _photo(rng) if truth.value["photo"] else ""
    parts = [
        f"<p class=MsoNormal>{layout.heading}</p><h1 align=center>{layout.title}</h1>",
        _paragraph(Paragraph(tuple(head)), tick, suffix),
        _table(layout, tick, suffix, photo),
        *(f"<p>{note}</p>" for note in layout.notes),
    ]
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={encoding}'>"
    page = f"<html xmlns:w='urn:schemas-microsoft-com:office:word'><head>{meta}{_HEAD}</head><body>{''.join(parts)}"
    path.write_bytes(f"{page}</body></html>".encode(encoding, "xmlcharrefreplace"))


def _piece(piece: Piece, tick: str, suffix: bool) -> str:
    text = escape(piece.text).replace("  ", "&nbsp;&nbsp;")
    if piece.chosen is None:
        return f"<span lang=ZH-CN style='font-size:12.0pt'>{text}</span>" if text else ""
    if tick in _WORDS:
        return _WORDS[tick](text, piece.chosen) + " "
    box = _BOXES[tick](piece.chosen)
    return (text + box if suffix or tick == "brackets" else box + text) + " "


def _paragraph(paragraph: Paragraph, tick: str, suffix: bool) -> str:
    inner = "".join(_piece(piece, tick, suffix) for piece in paragraph.pieces)
    return f"<p class=MsoNormal>{inner}<o:p></o:p></p>\r\n"


def _table(layout: Layout, tick: str, suffix: bool, photo: str) -> str:
    edges = sorted({round(edge, 4) for cell in layout.cells for edge in (cell.x0, cell.x1)})
    rows = []
    for number in range(layout.rows):
        cells = sorted((cell for cell in layout.cells if cell.row == number), key=lambda cell: cell.x0)
        rows.append("<tr>" + "".join(_cell(cell, edges, tick, suffix, photo) for cell in cells) + "</tr>\r\n")
    return f"<table class=MsoTable border=1>{''.join(rows)}</table>"


def _cell(cell: Cell, edges: list[float], tick: str, suffix: bool, photo: str) -> str:
    across = edges.index(round(cell.x1, 4)) - edges.index(round(cell.x0, 4))
    inner = (
        photo if cell.kind == "photo" and photo else "".join(_paragraph(one, tick, suffix) for one in cell.paragraphs)
    )
    return f"<td colspan={across} rowspan={cell.row_span} valign=top>{inner}</td>"


def _photo(rng: random.Random) -> str:
    buffer = io.BytesIO()
    make_portrait(rng, 210, 294).save(buffer, "JPEG", quality=75)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f"<p><img width=83 height=117 src='data:image/jpeg;base64,{data}'></p>"


def write_text(truth: Truth, path: Path, rng: random.Random, *, encoding: str = "utf-8") -> None:
    """The filing as Word saves it as plain text: the cells of a row parted by tabs."""
    layout = make_layout(truth, FormStyle(), rng)
    head = [piece for part in (layout.head_left, layout.head) if part for piece in (*part.pieces, Piece("    "))]
    lines = [layout.heading, layout.title, "".join(piece.text for piece in head)]
    for number in range(layout.rows):
        cells = sorted((cell for cell in layout.cells if cell.row == number), key=lambda cell: cell.x0)
        lines.append("\t".join(_flat(cell) for cell in cells))
    path.write_bytes("\r\n".join((*lines, *layout.notes)).encode(encoding))


def _flat(cell: Cell) -> str:
    return " ".join("".join(_marked(piece) for piece in one.pieces) for one in cell.paragraphs).replace("\n", "")


def _marked(piece: Piece) -> str:
    return piece.text if piece.chosen is None else piece.text + ("☑" if piece.chosen else "□") + " "

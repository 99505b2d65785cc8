"""Writes 附件1 as Rich Text, as Word does: merged cells, fields, symbol fonts, the photo in hexadecimal."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.generator.layout import Cell, FormStyle, Layout, Paragraph, Piece, make_layout
from benchmarks.generator.pictures import make_portrait
from benchmarks.generator.truth import Truth

WIDTH = 9300
_HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset2 Wingdings;}"
    r"{\f2\fnil\fcharset2 Wingdings 2;}}\uc1 "
)


def _field(instruction: str, result: str = "") -> str:
    return rf"{{\field{{\*\fldinst {{{instruction}}}}}{{\fldrslt {result}}}}}"


def _form(chosen: bool) -> str:
    data = rf"{{\*\formfield{{\fftype1\ffres{int(chosen)}\fftypetxt0\ffhps20{{\*\ffname X}}\ffdefres0}}}}"
    return _field(f"FORMCHECKBOX {data}")


_BOXES: Mapping[str, Callable[[bool], str]] = {
    "plain": lambda chosen: _text("☑" if chosen else "□"),
    "symbol": lambda chosen: rf"{{\f1 \'{'fe' if chosen else 'a8'}}}",
    "symbol2": lambda chosen: rf"{{\f2 {'R' if chosen else chr(92) + chr(39) + 'a3'}}}",
    "private": lambda chosen: rf"{{\f1 \u{0xF0FE - 65536 if chosen else 0xF0A8 - 65536}?}}",
    "field": lambda chosen: _field(r"EQ \\o\\ac(" + _text("□,√") + ")") if chosen else _text("□"),
    "form": _form,
}
_WORDS: Mapping[str, Callable[[str, bool], str]] = {
    "strike": lambda text, chosen: text if chosen else rf"{{\strike {text}}}",
    "deleted": lambda text, chosen: text if chosen else rf"{{\deleted\revauthdel1 {text}}}",
    "struck_field": lambda text, chosen: text if chosen else _field(rf"EQ \\o({text},{_text('／')})"),
}
TICKS = (*_BOXES, *_WORDS)
"""How Rich Text may show a choice."""


def write_filings(filings: Sequence[tuple[Truth, str]], path: Path, rng: random.Random) -> None:
    """A Rich Text file of filings, each with the way its ticks are shown, and each beginning a page."""
    pages = [_page(truth, tick, rng) for truth, tick in filings]
    path.write_bytes((_HEAD + r"\pard\page ".join(pages) + "}").encode("ascii"))


def _page(truth: Truth, tick: str, rng: random.Random) -> str:
    layout = make_layout(truth, FormStyle(), rng)
    head = [piece for part in (layout.head_left, layout.head) if part for piece in (*part.pieces, Piece("    "))]
    photo = _photo(rng) if truth.value["photo"] else ""
    parts = [
        *(r"\pard " + _text(line) + r"\par " for line in (layout.heading, layout.title)),
        _paragraph(Paragraph(tuple(head)), tick) + r"\par ",
        *(_row(layout, number, tick, photo) for number in range(layout.rows)),
        *(r"\pard " + _text(note) + r"\par " for note in layout.notes),
    ]
    return "".join(parts)


def _text(text: str) -> str:
    made = []
    for char in text:
        code = ord(char)
        if char in "\\{}":
            made.append("\\" + char)
        elif code < 128:
            made.append(r"\line " if char == "\n" else char)
        else:
            made.append(rf"\u{code - 65536 if code > 32767 else code}?")
    return "".join(made)


def _row(layout: Layout, number: int, tick: str, photo: str) -> str:
    cells = [cell for cell in layout.cells if cell.row <= number < cell.row + cell.row_span]
    cells.sort(key=lambda cell: cell.x0)
    edges, contents = [], []
    for cell in cells:
        merge = "" if cell.row_span == 1 else r"\clvmgf" if cell.row == number else r"\clvmrg"
        edges.append(rf"{merge}\cellx{round(cell.x1 * WIDTH)}")
        contents.append(_cell(cell, tick, photo) if cell.row == number else "")
    inner = "".join(rf"{content}\cell " for content in contents)
    return rf"\trowd\trgaph100{''.join(edges)}\pard\intbl {inner}\row "


def _cell(cell: Cell, tick: str, photo: str) -> str:
    if cell.kind == "photo" and photo:
        return photo
    return r"\par ".join(_paragraph(one, tick) for one in cell.paragraphs)


def _paragraph(paragraph: Paragraph, tick: str) -> str:
    return "".join(_piece(piece, tick) for piece in paragraph.pieces)


def _piece(piece: Piece, tick: str) -> str:
    text = _text(piece.text)
    if piece.chosen is None:
        return text
    return (_WORDS[tick](text, piece.chosen) if tick in _WORDS else text + _BOXES[tick](piece.chosen)) + " "


def _photo(rng: random.Random) -> str:
    buffer = io.BytesIO()
    make_portrait(rng, 210, 294).save(buffer, "JPEG", quality=75)
    data = buffer.getvalue().hex()
    return rf"{{\pict\jpegblip\picw210\pich294\picwgoal1250\pichgoal1760 {data}}}"

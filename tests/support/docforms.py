"""附件1 as a Word 97 file made byte by byte, with its ticks in every encoding that Word, WPS and people have."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from io import BytesIO

from benchmarks.generator.layout import Cell as LaidCell
from benchmarks.generator.layout import FormStyle, Layout, Paragraph, Piece, make_layout
from benchmarks.generator.pictures import make_portrait
from benchmarks.generator.truth import Truth
from tests.support.doc97 import (
    BORDER,
    DELETED,
    DOUBLE_STRIKE,
    DOWN,
    HIDDEN,
    INSERTED,
    RESTART,
    SPECIAL,
    STRIKE,
    Cell,
    Doc,
    Para,
    Run,
    cell,
    doc_file,
    field_runs,
    flat,
    font,
    form_data,
    inline_picture,
    location,
    para,
    row,
    symbol,
)

WIDTH = 9300
Encoding = Callable[[str, bool], list[Run]]
"""(the option's text, whether it is chosen) → its runs."""

_CHARACTERS = {
    "plain": ("☑", "□"),
    "black": ("■", "□"),
    "cross": ("☒", "☐"),
    "beside": ("√□", "□"),
    "brackets": ("（√）", "（  ）"),
    "bare": ("√", ""),
}
_SYMBOLS = {
    "symbol": (1, 0xF0FE, 0xF0A8),
    "symbol_cross": (1, 0xF0FD, 0xF06F),
    "symbol2": (2, 0xF052, 0xF0A3),
    "symbol_raw": (2, 0x0052, 0x00A3),
    "symbol_mark": (1, 0xF0FC, 0),
    "symbol_web": (4, 0xF061, 0xF063),
}
_IN_FONT = {"private": (1, "\uf0fe", "\uf0a8"), "letters": (2, "R", "£")}


def _box(name: str) -> Callable[[bool], list[Run]]:
    """The box or mark of an option in that encoding."""
    if name in _CHARACTERS:
        return lambda chosen: [Run(_CHARACTERS[name][not chosen])]
    if name in _SYMBOLS:
        number, on, off = _SYMBOLS[name]
        return lambda chosen: [symbol(number, on if chosen else off)] if chosen or off else []
    if name in _IN_FONT:
        number, yes, no = _IN_FONT[name]
        return lambda chosen: [Run(yes if chosen else no, font(number))]
    return {
        "form": lambda chosen: field_runs(" FORMCHECKBOX ", "", _FORM[chosen]),
        "equation": lambda chosen: field_runs(" EQ \\o\\ac(□,√)") if chosen else [Run("□")],
        "equation_result": lambda chosen: field_runs("eq \\o\\ac(○,√)", "") if chosen else [Run("○")],
        "symbol_field": lambda chosen: field_runs(f" SYMBOL {254 if chosen else 168} \\f Wingdings \\s 12", ""),
        "bordered": lambda chosen: [Run("√", BORDER)] if chosen else [Run("□")],
        "revised": lambda chosen: [Run("□", DELETED), Run("☑", INSERTED)] if chosen else [Run("□")],
    }[name]


_WORDS: Mapping[str, Encoding] = {
    "struck": lambda text, chosen: [Run(text, b"" if chosen else STRIKE)],
    "double_struck": lambda text, chosen: [Run(text, b"" if chosen else DOUBLE_STRIKE)],
    "deleted": lambda text, chosen: [Run(text, b"" if chosen else DELETED)],
    "hidden": lambda text, chosen: [Run(text, b"" if chosen else HIDDEN)],
    "only": lambda text, chosen: [Run(text)] if chosen else [],
}
_BOXES = (
    *_CHARACTERS, *_SYMBOLS, *_IN_FONT, "form", "equation", "equation_result", "symbol_field", "bordered", "revised",
)  # fmt: skip
TICKS = (*_BOXES, *_WORDS)
"""How the file shows a choice."""
_STATES = form_data(1, 0, 0), form_data(1, 1, 0)
_FORM = (8, 8 + len(_STATES[0]))
"""Where the states of an empty and a ticked box stand in the data stream."""


def form_file(
    truth: Truth,
    tick: str,
    rng: random.Random,
    style: FormStyle | None = None,
    *,
    suffix: bool = True,
    cut: bool = False,
) -> bytes:
    """The file of one filing. `suffix`: the box stands behind its option; `cut`: the text is saved in pieces of both
    widths, out of order, as by a fast save."""
    layout = make_layout(truth, style, rng)
    data = bytes(8) + b"".join(_STATES)
    portrait = len(data) if truth.value["photo"] else 0
    if portrait:
        buffer = BytesIO()
        make_portrait(rng, 210, 294).save(buffer, "JPEG", quality=75)
        data += inline_picture(buffer.getvalue(), 1247, 1757, 0xF01D, 0x46A)
    body = list(flat(_body(layout, tick, suffix, portrait)))
    doc = Doc(body, data=data, encoding="latin-1")
    if cut:
        _cut(doc, rng)
    return doc_file(doc)


def _cut(doc: Doc, rng: random.Random) -> None:
    text = "".join(run.text for one in doc.body for run in (*one.runs, Run(one.end)))
    at = 0
    while at < len(text):
        end = min(len(text), at + rng.randint(1, 60))
        doc.cuts.append((end, all(char < "\x80" for char in text[at:end]), 0))
        at = end
    doc.order = list(range(len(doc.cuts)))
    rng.shuffle(doc.order)
    doc.flags |= 4


def _body(layout: Layout, tick: str, suffix: bool, portrait: int) -> list[Para | list[Para]]:
    def line(paragraph: Paragraph) -> Para:
        return para(*(_piece(piece, tick, suffix) for piece in paragraph.pieces))

    def content(one: LaidCell) -> list[Para]:
        if one.kind == "photo" and portrait:
            return [para(Run("\x01", SPECIAL + location(portrait)))]
        lines = one.paragraphs
        if tick == "only":
            lines = tuple(each for each in lines if any(piece.chosen is not False for piece in each.pieces))
        return [line(each) for each in lines]

    def made(one: LaidCell, number: int) -> Cell:
        width = round(one.x1 * WIDTH) - round(one.x0 * WIDTH)
        if number > one.row:
            return cell("", width=width, flags=DOWN)
        return cell(*content(one), width=width, flags=RESTART if one.row_span > 1 else 0)

    rows = []
    for number in range(layout.rows):
        across = sorted(
            (one for one in layout.cells if one.row <= number < one.row + one.row_span), key=lambda one: one.x0
        )
        rows.append(row(*(made(one, number) for one in across)))
    head = [piece for part in (layout.head_left, layout.head) if part for piece in (*part.pieces, Piece("    "))]
    return [
        para(layout.heading),
        para(layout.title),
        line(Paragraph(tuple(head))),
        *rows,
        *map(para, (*layout.notes, "")),
    ]


def _piece(piece: Piece, tick: str, suffix: bool) -> list[Run]:
    if piece.chosen is None:
        return [Run(piece.text)]
    if tick in _WORDS:
        return [*_WORDS[tick](piece.text, piece.chosen), Run(" ")]
    box = _box(tick)(piece.chosen)
    return [Run(piece.text), *box, Run(" ")] if suffix or tick == "brackets" else [*box, Run(piece.text), Run(" ")]

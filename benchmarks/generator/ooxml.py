"""Pieces of WordprocessingML: runs, ticks in all their encodings, content controls, cells, rows."""

from __future__ import annotations

import random
from dataclasses import dataclass
from xml.sax.saxutils import escape

TICKS = (
    "plain", "black", "cross", "beside", "brackets", "bare", "sym", "sym2", "symbol_text", "w14", "legacy", "eq",
    "strike", "only",
)  # fmt: skip
"""How a Word file may show a choice: characters ☑ ■ ☒ √□ （√） √, w:sym of Wingdings and Wingdings 2, text in a symbol
font, content control, form field, EQ overlay, the other options struck through, only the chosen option left."""
_CHARACTERS = {"plain": "☑□", "black": "■□", "cross": "☒☐"}
_SYMBOLS = {"sym": ("Wingdings", "F0FE", "F0A8"), "sym2": ("Wingdings 2", "F052", "F0A3")}


@dataclass(frozen=True, slots=True)
class Type:
    """Font, size in half points, and marks of a run."""

    font: str = "宋体"
    size: int = 21
    bold: bool = False
    strike: bool = False


def _properties(kind: Type) -> str:
    marks = ("<w:b/>" if kind.bold else "") + ("<w:strike/>" if kind.strike else "")
    fonts = f'<w:rFonts w:ascii="{kind.font}" w:hAnsi="{kind.font}" w:eastAsia="{kind.font}"/>'
    return f'<w:rPr>{fonts}{marks}<w:sz w:val="{kind.size}"/></w:rPr>'


def run(text: str, kind: Type) -> str:
    """A run of text."""
    return f'<w:r>{_properties(kind)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def split_run(text: str, kind: Type, rng: random.Random) -> str:
    """The text in runs cut at random places, as Word leaves it after editing."""
    pieces, rest = [], text
    while rest:
        length = rng.randint(1, max(1, min(6, len(rest))))
        pieces.append(run(rest[:length], kind))
        rest = rest[length:]
    return "".join(pieces)


def control(content: str, *, prompt: bool = False) -> str:
    """A content control around runs; `prompt`: it shows its prompt, nobody has typed."""
    showing = "<w:showingPlcHdr/>" if prompt else ""
    return f"<w:sdt><w:sdtPr>{showing}<w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cell_control(cell: str) -> str:
    """A content control around a whole cell."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>"


def _field(instruction: str, data: str = "") -> str:
    result = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _symbol(font: str, code: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def _checkbox_control(*, chosen: bool) -> str:
    on = '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    off = '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    checkbox = f'<w14:checkbox><w14:checked w14:val="{int(chosen)}"/>{on}{off}</w14:checkbox>'
    glyph = run("☒" if chosen else "☐", Type("MS Gothic"))
    return f"<w:sdt><w:sdtPr>{checkbox}</w:sdtPr><w:sdtContent>{glyph}</w:sdtContent></w:sdt>"


def _form_field(*, chosen: bool) -> str:
    state = f'<w:checkBox><w:sizeAuto/><w:default w:val="{int(chosen)}"/></w:checkBox>'
    return _field(
        "FORMCHECKBOX", f'<w:ffData><w:name w:val=""/><w:enabled/><w:calcOnExit w:val="0"/>{state}</w:ffData>'
    )


def _box(tick: str, kind: Type, *, chosen: bool) -> str:
    if tick in _CHARACTERS:
        return run(_CHARACTERS[tick][0 if chosen else 1], kind)
    if tick in _SYMBOLS:
        font, on, off = _SYMBOLS[tick]
        return _symbol(font, on if chosen else off)
    if tick == "symbol_text":
        return run("R" if chosen else "£", Type("Wingdings 2", kind.size))
    if tick == "w14":
        return _checkbox_control(chosen=chosen)
    if tick == "legacy":
        return _form_field(chosen=chosen)
    if tick == "eq":
        return _field(r"EQ \o\ac(□,√)") if chosen else run("□", kind)
    if tick == "brackets":
        return run("（√）" if chosen else "（  ）", kind)
    if tick == "beside":
        return run("√□" if chosen else "□", kind)
    return run("√", kind) if tick == "bare" and chosen else ""


def option(text: str, tick: str, kind: Type, *, chosen: bool, suffix: bool) -> str:
    """An option with its tick, in one of the `TICKS`; "" for an option that was deleted."""
    if tick == "only" and not chosen:
        return ""
    if tick == "strike" and not chosen:
        return run(text, Type(kind.font, kind.size, strike=True)) + run(" ", kind)
    word, box = run(text, kind), _box(tick, kind, chosen=chosen)
    return (word + box if suffix or tick == "brackets" else box + word) + run(" ", kind)


def paragraph(content: str, align: str = "left") -> str:
    """A paragraph."""
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def cell(content: str, width: int, span: int, merge: str = "") -> str:
    """A cell `width` twentieths of a point wide, over `span` grid columns; `merge` restart or continue, downwards."""
    joined = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{joined}{down}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def table(rows: list[str], widths: list[int]) -> str:
    """A table with borders all around; `widths` of its grid columns in twentieths of a point."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f'<w:tr><w:trPr><w:trHeight w:val="480"/></w:trPr>{row}</w:tr>' for row in rows)
    layout = '<w:tblLayout w:type="fixed"/>'
    head = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>{layout}</w:tblPr>'
    )
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"

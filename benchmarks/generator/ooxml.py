"""Pieces of WordprocessingML: runs, fields, content controls, cells, rows. Ticks are in `ticks`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from xml.sax.saxutils import escape


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
    """A content control around whole paragraphs, cells or rows."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>"


def field(instruction: str, data: str = "", result: str = "") -> str:
    """A complex field; `data` of a form field, `result` the runs that it shows."""
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if data or result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(content: str, align: str = "left") -> str:
    """A paragraph."""
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def cell(content: str, width: int, span: int, merge: str = "") -> str:
    """A cell `width` twentieths of a point wide, over `span` grid columns; `merge` restart or continue, downwards."""
    joined = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{joined}{down}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def row(cells: str) -> str:
    """A row."""
    return f'<w:tr><w:trPr><w:trHeight w:val="480"/></w:trPr>{cells}</w:tr>'


def table(rows: str, widths: list[int]) -> str:
    """A table with borders all around; `widths` of its grid columns in twentieths of a point."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    layout = '<w:tblLayout w:type="fixed"/>'
    head = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>{layout}</w:tblPr>'
    )
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

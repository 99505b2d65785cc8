"""Writes 附件1 and 附件2 as Word files (.docx). A Word file never bears a seal: its truth is `Truth.unsealed()`."""

from __future__ import annotations

import io
import itertools
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.generator import ooxml
from benchmarks.generator.holders import HOLDERS, around_cell, around_paragraphs, around_rows, held
from benchmarks.generator.layout import Cell, FormStyle, Layout, Paragraph, Piece, make_layout, random_form_style
from benchmarks.generator.ooxml import Type
from benchmarks.generator.otherforms import make_other_form
from benchmarks.generator.pictures import make_portrait
from benchmarks.generator.script import to_traditional, with_pinyin
from benchmarks.generator.summary import make_summary_layout
from benchmarks.generator.ticks import ALONE, TICKS, option
from benchmarks.generator.truth import SummaryTruth, Truth

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "microsoft.com/office/word/2010/wordml"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    )
)
WIDTH = 9300
EMU = 12700


@dataclass(frozen=True, slots=True)
class WordStyle:
    """How a Word file is made.

    `tick` one of `ticks.TICKS`; `suffix`: the tick stands after its option; `holder`: what values are kept in, one
    of `holders.HOLDERS`; `floating`: the photo is anchored, not
    inline; `pinyin`: share of characters with their reading in brackets.
    """

    form: FormStyle = field(default_factory=FormStyle)
    tick: str = "plain"
    suffix: bool = True
    holder: str = "plain"
    traditional: bool = False
    pinyin: float = 0.0
    floating: bool = False
    label: Type = field(default_factory=Type)
    value: Type = field(default_factory=lambda: Type("仿宋"))


def random_word_style(rng: random.Random) -> WordStyle:
    """A way of making a Word file, in Simplified characters."""
    return WordStyle(
        form=random_form_style(rng),
        tick=rng.choice(TICKS),
        suffix=rng.random() < 0.75,
        holder=rng.choice(HOLDERS),
        floating=rng.random() < 0.3,
        label=Type(rng.choice(("宋体", "黑体", "仿宋_GB2312")), rng.choice((18, 20, 21, 24))),
        value=Type(rng.choice(("宋体", "楷体", "仿宋_GB2312", "等线")), rng.choice((18, 20, 21, 24))),
    )


class _Writer:
    """Turns laid-out forms into one document."""

    def __init__(self, style: WordStyle, rng: random.Random) -> None:
        import docx

        self.style, self.rng = style, rng
        self.document: Any = docx.Document()

    def dress(self, text: str, name: str = "") -> str:
        if self.style.traditional:
            text = to_traditional(text, name)
        if self.style.pinyin and name not in ("id_number", "email"):
            text = with_pinyin(text, self.rng, self.style.pinyin)
        return text

    def piece(self, piece: Piece) -> str:
        style = self.style
        text = self.dress(piece.text, piece.field)
        if piece.chosen is not None:
            return option(text, style.tick, style.label, chosen=piece.chosen, suffix=style.suffix)
        if not piece.field:
            return ooxml.run(text, style.label) if text else ""
        return held(text, style.holder, style.value, self.rng)

    def paragraph(self, paragraph: Paragraph) -> str:
        return ooxml.paragraph("".join(self.piece(piece) for piece in paragraph.pieces), paragraph.align)

    def paragraphs(self, cell: Cell) -> str:
        lines = cell.paragraphs
        if self.style.tick in ALONE:
            lines = tuple(line for line in lines if any(piece.chosen is not False for piece in line.pieces))
        return "".join(self.paragraph(line) for line in lines) or ooxml.paragraph("")

    def table(self, layout: Layout, portrait: str) -> str:
        edges = sorted({round(edge, 4) for cell in layout.cells for edge in (cell.x0, cell.x1)})
        widths = [round((b - a) * WIDTH) for a, b in itertools.pairwise(edges)]
        rows = []
        for number in range(layout.rows):
            cells = [cell for cell in layout.cells if cell.row <= number < cell.row + cell.row_span]
            cells.sort(key=lambda cell: cell.x0)
            rows.append("".join(self.cell(cell, number, edges, portrait) for cell in cells))
        return ooxml.table(around_rows([ooxml.row(row) for row in rows], self.style.holder), widths)

    def cell(self, cell: Cell, row: int, edges: list[float], portrait: str) -> str:
        span = edges.index(round(cell.x1, 4)) - edges.index(round(cell.x0, 4))
        width = round((cell.x1 - cell.x0) * WIDTH)
        merge = "" if cell.row_span == 1 else "restart" if row == cell.row else "continue"
        if merge == "continue":
            content = ooxml.paragraph("")
        elif cell.kind == "photo" and portrait:
            content = ooxml.paragraph(portrait, "center")
        else:
            content = self.paragraphs(cell)
        if cell.kind != "value" or merge == "continue":
            return ooxml.cell(content, width, span, merge)
        holder = self.style.holder
        return around_cell(ooxml.cell(around_paragraphs(content, holder), width, span, merge), holder)

    def portrait(self) -> str:
        from docx.shared import Mm
        from lxml import etree

        buffer = io.BytesIO()
        make_portrait(self.rng, 210, 294).save(buffer, "JPEG", quality=75)
        buffer.seek(0)
        inline = self.document.part.new_pic_inline(buffer, Mm(22), Mm(31))
        drawing = etree.tostring(inline, encoding="unicode")
        if self.style.floating:
            drawing = _float(inline)
        return f"<w:r><w:drawing>{drawing}</w:drawing></w:r>"

    def add(self, layout: Layout, *, portrait: bool) -> None:
        from docx.oxml import parse_xml

        drawing = self.portrait() if portrait else ""
        style = self.style
        large = replace(style.label, size=36, bold=True)
        head = [piece for part in (layout.head_left, layout.head) if part for piece in (*part.pieces, Piece("    "))]
        parts = [
            ooxml.paragraph(ooxml.run(self.dress(layout.heading), style.label)),
            ooxml.paragraph(ooxml.run(self.dress(layout.title), large), "center"),
            self.paragraph(Paragraph(tuple(head), "right")),
            self.table(layout, drawing),
            *(ooxml.paragraph(ooxml.run(self.dress(note), style.label)) for note in layout.notes),
            ooxml.paragraph(""),
        ]
        body = parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>")
        end = self.document.element.body[-1]
        for element in list(body):
            end.addprevious(element)

    def break_page(self) -> None:
        from docx.oxml import parse_xml

        xml = f'<w:p {NAMESPACES}><w:r><w:br w:type="page"/></w:r></w:p>'
        self.document.element.body[-1].addprevious(parse_xml(xml))

    def save(self, path: Path) -> None:
        buffer = io.BytesIO()
        self.document.save(buffer)
        with zipfile.ZipFile(buffer) as loose, zipfile.ZipFile(path, "w") as fixed:
            for name in loose.namelist():
                info = zipfile.ZipInfo(name, (2021, 9, 24, 0, 0, 0))
                fixed.writestr(info, loose.read(name), zipfile.ZIP_DEFLATED)


def _float(inline: Any) -> str:
    from lxml import etree

    place = "".join(
        f'<wp:position{axis} relativeFrom="{frame}"><wp:posOffset>{20 * EMU}</wp:posOffset></wp:position{axis}>'
        for axis, frame in (("H", "column"), ("V", "paragraph"))
    )
    distances = 'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"'
    flags = 'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"'
    start = f'<wp:anchor {NAMESPACES} {distances} {flags}><wp:simplePos x="0" y="0"/>{place}<wp:wrapNone/></wp:anchor>'
    anchor = etree.fromstring(start)
    extent, *others = list(inline)
    anchor.insert(3, extent)
    anchor.extend(others)
    return str(etree.tostring(anchor, encoding="unicode"))


def write_filing(truth: Truth, style: WordStyle, path: Path, rng: random.Random) -> None:
    """A Word file of one filing."""
    write_filings((truth,), style, path, rng)


def write_filings(truths: Sequence[Truth], style: WordStyle, path: Path, rng: random.Random) -> None:
    """A Word file of one or more filings, each beginning a page."""
    writer = _Writer(style, rng)
    for number, truth in enumerate(truths):
        if number:
            writer.break_page()
        writer.add(make_layout(truth, style.form, rng), portrait=bool(truth.value["photo"]))
    writer.save(path)


def write_other_form(truth: Truth, style: WordStyle, path: Path, rng: random.Random) -> Truth:
    """A Word file of a filing on a form of no known layout; gives its truth there (fields it lacks are blank)."""
    form = make_other_form(truth.unsealed(), rng)
    writer = _Writer(style, rng)
    writer.add(form.layout, portrait=bool(form.truth.value["photo"]))
    writer.save(path)
    return form.truth


def write_summary(truth: SummaryTruth, style: WordStyle, path: Path, rng: random.Random) -> None:
    """A Word file of a summary."""
    writer = _Writer(style, rng)
    writer.add(make_summary_layout(truth), portrait=False)
    writer.save(path)


def write_notice(title: str, lines: Sequence[str], path: Path) -> None:
    """A Word file that is no form: a title and paragraphs."""
    writer = _Writer(WordStyle(), random.Random(0))
    writer.document.add_paragraph(title)
    for line in lines:
        writer.document.add_paragraph(line)
    writer.save(path)

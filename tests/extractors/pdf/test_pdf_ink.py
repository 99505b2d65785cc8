"""PDF: ink that the text does not account for, text that the page does not show, fonts whose codes mean others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from math import cos, pi, sin

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.layer.complete import UNREADABLE, completed
from extractors.page import Line, Page, Paragraph, Place, Run
from extractors.pdf import PageToComplete, PageToRead, PdfPage, extract
from extractors.pdf.extract import pages
from tests.fonts import embeddable

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
Draw = Callable[[Canvas], object]
CELL = (180.0, 640.0, 400.0, 670.0)
"""The cell beside 姓名."""


def pdf(draw: Draw) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", 10.5)
    canvas.drawString(80, 730, "企业首席质量官信息备案表")
    for y in (700, 670, 640):
        canvas.line(80, y, 400, y)
    for x in (80, 180, 400):
        canvas.line(x, 640, x, 700)
    canvas.drawString(85, 680, "企业名称")
    canvas.drawString(185, 680, "大连某某机械有限公司")
    canvas.drawString(85, 650, "姓名")
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def found(draw: Draw) -> PdfPage:
    (page,) = extract(pdf(draw))
    return page


def handwriting() -> ImageReader:
    image = Image.new("RGBA", (240, 80), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for x in (10, 90, 170):
        pen.line((x, 20, x + 50, 20, x + 10, 70), fill=(20, 30, 120, 255), width=6)
        pen.line((x + 25, 5, x + 25, 75), fill=(20, 30, 120, 255), width=6)
    return ImageReader(image)


def pasted(canvas: Canvas) -> None:
    canvas.drawImage(handwriting(), 190, 645, 60, 20, mask="auto")


def by_pen(canvas: Canvas) -> None:
    for x in (200, 225):
        path = canvas.beginPath()
        path.moveTo(x, 662)
        path.curveTo(x + 6, 664, x + 14, 664, x + 14, 660)
        path.curveTo(x + 14, 655, x + 2, 650, x, 646)
        path.curveTo(x + 8, 645, x + 14, 648, x + 18, 646)
        canvas.drawPath(path)


def outlines(canvas: Canvas) -> None:
    for x in (200, 215, 230):
        path = canvas.beginPath()
        path.moveTo(x, 650)
        for turn in range(1, 9):
            reach = 5 if turn % 2 else 2
            path.lineTo(x + reach * cos(turn * pi / 4), 652 + reach * sin(turn * pi / 4))
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize("draw", [pasted, by_pen, outlines])
def test_a_cell_with_ink_but_no_text_is_read_from_the_picture(draw: Draw) -> None:
    """A pasted picture, strokes of a pen, words turned into outlines: the cell is not taken for blank."""
    page = found(draw)
    assert isinstance(page, PageToComplete)
    (place,) = page.places
    height, width = page.picture.pixels.shape[:2]
    assert place.x0 * width == pytest.approx(CELL[0] / A4[0] * width, abs=3)
    assert place.y1 * height == pytest.approx((1 - CELL[1] / A4[1]) * height, abs=3)


def test_ink_that_is_accounted_for_asks_for_nothing() -> None:
    """Text, rulings, ticks at boxes, rings, a line through an empty cell, a photo, a red seal: all understood."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(185, 650, "男□ 女□")
        canvas.line(196, 655, 199, 651)
        canvas.line(199, 651, 206, 662)
        canvas.ellipse(215, 645, 240, 665)
        canvas.line(260, 642, 398, 668)
        canvas.rect(500, 560, 70, 98)
        canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
        canvas.setLineWidth(2)
        canvas.circle(330, 660, 55)

    assert isinstance(found(draw), Page)


def test_text_that_is_covered_is_not_read_and_text_over_text_is_looked_at() -> None:
    """A white patch hides an old value; where a new one is typed on it, the cell is read from the picture."""

    def hide(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(185, 650, "Oldname")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(184, 645, 80, 15, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)

    def retype(canvas: Canvas) -> None:
        hide(canvas)
        canvas.drawString(185, 650, "Newword")

    page = found(hide)
    assert isinstance(page, Page)
    assert [cell.text for cell in next(page.tables).cells] == ["企业名称", "大连某某机械有限公司", "姓名", ""]
    assert isinstance(found(retype), PageToComplete)


def test_words_cut_off_by_their_field_are_in_doubt() -> None:
    """What a clip hides of a number stays in the text, but nobody may take it for sure."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(184, 640, 40, 25)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(185, 650, "13804110000")
        canvas.restoreState()

    page = found(draw)
    assert isinstance(page, Page)
    cell = next(page.tables).cells[-1]
    assert cell.text == "13804110000"
    assert min(run.confidence for run in cell.lines[0].runs) == 0.0


def test_what_was_recognised_takes_the_place_of_what_lacks() -> None:
    """Read there: that; the same read: the trusted text; nothing read: a sign that asks for a person."""
    page = found(pasted)
    assert isinstance(page, PageToComplete)
    place = Place(1, page.places[0])
    for read, wanted in (("王建国", "王建国"), ("", UNREADABLE)):
        lines = (Line((Run(read, confidence=0.9),), place),) if read else ()
        seen = Page(1, page.page.origin, (Paragraph(lines),))
        cells = next(completed(page.page, seen, page.places).tables).cells
        assert [cell.text for cell in cells] == ["企业名称", "大连某某机械有限公司", "姓名", wanted]
        assert cells[-1].lines[0].runs[0].confidence == (0.9 if read else 0.0)


def with_codes_moved(data: bytes, by: int | None) -> bytes:
    """The same file, its embedded fonts' tables of meanings moved by so many characters, or taken away."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        for thing in file.objects:
            if not isinstance(thing, pikepdf.Dictionary) or "/ToUnicode" not in thing:
                continue
            if by is None:
                del thing["/ToUnicode"]
                continue
            table = thing.ToUnicode.read_bytes().decode("latin-1")
            moved = re.sub(r"<(\w{2})> <(\w{4})>", lambda m: f"<{m[1]}> <{int(m[2], 16) + by:04X}>", table)
            assert moved != table
            thing.ToUnicode.write(moved.encode("latin-1"))
        file.save(out)
    return out.getvalue()


def typed(canvas: Canvas) -> None:
    canvas.setFont(embeddable(), 10.5)
    canvas.drawString(185, 650, "欧阳建国毕业于东北林业")


def sees(text: str) -> Callable[[Sequence[object]], list[str]]:
    return lambda crops: [text for _ in crops]


@pytest.mark.parametrize("by", [1, 37, 0x61 - 0x4E00, 0xE000 - 0x4E00, None])
def test_a_font_that_means_others_is_found_out(by: int | None) -> None:
    """Chinese for other Chinese, Latin, private codes, none at all: the page, or the cell, is read from its picture."""
    (page,) = pages(with_codes_moved(pdf(typed), by), read=sees("欧阳建国毕业于东北林业"))
    assert isinstance(page, PageToRead | PageToComplete)
    (sound,) = pages(pdf(typed), read=sees("欧阳建国毕业于东北林业"))
    assert isinstance(sound, Page)

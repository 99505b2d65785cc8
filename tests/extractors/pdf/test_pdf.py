"""PDF: cells, ticks, strokes, fields and pictures of a text layer; the pages that must be read by OCR; bad files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.errors import CorruptFile, EmptyFile, EncryptedFile, TooLarge
from extractors.page import Likeness, Origin, Page, Paragraph, Run, Table, Tick
from extractors.pdf import PageToRead, extract

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
Draw = Callable[[Canvas], object]
X = (80.0, 180.0, 340.0, 420.0, 520.0)
Y = (700.0, 670.0, 640.0, 560.0)


def pdf(*pages: Draw, **options: object) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)  # type: ignore[arg-type]
    for page in pages:
        canvas.setFont("STSong-Light", 10.5)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def form(canvas: Canvas) -> None:
    """A photo cell merged down at the right, a wide cell at the foot."""
    canvas.drawString(80, 730, "填报日期：2024年5月6日")
    for y in Y:
        canvas.line(X[0], y, X[3] if y in (670.0,) else X[4], y)
    for x in (X[0], X[4]):
        canvas.line(x, Y[0], x, Y[3])
    canvas.line(X[1], Y[0], X[1], Y[3])
    canvas.line(X[2], Y[1], X[2], Y[2])
    canvas.line(X[3], Y[0], X[3], Y[2])
    canvas.drawString(85, 680, "企业名称")
    canvas.drawString(185, 680, "大连某某机械有限公司")
    canvas.drawString(85, 650, "姓名")
    canvas.drawString(185, 650, "欧阳建国")
    canvas.drawString(345, 650, "身份证号")
    canvas.drawString(85, 620, "工作简历")
    canvas.drawString(185, 625, "2001年至今")
    canvas.drawString(185, 605, "在某某公司")


def one(data: bytes) -> Page:
    (page,) = extract(data)
    assert isinstance(page, Page)
    return page


def table(page: Page) -> Table:
    (found,) = page.tables
    return found


def runs(page: Page) -> list[Run]:
    """All runs of the page in order of its blocks."""
    return [
        run
        for block in page.blocks
        for part in ([block] if isinstance(block, Paragraph) else block.cells)
        for line in part.lines
        for run in line.runs
    ]


def test_cells_of_a_drawn_table_hold_their_text() -> None:
    """Text goes to its cell, merged cells have their spans, what stands above is a paragraph before the table."""
    page = one(pdf(form))
    cells = {(cell.row, cell.column): cell for cell in table(page).cells}
    assert page.origin is Origin.TEXT_LAYER
    assert page.shows_ink
    assert isinstance(page.blocks[0], Paragraph)
    assert page.blocks[0].text == "填报日期：2024年5月6日"
    assert cells[0, 1].text == "大连某某机械有限公司"
    assert (cells[0, 3].row_span, cells[0, 3].text) == (2, "")
    assert cells[1, 1].text == "欧阳建国"
    assert cells[2, 1].text == "2001年至今\n在某某公司"
    assert cells[2, 1].column_span == 3
    box = cells[1, 1].place.box if cells[1, 1].place else None
    assert box is not None
    assert (box.x0, box.y0) == (pytest.approx(180 / A4[0], abs=1e-3), pytest.approx(1 - 670 / A4[1], abs=1e-3))


def test_table_ruled_with_thin_rectangles() -> None:
    """Word draws its lines as filled rectangles."""

    def draw(canvas: Canvas) -> None:
        for y in (700, 680, 660):
            canvas.rect(80, y, 200, 0.48, stroke=0, fill=1)
        for x in (80, 180, 280):
            canvas.rect(x, 660, 0.48, 40, stroke=0, fill=1)
        canvas.drawString(90, 685, "职务")
        canvas.drawString(190, 685, "质量总监")

    found = table(one(pdf(draw)))
    assert (found.rows, found.columns, len(found.cells)) == (2, 2, 4)
    assert found.cells[1].text == "质量总监"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_is_read_as_displayed(turn: int) -> None:
    """A page whose content is turned back by /Rotate reads like an unturned one."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        width, height = A4 if turn == 180 else A4[::-1]
        move = {90: (width, 0), 180: (width, height), 270: (0, height)}[turn]
        canvas.translate(*move)
        canvas.rotate(turn)
        form(canvas)

    found = table(one(pdf(draw)))
    assert found.cells[0].text == "企业名称"
    assert (found.rows, found.columns) == (3, 4)


def test_place_is_in_fractions_of_the_visible_page() -> None:
    """With a crop box, fractions count from the crop box."""

    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 500, 550, 800))
        canvas.drawString(100, 650, "企业首席质量官（二级质量官）信息备案表")

    (block,) = one(pdf(draw)).blocks
    assert isinstance(block, Paragraph)
    place = block.lines[0].place
    assert place is not None
    assert place.box is not None
    assert place.box.x0 == pytest.approx(0.1, abs=0.01)
    assert place.box.y1 == pytest.approx(0.5, abs=0.02)


def test_fake_bold_is_read_once() -> None:
    """Characters drawn twice a hair apart are one, and bold; truly doubled characters stay."""

    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(100 + shift, 700, "加强全省质量诚信体系建设")
        canvas.drawString(100, 650, "人人讲质量天天向上")

    bold, plain = runs(one(pdf(draw)))
    assert (bold.text, bold.bold) == ("加强全省质量诚信体系建设", True)
    assert (plain.text, plain.bold) == ("人人讲质量天天向上", False)


def test_words_are_parted_and_chinese_is_not() -> None:
    """A space between latin words, and between any characters a character's width apart; two for a wider gap."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "姓 名")
        canvas.drawString(141, 700, "张伟")
        canvas.drawString(100, 680, "报送单位：大连市市场监督管理局")
        canvas.drawString(300, 680, "填报日期：2022-04-21")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(100, 660, "Six Sigma Black Belt")

    assert [run.text for run in runs(one(pdf(draw)))] == [
        "姓名 张伟",
        "报送单位：大连市市场监督管理局  填报日期：2022-04-21",
        "Six Sigma Black Belt",
    ]


def tick_form(canvas: Canvas) -> None:
    canvas.drawString(100, 700, "首席质量官")
    canvas.rect(156, 699, 9, 9)
    canvas.line(157, 703, 160, 700)
    canvas.line(160, 700, 164, 707)
    canvas.drawString(180, 700, "二级质量官")
    canvas.rect(236, 699, 9, 9)
    canvas.drawString(260, 700, "新设")
    canvas.rect(284, 699, 9, 9, fill=1)
    canvas.drawString(100, 660, "变更□专职√")


def test_drawn_tick_boxes_stand_in_their_line() -> None:
    """Boxes of lines, empty, ticked or filled, become ticks where they stand; so do box characters."""
    found = [(run.text.strip() if run.tick is None else "", run.tick) for run in runs(one(pdf(tick_form)))]
    assert found == [
        ("首席质量官", None),
        ("", Tick.CHECKED),
        ("二级质量官", None),
        ("", Tick.UNCHECKED),
        ("新设", None),
        ("", Tick.CHECKED),
        ("变更", None),
        ("", Tick.UNCHECKED),
        ("专职", None),
        ("", Tick.MARK),
    ]


def test_tick_over_a_box_character_ticks_it() -> None:
    """√ drawn over □ is one ticked box."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "首席质量官□二级质量官□")
        canvas.drawString(100 + 5 * 10.5, 700, "√")

    ticks = [run.tick for run in runs(one(pdf(draw))) if run.tick]
    assert ticks == [Tick.CHECKED, Tick.UNCHECKED]


def test_struck_and_underlined_text() -> None:
    """A line through an option strikes it, a line under it underlines it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "首席质量官二级质量官新设变更")
        canvas.line(152.5, 704, 205, 704)
        canvas.line(205, 698, 226, 698)

    found = {run.text: (run.struck, run.underlined) for run in runs(one(pdf(draw)))}
    assert found == {
        "首席质量官": (False, False),
        "二级质量官": (True, False),
        "新设": (False, True),
        "变更": (False, False),
    }


def test_values_of_form_fields() -> None:
    """What was typed or ticked into an AcroForm is text and ticks at its place."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "手机号码")
        canvas.drawString(100, 660, "专职")
        canvas.drawString(100, 640, "兼职")
        fields = canvas.acroForm
        fields.textfield(name="m", value="13804110000", x=160, y=695, width=120, height=18, forceBorder=True)
        fields.checkbox(name="a", checked=True, x=130, y=658, size=12)
        fields.checkbox(name="b", checked=False, x=130, y=638, size=12)

    page = one(pdf(draw))
    texts = [line.text for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]
    assert texts[0] == "手机号码 13804110000"
    assert [run.tick for run in runs(page) if run.tick] == [Tick.CHECKED, Tick.UNCHECKED]


def portrait() -> ImageReader:
    image = Image.new("RGB", (350, 490), (70, 120, 200))
    ImageDraw.Draw(image).ellipse((90, 100, 260, 330), fill=(210, 170, 150))
    return ImageReader(image)


def seal() -> ImageReader:
    image = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 10, 390, 390), outline=(220, 20, 20), width=14)
    draw.regular_polygon((200, 200, 70), 5, fill=(220, 20, 20))
    return ImageReader(image)


def test_pictures_are_told_apart_and_put_into_cells() -> None:
    """The photo lies in the photo cell, the seal below the table."""

    def draw(canvas: Canvas) -> None:
        form(canvas)
        canvas.drawImage(portrait(), 440, 642, 40, 56)
        canvas.drawImage(seal(), 200, 300, 110, 110)

    def larger(canvas: Canvas) -> None:
        canvas.drawString(80, 720, "照片处贴二寸免冠照片，与身份证一致")
        canvas.drawImage(portrait(), 440, 500, 99, 139)

    page = one(pdf(draw))
    photo_cell = next(cell for cell in table(page).cells if cell.column == 3 and cell.row == 0)
    assert len(photo_cell.pictures) == 1
    assert [picture.likeness for picture in page.pictures] == [Likeness.SEAL]
    assert [picture.likeness for picture in one(pdf(larger)).pictures] == [Likeness.PORTRAIT]


def scan_page(canvas: Canvas) -> None:
    image = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(image).rectangle((100, 200, 1100, 1500), outline="black", width=3)
    canvas.drawImage(ImageReader(image), 0, 0, *A4)


def test_scan_is_drawn_for_reading() -> None:
    """A page that is a picture comes as pixels at the resolution of the scan, blue-green-red."""
    (page,) = extract(pdf(scan_page))
    assert isinstance(page, PageToRead)
    assert page.number == 1
    assert page.dpi == pytest.approx(150, abs=1)
    assert page.pixels.shape == pytest.approx((1754, 1240, 3), abs=3)
    assert page.pixels.min() < 50 < 200 < page.pixels.mean()


def test_invisible_text_under_a_scan_is_not_believed() -> None:
    """The text layer that a scanning program put under its picture does not count."""

    def draw(canvas: Canvas) -> None:
        scan_page(canvas)
        text = canvas.beginText(100, 700)
        text.setFont("STSong-Light", 10.5)
        text.setTextRenderMode(3)
        for _ in range(10):
            text.textLine("企业名称某某有限公司所属地区大连市")
        canvas.drawText(text)

    (page,) = extract(pdf(draw))
    assert isinstance(page, PageToRead)


def test_mixed_file_keeps_its_order() -> None:
    """Text pages and scanned pages of one file come in order, with their numbers; an empty page is an empty page."""
    pages = extract(pdf(form, scan_page, lambda canvas: None))
    assert [type(page) for page in pages] == [Page, PageToRead, Page]
    assert [page.number for page in pages] == [1, 2, 3]
    assert isinstance(pages[2], Page)
    assert pages[2].blocks == ()


def test_bad_files_raise_their_errors() -> None:
    """Nothing, rubbish, half a file, a password, too many pages: each has its error."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(EmptyFile):
        extract(b"")
    with pytest.raises(CorruptFile):
        extract(b"%PDF-1.7 nothing follows")
    with pytest.raises(EncryptedFile):
        extract(pdf(form, encrypt=StandardEncryption("secret", strength=128)))
    with pytest.raises(TooLarge):
        extract(pdf(form, form), max_pages=1)


def test_empty_password_opens() -> None:
    """A file that only restricts printing is read like any other."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(100, 700, "Chief Quality Officer")

    locked = StandardEncryption("", ownerPassword="owner", strength=128)
    assert [run.text for run in runs(one(pdf(draw, encrypt=locked)))] == ["Chief Quality Officer"]

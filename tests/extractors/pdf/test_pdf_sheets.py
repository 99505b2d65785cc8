"""PDF sheets as they come: turned, cropped, tiny, huge, two pages on one, encrypted, damaged, scans in strips."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.page import Page, Paragraph
from extractors.pdf import PageToRead, PdfPage, extract

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
CELLS = ["姓名", "欧阳建国", "身份证号", "某某机械有限公司"]


def form(canvas: Canvas, left: float = 0.0) -> None:
    canvas.setFont("STSong-Light", 10.5)
    canvas.drawString(left + 80, 730, "填报日期：2024年5月6日")
    for y in (700, 500, 300):
        canvas.line(left + 80, y, left + 400, y)
    for x in (80, 180, 400):
        canvas.line(left + x, 300, left + x, 700)
    for (x, y), text in zip(((85, 600), (185, 600), (85, 400), (185, 400)), CELLS, strict=True):
        canvas.drawString(left + x, y, text)


def changed(change: Callable[[pikepdf.Page], object] = lambda page: None, **save: object) -> bytes:
    out, made = BytesIO(), BytesIO()
    canvas = Canvas(out, pagesize=A4)
    form(canvas)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as file:
        change(file.pages[0])
        file.save(made, **save)
    return made.getvalue()


def around(page: pikepdf.Page, matrix: str) -> None:
    page.contents_add(f"q {matrix} cm".encode(), prepend=True)
    page.contents_add(b"Q")


def only(data: bytes) -> PdfPage:
    (page,) = extract(data)
    return page


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_turned_on_its_page_is_read_turned_back(turn: int) -> None:
    """Without a word of it in the page's own rotation; places are those of the page as received."""
    width, height = (round(side) for side in A4)
    matrix = {90: f"0 1 -1 0 {height} 0", 180: f"-1 0 0 -1 {width} {height}", 270: f"0 -1 1 0 0 {width}"}[turn]

    def change(page: pikepdf.Page) -> None:
        around(page, matrix)
        if turn != 180:
            page.MediaBox = [0, 0, height, width]

    page = only(changed(change))
    assert isinstance(page, Page)
    cells = next(page.tables).cells
    assert [cell.text for cell in cells] == CELLS
    place = cells[0].place
    assert place is not None
    assert place.box is not None
    x, y = (85 + 10) / width, 1 - 605 / height
    seen = {90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[turn]
    assert place.box.x0 < seen[0] < place.box.x1
    assert place.box.y0 < seen[1] < place.box.y1


def test_boxes_that_do_not_begin_at_nothing() -> None:
    """A visible part within a larger page, with a unit of its own."""

    def change(page: pikepdf.Page) -> None:
        page.MediaBox, page.CropBox, page.UserUnit = [-50, -70, 700, 950], [0, 0, 595, 842], 2

    page = only(changed(change))
    assert isinstance(page, Page)
    assert [cell.text for cell in next(page.tables).cells] == CELLS


@pytest.mark.parametrize("scale", [0.1, 10.0])
def test_pages_out_of_all_scale_are_read_from_their_picture(scale: float) -> None:
    """Drawn at a size at which characters are as high as on paper, whatever the file says a point is."""

    def change(page: pikepdf.Page) -> None:
        around(page, f"{scale} 0 0 {scale} 0 0")
        page.MediaBox = [0, 0, 595 * scale, 842 * scale]

    page = only(changed(change))
    assert isinstance(page, PageToRead)
    assert 1500 < max(page.pixels.shape) < 5100


def test_two_pages_on_one_sheet_are_read_side_by_side() -> None:
    """Lines that stand level on the two halves are not one line."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(2 * A4[0], A4[1]))
    form(canvas)
    form(canvas, A4[0])
    canvas.showPage()
    canvas.save()
    page = only(out.getvalue())
    assert isinstance(page, Page)
    kinds = [type(block).__name__ for block in page.blocks]
    assert kinds == ["Paragraph", "Table", "Paragraph", "Table"]
    assert {block.text for block in page.blocks if isinstance(block, Paragraph)} == {"填报日期：2024年5月6日"}


@pytest.mark.parametrize("revision", [4, 6])
def test_a_file_that_only_forbids_printing_is_read(revision: int) -> None:
    page = only(changed(encryption=pikepdf.Encryption(owner="x", user="", R=revision)))
    assert isinstance(page, Page)
    assert [cell.text for cell in next(page.tables).cells] == CELLS


def test_a_file_whose_cross_reference_is_wrong_is_read() -> None:
    """Bytes before it, an offset that leads nowhere, object streams, linearised: the text is had all the same."""
    plain = changed(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = plain.rindex(b"startxref")
    for data in (
        b"\r\n junk \r\n" + plain,
        plain[:at] + b"startxref\n7\n%%EOF\n",
        changed(object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True),
    ):
        page = only(data)
        assert isinstance(page, Page)
        assert [cell.text for cell in next(page.tables).cells] == CELLS


def test_a_scan_cut_into_strips_is_one_picture() -> None:
    """Scanners' programs lay a page down in strips: it is drawn whole, at the resolution of its pictures or finer."""
    scan = Image.new("1", (1240, 1754), 1)
    ImageDraw.Draw(scan).rectangle((100, 200, 1100, 1500), outline=0, width=3)
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    strips = 14
    for number in range(strips):
        low, high = number * 1754 // strips, (number + 1) * 1754 // strips
        strip = scan.crop((0, low, 1240, high))
        top = A4[1] * (1 - high / 1754)
        canvas.drawImage(ImageReader(strip), 0, top, A4[0], A4[1] * (high - low) / 1754)
    canvas.showPage()
    canvas.save()
    page = only(out.getvalue())
    assert isinstance(page, PageToRead)
    height, width = page.pixels.shape[:2]
    assert page.pixels[height // 2, round(width * 100 / 1240) - 4 : round(width * 100 / 1240) + 6].min() < 128
    assert page.dpi >= 150

"""PDF: what pens and stamps leave: ticks, rings, strikes, seals; text that must not be read; text over borders."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.page import Likeness, Page, Paragraph, Run, Tick
from extractors.pdf import PageToComplete, PageToRead, extract
from extractors.pdf.usable import Doubt, doubt_of

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
Draw = Callable[[Canvas], object]
SIZE = 10.0
Point = tuple[float, float]


def pdf(draw: Draw) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", SIZE)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(draw: Draw) -> Page:
    (page,) = extract(pdf(draw))
    assert isinstance(page, Page)
    return page


def runs(page: Page) -> list[Run]:
    parts = [p for block in page.blocks for p in ([block] if isinstance(block, Paragraph) else block.cells)]
    return [run for part in parts for line in part.lines for run in line.runs]


def ticks(draw: Draw) -> list[Tick]:
    return [run.tick for run in runs(read(draw)) if run.tick]


def through(canvas: Canvas, *points: Point, fill: int = 0, closed: bool = False) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    canvas.drawPath(path, stroke=1 - fill, fill=fill)


def ring(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    turns = [2 * pi * k / 40 for k in range(43)]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    through(canvas, *((x + (x1 - x0) / 2 * cos(t), y + (y1 - y0) / 2 * sin(t)) for t in turns))


def tick_at(canvas: Canvas, x: float, y: float) -> None:
    through(canvas, (x, y + 4), (x + 3, y), (x + 9, y + 11))


def cross_at(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y, x + 8, y + 8)
    canvas.line(x, y + 8, x + 8, y)


def check_outline(canvas: Canvas, x: float, y: float) -> None:
    through(canvas, (x, y + 4), (x + 3, y), (x + 9, y + 8), (x + 8, y + 9), (x + 3, y + 2), fill=1, closed=True)


def curve_tick(canvas: Canvas, x: float, y: float) -> None:
    canvas.bezier(x, y + 5, x + 1, y + 1, x + 2, y, x + 3, y)
    path = canvas.beginPath()
    path.moveTo(x, y + 5)
    path.curveTo(x + 1, y + 2, x + 2, y + 1, x + 3, y)
    path.curveTo(x + 4, y + 4, x + 6, y + 8, x + 9, y + 9)
    canvas.drawPath(path)


SIGNS: dict[str, Callable[[Canvas, float, float], None]] = {
    "tick": tick_at,
    "cross": cross_at,
    "outline": check_outline,
    "curve": curve_tick,
    "filled": lambda canvas, x, y: canvas.rect(x, y, 7, 7, stroke=0, fill=1),
    "ringed": lambda canvas, x, y: ring(canvas, x - 4, y - 4, x + 12, y + 12),
    "full": lambda canvas, x, y: through(canvas, (x, y + 4), (x + 3, y), (x + 7.4, y + 7.4)),
}


def plain(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x, y, 7.4, 7.4)


def rounded(canvas: Canvas, x: float, y: float) -> None:
    canvas.roundRect(x, y, 7.4, 7.4, 2)


def circle(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x + 4, y + 4, 4)


def character(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x - 1.3, y - 0.5, "□")


@pytest.mark.parametrize("box", [plain, rounded, circle, character])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_on_a_box_ticks_it(box: Callable[[Canvas, float, float], None], sign: str) -> None:
    """Whatever the box and the sign are made of, the box under the sign is ticked and the other is not."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "首席质量官")
        box(canvas, 152, 700)
        canvas.drawString(165, 700, "二级质量官")
        box(canvas, 217, 700)
        SIGNS[sign](canvas, 217, 700)

    assert ticks(draw) == [Tick.UNCHECKED, Tick.CHECKED]


def test_a_tick_belongs_to_the_box_at_its_foot() -> None:
    """A tick whose arm runs into the box of the line above ticks its own box only."""

    def draw(canvas: Canvas) -> None:
        for y, word in ((712, "专职□"), (700, "兼职□")):
            canvas.drawString(100, y, word)
        through(canvas, (121, 704), (124, 700), (131, 716))

    assert ticks(draw) == [Tick.UNCHECKED, Tick.CHECKED]


def test_a_dash_in_a_box_is_asked_about() -> None:
    """A level line in a box may mean either."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "新设")
        canvas.rect(122, 700, 8, 8)
        canvas.line(123, 704, 129, 704)

    assert ticks(draw) == [Tick.UNKNOWN]


def test_bare_ticks_and_crosses_stand_where_their_foot_is() -> None:
    """Without boxes a drawn tick is a mark in its line, a drawn cross a cross."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "专职")
        tick_at(canvas, 124, 700)
        canvas.drawString(150, 700, "兼职")
        cross_at(canvas, 173, 700)
        canvas.drawString(200, 700, "以上")

    found = [(run.text.strip(), run.tick) for run in runs(read(draw))]
    assert found == [("专职", None), ("√", Tick.MARK), ("兼职", None), ("×", Tick.CROSS), ("以上", None)]


def test_letters_and_ticks_of_other_fonts_on_a_box() -> None:
    """A V typed over □ ticks it; a digit in a drawn square is a digit."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "专职□兼职□")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(121, 701, "V")
        canvas.rect(100, 650, 12, 12)
        canvas.drawString(103, 652, "7")

    found = runs(read(draw))
    assert [run.tick for run in found if run.tick] == [Tick.CHECKED, Tick.UNCHECKED]
    assert found[-1].text == "7"


def test_ringed_and_struck_options() -> None:
    """A ring around words frames them; a slanting stroke through words strikes them; neither draws a table."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "首席质量官")
        canvas.drawString(170, 700, "二级质量官")
        ring(canvas, 95, 692, 155, 716)
        canvas.drawString(100, 660, "新设")
        canvas.drawString(140, 660, "变更")
        through(canvas, (139, 658), (150, 664), (161, 668))

    page = read(draw)
    assert not list(page.tables)
    found = {run.text.strip(): (run.boxed, run.struck) for run in runs(page) if run.text.strip()}
    assert found == {
        "首席质量官": (True, False),
        "二级质量官": (False, False),
        "新设": (False, False),
        "变更": (False, True),
    }


def drawn_seal(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(0.86, 0.1, 0.1)
    canvas.setFillColorRGB(0.86, 0.1, 0.1)
    canvas.setLineWidth(2)
    canvas.circle(x, y, 57)
    star = [(20 if k % 2 == 0 else 8, pi / 2 + pi * k / 5) for k in range(10)]
    through(canvas, *((x + r * cos(t), y + r * sin(t)) for r, t in star), fill=1, closed=True)
    canvas.setFont("STSong-Light", 11)
    for k, char in enumerate("大连某某机械有限公司"):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(120 - 26 * k)
        canvas.drawCentredString(0, 42, char)
        canvas.restoreState()
    canvas.drawCentredString(x, y - 35, "2102030000001")
    canvas.restoreState()


def opinion(canvas: Canvas) -> None:
    canvas.rect(80, 560, 440, 140)
    canvas.line(180, 560, 180, 700)
    canvas.drawString(85, 630, "所在企业意见")
    canvas.drawString(190, 680, "以上备案信息属实，同意申报。")
    canvas.drawString(350, 620, "（盖章）")
    canvas.drawString(350, 600, "2024年5月6日")


def test_a_seal_of_lines() -> None:
    """Ring, star and arc text in red are a seal, and none of its writing gets into the cell under it."""

    def draw(canvas: Canvas) -> None:
        opinion(canvas)
        drawn_seal(canvas, 380, 615)

    page = read(draw)
    (table,) = page.tables
    pictures = [picture.likeness for cell in table.cells for picture in cell.pictures]
    assert pictures == [Likeness.SEAL]
    assert table.cells[1].text == "以上备案信息属实，同意申报。\n（盖章）\n2024年5月6日"
    assert not [run for run in runs(page) if run.tick or run.boxed]


def seal_picture(*, pale: int = 255) -> ImageReader:
    image = Image.new("RGBA", (300, 300), (220, 30, 40, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, 292, 292), outline=(220, 30, 40, pale), width=9)
    draw.regular_polygon((150, 150, 52), 5, fill=(220, 30, 40, pale))
    return ImageReader(image)


@pytest.mark.parametrize("pale", [255, 120])
def test_a_seal_with_a_mask_over_writing(pale: int) -> None:
    """A transparent seal is seen for itself, whatever is printed under it (here lines over lines), pale as it is."""

    def draw(canvas: Canvas) -> None:
        opinion(canvas)
        for y in range(580, 670, 6):
            canvas.drawString(330, y, "以上备案信息属实，同意申报。")
        canvas.drawImage(seal_picture(pale=pale), 330, 565, 115, 115, mask="auto")

    (found,) = extract(pdf(draw))
    assert isinstance(found, PageToComplete)
    pictures = [picture.likeness for cell in next(found.page.tables).cells for picture in cell.pictures]
    assert pictures == [Likeness.SEAL]


def test_hidden_white_and_watermark_text_is_not_read() -> None:
    """Text that is not drawn, white on white or slanting over the page stays out of the lines; white on dark stays."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "企业名称大连某某机械有限公司")
        hidden = canvas.beginText(250, 700)
        hidden.setTextRenderMode(3)
        hidden.textOut("隐藏")
        hidden.setTextRenderMode(0)
        canvas.drawText(hidden)
        canvas.saveState()
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(95, 655, 60, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(100, 660, "首席")
        canvas.drawString(200, 660, "白字")
        canvas.setFillGray(0.8)
        canvas.translate(150, 600)
        canvas.rotate(40)
        canvas.drawString(0, 120, "样本")
        canvas.restoreState()

    page = read(draw)
    texts = [block.text for block in page.blocks if isinstance(block, Paragraph) and not block.margin]
    assert texts == ["企业名称大连某某机械有限公司", "首席"]


def test_a_page_of_nothing_but_hidden_text_is_drawn() -> None:
    """What a program wrote invisibly is no text layer."""

    def draw(canvas: Canvas) -> None:
        hidden = canvas.beginText(100, 700)
        hidden.setTextRenderMode(3)
        hidden.textOut("企业名称某某有限公司所属地区大连市")
        canvas.drawText(hidden)

    (page,) = extract(pdf(draw))
    assert isinstance(page, PageToRead)


@pytest.mark.parametrize("text", ['!"#$%&\'()*+\'()!"#$%&1!"', "㐀㐁㐂㑇㑈㒀㒁㓀㓁㔀㔁㕀㖀"])
def test_codes_that_are_no_characters_are_drawn(text: str) -> None:
    """A text layer of signs or of characters that nobody writes is a font's codes mapped wrongly."""
    page = _Page([{"text": char, "size": 10.0} for char in text])
    assert doubt_of(page, 0) is Doubt.GARBAGE


class _Page:
    """As much of a page of pdfplumber as is asked for trust."""

    curves: tuple[()] = ()
    images: tuple[()] = ()
    cropbox = (0, 0, 595, 842)

    def __init__(self, chars: list[dict[str, object]]) -> None:
        self.chars = chars


def grid(canvas: Canvas, *edges: float) -> None:
    for y in (700, 670, 640):
        canvas.line(edges[0], y, edges[-1], y)
    for x in edges:
        canvas.line(x, 640, x, 700)


def test_text_wider_than_its_cell_stays_whole() -> None:
    """Text that begins at its cell's edge or is centred on it belongs there; two texts that touch a border are two."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, 80, 180, 240, 400)
        canvas.drawString(84, 680, "大连某某精密机械制造有限公司")
        canvas.drawCentredString(210, 650, "高级质量工程师职称")
        canvas.drawString(84, 650, "职务")
        canvas.drawString(262, 650, "质量总监")

    cells = {(cell.row, cell.column): cell.text for cell in next(read(draw).tables).cells}
    assert cells[0, 0] == "大连某某精密机械制造有限公司"
    assert (cells[1, 0], cells[1, 1], cells[1, 2]) == ("职务", "高级质量工程师职称", "质量总监")


def test_touching_texts_of_two_cells_are_two() -> None:
    """A text that fills its cell and the next cell's beginning right behind the border are not one."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, 80, 142, 300)
        canvas.drawString(81, 680, "质量工作年限")
        canvas.drawString(145, 680, "十五年半整")

    cells = {(cell.row, cell.column): cell.text for cell in next(read(draw).tables).cells}
    assert (cells[0, 0], cells[0, 1]) == ("质量工作年限", "十五年半整")


def test_a_low_single_row_is_a_table() -> None:
    """The last row of a table alone on its page keeps its cells."""

    def draw(canvas: Canvas) -> None:
        canvas.rect(80, 700, 400, 18)
        canvas.line(150, 700, 150, 718)
        canvas.drawString(85, 705, "备注")
        canvas.drawString(155, 705, "简历另附页。")

    (table,) = read(draw).tables
    assert [cell.text for cell in table.cells] == ["备注", "简历另附页。"]


def test_notes_broken_at_the_edge_are_one_line() -> None:
    """A note that goes on in the next line is one line, the short note below it another."""

    def draw(canvas: Canvas) -> None:
        note = "企业规模：大型、中型、小型、微型。具体请参照《关于印发中小企业划型标准规定的通知》（工信部联企业"
        canvas.drawString(80, 700, note)
        canvas.drawString(80, 686, "二〇一一年三百号）。")
        canvas.drawString(80, 672, "工作简历写不下可另附页。")

    lines = [line.text for block in read(draw).blocks if isinstance(block, Paragraph) for line in block.lines]
    assert [line[-6:] for line in lines] == ["年三百号）。", "下可另附页。"]

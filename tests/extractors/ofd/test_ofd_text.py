"""OFD: where text stands, how it runs, and which of it can be seen."""

from __future__ import annotations

import pytest

from extractors.ofd import extract
from extractors.page import Box, Line, Page, Paragraph, Table, Tick
from tests.support import ofd

MM = 1 / 210


def one(*objects: str, **more: str) -> Page:
    (page,) = extract(ofd.packed(ofd.members("".join(objects), **more)))
    assert isinstance(page, Page)
    return page


def lines(page: Page) -> list[Line]:
    return [
        line
        for block in page.blocks
        for part in ([block] if isinstance(block, Paragraph) else block.cells)
        for line in part.lines
    ]


def texts(page: Page) -> list[str]:
    return [line.text for line in lines(page)]


def box(line: Line) -> Box:
    assert line.place is not None
    assert line.place.box is not None
    return line.place.box


@pytest.mark.parametrize(
    "delta",
    ["4 4 4 4 4", "g 5 4", "4 g 3 4 4", "4 4", "4,4,4,4,4", "g 99999999999 4", "G 5 4.0", ""],
)
def test_offsets_place_the_characters(delta: str) -> None:
    """Offsets one by one, in runs, with commas, too few, too many or none: the text ends where it must."""
    (line,) = lines(one(ofd.text("首席质量官的", code=f'DeltaX="{delta}"')))
    assert line.text == "首席质量官的"
    assert box(line).x0 == pytest.approx(20 * MM, abs=1e-4)
    assert box(line).x1 == pytest.approx(44 * MM, abs=1e-4)


def test_wide_offsets_are_gaps() -> None:
    """姓  名 with an offset of three characters is parted."""
    assert texts(one(ofd.text("姓名", code='DeltaX="12"'))) == ["姓  名"]


def test_words_stand_apart_without_a_blank() -> None:
    """Two Latin words whose offset leaves room are two words, letters side by side one."""
    assert texts(one(ofd.text("abcd", code='DeltaX="2 3.6 2"'))) == ["ab cd"]


def test_text_downwards_by_offsets() -> None:
    """DeltaY alone sets characters under each other."""
    assert texts(one(ofd.text("购买方", code='DeltaY="6 6"'))) == ["购", "买", "方"]


def test_a_code_without_start_goes_on_where_the_last_began() -> None:
    """X and Y of a text code hold for the next one where it has none."""
    item = (
        '<ofd:TextObject Boundary="20 20 90 20" Font="3" Size="4"><ofd:TextCode X="8" Y="4">甲</ofd:TextCode>'
        '<ofd:TextCode Y="14">乙</ofd:TextCode></ofd:TextObject>'
    )
    first, second = lines(one(item))
    assert box(first).x0 == pytest.approx(box(second).x0)
    assert box(second).y0 - box(first).y0 == pytest.approx(10 / 297, abs=1e-4)


def test_a_matrix_scales_and_moves() -> None:
    """Size 1 under a CTM of 4 is text of size 4, where the matrix moves it."""
    item = (
        '<ofd:TextObject Boundary="20 20 90 20" Font="3" Size="1" CTM="4 0 0 4 10 0">'
        '<ofd:TextCode X="0" Y="1" DeltaX="1">质量</ofd:TextCode></ofd:TextObject>'
    )
    (line,) = lines(one(item))
    assert (box(line).x0, box(line).x1) == (pytest.approx(30 * MM, abs=1e-4), pytest.approx(38 * MM, abs=1e-4))


def test_narrowed_text_keeps_its_offsets() -> None:
    """HScale narrows glyphs, not the offsets between them."""
    (line,) = lines(one(ofd.text("质量", code='DeltaX="4"', more='HScale="0.5"')))
    assert box(line).x1 == pytest.approx(26 * MM, abs=1e-4)


@pytest.mark.parametrize(("turn", "ctm"), [(1, "0 1 -1 0 100 0"), (3, "0 -1 1 0 0 100"), (2, "-1 0 0 -1 100 100")])
def test_a_page_written_sideways_is_read_upright(turn: int, ctm: str) -> None:
    """Its places stay those of the page as received."""
    item = (
        f'<ofd:TextObject Boundary="50 50 90 90" Font="3" Size="4" CTM="{ctm}">'
        '<ofd:TextCode X="0" Y="10" DeltaX="4 4">质量官</ofd:TextCode>'
        '<ofd:TextCode X="0" Y="20" DeltaX="4 4">总经理</ofd:TextCode></ofd:TextObject>'
    )
    page = one(item)
    assert texts(page) == ["质量官", "总经理"]
    found = box(lines(page)[0])
    width, height = (found.x1 - found.x0) * 210, (found.y1 - found.y0) * 297
    assert (width > height) == (turn == 2)
    middle = (found.x0 + found.x1) / 2 * 210, (found.y0 + found.y1) / 2 * 297
    x, y = {1: (141.4, 56), 3: (58.6, 144), 2: (144, 141.4)}[turn]
    assert middle == (pytest.approx(x, abs=0.3), pytest.approx(y, abs=0.3))


def test_ligatures_and_rare_characters_do_not_shift_the_rest() -> None:
    """Offsets are counted a glyph where glyphs are fewer, and twice for characters beyond U+FFFF."""
    change = (
        '<ofd:CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'
    )
    item = (
        f'<ofd:TextObject Boundary="20 20 90 20" Font="3" Size="4">{change}'
        '<ofd:TextCode X="0" Y="4" DeltaX="2 2 2 8">afiabc</ofd:TextCode></ofd:TextObject>'
    )
    assert texts(one(item)) == ["afiab c"]
    rare = ofd.text("\U00030000明甲乙", code='DeltaX="2 2 4 8"')
    assert texts(one(rare)) == ["\U00030000明甲 乙"]


@pytest.mark.parametrize(
    "hidden",
    [
        ofd.text("假", more='Visible="false"'),
        ofd.text("假", more='Alpha="0"'),
        ofd.text("假", more='Fill="false"'),
        ofd.text("假").replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode'),
        ofd.text("假").replace("<ofd:TextCode", '<ofd:FillColor Value="0 0 0" Alpha="0"/><ofd:TextCode'),
    ],
)
def test_what_leaves_no_ink_is_not_read(hidden: str) -> None:
    """Hidden, clear and white text is not on the paper."""
    assert texts(one(hidden, ofd.text("真", y=40))) == ["真"]


def test_symbols_of_symbol_fonts_are_ticks() -> None:
    """Wingdings 0xFE is a ticked box, as a code of its own or of the private use area."""
    raw = ofd.text("þ").replace('Font="3"', 'Font="4"')
    private = ofd.text("\uf0a8", x=60).replace('Font="3"', 'Font="4"')
    runs = [run for line in lines(one(raw, private)) for run in line.runs if run.tick]
    assert [run.tick for run in runs] == [Tick.CHECKED, Tick.UNCHECKED]


def test_bold_by_weight_or_font() -> None:
    """Weight 700 is bold."""
    (line,) = lines(one(ofd.text("粗", more='Weight="700"')))
    assert line.runs[0].bold


def test_colours_by_drawing_parameters_and_spaces() -> None:
    """White by a drawing parameter that another builds on; a circle of them ends."""
    params = (
        '<ofd:ColorSpaces><ofd:ColorSpace ID="9" Type="GRAY"/></ofd:ColorSpaces><ofd:DrawParams>'
        '<ofd:DrawParam ID="5"><ofd:FillColor Value="255" ColorSpace="9"/></ofd:DrawParam>'
        '<ofd:DrawParam ID="6" Relative="5"/><ofd:DrawParam ID="7" Relative="8"/><ofd:DrawParam ID="8" Relative="7"/>'
        "</ofd:DrawParams>"
    )
    page = one(
        ofd.text("白", more='DrawParam="6"'),
        ofd.text("黑", y=40, more='DrawParam="7"'),
        ofd.text("蓝", y=60, more='DrawParam="0"'),
        resources=params,
    )
    assert texts(page) == ["黑", "蓝"]


def test_a_table_of_paths_holds_its_text() -> None:
    """Ruled lines make cells, as in a PDF."""
    page = one(
        ofd.grid((20, 60, 120), (20, 30, 40)),
        ofd.text("姓名", 22, 27),
        ofd.text("王芳", 62, 27),
        ofd.text("备注", 22, 37),
    )
    (table,) = page.tables
    assert isinstance(table, Table)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "姓名"), (0, 1, "王芳"), (1, 0, "备注"), (1, 1, "")
    ]  # fmt: skip
